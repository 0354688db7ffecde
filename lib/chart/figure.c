#include "lib/chart/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MINUS "\u2212"

/* On an axis: decimals of a number, and of one with k or 万. */
enum { MOST_DECIMALS = 9, SCALED_DECIMALS = 2 };

static const double LARGEST = 1e15;	/* beyond it, digits mean nothing */

/* The decimals of a number of this unit. */
static int
decimals(enum figure_unit unit, double x)
{
	switch (unit) {
	case FIGURE_COUNT:
		return 0;
	case FIGURE_SHARE:
	case FIGURE_CHANGE:
	case FIGURE_POINTS:
		return 1;
	case FIGURE_AMOUNT:
		return 2;
	case FIGURE_NUMBER:
		break;
	}
	return fabs(x) < 1000 ? 2 : 0;
}

/* Copies digits with a comma before each third one of the whole number; returns the end. */
static char *
group(const char *digits, char *to)
{
	const char *point = strchr(digits, '.');
	size_t whole = point ? (size_t)(point - digits) : strlen(digits);

	for (; *digits; digits++) {
		*to++ = *digits;
		if (whole > 0 && --whole % 3 == 0 && whole > 0)
			*to++ = ',';
	}
	*to = '\0';
	return to;
}

/* Removes the zeros at the end of the decimals, as in 12.50 or 12.00. */
static void
trim_zeros(char *s)
{
	char *end = s + strlen(s);

	if (strchr(s, '.') == NULL)
		return;
	while (end[-1] == '0')
		*--end = '\0';
	if (end[-1] == '.')
		end[-1] = '\0';
}

static bool
is_percent(enum figure_unit unit)
{
	return unit == FIGURE_SHARE || unit == FIGURE_CHANGE;
}

/* The sign of a number that is printed as DIGITS. 0.0 has no minus. */
static const char *
sign(enum figure_unit unit, double x, const char *digits)
{
	if (strpbrk(digits, "123456789") == NULL)
		return "";
	return x < 0 ? MINUS : unit == FIGURE_CHANGE ? "+" : "";
}

char *
figure_text(enum figure_unit unit, double x, char to[static FIGURE_SIZE])
{
	char digits[FIGURE_SIZE];

	*to = '\0';
	if (isnan(x))
		return to;
	if (!(fabs(x) < LARGEST)) {
		snprintf(to, FIGURE_SIZE, "%.3g", x);
		return to;
	}
	const double shown = is_percent(unit) ? 100 * x : x;

	snprintf(digits, sizeof digits, "%.*f", decimals(unit, x), fabs(shown));
	if (unit == FIGURE_NUMBER)
		trim_zeros(digits);
	char *end = group(digits, to + sprintf(to, "%s", sign(unit, x, digits)));

	if (is_percent(unit))
		strcpy(end, "%");
	return to;
}

struct scale {
	double from, by;
	const char *word;
};

/* A number that rounds to 10000万 is 1亿. */
static struct scale
scale_of(double x, bool chinese)
{
	static const struct scale western[] = {
		{ 1e9, 1e9, "bn" }, { 1e6, 1e6, "M" }, { 1e4, 1e3, "k" }, { 0, 1, "" } };
	static const struct scale in_chinese[] = {
		{ 99995000, 1e8, "亿" }, { 9999.5, 1e4, "万" }, { 0, 1, "" } };
	const struct scale *s = chinese ? in_chinese : western;

	while (fabs(x) < s->from)
		s++;
	return *s;
}

/* Three digits tell bars apart; of percent two are enough. */
static int
short_decimals(enum figure_unit unit, double part, bool scaled)
{
	if (unit == FIGURE_COUNT && !scaled)
		return 0;
	if (is_percent(unit) || unit == FIGURE_POINTS)
		return part < 10 ? 1 : 0;
	return part < 10 ? 2 : part < 100 ? 1 : 0;
}

/* The decimals that show a step of 1, 2 or 5 times a power of ten; 0 for no step. */
static int
step_decimals(double step)
{
	return step > 0 && step < 1 ? (int)fmin(MOST_DECIMALS, -floor(log10(step) + 1e-9)) : 0;
}

static char *
print_short(enum figure_unit unit, double x, double step, bool chinese, char *to)
{
	char digits[FIGURE_SIZE];

	*to = '\0';
	if (isnan(x))
		return to;
	if (!(fabs(x) < LARGEST)) {
		snprintf(to, FIGURE_SIZE, "%.3g", x);
		return to;
	}
	const double percent = is_percent(unit) ? 100 : 1, shown = percent * x;
	struct scale s = scale_of(shown, chinese);

	if (step_decimals(percent * step / s.by) > SCALED_DECIMALS)
		s = (struct scale){ 0, 1, "" };
	const double part = fabs(shown) / s.by;
	const int usual = short_decimals(unit, part, s.by > 1);
	const int needed = step_decimals(percent * step / s.by);

	snprintf(digits, sizeof digits, "%.*f", needed > usual ? needed : usual, part);
	if (!is_percent(unit) || shown == 0)
		trim_zeros(digits);
	char *end = group(digits, to + sprintf(to, "%s", sign(unit, x, digits)));

	strcpy(end, is_percent(unit) ? "%" : s.word);
	return to;
}

char *
figure_short(enum figure_unit unit, double x, bool chinese, char to[static FIGURE_SIZE])
{
	return print_short(unit, x, 0, chinese, to);
}

char *
figure_tick(enum figure_unit unit, double x, double step, bool chinese,
    char to[static FIGURE_SIZE])
{
	return print_short(unit, x, step, chinese, to);
}
