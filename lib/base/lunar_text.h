/*
 * lunar_text - dates of the Chinese calendar as people write them: 农历1990年八月十五,
 * 一九九〇年闰五月初一, 1990年腊月三十 (pure).
 *
 * Digits alone, as in 1990年8月15日, are a date of the common calendar unless 农历 (or 阴历, 旧历)
 * stands before or after them.
 */
#ifndef LUNAR_TEXT_H
#define LUNAR_TEXT_H
#include "lib/base/lunar.h"

enum lunar_text {
	LUNAR_TEXT_NONE,	/* not such a date */
	LUNAR_TEXT_NO_YEAR,	/* a month and a day: 八月十五 */
	LUNAR_TEXT_DATE,
};

/* Without a year, .year is 0. Whether the date exists, lunar_day says. */
enum lunar_text lunar_text_read(const char *, struct lunar *);

#endif
