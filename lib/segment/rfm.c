#include "lib/segment/rfm.h"

#include "lib/base/sort.h"

/* floor(bins (2 less + equal) / (2 n)) + 1, at most bins. No product exceeds 2 bins n. */
static int
score(size_t less, size_t equal, size_t n, int bins)
{
	size_t s = (size_t)bins * (2 * less + equal) / (2 * n);

	return s < (size_t)bins ? (int)s + 1 : bins;
}

struct rfm_cuts
rfm_cuts(int64_t *value, size_t n, int bins)
{
	struct rfm_cuts c = { .bins = bins < 1 ? 1 : bins > RFM_CUTS ? RFM_CUTS : bins };
	int have = 1;

	sort_int64(value, n);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && value[end] == value[i]; end++)
			;
		for (int s = score(i, end - i, n, c.bins); have < s; have++)
			c.from[have - 1] = value[i];
	}
	for (; have <= RFM_CUTS; have++)
		c.from[have - 1] = INT64_MAX;
	return c;
}

/* The cuts AMONG the customers with repeat purchases are those from score 2 on. */
static struct rfm_cuts
from_two(struct rfm_cuts among)
{
	struct rfm_cuts c = { .bins = among.bins + 1, .from = { 2 } };

	for (int i = 1; i < RFM_CUTS; i++)
		c.from[i] = among.from[i - 1];
	return c;
}

struct rfm_cuts
rfm_cuts_of_purchases(int64_t *days, size_t n, int bins)
{
	size_t repeats = 0;

	for (size_t i = 0; i < n; i++)
		if (days[i] > 1)
			days[repeats++] = days[i];
	return from_two(rfm_cuts(days, repeats, bins - 1));
}

struct rfm_cuts
rfm_cuts_counted(const struct rfm_counted *of, size_t n, int bins)
{
	struct rfm_cuts c = { .bins = bins < 1 ? 1 : bins > RFM_CUTS ? RFM_CUTS : bins };
	size_t all = 0, less = 0;
	int have = 1;

	for (size_t i = 0; i < n; i++)
		all += (size_t)of[i].n;
	for (size_t i = 0; i < n; less += (size_t)of[i++].n)
		for (int s = score(less, (size_t)of[i].n, all, c.bins); have < s; have++)
			c.from[have - 1] = of[i].value;
	for (; have <= RFM_CUTS; have++)
		c.from[have - 1] = INT64_MAX;
	return c;
}

struct rfm_cuts
rfm_cuts_of_purchases_counted(const struct rfm_counted *of, size_t n, int bins)
{
	const size_t once = n > 0 && of[0].value <= 1;

	return from_two(rfm_cuts_counted(of + once, n - once, bins - 1));
}

int
rfm_score(const struct rfm_cuts *c, int64_t value)
{
	int s = 1;

	while (s < c->bins && c->from[s - 1] <= value)
		s++;
	return s;
}
