/* span - a period of time, and the one to compare it with (pure). */
#ifndef SPAN_H
#define SPAN_H
#include <stdint.h>

struct span {
	int32_t since, until;		/* days, both included */
	int32_t before_since, before_until;
};

enum span_compare {
	SPAN_BEFORE,	/* the time just before it, as long */
	SPAN_YEAR,	/* the same days a year earlier */
};
#define SPAN_COMPARE "before|year"

/* The options of a period, for a struct with since, until (int32_t) and compare (int). */
#define SPAN_OPTS(o) \
	{ OPT_DATE, 0, "since", "DATE", \
	    "first day of the period (3 months before its end)", &(o)->since }, \
	{ OPT_DATE, 0, "until", "DATE", "last day of the period (the as-of date)", \
	    &(o)->until }, \
	{ OPT_CHOICE, 0, "compare", SPAN_COMPARE, \
	    "compare with the period before, or a year earlier (before)", &(o)->compare }

enum { SPAN_MONTHS = 3 };	/* the usual length of a period */

/*
 * DATE_NONE: until AS_OF; since SPAN_MONTHS months before the day after UNTIL. A period of whole
 * months, such as 15 March to 14 June, is compared with as many months, otherwise with as many
 * days. UNTIL must not be before SINCE.
 */
struct span span_of(int32_t since, int32_t until, int32_t as_of, enum span_compare);

#endif
