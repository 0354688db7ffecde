/*
 * winback - reads and updates attempts to win customers back (program).
 *
 * An attempt lasts until the next one for the same customer. Purchases up to then count for it.
 */
#ifndef WINBACK_H
#define WINBACK_H
#include <stdint.h>

#include "lib/store/step_load.h"

/*
 * Selects the attempts as of the day ?1: winback_id, customer_id, date, reason, offer, agent, cost,
 * until; result (open, won or lost) and result_at; bought: the first day with a purchase after the
 * day of the attempt and up to that of the next one.
 */
extern const char winback_sql[];

/*
 * Selects the alerts NEW as of the day ?1: date; bought: the first day with a purchase after it;
 * met: the day of the first attempt to win the customer back, at or after the alert.
 */
extern const char winback_nobody_sql[];

enum winback_result { WINBACK_WON, WINBACK_LOST };
const char *winback_name(enum winback_result);		/* won */

struct winback_step {
	enum winback_result result;
	struct step_load by;
};

/* For step_load_take: records the result of an attempt. CTX is a struct winback_step. */
const char *winback_take(void *ctx, struct store *, int64_t winback_id,
    char why[static STEP_LOAD_WHY]);

#endif
