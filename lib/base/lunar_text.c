#include "lib/base/lunar_text.h"

#include <stddef.h>
#include <string.h>

struct word {
	const char *text;
	int value;
};

/* Longer words before those that they begin with. */
static const struct word ends[] = { { "(农历)", 1 }, { "（农历）", 1 }, { "(阴历)", 1 },
	{ "（阴历）", 1 }, { "农历", 1 }, { "阴历", 1 }, { "旧历", 1 }, { "農曆", 1 }, { "陰曆", 1 },
	{ 0 } };
static const struct word digits[] = { { "〇", 0 }, { "○", 0 }, { "零", 0 }, { "一", 1 }, { "二", 2 },
	{ "三", 3 }, { "四", 4 }, { "五", 5 }, { "六", 6 }, { "七", 7 }, { "八", 8 }, { "九", 9 },
	{ "0", 0 }, { "1", 1 }, { "2", 2 }, { "3", 3 }, { "4", 4 }, { "5", 5 }, { "6", 6 },
	{ "7", 7 }, { "8", 8 }, { "9", 9 }, { 0 } };
static const struct word ours[] = { { "正", 1 }, { "冬", 11 }, { "腊", 12 }, { "臘", 12 }, { 0 } };
static const struct word months[] = { { "十一", 11 }, { "十二", 12 }, { "十", 10 }, { "一", 1 },
	{ "二", 2 }, { "三", 3 }, { "四", 4 }, { "五", 5 }, { "六", 6 }, { "七", 7 }, { "八", 8 },
	{ "九", 9 }, { 0 } };
static const struct word tens[] = { { "二十", 20 }, { "三十", 30 }, { "廿", 20 }, { "卅", 30 },
	{ "十", 10 }, { "初", 0 }, { 0 } };

/* The value of the word that *s begins with, which it then skips; -1: none of them. */
static int
take(const char **s, const struct word *words)
{
	for (; words->text; words++)
		if (strncmp(*s, words->text, strlen(words->text)) == 0) {
			*s += strlen(words->text);
			return words->value;
		}
	return -1;
}

static bool
skip(const char **s, const char *word)
{
	return take(s, (const struct word[]){ { word, 0 }, { 0 } }) == 0;
}

/* Digits of ASCII; -1: there are none. */
static int
number(const char **s)
{
	const size_t n = strspn(*s, "0123456789");
	int value = 0;

	if (n == 0 || n > 2)
		return -1;
	for (size_t i = 0; i < n; i++)
		value = value * 10 + *(*s)++ - '0';
	return value;
}

/* 1990年 or 一九九〇年; 0, and *s stays, if there is no year. */
static int
year_of(const char **s)
{
	const char *p = *s;
	int year = 0;

	for (int i = 0, digit; i < 4; i++) {
		if ((digit = take(&p, digits)) < 0)
			return 0;
		year = year * 10 + digit;
	}
	if (!skip(&p, "年"))
		return 0;
	*s = p;
	return year;
}

/* 初一 to 三十; 初十, 二十, 三十 are whole. */
static int
day_of(const char **s, bool *lunar)
{
	const char *before = *s;
	const int ten = take(s, tens);

	*lunar |= ten == 0 || strncmp(before, "廿", 3) == 0 || strncmp(before, "卅", 3) == 0;
	if (ten == 0 && skip(s, "十"))
		return 10;
	const int one = take(s, digits + 3);

	return one < 0 ? ten : (ten < 0 ? 0 : ten) + one;
}

static int
month_of(const char **s, bool *lunar)
{
	int month = take(s, ours);

	*lunar |= month > 0;
	if (month < 0 && (month = take(s, months)) < 0)
		month = number(s);
	return month;
}

enum lunar_text
lunar_text_read(const char *s, struct lunar *to)
{
	bool lunar = take(&s, ends) == 1;

	while (*s == ' ' || *s == ':')
		s++;
	*to = (struct lunar){ .year = year_of(&s) };
	to->leap = skip(&s, "闰") || skip(&s, "閏");
	lunar |= to->leap;
	to->month = month_of(&s, &lunar);
	if (to->month < 1 || to->month > 12 || !skip(&s, "月"))
		return LUNAR_TEXT_NONE;
	const bool plain = *s >= '0' && *s <= '9';

	to->day = plain ? number(&s) : day_of(&s, &lunar);
	const bool common = skip(&s, "日") || skip(&s, "号");

	lunar |= take(&s, ends) == 1;
	if (to->day < 1 || to->day > 30 || *s != '\0')
		return LUNAR_TEXT_NONE;
	if (!lunar && (common || plain || to->year > 0))
		return LUNAR_TEXT_NONE;		/* rather of the common calendar */
	return to->year > 0 ? LUNAR_TEXT_DATE : LUNAR_TEXT_NO_YEAR;
}
