#include "lib/value/margin.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/money.h"

static const double ROUNDING = 1e-12;	/* of sums: a smaller difference is none */

struct margin
margin_fixed(double mean)
{
	return (struct margin){ .mean = mean, .se = NAN, .purchases = INFINITY, .amount = NAN };
}

static int
by_all(const void *a, const void *b)
{
	const struct margin_row *x = a, *y = b;

	if (x->purchases != y->purchases)
		return x->purchases > y->purchases ? 1 : -1;
	if (x->spend != y->spend)
		return x->spend > y->spend ? 1 : -1;
	return (x->profit > y->profit) - (x->profit < y->profit);
}

void
margin_sort(struct margin_row *row, size_t n)
{
	qsort(row, n, sizeof *row, by_all);
}

/* Of a ratio of two sums (Cochran, Sampling Techniques, 1977, section 6.3). */
static double
standard_error(const struct margin_row *row, size_t n, double mean, double spend)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		const double e = (double)row[i].profit - mean * (double)row[i].spend;

		sum += e * e;
	}
	return n > 1 ? sqrt((double)n / (double)(n - 1) * sum) / spend : NAN;
}

/* k, as the comment in the header defines it. The rows are sorted by purchases. */
static double
credible(const struct margin_row *row, size_t n, double mean)
{
	double customers = 0, purchases = 0, inverse = 0, sum = 0, weighted = 0;
	int64_t least = INT64_MAX, most = 0;

	for (size_t i = 0; i < n; i++) {
		const double x = (double)row[i].purchases;

		if (row[i].spend <= 0)
			continue;
		const double off = (double)row[i].profit / (double)row[i].spend - mean;
		const double d = fmin(off * off, 1);

		least = row[i].purchases < least ? row[i].purchases : least;
		most = row[i].purchases;
		customers++;
		purchases += x;
		inverse += 1 / x;
		sum += d;
		weighted += x * d;
	}
	const double lasting = weighted * inverse - sum * customers;
	const double chance = sum * purchases - weighted * customers;

	if (least >= most || !(lasting > ROUNDING * weighted * inverse))
		return INFINITY;
	return fmax(chance / lasting, 1);
}

bool
margin_fit(struct margin_row *row, size_t n, struct margin *to)
{
	long double spend = 0, profit = 0, purchases = 0;

	margin_sort(row, n);
	for (size_t i = 0; i < n; i++) {
		spend += (long double)row[i].spend;
		profit += (long double)row[i].profit;
		purchases += (long double)row[i].purchases;
	}
	*to = margin_fixed(NAN);
	if (!(spend > 0))
		return false;
	to->n = (int64_t)n;
	to->mean = (double)(profit / spend);
	to->se = standard_error(row, n, to->mean, (double)spend);
	to->purchases = credible(row, n, to->mean);
	to->amount = (double)(spend / purchases) / MONEY_ONE;
	return true;
}

double
margin_of(const struct margin *m, double spend, double profit)
{
	const double prior = m->purchases * m->amount;

	if (!isfinite(prior))
		return m->mean;
	return (profit + prior * m->mean) / (fmax(spend, 0) + prior);
}
