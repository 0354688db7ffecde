/* date_format: dates of other systems; the serials and seconds are from calendars by hand. */
#include "lib/base/date_format.h"

#include <string.h>

#include "tests/unit/tap.h"

static void
reads(const char *format, const char *cell, const char *want)
{
	char got[DATE_FORMAT_SIZE] = "";

	ok(date_format_read(format, cell, got) == DATE_OK && strcmp(got, want) == 0, cell);
}

static void
refuses(const char *format, const char *cell, enum date_result want)
{
	char got[DATE_FORMAT_SIZE];

	ok(date_format_read(format, cell, got) == want, cell);
}

static void
test_strptime(void)
{
	reads("%d.%m.%Y", "05.01.2024", "2024-01-05");
	reads("%d.%m.%Y", "5.1.2024", "2024-01-05");
	reads("%m/%d/%Y %H:%M", "12/9/2011 12:50", "2011-12-09T12:50:00");
	reads("%Y/%m/%d %I:%M %p", "2024/01/05 12:07 AM", "2024-01-05T00:07:00");
	reads("%Y/%m/%d %I:%M %p", "2024/01/05 12:07 PM", "2024-01-05T12:07:00");
	reads("%d %B %Y", "5 January 2024", "2024-01-05");
	reads("%d-%b-%y", "05-Jan-24", "2024-01-05");
	reads("%m/%d/%y", "5/3/69", "1969-05-03");
	reads("%m/%d/%y", "5/3/68", "2068-05-03");
	reads("%Y%m%d", "20240105", "2024-01-05");
	reads("%Y\xe5\xb9\xb4%m\xe6\x9c\x88%d\xe6\x97\xa5",
	    "2024\xe5\xb9\xb4" "1\xe6\x9c\x88" "5\xe6\x97\xa5", "2024-01-05");
	reads("%Y-%m-%dT%H:%M:%S%z", "2024-01-05T10:00:00.123+0530", "2024-01-05T10:00:00+05:30");
	reads("%Y-%m-%d %H:%M:%S %z", "2024-01-05 10:00:00 -0330", "2024-01-05T10:00:00-03:30");
	reads("%Y-%m-%d %H:%M:%S", "2024-01-05 10:00:00.999", "2024-01-05T10:00:00");
	/* a leap second is still in its day */
	reads("%Y-%m-%d %H:%M:%S", "2016-12-31 23:59:60", "2016-12-31T23:59:59");
	/* half of the day in Chinese, Japanese and Korean, before or after the time */
	reads("%Y/%m/%d %p %I:%M", "2025/3/1 下午 1:30", "2025-03-01T13:30:00");
	reads("%Y/%m/%d %p %I:%M", "2025/3/1 上午9:05", "2025-03-01T09:05:00");
	reads("%Y/%m/%d %p %I:%M:%S", "2025/3/1 上午 12:00:01", "2025-03-01T00:00:01");
	reads("%Y/%m/%d %I:%M %p", "2025/3/1 1:30 午後", "2025-03-01T13:30:00");
	reads("%Y/%m/%d %I:%M %p", "2025/3/1 1:30 午前", "2025-03-01T01:30:00");
	reads("%Y. %m. %d. %p %I:%M", "2025. 3. 1. 오후 1:30", "2025-03-01T13:30:00");
	reads("%Y. %m. %d. %p %I:%M", "2025. 3. 1. 오전 1:30", "2025-03-01T01:30:00");
	refuses("%Y/%m/%d %H:%M", "2025/3/1 下午 1:30", DATE_BAD);
	refuses("%d.%m.%Y", "2024-01-05", DATE_BAD);
	refuses("%d.%m.%Y", "05.01.2024 ", DATE_BAD);
	refuses("%d.%m.%Y", "", DATE_BAD);
	refuses("%d.%m.%Y", "29.02.2023", DATE_NO_DAY);
	refuses("%d.%m.%Y", "05.01.24", DATE_SHORT_YEAR);
	refuses("%d.%m.%Y", "05.01.113", DATE_SHORT_YEAR);
	refuses("%d.%m.%Y", "05.01.1899", DATE_FAR_YEAR);
	refuses("%d.%m.%Y", "05.01.2567", DATE_FAR_YEAR);
}

static void
test_words(void)
{
	reads("lunar", "农历1990年八月十五", "1990-10-03");
	refuses("lunar", "八月十五", DATE_BAD);
	refuses("lunar", "1990-08-15", DATE_BAD);
	refuses("lunar", "农历1990年闰八月十五", DATE_NO_DAY);	/* leap month 5 */
	/* Excel's own examples: 1 is 1900-01-01, 39448 is 2008-01-01, 61 is 1900-03-01 */
	reads("excel", "1", "1900-01-01");
	reads("excel", "61", "1900-03-01");
	reads("excel", "39448", "2008-01-01");
	reads("excel", "39448.5", "2008-01-01T12:00:00");
	reads("excel", "39448.999999", "2008-01-02T00:00:00");
	refuses("excel", "0", DATE_BAD);
	refuses("excel", "2008-01-01", DATE_BAD);
	refuses("excel", "-5", DATE_BAD);
	refuses("excel", "400000", DATE_FAR_YEAR);
	reads("iso", "2024-02-29", "2024-02-29");
	reads("iso", "2024-02-29 08:05", "2024-02-29T08:05:00");
	reads("iso", "2024-02-29T08:05:06", "2024-02-29T08:05:06");
	reads("iso", "2024-02-29T08:05:06+08:00", "2024-02-29T08:05:06+08:00");
	refuses("iso", "2024/02/29", DATE_BAD);
	refuses("iso", "2023-02-29", DATE_NO_DAY);
	refuses("iso", "0204-02-29", DATE_FAR_YEAR);
	reads("unix", "0", "1970-01-01T00:00:00Z");
	reads("unix", "1000000000", "2001-09-09T01:46:40Z");
	reads("unix", "-1", "1969-12-31T23:59:59Z");
	reads("unix-ms", "1000000000999", "2001-09-09T01:46:40Z");
	refuses("unix", "x", DATE_BAD);
	refuses("unix", "1000000000999", DATE_FAR_YEAR);
}

static void
test_valid(void)
{
	ok(date_format_is_valid("%d/%m/%Y") && date_format_is_valid("%F") &&
	    date_format_is_valid("%D") && date_format_is_valid("%b %e, %y") &&
	    date_format_is_valid("%s") && date_format_is_valid("excel") &&
	    date_format_is_valid("unix") && date_format_is_valid("unix-ms") &&
	    date_format_is_valid("iso") && date_format_is_valid("lunar"), "formats of a day");
	ok(!date_format_is_valid("%m/%Y") && !date_format_is_valid("%d/%m") &&
	    !date_format_is_valid("") && !date_format_is_valid("dd/mm/yyyy") &&
	    !date_format_is_valid("%H:%M") && !date_format_is_valid("%Y-%m-%"), "others give none");
}

int
main(void)
{
	test_strptime();
	test_words();
	test_valid();
	return done();
}
