/*
 * date - days of the calendar and dates as text (pure; the functions on the current time and the
 * time zone: program).
 *
 * A day is the number of days since 1970-01-01 in the proleptic Gregorian calendar, from the year 1
 * to 9999.
 */
#ifndef DATE_H
#define DATE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_NONE INT32_MIN

/* room for YYYY-MM-DD and for YYYY-MM-DDTHH:MM:SS, each with its NUL */
enum { DATE_SIZE = 11, DATE_TIME_SIZE = 20 };

enum date_result {
	DATE_OK,
	DATE_BAD,	/* not of the form YYYY-MM-DD[(T| )HH:MM[:SS]][[ ](Z|UTC|+HH:MM)] */
	DATE_NO_DAY,	/* not on the calendar or the clock: 2023-02-29, 25:00 */
	DATE_OFFSET,	/* has an offset, but there is no zone to convert it to */
	DATE_SHORT_YEAR,	/* %Y of a format read fewer than four digits */
	DATE_FAR_YEAR,	/* before 1900 or after 2200: a damaged cell, or another calendar */
};

/* How to read dates; zeroed: without offsets. */
struct date_reader {
	/* convert date-times with an offset to this zone; NULL: refuse them */
	const char *zone;
	bool option;	/* the texts are options, which --date-format does not apply to */
};

/* Reads YYYY-MM-DD without a time; DATE_NONE if S is not a valid date. */
int32_t date_parse(const char *s);

/*
 * Reads a date or a date-time. *second is the second of the day, or -1 if S has no time. An offset
 * is converted to r->zone; this sets TZ of the process, so a process can use only one zone.
 */
enum date_result date_read(const struct date_reader *r, const char *s, int32_t *day,
    int32_t *second);

/* The same for a date that is stored: any year from 1 to 9999. */
enum date_result date_read_any(const struct date_reader *r, const char *s, int32_t *day,
    int32_t *second);

/* The latest date that was read; consecutive rows often have the same. Zeroed: none. */
struct date_memo {
	char text[DATE_SIZE];
	int32_t day, second;
};

/* Does the same as date_read, but reuses MEMO if the text is the same as before. */
enum date_result date_read_next(const struct date_reader *r, struct date_memo *, const char *s,
    int32_t *day, int32_t *second);

/* The reason for a message: "is not a valid date". */
const char *date_why(enum date_result);

int32_t date_of(int year, int month, int day);	/* DATE_NONE if the calendar lacks this date */
/* A day after the end of the month becomes the last of it. The year may exceed 9999. */
int32_t date_add_months(int32_t day, int64_t n);
void date_split(int32_t day, int *y, int *m, int *d);
bool date_year_is_near(int32_t day);	/* 1900 to 2200 */
char *date_text(int32_t, char to[static DATE_SIZE]);	/* returns to */
/* second -1: without the time */
char *date_time_text(int32_t, int32_t second, char to[static DATE_TIME_SIZE]);

int32_t date_today(void);	/* in the time zone in use (TZ) */
void date_now(int32_t *day, int32_t *second);	/* in the time zone in use (TZ) */
/*
 * Whether the time zone database of the system has this zone. If it returns false, errno is ENOENT
 * for an unknown zone; another errno says why the database cannot be read.
 */
bool date_zone_known(const char *zone);
/*
 * Uses ZONE for the whole process from now on. False, with errno as above, if date_zone_known is
 * false. Call it before the first thread starts.
 */
bool date_zone_use(const char *zone);

/*
 * The changes of the clocks in the zone of the process, from 1970 to 2099. FROM and TO are seconds
 * of the wall clock since 1970: those in [from, to) are skipped if GAP, else they come twice.
 * Returns their number, at most ROOM; DATE_SHIFTS is enough for all.
 */
struct date_shift {
	int64_t from, to;
	bool gap;
};
enum { DATE_SHIFT_YEARS = 130, DATE_SHIFTS = 4 * DATE_SHIFT_YEARS };
size_t date_zone_shifts(struct date_shift *to, size_t room);

/*
 * Whether this time exists in the zone of the process; it does not if the clocks skip it. SECOND
 * -1: any time of the day.
 */
bool date_zone_has(int32_t day, int32_t second);

#endif
