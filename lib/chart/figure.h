/*
 * figure - a number as people read it: 1,234,567; 94.1%; on an axis 1.2M, in Chinese 120万 (pure).
 *
 * Rounding is that of tables for people (-t): a share has one decimal of percent, an amount two.
 */
#ifndef FIGURE_H
#define FIGURE_H
#include <stdbool.h>

enum figure_unit {
	FIGURE_NUMBER,	/* an estimate: two decimals, none from 1,000 on */
	FIGURE_COUNT,	/* a whole number */
	FIGURE_AMOUNT,	/* in the currency */
	FIGURE_SHARE,	/* from 0 to 1 */
	FIGURE_POINTS,	/* points of a score: one decimal */
	FIGURE_CHANGE,	/* a relative change: +12.3% for .123 */
};

enum { FIGURE_SIZE = 48 };	/* room for any figure below 1e15 and its NUL */

/* Writes the number, "" for NAN; a minus is U+2212. Returns TO. */
char *figure_text(enum figure_unit, double, char to[static FIGURE_SIZE]);

/* The same in at most about five characters; CHINESE counts in 万 and 亿. Returns TO. */
char *figure_short(enum figure_unit, double, bool chinese, char to[static FIGURE_SIZE]);

/*
 * The same for a tick on an axis: no two ticks that are at least a STEP apart, of 1, 2 or 5 times a
 * power of ten, have the same text. It has more decimals, and no k or 万, if it must.
 */
char *figure_tick(enum figure_unit, double, double step, bool chinese,
    char to[static FIGURE_SIZE]);

#endif
