/*
 * date - days of the business's calendar (pure).
 *
 * A day is the number of days since 1970-01-01, years 1 to 9999, proleptic Gregorian.
 */
#ifndef DATE_H
#define DATE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_NONE INT32_MIN

enum { DATE_SIZE = 11, DATE_TIME_SIZE = 20 };	/* room for YYYY-MM-DD, YYYY-MM-DDTHH:MM:SS and the NUL */

enum date_result {
	DATE_OK,
	DATE_BAD,	/* not of the form YYYY-MM-DD[(T| )HH:MM[:SS]][Z|+HH:MM] */
	DATE_NO_DAY,	/* 2023-02-29, 25:00 */
	DATE_OFFSET,	/* it has an offset, and there is no zone to convert it to */
};

/* How dates are read: all NULL reads ISO 8601 and refuses offsets. */
struct date_reader {
	const char *format;	/* strptime(3), or NULL */
	const char *zone;	/* where a date-time with an offset is converted to, or NULL */
};

/* YYYY-MM-DD alone; DATE_NONE where S is something else or no day of the calendar. */
int32_t date_parse(const char *s);

/*
 * A date or date-time.  *second is the second of the day, or -1 where there was no time.
 * An offset is converted to r->zone, which switches the process's TZ: one zone a process.
 */
enum date_result date_read(const struct date_reader *r, const char *s, int32_t *day, int32_t *second);

/* The last date read, which the next row often has too; zeroed, there is none. */
struct date_memo {
	char text[DATE_SIZE];
	int32_t day, second;
};

/* date_read, and the same again without reading it again. */
enum date_result date_read_next(const struct date_reader *r, struct date_memo *, const char *s, int32_t *day, int32_t *second);

/* Why, for a message: "is not a date (YYYY-MM-DD)". */
const char *date_why(enum date_result);

int32_t date_of(int year, int month, int day);		/* DATE_NONE if there is no such day */
int32_t date_add_months(int32_t day, int64_t n);		/* the day clipped to the month; also after year 9999 */
void date_split(int32_t day, int *y, int *m, int *d);
char *date_text(int32_t, char to[static DATE_SIZE]);	/* returns to */
char *date_time_text(int32_t, int32_t second, char to[static DATE_TIME_SIZE]);	/* second -1: no time */

int32_t date_today(void);	/* in the zone of the environment */
void date_now(int32_t *day, int32_t *second);	/* likewise */
bool date_zone_known(const char *zone);	/* is there such a zone in the system's database */
bool date_zone_use(const char *zone);	/* from now on, by the process; false if it is not known.  Before the first thread */

#endif
