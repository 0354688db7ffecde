#include "lib/feedback/trail.h"

#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/moment.h"
#include "lib/base/sort.h"
#include "lib/feedback/steps.h"
#include "lib/io/opt.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

/* A step packed into 64 bits: seconds since the year 1, step, state, score. */
enum { BITS = 4, SCORE = 0, STATE = BITS, STEP = 2 * BITS, AT = 3 * BITS, MASK = (1 << BITS) - 1 };
_Static_assert((int)STEPS_STEPS <= (int)MASK && (int)STEPS_STATES <= (int)MASK,
    "a step and a state have room");

static const int64_t YEAR_1 = INT64_C(-719162) * 86400;
/* flips the sign, so that unsigned keys sort as signed ids */
static const uint64_t SIGN = UINT64_C(1) << 63;

struct trail {
	uint64_t *id, *step;
	size_t n, room, at;
};

static uint64_t
pack(sqlite3_stmt *q)
{
	struct moment at;

	if (!moment_parse(query_cell(q, 1), &at))
		fail("case %jd: '%.60s' is not a valid date; run cust-check",
		    (intmax_t)sqlite3_column_int64(q, 0), query_cell(q, 1));
	return (uint64_t)(moment_first(at) - YEAR_1) << AT |
	    (uint64_t)steps_of(query_cell(q, 2)) << STEP |
	    (uint64_t)steps_state_of(query_cell(q, 3)) << STATE |
	    (uint64_t)sqlite3_column_int(q, 4) << SCORE;
}

struct trail *
trail_read(struct store *store, const char *as_of)
{
	struct trail *t = mem_new(1, sizeof *t);
	sqlite3_stmt *q = query_new(store,
	    "SELECT case_id, at, step, state, score FROM feedback_event"
	    " WHERE day <= ? ORDER BY event_id");

	query_text(q, 1, as_of);
	for (; query_step(q); t->n++) {
		if (t->n == t->room) {
			t->step = mem_more(t->step, t->n + 1, &t->room, sizeof *t->step);
			t->id = mem_resize(t->id, t->room, sizeof *t->id);
		}
		t->id[t->n] = (uint64_t)sqlite3_column_int64(q, 0) ^ SIGN;
		t->step[t->n] = pack(q);
	}
	query_free(q);
	sort_with(t->id, t->step, t->n);
	return t;
}

void
trail_free(struct trail *t)
{
	free(t->id);
	free(t->step);
	free(t);
}

void
trail_add(struct trail *t, int64_t case_id, struct casework *to)
{
	const uint64_t id = (uint64_t)case_id ^ SIGN;

	while (t->at < t->n && t->id[t->at] < id)
		t->at++;
	for (; t->at < t->n && t->id[t->at] == id; t->at++) {
		const uint64_t s = t->step[t->at];

		casework_add(to, (struct casework_step){ (int64_t)(s >> AT) + YEAR_1,
		    (int)(s >> STEP & MASK), (int)(s >> STATE & MASK), (int)(s >> SCORE & MASK) });
	}
}
