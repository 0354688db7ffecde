#include "lib/value/tuples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/io/opt.h"
#include "lib/value/btyd_rows.h"
#include "lib/value/dropout.h"

enum {
	BITS = 22,		/* enough for a number of days within the years 1 to 9999 */
	MAX_X = 1 << 20,	/* x has the bits of a key that recency and age leave */
};

/* x, recency and age as one number. Keys have the order of (x, recency, age). */
static uint64_t
key_of(const struct history *h, int32_t as_of)
{
	if (h->frequency >= MAX_X)
		fail("customer '%s' has a frequency larger than %d", h->id, MAX_X);
	return (uint64_t)h->frequency << (2 * BITS) | (uint64_t)(h->last -
	    h->first) << BITS | (uint64_t)(as_of - h->first);
}

bool
tuples_key(const struct btyd_tuple *t, uint64_t *to)
{
	const int64_t most = (1 << BITS) - 1;

	if (t->x < 0 || t->x >= MAX_X || t->recency < 0 || t->recency > most || t->age < 0 ||
	    t->age > most)
		return false;
	*to = (uint64_t)t->x << (2 * BITS) | (uint64_t)t->recency << BITS | (uint64_t)t->age;
	return true;
}

struct btyd_tuple
tuples_of_key(uint64_t key)
{
	const uint64_t mask = (1U << BITS) - 1;

	return (struct btyd_tuple){ (int64_t)(key >> (2 * BITS)), (int32_t)(key >> BITS & mask),
	    (int32_t)(key & mask), 0 };
}

static int32_t
longest_gap(const struct histories *hs)
{
	int32_t most = 0;

	for (size_t i = 0; i < history_count(hs); i++) {
		const struct history *h = history_at(hs, i);

		for (size_t d = 1; d < h->days; d++)
			if (h->day[d].day - h->day[d - 1].day > most)
				most = h->day[d].day - h->day[d - 1].day;
	}
	return most;
}

int64_t *
tuples_gaps(const struct histories *hs, int32_t *most)
{
	if (!history_has_days(hs))
		return NULL;
	*most = longest_gap(hs);
	int64_t *of = mem_new((size_t)*most + 1, sizeof *of);

	for (size_t i = 0; i < history_count(hs); i++) {
		const struct history *h = history_at(hs, i);

		for (size_t d = 1; d < h->days; d++)
			of[h->day[d].day - h->day[d - 1].day]++;
	}
	return of;
}

/* Counts the gaps of each length first: so the order of the customers does not matter. */
double
tuples_log_gaps(const int64_t *of, int32_t most)
{
	double sum = 0;

	for (int32_t gap = 1; gap <= most; gap++)
		sum += (double)of[gap] * log(dropout_weeks(gap));
	return sum;
}

static double
log_gaps(const struct histories *hs)
{
	int32_t most;
	int64_t *of = tuples_gaps(hs, &most);
	const double sum = of ? tuples_log_gaps(of, most) : NAN;

	free(of);
	return sum;
}

/* A key for sorting: the bits of a double, in the order of doubles. */
static uint64_t
bits_of(double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof bits);
	return bits >> 63 ? ~bits : bits | 1ULL << 63;
}

/*
 * Sorts the customers WHO by their covariates, the first column first, then by the key that they
 * are already sorted by; and sets the keys again.
 */
static void
sort_by_covariates(const struct histories *hs, uint64_t *key, uint64_t *who, size_t n, size_t dim)
{
	for (size_t k = dim; k-- > 0;) {
		for (size_t i = 0; i < n; i++)
			key[i] = bits_of(history_covariate(hs, history_any(hs, who[i]), k));
		sort_with(key, who, n);
	}
	for (size_t i = 0; dim > 0 && i < n; i++)
		key[i] = key_of(history_any(hs, who[i]), history_as_of(hs));
}

/* Whether the covariates of the customer differ from those of the class before. */
static bool
begins_class(const struct tuples *t, const struct histories *hs, const struct history *h)
{
	const double *last = t->value + (t->classes - 1) * t->dim;

	for (size_t k = 0; k < t->dim && t->classes > 0; k++)
		if (history_covariate(hs, h, k) != last[k])
			return true;
	return t->classes == 0;
}

static void
add_class(struct tuples *t, const struct histories *hs, const struct history *h)
{
	for (size_t k = 0; k < t->dim; k++)
		t->value[t->classes * t->dim + k] = history_covariate(hs, h, k);
	t->classes++;
}

static struct tuples *
new_tuples(const struct histories *hs, size_t dim)
{
	const size_t n = history_all(hs);
	uint64_t *key = mem_new(n, sizeof *key), *who = mem_new(n, sizeof *who);
	struct tuples *t = mem_new(1, sizeof *t);

	for (size_t i = 0; i < n; i++) {
		key[i] = key_of(history_any(hs, i), history_as_of(hs));
		who[i] = i;
	}
	sort_with(key, who, n);
	sort_by_covariates(hs, key, who, n, dim);
	t->dim = dim;
	t->tuple = mem_resize(NULL, n, sizeof *t->tuple);
	t->of = mem_new(n, sizeof *t->of);
	t->class = mem_new(dim > 0 ? n : 0, sizeof *t->class);
	t->value = mem_new(n * dim, sizeof *t->value);
	for (size_t i = 0; i < n; i++) {
		const bool class = dim > 0 && begins_class(t, hs, history_any(hs, who[i]));

		if (class)
			add_class(t, hs, history_any(hs, who[i]));
		if (i == 0 || class || key[i] != key[i - 1]) {
			if (dim > 0)
				t->class[t->n] = (uint32_t)(t->classes - 1);
			t->tuple[t->n++] = tuples_of_key(key[i]);
		}
		t->of[who[i]] = (uint32_t)(t->n - 1);
	}
	for (size_t i = 0; i < history_count(hs); i++)
		t->tuple[t->of[history_index(hs, history_at(hs, i))]].n++;
	t->log_gaps = log_gaps(hs);
	free(key);
	free(who);
	return t;
}

struct tuples *
tuples_of(struct btyd_tuple *tuple, size_t n, double gaps)
{
	struct tuples *t = mem_new(1, sizeof *t);

	t->tuple = tuple;
	t->n = n;
	t->value = mem_new(0, sizeof *t->value);
	t->log_gaps = gaps;
	return t;
}

struct tuples *
tuples_new(const struct histories *hs)
{
	return new_tuples(hs, 0);
}

struct tuples *
tuples_with_covariates(const struct histories *hs)
{
	return new_tuples(hs, history_covariates(hs));
}

void
tuples_free(struct tuples *t)
{
	free(t->tuple);
	free(t->of);
	free(t->class);
	free(t->value);
	free(t);
}

/* The tuples to fit on, and their classes if there are some. Returns their number. */
static size_t
fitted_of(const struct tuples *t, struct btyd_tuple *tuple, uint32_t *class)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->tuple[i].n > 0) {
			if (class)
				class[n] = t->class[i];
			tuple[n++] = t->tuple[i];
		}
	return n;
}

void
tuples_require(const struct histories *hs, enum btyd_model model)
{
	if (btyd_has_stages(model) && !history_has_days(hs))
		fail("--model=%s requires the days of all purchases: an order log or"
		    " a store; for a history table use --model=%s", btyd_rows_name(model),
		    btyd_rows_name(model == BTYD_BGCNBD ? BTYD_BGNBD : BTYD_MBGNBD));
}

bool
tuples_fit(const struct tuples *t, enum btyd_model model, unsigned threads, struct btyd_fit *to)
{
	struct btyd_tuple *fitted = mem_resize(NULL, t->n, sizeof *fitted);
	const size_t n = fitted_of(t, fitted, NULL);
	const bool good = btyd_fit_stages(model, 0, fitted, n, t->log_gaps, threads, to);

	free(fitted);
	return good;
}

enum covariates_fault
tuples_fit_covariates(const struct tuples *t, const struct btyd_fit *without, unsigned threads,
    struct covariates_fit *to, bool which[static COVARIATES_MAX])
{
	struct btyd_tuple *fitted = mem_resize(NULL, t->n, sizeof *fitted);
	uint32_t *class = mem_resize(NULL, t->n, sizeof *class);
	const struct covariates_data d = { .tuple = fitted, .class = class,
		.n = fitted_of(t, fitted, class), .value = t->value, .classes = t->classes,
		.dim = t->dim };
	const enum covariates_fault fault = covariates_fit(without, &d, threads, to, which);

	free(fitted);
	free(class);
	return fault;
}
