/*
 * answers - survey answers, counted by score within groups and periods (program).
 *
 * From CSV with a column of scores, on threads; only the counts are kept, so that memory goes by
 * the groups (and with ANSWERS_LATEST by the customers), not by the rows.
 */
#ifndef ANSWERS_H
#define ANSWERS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/date.h"
#include "lib/period.h"
#include "lib/rating.h"

enum answers_which { ANSWERS_ALL, ANSWERS_LATEST };	/* of a customer: all; the latest of each period */

struct answers_opts {
	const char *kind;	/* where there is a column kind, what it says in the rows that count */
	const char *score;	/* name of the column */
	struct rating_scale scale;
	const char *by;		/* COLUMN[,COLUMN]...; NULL: one group */
	int period;		/* enum period */
	int which;		/* enum answers_which */
	int32_t since, until;	/* days, both included; DATE_NONE: no limit */
	struct date_reader dates;
	bool skip_bad;
	int64_t threads;
};

#define ANSWERS_DEFAULTS { .score = "score", .period = PERIOD_NONE, .since = DATE_NONE, .until = DATE_NONE }

struct answers_group {
	const char *by;		/* the values, each NUL-terminated, one behind the other */
	int32_t period;		/* first day of it; 0 without periods */
	int64_t count[RATING_COUNTS];
};

struct answers;

/* Reads all; ends the tool where it is bad, and notes how many rows were of another kind. */
struct answers *answers_read(const struct answers_opts *, char **operands);
void answers_free(struct answers *);

/* The columns of answers_opts.by. */
size_t answers_columns(const struct answers *);
const char *answers_column(const struct answers *, size_t i);

/* Groups with an answer, by their values bytewise, then by period; without either the one group, also of none. */
size_t answers_groups(const struct answers *);
const struct answers_group *answers_group(const struct answers *, size_t i);

/* Are both of the same values, in whatever period? */
bool answers_alike(const struct answers *, const struct answers_group *, const struct answers_group *);

#endif
