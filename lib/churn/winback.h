/*
 * winback - attempts to win customers back, as they are in the store (program).
 *
 * An attempt is over with the next one of the same customer, and what was bought until then is
 * its doing.
 */
#ifndef WINBACK_H
#define WINBACK_H
#include <stdint.h>

#include "lib/store/step_load.h"

/*
 * The rows of the attempts as of the day ?1: winback_id, customer_id, date, reason, offer, agent, cost, until; result,
 * open, won or lost, and result_at; bought, the first day after that of the attempt, and up to that of the next one, with
 * a purchase.
 */
extern const char winback_sql[];

/* Likewise of those who were told of as NEW and whom nobody tried to win back: date, bought; met, the day of the first
   attempt at or after it. */
extern const char winback_nobody_sql[];

enum winback_result { WINBACK_WON, WINBACK_LOST };
const char *winback_name(enum winback_result);		/* won */

struct winback_step {
	enum winback_result result;
	struct step_load by;
};

/* For step_load_take, CTX a struct winback_step: the attempt has the result. */
const char *winback_take(void *ctx, struct store *, int64_t winback_id, char why[static STEP_LOAD_WHY]);

#endif
