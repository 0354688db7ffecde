/*
 * winning - attempts to win customers back, as they are in the store (program).
 *
 * An attempt is over with the next one of the same customer, and what was bought until then is
 * its doing.
 */
#ifndef WINNING_H
#define WINNING_H
#include <stdint.h>

#include "lib/acting.h"

/*
 * The rows of the attempts as of the day ?1: winback_id, customer_id, date, reason, offer, agent, cost, until; result,
 * open, won or lost, and result_at; bought, the first day after that of the attempt, and up to that of the next one, with
 * a purchase.
 */
extern const char winning_sql[];

/* Likewise of those who were told of as NEW and whom nobody tried to win back: date, bought; met, the day of the first
   attempt at or after it. */
extern const char winning_nobody_sql[];

enum winning_result { WINNING_WON, WINNING_LOST };
const char *winning_name(enum winning_result);		/* won */

struct winning_step {
	enum winning_result result;
	struct acting by;
};

/* For acting_take, CTX a struct winning_step: the attempt has the result. */
const char *winning_take(void *ctx, sqlite3 *, int64_t winback_id, char why[static ACTING_WHY]);

#endif
