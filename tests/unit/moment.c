/*
 * moment: dates and date-times as seconds, compared with date(1): TZ=UTC0 date -d
 * '2025-06-06T17:30:00' +%s.
 */
#include "lib/base/known.h"
#include "lib/base/moment.h"

#include <string.h>

#include "tests/unit/tap.h"

static void
is(const char *s, int64_t first, int64_t last, const char *text)
{
	struct moment m;
	char buf[DATE_TIME_SIZE];

	ok(moment_parse(s, &m) && moment_first(m) == first && moment_last(m) == last &&
	    strcmp(moment_text(m, buf), s) == 0, s);
	ok(strcmp(moment_text(moment_of(first), buf), text) == 0, text);
}

int
main(void)
{
	struct moment m;
	char buf[DATE_TIME_SIZE];

	is("1970-01-01", 0, 86399, "1970-01-01T00:00:00");
	is("2025-06-06T17:30:00", 1749231000, 1749231000, "2025-06-06T17:30:00");
	is("2025-06-06", 1749168000, 1749254399, "2025-06-06T00:00:00");
	is("1969-12-31T23:59:59", -1, -1, "1969-12-31T23:59:59");
	is("1969-12-31", -86400, -1, "1969-12-31T00:00:00");
	is("9999-12-31T23:59:59", 253402300799, 253402300799, "9999-12-31T23:59:59");
	ok(moment_parse("2025-06-06 17:30", &m) && moment_first(m) == 1749231000,
	    "a blank, and no seconds");
	ok(!moment_parse("2025-02-29", &m) && !moment_parse("soon", &m) && !moment_parse("", &m),
	    "none");
	ok(!moment_parse("2025-06-06T17:30Z", &m), "the store has no offsets");
	ok(strcmp(moment_text(MOMENT_NONE, buf), "") == 0, "none as text");
	ok(known_by(0).day == 0 && known_by(0).moment == 86399, "known by a day: all of it");
	return done();
}
