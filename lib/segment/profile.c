#include "lib/segment/profile.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/sort.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"

enum { IDLE, PURCHASES, SPEND, VALUES };

struct segment {
	int64_t customers, buyers, spend, profit;
	bool unknown;			/* the profit of a customer */
	int64_t *value[VALUES];		/* one per buyer: a customer with a purchase */
	size_t room[VALUES];
};

struct profile {
	struct segment *segment;
	size_t n;
	bool profit;
	int64_t customers, spend;
	bool money;
};

struct profile *
profile_new(size_t segments, bool money, bool profit)
{
	struct profile *p = mem_new(1, sizeof *p);

	p->n = segments;
	p->money = money;
	p->profit = profit;
	p->segment = mem_new(segments, sizeof *p->segment);
	return p;
}

void
profile_free(struct profile *p)
{
	for (size_t i = 0; i < p->n; i++)
		for (int v = 0; v < VALUES; v++)
			free(p->segment[i].value[v]);
	free(p->segment);
	free(p);
}

static void
add_sum(int64_t *to, int64_t amount, const char *name)
{
	if (__builtin_add_overflow(*to, amount, to))
		fail("the sum of the %s of all customers is larger than 64 bits",
		    name);
}

void
profile_add_none(struct profile *p, size_t segment)
{
	p->customers++;
	p->segment[segment].customers++;
}

void
profile_add(struct profile *p, size_t segment, const struct profile_customer *c)
{
	struct segment *g = &p->segment[segment];
	const int64_t value[VALUES] = { c->idle, c->purchases, c->spend };
	const size_t n = (size_t)g->buyers++;

	profile_add_none(p, segment);
	if (p->money) {
		add_sum(&g->spend, c->spend, "spend");
		add_sum(&p->spend, c->spend, "spend");
	}
	if (c->has_profit)
		add_sum(&g->profit, c->profit, "profit");
	g->unknown = g->unknown || !c->has_profit;
	for (int v = 0; v < VALUES; v++) {
		g->value[v] = mem_grow(g->value[v], n + 1, &g->room[v], sizeof *g->value[v]);
		g->value[v][n] = value[v];
	}
}

void
profile_columns(const struct profile *p, struct put *out, const char *segment)
{
	put_column(out, segment, PUT_TEXT);
	put_column(out, "customers", PUT_INT);
	put_column(out, "share", PUT_REAL);
	put_column(out, "spend", PUT_AMOUNT);
	put_column(out, "spend_share", PUT_REAL);
	put_column(out, "median_idle", PUT_REAL);
	put_column(out, "median_purchases", PUT_REAL);
	put_column(out, "median_spend", PUT_REAL);
	if (p->profit)
		put_column(out, "profit", PUT_AMOUNT);
}

static double
median(struct segment *g, int which)
{
	int64_t *v = g->value[which];
	const size_t n = (size_t)g->buyers;

	if (n == 0)
		return NAN;
	sort_int64(v, n);
	return (double)v[(n - 1) / 2] / 2 + (double)v[n / 2] / 2;
}

static double
share(int64_t n, int64_t of)
{
	return of > 0 ? (double)n / (double)of : NAN;
}

void
profile_put(struct profile *p, size_t segment, const char *name, struct put *out)
{
	struct segment *g = &p->segment[segment];

	put_text(out, name);
	put_int(out, g->customers);
	put_real(out, share(g->customers, p->customers));
	put_value(out, &(struct value){ .i = g->spend, .none = !p->money });
	put_real(out, p->money ? share(g->spend, p->spend) : NAN);
	put_real(out, median(g, IDLE));
	put_real(out, median(g, PURCHASES));
	put_real(out, p->money ? median(g, SPEND) / MONEY_ONE : NAN);
	if (p->profit && g->unknown)
		put_none(out);
	else if (p->profit)
		put_amount(out, g->profit);
}
