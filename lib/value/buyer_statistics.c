#include "lib/value/buyer_statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/say.h"
#include "lib/base/sort.h"
#include "lib/base/work.h"
#include "lib/io/statistics.h"
#include "lib/value/buyer_own.h"
#include "lib/value/margin_rows.h"

/*
 * Each kind of statistic has a function put_X that writes it for the histories, and one take_X that
 * reads it into the struct merged, from all parts in any order. Then merge_X makes of it what a fit
 * needs: sorted, and equal rows added up. So the fit sees what it sees for all histories.
 *
 *	tuple x,t_x,T		of the purchase models (tuples.h)
 *	gap DAYS		of their variants with a k
 *	spend x,SPEND		of the spend model: repeat purchases, and the sum of their amounts
 *	monetary x,MEAN		the same, if no sum of ten-thousandths has exactly this mean
 *	no_spend		customers with repeat purchases of a mean <= 0
 *	margin PURCHASES,SPEND,PROFIT
 *	first DATE		the first purchase of all
 */
enum { MOST_DAYS = 4000000 };	/* over 10,000 years */
#define MOST_X (INT64_C(1) << 40)
#define MOST_CUSTOMERS (INT64_C(1) << 32)

/* The options that decide what is counted. TEXT holds a number. */
static void
options_of(const struct history_opts *o, char text[static NUM_SIZE],
    struct statistics_option to[static 2])
{
	num_text(o->margin, text);
	to[0] = (struct statistics_option){ "margin", text };
	to[1] = (struct statistics_option){ NULL, NULL };
}

/* Writing. */

static void
put_first(struct statistics *s, const struct histories *hs)
{
	int32_t first = INT32_MAX;

	for (size_t i = 0; i < history_count(hs); i++)
		first = history_at(hs, i)->first < first ? history_at(hs, i)->first : first;
	if (first != INT32_MAX)
		statistics_date(s, "first", first, 1);
}

static void
put_tuples(struct statistics *s, const struct histories *hs)
{
	struct tuples *t = tuples_new(hs);

	for (size_t i = 0; i < t->n; i++)
		statistics_numbers(s, "tuple", (const int64_t[]){ t->tuple[i].x,
		    t->tuple[i].recency, t->tuple[i].age }, 3, t->tuple[i].n);
	tuples_free(t);
}

static void
put_gaps(struct statistics *s, const struct histories *hs)
{
	int32_t most = 0;
	int64_t *of = tuples_gaps(hs, &most);

	for (int64_t gap = 1; of && gap <= most; gap++)
		statistics_numbers(s, "gap", &gap, 1, of[gap]);
	free(of);
}

/* The mean of X amounts with this sum. It is that of history_monetary. */
static double
mean_of(int64_t sum, uint64_t x)
{
	return (double)sum / ((double)MONEY_ONE * (double)x);
}

/* The sum is written if the mean follows from it bit for bit: for any but huge amounts. */
static void
put_repeat(struct statistics *s, uint64_t x, uint64_t bits, int64_t n)
{
	char purchases[NUM_SIZE], text[NUM_SIZE];
	double zbar;

	memcpy(&zbar, &bits, sizeof zbar);
	const double sum = zbar * MONEY_ONE * (double)x;
	const bool exact = sum < 0x1p62 && mean_of(llround(sum), x) == zbar;

	num_int((int64_t)x, purchases);
	if (exact)
		money_text(llround(sum), text);
	else
		num_text(zbar, text);
	statistics_put(s, exact ? "spend" : "monetary", purchases, text, NULL, n);
}

static void
put_repeats(struct statistics *s, const struct histories *hs)
{
	struct buyer_repeats r = buyer_repeats(hs);

	for (size_t i = 0, end; i < r.n; i = end) {
		for (end = i + 1; end < r.n && r.x[end] == r.x[i] && r.zbar[end] == r.zbar[i];)
			end++;
		put_repeat(s, r.x[i], r.zbar[i], (int64_t)(end - i));
	}
	statistics_put(s, "no_spend", NULL, NULL, NULL, r.out);
	buyer_repeats_free(&r);
}

static void
put_margin(struct statistics *s, const struct margin_row *m, int64_t n)
{
	char purchases[NUM_SIZE], spend[NUM_SIZE], profit[NUM_SIZE];

	num_int(m->purchases, purchases);
	money_text(m->spend, spend);
	money_text(m->profit, profit);
	statistics_put(s, "margin", purchases, spend, profit, n);
}

static void
put_margins(struct statistics *s, const struct histories *hs)
{
	size_t n;
	struct margin_row *row = margin_rows_of_histories(hs, &n);

	margin_sort(row, n);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && memcmp(&row[end], &row[i], sizeof *row) == 0; end++)
			;
		put_margin(s, &row[i], (int64_t)(end - i));
	}
	free(row);
}

void
buyer_statistics_print(const struct histories *hs, const char *tool, struct put *out)
{
	struct statistics_option options[2];
	char text[NUM_SIZE];
	const struct history_opts margin = { .margin = history_margin(hs) };

	options_of(&margin, text, options);
	struct statistics *s = history_statistics_begin(hs, tool, options, out);

	put_first(s, hs);
	put_tuples(s, hs);
	put_gaps(s, hs);
	if (history_has_monetary(hs))
		put_repeats(s, hs);
	if (history_has_profit(hs))
		put_margins(s, hs);
	statistics_end(s);
}

/* Reading. */

struct counted {		/* tuples as keys, of which some may be equal, and their numbers */
	uint64_t *key, *n;
	size_t count, key_room, n_room;
};

struct merged {
	struct history_seen seen;
	int32_t first;
	bool money, costs, days;
	struct counted tuples;
	int64_t *gap;
	size_t gap_room;
	int32_t most_gap;
	struct buyer_repeats repeats;
	size_t x_room, zbar_room;
	struct margin_row *margin;
	size_t margins, margin_room;
};

/* Sorts the keys, and adds up the numbers of equal ones. */
static void
collapse(struct counted *c)
{
	size_t n = 0;

	sort_with(c->key, c->n, c->count);
	for (size_t i = 0; i < c->count; i++)
		if (n > 0 && c->key[n - 1] == c->key[i]) {
			c->n[n - 1] += c->n[i];
		} else {
			c->key[n] = c->key[i];
			c->n[n++] = c->n[i];
		}
	c->count = n;
}

/* Before the array grows, adds up equal keys: parts have many tuples in common. */
static void
add_key(struct counted *c, uint64_t key, int64_t n)
{
	if (c->count + c->count / 4 >= c->key_room)
		collapse(c);
	c->key = mem_grow(c->key, c->count + c->count / 4 + 1, &c->key_room, sizeof *c->key);
	c->n = mem_grow(c->n, c->count + c->count / 4 + 1, &c->n_room, sizeof *c->n);
	c->key[c->count] = key;
	c->n[c->count++] = (uint64_t)n;
}

static bool
take_tuple(struct merged *m, char *const *cell, int64_t n)
{
	struct btyd_tuple t;
	int64_t recency, age;
	uint64_t key;

	if (!statistics_is_number(cell[0], 0, MOST_X, &t.x) ||
	    !statistics_is_number(cell[1], 0, MOST_DAYS, &recency) ||
	    !statistics_is_number(cell[2], 0, MOST_DAYS, &age) || n > MOST_CUSTOMERS)
		return false;
	t.recency = (int32_t)recency;
	t.age = (int32_t)age;
	if (!tuples_key(&t, &key))
		return false;
	add_key(&m->tuples, key, n);
	return true;
}

static bool
take_gap(struct merged *m, char *const *cell, int64_t n)
{
	const size_t had = m->gap_room;
	int64_t gap;

	if (!statistics_is_number(cell[0], 1, MOST_DAYS, &gap))
		return false;
	m->gap = mem_grow(m->gap, (size_t)gap + 1, &m->gap_room, sizeof *m->gap);
	memset(m->gap + had, 0, (m->gap_room - had) * sizeof *m->gap);
	m->gap[gap] += n;
	m->most_gap = gap > m->most_gap ? (int32_t)gap : m->most_gap;
	return true;
}

/* IS_SUM: the second cell is the sum of the amounts, else their mean. */
static bool
take_repeats(struct merged *m, char *const *cell, int64_t n, bool is_sum)
{
	struct buyer_repeats *r = &m->repeats;
	int64_t x, sum;
	double zbar;

	if (!statistics_is_number(cell[0], 1, MOST_X, &x) || n > MOST_CUSTOMERS)
		return false;
	if (is_sum ? money_parse_sum(cell[1], &sum) != MONEY_OK : !num_parse(cell[1], &zbar))
		return false;
	if (is_sum)
		zbar = mean_of(sum, (uint64_t)x);
	if (!(zbar > 0))
		return false;
	r->x = mem_grow(r->x, r->n + (size_t)n, &m->x_room, sizeof *r->x);
	r->zbar = mem_grow(r->zbar, r->n + (size_t)n, &m->zbar_room, sizeof *r->zbar);
	for (; n > 0; n--) {
		r->x[r->n] = (uint64_t)x;
		memcpy(&r->zbar[r->n++], &zbar, sizeof zbar);
	}
	return true;
}

static bool
take_margin(struct merged *m, char *const *cell, int64_t n)
{
	struct margin_row row;

	if (!statistics_is_number(cell[0], 1, MOST_X, &row.purchases) || n > MOST_CUSTOMERS ||
	    money_parse_sum(cell[1], &row.spend) != MONEY_OK ||
	    money_parse_sum(cell[2], &row.profit) != MONEY_OK)
		return false;
	m->margin = mem_grow(m->margin, m->margins + (size_t)n, &m->margin_room,
	    sizeof *m->margin);
	for (; n > 0; n--)
		m->margin[m->margins++] = row;
	return true;
}

static bool
take_has(struct merged *m, const char *word)
{
	static const char *const words[] = { "amount", "cost", "days" };
	bool *const flags[] = { &m->money, &m->costs, &m->days };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(word, words[i]) == 0) {
			*flags[i] = true;
			return true;
		}
	return false;
}

static bool
take_first(struct merged *m, const char *cell)
{
	int32_t day;

	if (!statistics_is_date(cell, &day))
		return false;
	m->first = day < m->first ? day : m->first;
	return true;
}

static bool
take(void *ctx, const char *stat, char *const cell[static STATISTICS_CELLS], int64_t n)
{
	struct merged *m = ctx;

	if (strcmp(stat, "tuple") == 0)
		return take_tuple(m, cell, n);
	if (strcmp(stat, "spend") == 0 || strcmp(stat, "monetary") == 0)
		return take_repeats(m, cell, n, *stat == 's');
	if (strcmp(stat, "gap") == 0)
		return take_gap(m, cell, n);
	if (strcmp(stat, "margin") == 0)
		return take_margin(m, cell, n);
	if (strcmp(stat, "has") == 0)
		return take_has(m, cell[0]);
	if (strcmp(stat, "first") == 0)
		return take_first(m, cell[0]);
	if (strcmp(stat, "no_spend") == 0) {
		m->repeats.out += n;
		return true;
	}
	return history_statistics_take(&m->seen, stat, cell, n);
}

/* The tuples, sorted and distinct. Frees the keys. */
static struct tuples *
merge_tuples(struct merged *m, int64_t *customers)
{
	struct counted *c = &m->tuples;
	const double gaps = m->days ? tuples_log_gaps(m->gap, m->most_gap) : NAN;

	collapse(c);
	struct btyd_tuple *tuple = mem_resize(NULL, c->count, sizeof *tuple);
	*customers = 0;
	for (size_t i = 0; i < c->count; i++) {
		tuple[i] = tuples_of_key(c->key[i]);
		tuple[i].n = (int64_t)c->n[i];
		*customers += tuple[i].n;
	}
	free(c->key);
	free(c->n);
	free(m->gap);
	return tuples_of(tuple, c->count, gaps);
}

static void
need_days(const struct merged *m, const struct buyer_opts *o)
{
	const char *name = o->model == BTYD_ROWS_AUTO ? "auto"
	    : o->model == BTYD_ROWS_ANY ? "" : btyd_rows_name((enum btyd_model)o->model);

	if (buyer_needs_days(o) && !m->days)
		fail("the statistics lack the times between purchases; count again"
		    " with --statistics --model=%s", name);
}

static struct buyer *
fit(struct merged *m, const struct statistics_sum *sum, const struct history_opts *in,
    const struct buyer_opts *o)
{
	struct buyer *b = buyer_bare(o);
	int64_t customers;

	b->threads = work_threads_of(in->threads);
	b->as_of = sum->as_of;
	b->from = m->first < sum->as_of ? m->first : sum->as_of;
	b->customers = (size_t)sum->customers;
	b->tuples = merge_tuples(m, &customers);
	if (customers != sum->customers)
		statistics_contradict(say("the tuples are not those of all customers"));
	buyer_fit_purchases(b);
	btyd_rows_note(&b->purchases.par);
	if (m->money) {
		buyer_repeats_sort(&m->repeats);
		buyer_fit_spend(b, &m->repeats);
	}
	b->margin = margin_rows_estimate(in->margin, m->seen.costs, m->margin, m->margins);
	if (b->has_spend)
		margin_rows_note(&b->margin);
	return b;
}

struct buyer *
buyer_statistics_fit(const struct history_opts *in, const struct buyer_opts *o, const char *tool,
    char **operands)
{
	struct merged m = { .seen = HISTORY_SEEN_NONE, .first = INT32_MAX };
	struct statistics_option options[2];
	struct statistics_sum sum;
	char text[NUM_SIZE];

	options_of(in, text, options);
	statistics_read(operands, &(struct statistics_wanted){ .tool = tool, .as_of = in->as_of,
	    .option = options, .expect = in->expect, .take = take, .ctx = &m }, &sum);
	if (sum.as_of == DATE_NONE)
		statistics_contradict(say("there is no as-of date"));
	need_days(&m, o);
	history_seen_note(&m.seen, sum.as_of);
	struct buyer *b = fit(&m, &sum, in, o);

	buyer_repeats_free(&m.repeats);
	free(m.margin);
	return b;
}
