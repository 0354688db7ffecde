#include "lib/report/figures_rows.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/io/put.h"
#include "lib/report/change.h"
#include "lib/store/query.h"

enum sum { BUYERS, NEW, ORDERS, SPEND };

static const struct figure {
	const char *name;
	enum sum sum;
	int per;		/* enum sum; -1: the sum itself */
	bool money;
} figures[] = {
	{ "spend", SPEND, -1, true }, { "orders", ORDERS, -1, false },
	{ "customers", BUYERS, -1, false }, { "new_customers", NEW, -1, false },
	{ "spend_per_customer", SPEND, BUYERS, true }, { "spend_per_order", SPEND, ORDERS, true },
	{ "orders_per_customer", ORDERS, BUYERS, false },
};

#define RUNS "SELECT as_of AS date FROM alert_run"
#define ALERTS(change) "SELECT as_of AS date FROM alert WHERE change = '" change "'"

/* What happened: the name, and its days as a query. */
static const struct events {
	const char *name, *days;
	bool plain;		/* what one decides, not what happens: a change needs no interval */
	const char *when;	/* 0 is a count, too, if the period has a day of it; NULL: never */
} events[] = {
	{ "complaints",
	    "SELECT date FROM feedback_cases WHERE kind = 'complaint' AND state <> 'void'", false,
	    NULL },
	{ "promises", "SELECT date FROM promise", false, NULL },
	{ "alert_runs", RUNS, true, NULL },
	{ "alerts_new", ALERTS("NEW"), false, RUNS },
	{ "alerts_worse", ALERTS("WORSE"), false, RUNS },
	{ "alerts_resolved", ALERTS("RESOLVED"), false, RUNS },
	{ "alerts_lost", ALERTS("LOST"), false, RUNS },
	{ "winbacks", "SELECT date FROM winback", false, NULL },
};

/* The sums of a customer between two days. */
static void
sum_days(const struct history *h, int32_t since, int32_t until, double to[static CHANGE_SUMS])
{
	int64_t spend = 0, orders = 0;
	double *const sum = to;

	for (uint32_t i = 0; i < h->days; i++) {
		if (h->day[i].day < since || h->day[i].day > until)
			continue;
		spend += h->day[i].amount;
		orders += h->day[i].orders;
		sum[BUYERS] = 1;
	}
	sum[NEW] = h->days > 0 && h->first >= since && h->first <= until;
	sum[ORDERS] = (double)orders;
	sum[SPEND] = (double)spend;	/* in ten-thousandths the sum of all is exact */
}

struct figures {		/* of a group */
	struct change change;
	double so_far, so_far_before;	/* customers with a purchase by the end of the period */
};

static void
add(struct figures *f, const struct history *h, const struct span *s)
{
	double now[CHANGE_SUMS] = { 0 }, before[CHANGE_SUMS] = { 0 };
	struct change *c = &f->change;

	f->so_far += h->days > 0 && h->first <= s->until;
	f->so_far_before += h->days > 0 && h->first <= s->before_until;
	sum_days(h, s->since, s->until, now);
	sum_days(h, s->before_since, s->before_until, before);
	if (now[BUYERS] + before[BUYERS] > 0)
		change_add(c, now, before);
}

static void
put_estimate(const char *name, const struct change_estimate *e, const char *method,
    struct put *put)
{
	put_text(put, name);
	put_real(put, e->value);
	put_real(put, e->before);
	put_real(put, e->change);
	put_real(put, e->low);
	put_real(put, e->high);
	put_text(put, change_verdict(e));
	put_text(put, isnan(e->low) ? NULL : method);
}

static void
put_span(const struct span *s, struct put *put)
{
	put_date(put, s->since);
	put_date(put, s->until);
	put_date(put, s->before_since);
	put_date(put, s->before_until);
	put_end(put);
}

static void
put_group(const struct figures *all, const char *group, bool money, const struct span *s,
    struct put *put)
{
	const struct change *c = &all->change;
	/* it cannot fall, so that it is more says nothing */
	const struct change_estimate so_far = { all->so_far, all->so_far_before, NAN, NAN, NAN,
		false };

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		const struct figure *f = &figures[i];

		if (f->money && !money)
			continue;
		struct change_estimate e = change_of(c, (int)f->sum, f->per);

		if (f->money) {
			e.value /= MONEY_ONE;
			e.before /= MONEY_ONE;
		}
		if (group)
			put_text(put, group);
		put_estimate(f->name, &e, "linearized", put);
		put_span(s, put);
	}
	if (group)
		put_text(put, group);
	put_estimate("customers_so_far", &so_far, NULL, put);
	put_span(s, put);
}

/* How many days of the query lie between two days. */
static double
count(struct store *store, const char *days, int32_t from, int32_t to)
{
	char since[DATE_SIZE], until[DATE_SIZE];
	sqlite3_stmt *q = query_made(store, query_print("SELECT count(*) FROM (%s) WHERE "
	    "substr(date, 1, 10) BETWEEN ?1 AND ?2", days));

	query_text(q, 1, date_text(from, since));
	query_text(q, 2, date_text(to, until));
	query_step(q);
	const double n = (double)sqlite3_column_int64(q, 0);

	query_free(q);
	return n;
}

/*
 * Whether the two periods can be compared: alerts are changes from run to run, so both periods need
 * as many runs, and none of them may be the first, which only takes stock.
 */
static bool
is_comparable(struct store *store, const struct events *e, const struct span *s)
{
	return e->when == NULL ||
	    (count(store, e->when, s->since, s->until) ==
		count(store, e->when, s->before_since, s->before_until) &&
		count(store, e->when, 0, s->before_since - 1) > 0);
}

static void
put_events(struct store *store, const struct span *s, struct put *put)
{
	for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
		const struct events *e = &events[i];
		struct change_estimate c = change_of_counts(
		    count(store, e->days, s->since, s->until),
		    count(store, e->days, s->before_since, s->before_until));

		if (c.value + c.before == 0 &&
		    (e->when == NULL || count(store, e->when, s->since, s->until) == 0))
			continue;
		if (e->plain)
			c.low = c.high = NAN;
		if (!is_comparable(store, e, s))
			c.change = c.low = c.high = NAN;
		put_estimate(e->name, &c, "poisson", put);
		put_span(s, put);
	}
}

static void
put_header(const char *by, struct put *put)
{
	if (by)
		put_column(put, by, PUT_TEXT);
	put_columns(put, (const struct put_head[]){ { "figure", PUT_TEXT }, { "value", PUT_REAL },
	    { "value_before", PUT_REAL }, { "change", PUT_SHARE }, { "low", PUT_SHARE },
	    { "high", PUT_SHARE }, { "verdict", PUT_TEXT }, { "method", PUT_TEXT },
	    { "since", PUT_DATE }, { "until", PUT_DATE }, { "before_since", PUT_DATE },
	    { "before_until", PUT_DATE }, { 0 } });
}

void
figures_rows_print(const struct histories *hs, const struct groups *g, struct store *store,
    const struct span *s, struct put *put)
{
	struct figures *f = mem_new(g->n, sizeof *f);

	for (size_t i = 0; i < history_rows(hs); i++)
		if (history_row(hs, i))
			add(&f[g->of[i]], history_row(hs, i), s);
	put_header(g->by, put);
	for (size_t i = 0; i < g->n; i++)
		put_group(&f[i], g->by ? g->name[i] : NULL, history_has_spend(hs), s, put);
	if (store && g->by == NULL)
		put_events(store, s, put);
	free(f);
}
