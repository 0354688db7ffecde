#include "lib/basket/recommend_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/base/work.h"
#include "lib/basket/leave_last.h"
#include "lib/basket/recommend.h"
#include "lib/io/put.h"
#include "lib/stat/binomial.h"
#include "lib/stat/sample.h"

/*
 * Recommendations to customers are printed in rounds: several threads fill a part of the round each
 * (recommend_part), then the parts are printed in the order of the customers.
 */
enum { PART = 512 };		/* customers of a thread per round */

enum own { CUSTOMER, RANK, SKU, SCORE, BECAUSE, CUSTOMERS, REASON, OWN };
static const struct put_head own[OWN] = {
	[CUSTOMER] = { "customer_id", PUT_TEXT }, [RANK] = { "rank", PUT_INT },
	[SKU] = { "sku", PUT_TEXT }, [SCORE] = { "score", PUT_REAL },
	[BECAUSE] = { "because", PUT_TEXT }, [CUSTOMERS] = { "customers", PUT_INT },
	[REASON] = { "reason", PUT_TEXT },
};

struct part {
	struct recommend *work;
	struct recommendation *got;	/* top places per customer */
	size_t n[PART];			/* their numbers */
};

struct job {
	const struct baskets_rows *b;
	const struct recommend_opts *opts;
	size_t top;			/* recommendations per customer, at most */
	const struct asked *asked;	/* NULL: all customers */
	size_t from, to;		/* the rows to print: customers, or rows of asked */
	struct part *part;
	int *passed;		/* per column of the output: a column of asked, or -1 - enum own */
	size_t columns;
	const char **cell;	/* of a row of asked */
	int64_t without;	/* customers with items, but without a recommendation */
};

static size_t
customer_of(const struct job *j, size_t row)
{
	return j->asked ? asked_customer(j->asked, row) : row;
}

/* A customer cannot get more than all items. */
static size_t
places(const struct baskets *b, const struct recommend_opts *o)
{
	return (size_t)o->top < b->items ? (size_t)o->top : b->items;
}

static void
recommend_part(void *ctx, size_t i)
{
	struct job *j = ctx;
	struct part *p = &j->part[i];
	const size_t top = j->top, from = j->from + i * PART;

	for (size_t k = 0; k < PART && from + k < j->to; k++) {
		const size_t c = customer_of(j, from + k);

		p->n[k] = c == ASKED_NONE ? 0 :
		    recommend_for(p->work, c, top, p->got + k * top);
	}
}

static void
plan_column(struct job *j, struct put *put, const char *name, enum put_kind kind, int source)
{
	put_column(put, name, kind);
	j->passed[j->columns++] = source;
}

/* The columns that came in, then those of ours that did not. */
static void
plan(struct job *j, struct put *put)
{
	const size_t width = j->asked ? asked_width(j->asked) : 0;
	bool there[OWN] = { 0 };

	j->passed = mem_new(width + OWN, sizeof *j->passed);
	j->cell = mem_new(width, sizeof *j->cell);
	for (size_t i = 0; i < width; i++) {
		const char *name = asked_column(j->asked, i);
		int k = 0;

		while (k < OWN && strcmp(own[k].name, name) != 0)
			k++;
		if (k < OWN)
			there[k] = true;
		if (k > CUSTOMER && k < OWN)
			plan_column(j, put, name, own[k].kind, -1 - k);
		else
			plan_column(j, put, name, PUT_PASSED, (int)i);
	}
	for (int k = 0; k < OWN; k++)
		if (!there[k])
			plan_column(j, put, own[k].name, own[k].kind, -1 - k);
}

static void
put_own(const struct job *j, size_t customer, size_t rank, const struct recommendation *r,
    enum own which, struct put *put)
{
	const char *because = j->b->item[r->because];

	switch (which) {
	case CUSTOMER:
		put_text(put, j->b->customer[customer]);
		break;
	case RANK:
		put_int(put, (int64_t)rank);
		break;
	case SKU:
		put_text(put, j->b->item[r->item]);
		break;
	case SCORE:
		put_real(put, r->score);
		break;
	case BECAUSE:
		put_text(put, because);
		break;
	case CUSTOMERS:
		put_int(put, r->both);
		break;
	case REASON: case OWN: {
		char *reason = mem_print(say_cell("bought together with %s by %u customer%s"),
		    because,
		    r->both, TEXT_PLURAL_CELL(r->both));

		put_text(put, reason);
		free(reason);
		break;
	}
	}
}

/* One recommendation; or none, as a row of its own, if R is NULL. */
static void
put_row(const struct job *j, size_t row, size_t rank, const struct recommendation *r,
    struct put *put)
{
	for (size_t i = 0; i < j->columns; i++)
		if (j->passed[i] >= 0)
			put_text(put, j->cell[j->passed[i]]);
		else if (r)
			put_own(j, customer_of(j, row), rank, r, (enum own)(-1 - j->passed[i]),
			    put);
		else
			put_none(put);
	put_end(put);
}

static void
put_customer(struct job *j, size_t row, const struct recommendation *r, size_t n, struct put *put)
{
	if (j->asked)
		asked_cells(j->asked, row, j->cell);
	for (size_t i = 0; i < n; i++)
		put_row(j, row, i + 1, &r[i], put);
	if (n == 0 && j->asked)
		put_row(j, row, 0, NULL, put);
	j->without += n == 0 && customer_of(j, row) != ASKED_NONE;
}

static void
print_round(struct job *j, size_t parts, struct put *put)
{
	const size_t top = j->top;

	for (size_t i = 0; i < parts; i++)
		for (size_t k = 0; k < PART && j->from + i * PART + k < j->to; k++)
			put_customer(j, j->from + i * PART + k, j->part[i].got + k * top,
			    j->part[i].n[k], put);
}

static void
set_rows(struct job *j)
{
	j->to = j->asked ? asked_rows(j->asked) : j->b->baskets->customers;
	if (j->opts->customer == NULL)
		return;
	if (!baskets_rows_customer(j->b, j->opts->customer, &j->from))
		fail("customer '%.60s' has bought no item", j->opts->customer);
	j->to = j->from + 1;
}

void
recommend_rows_customers(const struct baskets_rows *b, const struct recommend_opts *o,
    const struct asked *asked, struct put *put)
{
	const unsigned threads = o->near.threads;
	struct neighbours *near = neighbours_find(b->baskets, &o->near);
	struct job j = { .b = b, .opts = o, .asked = asked };

	j.top = places(b->baskets, o);
	set_rows(&j);
	plan(&j, put);
	j.part = mem_new(threads, sizeof *j.part);
	for (unsigned i = 0; i < threads; i++)
		j.part[i] = (struct part){ .work = recommend_new(b->baskets, near),
			.got = mem_new(j.top * PART, sizeof *j.part[i].got) };
	for (; j.from < j.to; j.from += threads * (size_t)PART) {
		work_each(threads, threads, recommend_part, &j);
		print_round(&j, threads, put);
	}
	for (unsigned i = 0; i < threads; i++) {
		recommend_free(j.part[i].work);
		free(j.part[i].got);
	}
	free(j.part);
	free(j.passed);
	free(j.cell);
	neighbours_free(near);
	if (j.without > 0)
		opt_note("no recommendation for %jd customer%s: nothing was bought together with"
		    " their items by %jd customer%s or more", (intmax_t)j.without,
		    TEXT_PLURAL(j.without), (intmax_t)o->near.support,
		    TEXT_PLURAL(o->near.support));
}

static void
put_neighbour(const struct baskets_rows *b, uint32_t item, size_t rank, const struct neighbour *n,
    struct put *put)
{
	const struct association t = neighbours_counts(b->baskets, item, n->item, n->both);

	put_text(put, b->item[item]);
	put_int(put, (int64_t)rank);
	put_text(put, b->item[n->item]);
	put_real(put, association_cosine(&t));
	put_real(put, association_lift(&t));
	put_real(put, association_llr(&t));
	put_int(put, t.both);
	put_int(put, t.a);
	put_int(put, t.b);
	put_int(put, t.n);
	put_end(put);
}

void
recommend_rows_items(const struct baskets_rows *b, const struct recommend_opts *o,
    struct put *put)
{
	struct neighbours_opts most = o->near;
	size_t from = 0, to = b->baskets->items;

	most.most = o->top;
	if (o->item && !baskets_rows_item(b, o->item, &from))
		fail("nobody has bought the item '%.60s'", o->item);
	if (o->item)
		to = from + 1;
	struct neighbours *near = neighbours_find(b->baskets, &most);

	put_columns(put, (const struct put_head[]){ { "sku", PUT_TEXT }, { "rank", PUT_INT },
	    { "other", PUT_TEXT }, { "cosine", PUT_REAL }, { "lift", PUT_REAL },
	    { "llr", PUT_REAL }, { "customers", PUT_INT }, { "sku_customers", PUT_INT },
	    { "other_customers", PUT_INT }, { "n", PUT_INT }, { 0 } });
	for (size_t i = from; i < to; i++)
		for (size_t k = 0; k < near->n[i]; k++)
			put_neighbour(b, (uint32_t)i, k + 1, &near->of[i * near->most + k], put);
	neighbours_free(near);
}

static void
put_rates(int64_t n, int64_t top, double rate, struct binomial_range range, const struct mean *m,
    struct put *put)
{
	const double mean = n > 0 ? mean_value(m) : NAN, half = mean_half(m);

	put_int(put, n);
	put_int(put, top);
	put_real(put, rate);
	put_real(put, range.low);
	put_real(put, range.high);
	put_real(put, mean);
	put_real(put, mean - half);
	put_real(put, mean + half);
}

static void
put_method(const char *name, const struct leave_last *of, int64_t top,
    const struct leave_last_method *m, struct put *put)
{
	const double n = (double)of->customers;

	put_text(put, name);
	put_rates(of->customers, top, n > 0 ? (double)m->hits / n : NAN,
	    binomial_wilson(m->hits, of->customers, 1), &m->reciprocal, put);
	put_text(put, "wilson, student");
	put_end(put);
}

static void
put_difference(const struct leave_last *of, int64_t top, struct put *put)
{
	const double d = of->customers > 0 ? mean_value(&of->hits) : NAN,
	    half = mean_half(&of->hits);

	put_text(put, "difference");
	put_rates(of->customers, top, d, (struct binomial_range){ d - half, d + half },
	    &of->reciprocal, put);
	put_text(put, "paired student");
	put_end(put);
}

void
recommend_rows_evaluation(const struct baskets_rows *b, const struct recommend_opts *o,
    struct put *put)
{
	static const char *const scores[] = { "llr", "cosine", "lift" };
	const struct leave_last of = leave_last_of(b->baskets, &o->near, places(b->baskets, o));

	put_columns(put, (const struct put_head[]){ { "recommended", PUT_TEXT }, { "n", PUT_INT },
	    { "top", PUT_INT }, { "hit_rate", PUT_SHARE }, { "hit_low", PUT_SHARE },
	    { "hit_high", PUT_SHARE }, { "mrr", PUT_REAL }, { "mrr_low", PUT_REAL },
	    { "mrr_high", PUT_REAL }, { "method", PUT_TEXT }, { 0 } });
	put_method(scores[o->near.score], &of, o->top, &of.recommended, put);
	put_method("popular", &of, o->top, &of.popular, put);
	put_difference(&of, o->top, put);
	if (of.customers == 0)
		opt_note("no customer has bought items for the first time on two days;"
		    " nothing to evaluate");
}
