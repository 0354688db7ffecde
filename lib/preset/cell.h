/* cell - single cells of another system, in custkit's spelling (pure, but cell_date uses TZ). */
#ifndef CELL_H
#define CELL_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/base/date.h"
#include "lib/io/opt.h"

enum cell_result {
	CELL_OK,
	CELL_MASKED,		/* 186******05 */
	CELL_DAMAGED,		/* 1.38E+10 */
	CELL_AMBIGUOUS,		/* a date that two formats read as different days */
	CELL_NO_YEAR,		/* a birthday without a year: --03-15 */
	CELL_BAD,
};

/* What is wrong, as the end of a sentence: "is masked". */
const char *cell_why(enum cell_result);

/* S without blanks around it. It may lose its end. */
char *cell_trim(char *s);

/* Does S have a run of at least two asterisks? */
bool cell_is_masked(const char *);

/* Writes a telephone number without ".0" and guards; the blanks stay. Changes S. */
enum cell_result cell_phone(char *s);

/* Changes S, a telephone number, into an id: digits with an optional +. */
enum cell_result cell_phone_key(char *s);

struct cell_dates {
	/* tried after ISO 8601; two formats with a '|' between them must read the same day */
	struct opt_list formats;
	struct date_reader reader;	/* without a zone, an offset is dropped */
};

/*
 * Writes the date as YYYY-MM-DD, with THH:MM:SS if S has a time and DAY is false. UTC says that S
 * without an offset is in UTC. *why is that of a CELL_BAD, if it is a date at all.
 */
enum cell_result cell_date(const struct cell_dates *, const char *s, bool day, bool utc,
    char to[static DATE_TIME_SIZE], enum date_result *why);

/* A birthday, YYYY-MM-DD, that S writes with two digits of the year is not in the future. */
void cell_past(const char *s, char day[static DATE_TIME_SIZE]);

#endif
