#include "lib/segment/rfm.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"

/* floor(bins (2 less + equal) / (2 n)) + 1, at most bins. No product exceeds 2 bins n. */
static int
score(size_t less, size_t equal, size_t n, int bins)
{
	size_t s = (size_t)bins * (2 * less + equal) / (2 * n);

	return s < (size_t)bins ? (int)s + 1 : bins;
}

/* The cuts so far, of HAVE - 1 scores. */
struct making {
	struct rfm_cuts cuts;
	size_t n;
	int have;
};

/* EQUAL values are VALUE, after LESS values that are smaller. */
static inline void
add_equal(struct making *m, int64_t value, size_t less, size_t equal)
{
	for (const int s = score(less, equal, m->n, m->cuts.bins); m->have < s; m->have++)
		m->cuts.from[m->have - 1] = value;
}

static void
by_sorting(struct making *m, int64_t *value)
{
	sort_int64(value, m->n);
	for (size_t i = 0, end; i < m->n; i = end) {
		for (end = i + 1; end < m->n && value[end] == value[i]; end++)
			;
		add_equal(m, value[i], i, end - i);
	}
}

/* Days and numbers of purchases have few different values: those from LEAST are counted. */
static void
by_counting(struct making *m, int64_t *value, int64_t least, size_t different)
{
	size_t *count = mem_new(different, sizeof *count), less = 0;

	for (size_t i = 0; i < m->n; i++)
		count[value[i] - least]++;
	for (size_t k = 0; k < different; k++) {
		if (count[k] > 0)
			add_equal(m, least + (int64_t)k, less, count[k]);
		for (const size_t end = less + count[k]; less < end; less++)
			value[less] = least + (int64_t)k;
	}
	free(count);
}

struct rfm_cuts
rfm_cuts(int64_t *value, size_t n, int bins)
{
	struct making m = { .n = n, .have = 1,
		.cuts.bins = bins < 1 ? 1 : bins > RFM_CUTS ? RFM_CUTS : bins };
	int64_t least = INT64_MAX, most = INT64_MIN;

	for (size_t i = 0; i < n; i++) {
		least = value[i] < least ? value[i] : least;
		most = value[i] > most ? value[i] : most;
	}
	if (n > 0 && (uint64_t)most - (uint64_t)least < n)
		by_counting(&m, value, least, (size_t)((uint64_t)most - (uint64_t)least) + 1);
	else
		by_sorting(&m, value);
	for (; m.have <= RFM_CUTS; m.have++)
		m.cuts.from[m.have - 1] = INT64_MAX;
	return m.cuts;
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
