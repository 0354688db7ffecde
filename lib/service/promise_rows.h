/*
 * promise_rows - the promises of the store, and what has become of them (program).
 *
 * A promise that cannot be read ends the tool.
 */
#ifndef PROMISE_ROWS_H
#define PROMISE_ROWS_H
#include <stddef.h>
#include <stdint.h>

#include "lib/service/promise.h"
#include "lib/store/step_load.h"

/* In SQL: the steps of the promise p until the day ?1, as promise_read takes them; NULL where there is none. */
#define PROMISE_ROWS_EVENTS \
	"(SELECT group_concat(at || '|' || step || '|' || coalesce(due, '') || '|' || coalesce(told, 0), ';')" \
	" FROM (SELECT at, step, due, told FROM promise_event AS e WHERE e.promise_id = p.promise_id AND e.day <= ?1" \
	" ORDER BY event_id))"

/*
 * One row for every promise; ?1 is the as-of date, and promise_now must be known.  DISTINCT, which each promise
 * is by its number: the events are then looked for once and not for each column.
 */
#define PROMISE_ROWS_SELECT \
	"SELECT promise_id, customer_id, date, promise, due, channel, touchpoint, order_id, case_id, agent," \
	" promise_now('state', due, events) AS state, promise_now('due_now', due, events) AS due_now," \
	" promise_now('told', due, events) AS told, promise_now('kept_at', due, events) AS kept_at," \
	" promise_now('overdue', due, events) AS overdue, day" \
	" FROM (SELECT DISTINCT *, " PROMISE_ROWS_EVENTS " AS events FROM promise AS p WHERE day <= ?1)"

/*
 * From now on SQL knows promise_now(FIELD, due, EVENTS), seen at this moment, which must stay: the state,
 * due_now, the due in force; told; kept_at; overdue, 'yes' or NULL.
 */
void promise_rows_function(struct store *, int64_t *now);

struct promise_rows_step {
	enum promise_step what;
	const char *move;	/* as it was given */
	struct moment due;	/* of move */
	bool told;
	struct step_load by;
};

/* For step_load_take, CTX a struct promise_rows_step: the promise takes the step. */
const char *promise_rows_take(void *ctx, struct store *, int64_t promise_id,
    char why[static STEP_LOAD_WHY]);

#endif
