/* span: periods by hand. */
#include "lib/report/span.h"

#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

static void
check(const char *since, const char *until, const char *as_of, enum span_compare compare,
    const char *want)
{
	char text[4][DATE_SIZE], got[5 * DATE_SIZE];
	const struct span s = span_of(*since ? date_parse(since) : DATE_NONE,
	    *until ? date_parse(until) : DATE_NONE, date_parse(as_of), compare);

	snprintf(got, sizeof got, "%s %s %s %s", date_text(s.since, text[0]),
	    date_text(s.until, text[1]), date_text(s.before_since, text[2]),
	    date_text(s.before_until, text[3]));
	ok(strcmp(got, want) == 0, want);
	if (strcmp(got, want) != 0)
		printf("# got %s\n", got);
}

int
main(void)
{
	check("", "", "1998-06-30", SPAN_BEFORE, "1998-04-01 1998-06-30 1998-01-01 1998-03-31");
	check("", "", "2026-11-27", SPAN_BEFORE, "2026-08-28 2026-11-27 2026-05-28 2026-08-27");
	check("2026-02-01", "2026-02-28", "2026-03-05", SPAN_BEFORE,
	    "2026-02-01 2026-02-28 2026-01-01 2026-01-31");
	check("2026-03-15", "2026-06-14", "2026-06-14", SPAN_BEFORE,
	    "2026-03-15 2026-06-14 2025-12-15 2026-03-14");
	check("2024-01-01", "2024-12-31", "2024-12-31", SPAN_BEFORE,
	    "2024-01-01 2024-12-31 2023-01-01 2023-12-31");
	check("2026-05-11", "2026-05-17", "2026-05-17", SPAN_BEFORE,
	    "2026-05-11 2026-05-17 2026-05-04 2026-05-10");
	check("2026-05-11", "2026-05-11", "2026-05-17", SPAN_BEFORE,
	    "2026-05-11 2026-05-11 2026-05-10 2026-05-10");
	check("2026-05-11", "2026-05-17", "2026-05-17", SPAN_YEAR,
	    "2026-05-11 2026-05-17 2025-05-11 2025-05-17");
	check("2024-02-01", "2024-02-29", "2024-02-29", SPAN_YEAR,
	    "2024-02-01 2024-02-29 2023-02-01 2023-02-28");
	return done();
}
