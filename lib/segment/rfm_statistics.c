#include "lib/segment/rfm_statistics.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/say.h"
#include "lib/base/sort.h"
#include "lib/segment/rfm_rows.h"

enum { R, F, M, METRICS };

/* R is a day, F a number of purchase days, M an amount. */
static const char *const names[METRICS] = { "r", "f", "m" };
static const int64_t most_days = 4000000;	/* over 10,000 years */

/* Writing. */

static int64_t
value_of(const struct history *h, int metric)
{
	return metric == R ? h->last : metric == F ? h->frequency + 1 : h->spend;
}

static void
write_value(struct statistics *s, int metric, int64_t value, int64_t n)
{
	if (metric == R)
		statistics_date(s, names[metric], (int32_t)value, n);
	else if (metric == F)
		statistics_numbers(s, names[metric], &value, 1, n);
	else
		statistics_amount(s, names[metric], value, n);
}

static void
put_metric(struct statistics *s, const struct histories *hs, int metric)
{
	const size_t n = history_count(hs);
	int64_t *value = mem_new(n, sizeof *value);

	for (size_t i = 0; i < n; i++)
		value[i] = value_of(history_at(hs, i), metric);
	sort_int64(value, n);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && value[end] == value[i]; end++)
			;
		write_value(s, metric, value[i], (int64_t)(end - i));
	}
	free(value);
}

void
rfm_statistics_print(const struct history_opts *in, const char *tool, char **operands,
    struct put *out)
{
	struct histories *hs = history_open(in, operands);

	rfm_rows_need_amounts(hs);
	struct statistics *s = history_statistics_begin(hs, tool, NULL, out);

	for (int metric = 0; metric < METRICS; metric++)
		put_metric(s, hs, metric);
	statistics_end(s);
	history_close(hs);
}

/* Reading. */

struct counted {		/* the values of a metric, of which some may be equal */
	uint64_t *value, *n;	/* values in the order of int64_t: see ordered */
	size_t count, value_room, n_room;
};

struct merged {
	struct history_seen seen;
	struct counted of[METRICS];
};

/* A value as a number without a sign, in the same order; and back. */
static uint64_t
ordered(int64_t value)
{
	return (uint64_t)value ^ UINT64_C(1) << 63;
}

static bool
read_value(int metric, const char *cell, int64_t *to)
{
	int32_t day;

	if (metric == R && statistics_is_date(cell, &day)) {
		*to = day;
		return true;
	}
	if (metric == F)
		return statistics_is_number(cell, 1, most_days, to);
	return metric == M && money_parse_sum(cell, to) == MONEY_OK;
}

static bool
take(void *ctx, const char *stat, char *const cell[static STATISTICS_CELLS], int64_t n)
{
	struct merged *m = ctx;
	int metric = 0;
	int64_t value;

	while (metric < METRICS && strcmp(stat, names[metric]) != 0)
		metric++;
	if (metric == METRICS)
		return strcmp(stat, "has") == 0 ||
		    history_statistics_take(&m->seen, stat, cell, n);
	if (!read_value(metric, cell[0], &value))
		return false;
	struct counted *c = &m->of[metric];

	c->value = mem_grow(c->value, c->count + 1, &c->value_room, sizeof *c->value);
	c->n = mem_grow(c->n, c->count + 1, &c->n_room, sizeof *c->n);
	c->value[c->count] = ordered(value);
	c->n[c->count++] = (uint64_t)n;
	return true;
}

/* Adds up the values of a metric, and frees them. Their number must be that of the customers. */
static struct rfm_cuts
cuts(struct counted *c, int metric, int bins, int64_t customers)
{
	struct rfm_counted *of = mem_new(c->count, sizeof *of);
	int64_t sum = 0;
	size_t n = 0;

	sort_with(c->value, c->n, c->count);
	for (size_t i = 0; i < c->count; i++) {
		sum += (int64_t)c->n[i];
		if (i == 0 || c->value[i] != c->value[i - 1])
			of[n++].value = (int64_t)ordered((int64_t)c->value[i]);
		of[n - 1].n += (int64_t)c->n[i];
	}
	free(c->value);
	free(c->n);
	if (sum != customers)
		statistics_contradict(say("the values are not those of all customers"));
	const struct rfm_cuts to = metric == F ? rfm_cuts_of_purchases_counted(of, n, bins)
	    : rfm_cuts_counted(of, n, bins);

	free(of);
	return to;
}

/* The limits of BINS scores for the customers of all parts, and the as-of date of these. */
static struct rfm_limits
fit(const struct history_opts *in, int bins, const char *tool, char **operands, int32_t *as_of)
{
	struct merged m = { .seen = HISTORY_SEEN_NONE };
	struct statistics_sum sum;

	statistics_read(operands, &(struct statistics_wanted){ .tool = tool, .as_of = in->as_of,
	    .expect = in->expect, .take = take, .ctx = &m }, &sum);
	if (sum.as_of == DATE_NONE)
		statistics_contradict(say("there is no as-of date"));
	history_seen_note(&m.seen, sum.as_of);
	*as_of = sum.as_of;
	return (struct rfm_limits){ cuts(&m.of[R], R, bins, sum.customers),
	    cuts(&m.of[F], F, bins, sum.customers), cuts(&m.of[M], M, bins, sum.customers) };
}

void
rfm_statistics_merge(const struct history_opts *in, int bins, const char *save, const char *tool,
    char **operands, struct put *out)
{
	int32_t as_of;
	const struct rfm_limits limits = fit(in, bins, tool, operands, &as_of);

	if (save)
		rfm_limits_save(&limits, as_of, save);
	rfm_limits_put(&limits, as_of, out);
}
