/*
 * promise: the outcome of a promise by hand, from its steps and the rule for the due time in force.
 */
#include "lib/service/promise.h"

#include <string.h>

#include "tests/unit/tap.h"

enum { MET = ATTAIN_MET, MISSED = ATTAIN_MISSED, PENDING = ATTAIN_PENDING };

static const struct {
	const char *name, *due, *events, *now;
	int state, outcome, first;	/* for the due time in force, and for the original one */
	const char *due_now, *told, *kept;
} table[] = {
	{ "open, not yet due", "2025-06-10", "", "2025-06-10", PROMISE_OPEN, PENDING, PENDING,
	    "2025-06-10", "", "" },
	{ "open, the day after", "2025-06-10", "", "2025-06-11T00:00:00", PROMISE_OPEN, MISSED,
	    MISSED, "2025-06-10", "", "" },
	{ "open at the very second", "2025-06-10T17:00:00", "", "2025-06-10T17:00:00", PROMISE_OPEN,
	    PENDING, PENDING,
	    "2025-06-10T17:00:00", "", "" },
	{ "open a second later", "2025-06-10T17:00:00", "", "2025-06-10T17:00:01", PROMISE_OPEN,
	    MISSED, MISSED,
	    "2025-06-10T17:00:00", "", "" },
	{ "kept at the very second", "2025-06-10T17:00:00", "2025-06-10T17:00:00|keep||0",
	    "2025-07-01", PROMISE_KEPT, MET, MET,
	    "2025-06-10T17:00:00", "", "2025-06-10T17:00:00" },
	{ "kept a second late", "2025-06-10T17:00:00", "2025-06-10T17:00:01|keep||0", "2025-07-01",
	    PROMISE_KEPT, MISSED, MISSED,
	    "2025-06-10T17:00:00", "", "2025-06-10T17:00:01" },
	{ "a day lasts to its end", "2025-06-10", "2025-06-10T23:59:59|keep||0", "2025-07-01",
	    PROMISE_KEPT, MET, MET,
	    "2025-06-10", "", "2025-06-10T23:59:59" },
	{ "and no longer", "2025-06-10", "2025-06-11|keep||0", "2025-07-01", PROMISE_KEPT, MISSED,
	    MISSED,
	    "2025-06-10", "", "2025-06-11" },
	{ "broken before it was due", "2025-06-10", "2025-06-05|break||0", "2025-06-06",
	    PROMISE_BROKEN, MISSED, MISSED,
	    "2025-06-10", "", "" },
	{ "moved, told, kept by then", "2025-06-10",
	    "2025-06-09T08:00:00|move|2025-06-20|1;2025-06-20T10:00:00|keep||0", "2025-07-01",
	    PROMISE_KEPT, MET, MISSED, "2025-06-20", "before", "2025-06-20T10:00:00" },
	{ "told at the last second", "2025-06-10T17:00:00", "2025-06-10T17:00:00|move|2025-06-20|1",
	    "2025-06-15", PROMISE_OPEN, PENDING,
	    MISSED, "2025-06-20", "before", "" },
	{ "told a second after the breach", "2025-06-10T17:00:00",
	    "2025-06-10T17:00:01|move|2025-06-20|1", "2025-06-15", PROMISE_OPEN,
	    MISSED, MISSED, "2025-06-10T17:00:00", "after", "" },
	{ "told after the breach, and then kept", "2025-06-10",
	    "2025-06-11|move|2025-06-20|1;2025-06-12|keep||0", "2025-07-01",
	    PROMISE_KEPT, MISSED, MISSED, "2025-06-10", "after", "2025-06-12" },
	{ "moved, nobody told", "2025-06-10", "2025-06-01|move|2025-06-20|0;2025-06-15|keep||0",
	    "2025-07-01", PROMISE_KEPT, MISSED,
	    MISSED, "2025-06-10", "no", "2025-06-15" },
	{ "moved, nobody told, kept by the first due", "2025-06-10",
	    "2025-06-01|move|2025-06-20|0;2025-06-10|keep||0", "2025-07-01",
	    PROMISE_KEPT, MET, MET, "2025-06-10", "no", "2025-06-10" },
	/* the customer is told of the second move before the due time of the first move */
	{ "moved twice, told in time", "2025-06-10",
	    "2025-06-09|move|2025-06-20|1;2025-06-20|move|2025-06-30|1;2025-06-30|keep||0",
	    "2025-07-01", PROMISE_KEPT, MET, MISSED, "2025-06-30", "before", "2025-06-30" },
	/* and here after it: the due time of the first move remains in force */
	{ "moved twice, told late", "2025-06-10",
	    "2025-06-09|move|2025-06-20|1;2025-06-21|move|2025-06-30|1;2025-06-22|keep||0",
	    "2025-07-01", PROMISE_KEPT, MISSED, MISSED, "2025-06-20", "after", "2025-06-22" },
	{ "told of the second move only, in time", "2025-06-10",
	    "2025-06-05|move|2025-06-20|0;2025-06-10|move|2025-06-25|1", "2025-06-25",
	    PROMISE_OPEN, PENDING, MISSED, "2025-06-25", "before", "" },
	{ "moved to an earlier day", "2025-06-10",
	    "2025-06-01|move|2025-06-05|1;2025-06-08|keep||0", "2025-07-01", PROMISE_KEPT, MISSED,
	    MET, "2025-06-05", "before", "2025-06-08" },
};

static int64_t
now(const char *s)
{
	struct moment m;

	moment_parse(s, &m);
	return moment_last(m);
}

static void
is_none(const char *due, const char *events)
{
	struct promise p;

	ok(!promise_read(due, events, &p), *events ? events : due);
}

int
main(void)
{
	char due[DATE_TIME_SIZE], kept[DATE_TIME_SIZE];

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct promise p;
		const int64_t at = now(table[i].now);
		const bool read = promise_read(table[i].due, table[i].events, &p);

		ok(read && (int)p.state == table[i].state &&
		    strcmp(moment_text(p.due, due), table[i].due_now) == 0 &&
		    strcmp(promise_told_name(p.told), table[i].told) == 0 &&
		    strcmp(moment_text(p.kept, kept), table[i].kept) == 0,
		    table[i].name);
		ok(read && (int)promise_outcome(&p, p.due, at) == table[i].outcome,
		    "  by the due in force");
		ok(read && (int)promise_outcome(&p, p.first_due, at) == table[i].first,
		    "  by the first due");
	}
	is_none("2025-02-29", "");
	is_none("", "");
	is_none("2025-06-10", "2025-02-30|keep||0");
	is_none("2025-06-10", "2025-06-09|move|2025-06-31|1");
	is_none("2025-06-10", "2025-06-09|move||1");
	is_none("2025-06-10", "2025-06-09T10:00:00.123456|keep||0");
	ok(strcmp(promise_step_name(PROMISE_MOVE), "move") == 0 &&
	    strcmp(promise_state_name(PROMISE_BROKEN), "broken") == 0, "names");
	return done();
}
