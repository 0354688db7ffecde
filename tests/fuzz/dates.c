/* Dates, moments and periods: what is read is written, and reads the same. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "lib/base/date.h"
#include "lib/base/date_format.h"
#include "lib/base/moment.h"
#include "lib/base/period.h"

static void
date(const char *s)
{
	struct date_reader iso = { 0 }, zone = { .zone = "Asia/Shanghai" };
	int32_t day, second, d, k;
	char text[DATE_TIME_SIZE], name[PERIOD_SIZE];

	if (date_read(&iso, s, &day, &second) == DATE_OK) {
		date_time_text(day, second, text);
		FUZZ_HOLDS(date_read(&iso, text, &d, &k) == DATE_OK && d == day && k == second);
		for (int p = PERIOD_DAY; p <= PERIOD_YEAR; p++) {
			const int32_t start = period_start((enum period)p, day);

			FUZZ_HOLDS(start <= day && period_start((enum period)p, start) == start);
			period_name((enum period)p, start, name);
		}
	}
	if (date_read(&zone, s, &day, &second) == DATE_OK)
		FUZZ_HOLDS(day > -800000 && day < 3000000);
}

static void
moment(const char *s)
{
	struct moment m, again;
	char text[DATE_TIME_SIZE];

	if (!moment_parse(s, &m))
		return;
	FUZZ_HOLDS(moment_parse(moment_text(m, text), &again));
	FUZZ_HOLDS(again.day == m.day && again.second == m.second);
	FUZZ_HOLDS(moment_first(m) <= moment_last(m));
}

/* What a format of another system makes of it is a date of ours, maybe with an offset of +99:00. */
static void
foreign(const char *s)
{
	static const char *const formats[] =
	    { "%d/%m/%y", "%m/%d/%Y %I:%M %p", "%Y-%m-%d %H:%M:%S %z",
	    "%d %b %Y", "%Y %j", "%s", "excel", "unix", "unix-ms" };
	const struct date_reader zone = { .zone = "Asia/Shanghai" };
	char text[DATE_FORMAT_SIZE];
	int32_t day, second;

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		FUZZ_HOLDS(date_format_is_valid(formats[i]));
		if (date_format_read(formats[i], s, text) != DATE_OK)
			continue;
		const bool reads = date_read(&zone, text, &day, &second) == DATE_OK;

		FUZZ_HOLDS(reads || strcspn(text, "+") < strlen(text) || strlen(text) > 20);
	}
}

static void
all(const char *s)
{
	date(s);
	moment(s);
	foreign(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	if (n < 100)
		fuzz_text(all, s, n);
	return 0;
}
