/*
 * visit_record - how visits are recorded: their fields, and the check for double bookings
 * (program).
 *
 * Two appointments of an agent, or of a customer, must not overlap, unless one of them was
 * cancelled. An appointment without minutes takes no time: only one with the same slot is in its
 * way.
 */
#ifndef VISIT_RECORD_H
#define VISIT_RECORD_H
#include "lib/store/record.h"
#include "lib/store/step_load.h"
#include "lib/visit/visit.h"

enum { VISIT_RECORD_SLOT = 3, VISIT_RECORD_ARRIVED = 5 };	/* fields */

extern const struct record visit_record;

struct visit_record_step {
	enum visit_step what;
	struct step_load by;
};

/* For step_load_take, with a struct visit_record_step as CTX: sets the moment of the step. */
const char *visit_record_take(void *ctx, struct store *, int64_t visit_id,
    char why[static STEP_LOAD_WHY]);

/* SQL: the end of an appointment. */
#define VISIT_RECORD_END(slot, minutes) \
	"strftime('%Y-%m-%dT%H:%M:%S', " slot ", '+' || " minutes " || ' minutes')"

#define VISIT_RECORD_DAMAGED \
	"a visit in the store has a time that is not valid; run cust-check"

/* The moments of a visit from the columns slot, arrived ... of a query, from column AT on. */
struct visit visit_record_read(sqlite3_stmt *, int at);
#define VISIT_RECORD_MOMENTS "slot, arrived, started, ended, abandoned, cancelled, missed"

#endif
