/*
 * stale - detects that orders have stopped coming in (pure).
 *
 * The gaps between the order days of the shop (the days on which any customer ordered) show how
 * long a pause is usual. If the pause since the last order day is longer than the 99.9 % quantile
 * of the gaps, orders are probably missing in the data, and the customers have not left.
 */
#ifndef STALE_H
#define STALE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stale {
	int32_t last;		/* the last order day; DATE_NONE: none */
	int32_t usual, longest;	/* days between order days: median, quantile; 0: not known */
};

enum { STALE_TEXT = 160 };

struct stale_days;		/* the order days of a shop */

struct stale_days *stale_days_new(int32_t from, int32_t to);
void stale_days_add(struct stale_days *, int32_t day);	/* ignores a day outside FROM to TO */
struct stale stale_days_free(struct stale_days *);	/* returns the result */

/* Whether the last order is too long before AS_OF. */
bool stale_is(const struct stale *, int32_t as_of);

/* "no order since 2024-01-05 (usually every 2 days): alerts held" */
const char *stale_text(const struct stale *, char to[static STALE_TEXT]);

#endif
