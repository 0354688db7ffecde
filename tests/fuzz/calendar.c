/* Working hours: time that is worked is not less than none, nor more than there is. */
#include "tests/fuzz/fuzz.h"

#include "lib/service/calendar_rows.h"

static void
all(const char *path)
{
	struct calendar *c = calendar_rows_read(path);
	const int64_t day = CALENDAR_DAY_SECONDS, from = 19000 * day;

	for (int64_t k = 0; k < 9; k++) {
		const int64_t to = from + k * day / 2, worked = calendar_between(c, from, to);

		FUZZ_HOLDS(worked >= 0 && worked <= to - from);
		const int64_t end = calendar_add(c, from, worked);

		FUZZ_HOLDS(end <= to && calendar_between(c, from, end) == worked);
	}
	FUZZ_HOLDS(calendar_day(c) > 0);
	calendar_free(c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	if (n < 4096)
		fuzz_read(all, s, n);
	return 0;
}
