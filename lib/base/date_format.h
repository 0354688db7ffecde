/*
 * date_format - dates as other systems write them, turned into ISO 8601 (pure; a format with %s
 * uses the time zone of the process).
 *
 * A format is one for strptime(3), or one of the words "iso" (what date.h reads), "excel" (days
 * since 1899-12-30, with the time as a fraction), "unix" (seconds since 1970), "unix-ms"
 * (milliseconds) and "lunar" (dates of the Chinese calendar, as lunar_text.h reads them, become
 * those of the common one). Months have English names, but %p may be that of Chinese, Japanese or
 * Korean (下午). Fractions of seconds are dropped. %y follows POSIX: 69 to 99 are 1969 to 1999.
 */
#ifndef DATE_FORMAT_H
#define DATE_FORMAT_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/base/date.h"

enum { DATE_FORMAT_SIZE = 32 };	/* room for YYYY-MM-DDTHH:MM:SS+HH:MM and its NUL */

/* Does the format give a day: %Y or %y with %m, %b or %j ..., or a word? */
bool date_format_is_valid(const char *format);

/*
 * Reads S, without blanks around it, and writes the date: YYYY-MM-DD, with THH:MM:SS if the format
 * has a time, and with the offset if it has one (Z for unix). Never DATE_OFFSET.
 */
enum date_result date_format_read(const char *format, const char *s,
    char to[static DATE_FORMAT_SIZE]);

#endif
