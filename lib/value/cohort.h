/*
 * cohort - customers by the period of their first purchase, and what they buy in the periods after
 * it (pure).
 *
 * A customer belongs to the cohort of the period that contains the first purchase day. The offset
 * of a period is the number of periods since that one. Cohorts are numbered from 0, which is the
 * first period given to cohorts_new.
 */
#ifndef COHORT_H
#define COHORT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/period.h"
#include "lib/history/costs.h"
#include "lib/history/fold.h"

struct cohort_cell {		/* the purchases of a cohort at an offset */
	int64_t customers;	/* with a purchase day; at offset 0 all of the cohort */
	int64_t orders;
	int64_t spend;		/* ten-thousandths, net of refunds */
	struct costs costs;	/* of the same orders */
	bool unknown;		/* of a refund before any purchase: see cohort_early */
};

struct cohorts;

/* For purchases from the day FIRST to the day LAST, which is not before FIRST. */
struct cohorts *cohort_new(enum period, int32_t first, int32_t last, size_t groups);
void cohort_free(struct cohorts *);

/* Refunds before any purchase. They have no day, and count at offset 0; .day.day is not used. */
struct cohort_early {
	struct fold_day day;
	struct costs costs;
	bool unknown;		/* there are costs, but those of these refunds cannot be told */
};

/*
 * Adds a customer with at least one purchase day; the days are sorted. Days after LAST are left
 * out. The costs are those of the days, or NULL. Returns NULL; or, if a sum of a cell exceeds 64
 * bits, what it is the sum of: "amount" or "cost". The cells of the cohort are then not defined.
 */
const char *cohort_add(struct cohorts *, size_t group, const struct fold_day *,
    const struct costs *, size_t days, const struct cohort_early *);

size_t cohort_count(const struct cohorts *);	/* the number of periods from FIRST to LAST */
int32_t cohort_start(const struct cohorts *, size_t cohort);	/* its first day */

/* The number of offsets up to LAST: at least 1. */
size_t cohort_offsets(const struct cohorts *, size_t cohort);

/* A cell per offset; NULL if the cohort has no customer of this group. */
const struct cohort_cell *cohort_cells(const struct cohorts *, size_t group, size_t cohort);

#endif
