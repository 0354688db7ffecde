#include "lib/stat/rating.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/say.h"
#include "lib/stat/binomial.h"

enum { POINTS = 100 };

/*
 * Reads the digits of a rating at s. Returns where they end, or NULL if there are none or the
 * number is not a rating.
 */
static const char *
read_end(const char *s, int *to)
{
	const size_t n = strspn(s, "0123456789");

	if (n < 1 || n > 2 || (n > 1 && s[0] == '0'))
		return NULL;
	*to = n == 1 ? s[0] - '0' : (s[0] - '0') * 10 + (s[1] - '0');
	return *to <= RATING_MAX ? s + n : NULL;
}

bool
rating_scale_parse(const char *s, struct rating_scale *to)
{
	struct rating_scale r;

	if ((s = read_end(s, &r.low)) == NULL || *s != '-' ||
	    (s = read_end(s + 1, &r.high)) == NULL || *s != '\0' ||
	    r.low >= r.high)
		return false;
	*to = r;
	return true;
}

enum { NOT_WHOLE = -1, NO_NUMBER = -2, BEYOND = RATING_MAX + 1 };

int
rating_spelled(const char *s)
{
	const bool minus = *s == '-';
	const char *p = s + minus;
	size_t digits = strspn(p, "0123456789");
	int x = 0;

	if (digits == 0)
		return NO_NUMBER;
	for (size_t i = 0; i < digits; i++)
		x = x < BEYOND ? x * 10 + (p[i] - '0') : BEYOND;
	p += digits;
	if (*p == '.') {
		digits = strspn(++p, "0123456789");
		if (p[digits] != '\0' || digits == 0)
			return NO_NUMBER;
		if (p[strspn(p, "0")] != '\0')
			return NOT_WHOLE;
	} else if (*p != '\0')
		return NO_NUMBER;
	return minus && x > 0 ? BEYOND : x;
}

const char *
rating_why(int x, struct rating_scale s, char why[static RATING_WHY])
{
	if (x == NO_NUMBER)
		return say("is not a number (leave it empty if there is no answer)");
	if (x == NOT_WHOLE)
		return say("is not a whole number");
	snprintf(why, RATING_WHY, say("is not from %d to %d"), s.low, s.high);
	return why;
}

int64_t
rating_between(const int64_t count[RATING_COUNTS], int from, int to)
{
	int64_t n = 0;

	for (int i = from; i <= to; i++)
		n += count[i];
	return n;
}

int64_t
rating_above(const int64_t count[RATING_COUNTS], struct rating_scale s)
{
	return rating_between(count, (s.low + s.high) / 2 + 1, s.high);
}

int64_t
rating_below(const int64_t count[RATING_COUNTS], struct rating_scale s)
{
	return rating_between(count, s.low, (s.low + s.high - 1) / 2);
}

struct sample_estimate
rating_share(int64_t yes, int64_t n, double rest)
{
	const double all = (double)n + 2 * rest, p = ((double)yes + rest) / all;
	const struct binomial_range r = binomial_wilson(yes, n, rest);

	if (n == 0)
		return (struct sample_estimate){ NAN, NAN, NAN, NAN, NAN, NAN, INFINITY };
	return (struct sample_estimate){
		.value = (double)(POINTS * yes) / (double)n, .centre = POINTS * p,
		.variance = p * (1 - p), .se = POINTS * sqrt(p * (1 - p) * rest / all),
		.low = POINTS * r.low, .high = POINTS * r.high, .df = INFINITY,
	};
}

struct sample_estimate
rating_mean(const int64_t count[RATING_COUNTS], struct rating_scale s, double rest)
{
	struct sample_estimate e = { .low = NAN, .high = NAN, .variance = NAN, .se = NAN };
	const int64_t n = rating_between(count, s.low, s.high);
	double sum = 0, squares = 0;

	for (int i = s.low; i <= s.high; i++)
		sum += i * (double)count[i];
	e.value = e.centre = sum / (double)n;
	e.df = (double)(n - 1);
	for (int i = s.low; i <= s.high; i++)
		squares += (double)count[i] * (i - e.value) * (i - e.value);
	if (n < 2 || rating_between(count, (int)e.value, (int)e.value) == n)
		return e;	/* equal answers say nothing about the variance */
	e.variance = squares / e.df;
	e.se = sqrt(e.variance * rest / (double)n);
	const double margin = e.se * gsl_cdf_tdist_Qinv(SAMPLE_ALPHA / 2, e.df);

	e.low = fmax(e.value - margin, s.low);
	e.high = fmin(e.value + margin, s.high);
	return e;
}
