/*
 * promise_rows - the promises of the store, with their present state (program).
 *
 * A promise that cannot be read ends the tool.
 */
#ifndef PROMISE_ROWS_H
#define PROMISE_ROWS_H
#include <stddef.h>
#include <stdint.h>

#include "lib/service/promise.h"
#include "lib/store/step_load.h"

/* SQL: the steps of promise p up to the day ?1, in the form of promise_read; NULL without steps. */
#define PROMISE_ROWS_EVENTS \
	"(SELECT group_concat(at || '|' || step || '|' || coalesce(due, '') || '|' ||" \
	" coalesce(told, 0), ';')" \
	" FROM (SELECT at, step, due, told FROM promise_event AS e" \
	" WHERE e.promise_id = p.promise_id AND e.day <= ?1" \
	" ORDER BY event_id))"

/*
 * SQL: one row per promise. ?1 is the as-of date; call promise_rows_function first. DISTINCT does
 * not change the rows, because every promise_id is unique. It makes SQLite compute the events once
 * per row, not once per column.
 */
#define PROMISE_ROWS_SELECT \
	"SELECT promise_id, customer_id, date, promise, due, channel, touchpoint, order_id," \
	" case_id, agent," \
	" promise_now('state', due, events) AS state," \
	" promise_now('due_now', due, events) AS due_now," \
	" promise_now('told', due, events) AS told," \
	" promise_now('kept_at', due, events) AS kept_at," \
	" promise_now('overdue', due, events) AS overdue, day" \
	" FROM (SELECT DISTINCT *, " PROMISE_ROWS_EVENTS \
	" AS events FROM promise AS p WHERE day <= ?1)"

/*
 * Registers the SQL function promise_now(FIELD, due, EVENTS). It computes a field of a promise as
 * known at *now, which must outlive the connection: state, due_now (the due time in force), told,
 * kept_at, or overdue ('yes' or NULL).
 */
void promise_rows_function(struct store *, int64_t *now);

struct promise_rows_step {
	enum promise_step what;
	const char *move;	/* the due time as the user gave it */
	struct moment due;	/* the due time that MOVE says */
	bool told;
	struct step_load by;
};

/* For step_load_take, with a struct promise_rows_step as CTX: adds the step to the promise. */
const char *promise_rows_take(void *ctx, struct store *, int64_t promise_id,
    char why[static STEP_LOAD_WHY]);

#endif
