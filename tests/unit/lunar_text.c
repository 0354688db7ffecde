/* lunar_text: how people write dates of the Chinese calendar, and what is no such date. */
#include "lib/base/lunar_text.h"

#include <string.h>

#include "tests/unit/tap.h"

/* WANT: "1990-8-15", with "leap " before it for a leap month, "no year 8-15", or "none". */
static void
reads(const char *text, const char *want)
{
	char got[64] = "none";
	struct lunar l;
	const enum lunar_text r = lunar_text_read(text, &l);

	if (r == LUNAR_TEXT_DATE)
		snprintf(got, sizeof got, "%s%d-%d-%d", l.leap ? "leap " : "", l.year, l.month,
		    l.day);
	if (r == LUNAR_TEXT_NO_YEAR)
		snprintf(got, sizeof got, "no year %s%d-%d", l.leap ? "leap " : "", l.month, l.day);
	ok(strcmp(got, want) == 0, text);
	if (strcmp(got, want) != 0)
		printf("# got %s, want %s\n", got, want);
}

int
main(void)
{
	reads("农历1990年八月十五", "1990-8-15");
	reads("农历 1990年8月15日", "1990-8-15");
	reads("阴历:1990年8月15", "1990-8-15");
	reads("1990年8月15日(农历)", "1990-8-15");
	reads("1990年八月十五（农历）", "1990-8-15");
	reads("農曆一九九〇年八月十五日", "1990-8-15");
	reads("一九九零年正月初一", "1990-1-1");
	reads("1984年闰十月初一", "leap 1984-10-1");
	reads("2006年閏七月廿九", "leap 2006-7-29");
	reads("1957年腊月廿三", "1957-12-23");
	reads("1957年冬月卅", "1957-11-30");
	reads("1957年十一月初十", "1957-11-10");
	reads("农历1957年十二月二十", "1957-12-20");
	reads("农历1957年十二月二十一", "1957-12-21");
	reads("农历1957年十月三十", "1957-10-30");
	reads("八月十五", "no year 8-15");
	reads("闰四月初一", "no year leap 4-1");
	reads("农历八月十五", "no year 8-15");
	reads("农历8月15", "no year 8-15");
	/* the common calendar, or not said which */
	reads("1990年8月15日", "none");
	reads("一九九〇年八月十五日", "none");
	reads("1990年八月十五", "none");
	reads("8月15日", "none");
	reads("8月15", "none");
	reads("八月十五日", "none");
	/* no dates */
	reads("农历1990年十三月初一", "none");
	reads("农历1990年八月三十一", "none");
	reads("农历1990年八月", "none");
	reads("农历1990年八月初", "none");
	reads("农历90年八月初一", "none");
	reads("农历1990年八月初一下午", "none");
	reads("农历", "none");
	reads("", "none");
	return done();
}
