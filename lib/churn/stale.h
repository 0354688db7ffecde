/*
 * stale - have the orders stopped to come in? (pure but for memory)
 *
 * The days between two order days of the shop, whoever bought, say how long a pause is usual.  No
 * order for longer than their 99.9 % quantile means that the feed has stopped, not that everybody
 * has left.
 */
#ifndef STALE_H
#define STALE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stale {
	int32_t last;		/* the last order day; DATE_NONE: there is none */
	int32_t usual, longest;	/* days between two order days: median, quantile; 0: not known */
};

enum { STALE_TEXT = 80 };

struct stale_days;		/* the order days of a shop */

struct stale_days *stale_days_new(int32_t from, int32_t to);
void stale_days_add(struct stale_days *, int32_t day);	/* one before FROM or after TO is ignored */
struct stale stale_days_free(struct stale_days *);	/* and what they say */

bool stale_is(const struct stale *, int32_t as_of);

/* "no order since 2024-01-05 (usually every 2 days): alerts held" */
const char *stale_text(const struct stale *, char to[static STALE_TEXT]);

#endif
