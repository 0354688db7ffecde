/*
 * serial - the numbers of a worksheet as text: number formats, serial dates (pure).
 *
 * A worksheet stores a date as the number of days since 1900 or 1904.  Only the number format of
 * the cell says that it is one.  ECMA-376 part 1, 18.8.30 lists the formats and 18.17.4 the dates.
 */
#ifndef SERIAL_H
#define SERIAL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text;

enum serial_kind {
	SERIAL_NUMBER,
	SERIAL_ZEROS,	/* 00000: leading zeros up to .digits digits */
	SERIAL_PLACES,	/* at least .digits decimals */
	SERIAL_DAY,	/* a date or a moment */
	SERIAL_CLOCK,	/* h:mm: a time of day, if it is less than a day */
	SERIAL_SPAN,	/* [h]:mm: a duration */
};

struct serial_format {
	enum serial_kind kind;
	int digits;
	/*
	 * SERIAL_DAY: 0 leaves out the time if it is midnight; else the character between date and
	 * time, and .seconds says whether the time always has seconds.
	 */
	char between;
	bool seconds;
};

/* What a format is for: a code such as yyyy-mm-dd, or the number of a built-in one. */
struct serial_format serial_format_of(const char *code);
struct serial_format serial_format_builtin(unsigned id);

/*
 * Appends the number that S spells: 1200.5, 2024-01-05, 2024-01-05 13:30:00 (rounded to the
 * second), 36:30:00.  A number has up to 15 digits, as spreadsheets show it.  Days that do not
 * exist come out as such: 1900-02-29, 1900-01-00.  What is not a number is appended as it is.
 * FROM_1904: the workbook counts the days from 1904.
 */
void serial_text(struct text *, const char *s, struct serial_format, bool from_1904);

/*
 * For writing.  Our formats are spelled so that serial_format_of knows them again, and a cell reads
 * back byte for byte.
 */
enum { SERIAL_PLACES_MOST = 4 };

/*
 * How many decimals a cell with this number must show to read back as S: 0 if the number alone is
 * enough ("12.5"), 2 for "12.50"; -1 if no cell reads back as S ("007", 16 digits).
 */
int serial_places(const char *s);
const char *serial_places_code(int places);	/* 1 to SERIAL_PLACES_MOST */

/* The number and the code of a cell that reads back as the date or date-time S. */
struct serial_day {
	double number;
	int which;	/* of the SERIAL_DAY_CODES codes; -1: not a date, or before March 1900 */
};
enum { SERIAL_DAY_CODES = 5 };
struct serial_day serial_day_of(const char *s);
const char *serial_day_code(int which);

#endif
