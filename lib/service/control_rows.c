#include "lib/service/control_rows.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/moment.h"
#include "lib/base/sort.h"
#include "lib/io/put.h"
#include "lib/service/attain.h"
#include "lib/service/scope.h"
#include "lib/service/service.h"
#include "lib/service/standards.h"
#include "lib/stat/binomial.h"
#include "lib/stat/control.h"

/* The number of the period and the result of each item, in one number: so it sorts by period. */
struct items {
	int64_t *of;
	size_t n, room;
};

enum { RESULTS = ATTAIN_PENDING + 1 };

struct reader {
	enum period period;
	struct items *items;	/* per standard */
};

struct counts {
	int32_t period;		/* its number */
	int64_t of[RESULTS];
};

static const struct put_head columns[] = {
	{ "metric", PUT_TEXT }, { "scope", PUT_TEXT }, { "period", PUT_TEXT },
	{ "target", PUT_SHARE }, { "within", PUT_TEXT }, { "n", PUT_INT }, { "met", PUT_INT },
	{ "attainment", PUT_SHARE }, { "low", PUT_SHARE }, { "high", PUT_SHARE },
	{ "method", PUT_TEXT }, { "pending", PUT_INT }, { "centre", PUT_SHARE },
	{ "limit_low", PUT_SHARE }, { "limit_high", PUT_SHARE }, { "signal", PUT_TEXT },
	{ "size", PUT_TEXT }, { "calendar", PUT_TEXT }, { 0 },
};

static void
take(void *ctx, size_t standard, const struct service_item *i)
{
	const struct reader *r = ctx;
	struct items *to = &r->items[standard];

	to->of = mem_grow(to->of, to->n + 1, &to->room, sizeof *to->of);
	to->of[to->n++] = (int64_t)period_number(r->period, moment_of(i->start).day) * RESULTS +
	    i->result;
}

/* The counts of all periods from the first to the last. The caller frees them. */
static struct counts *
count(struct items *items, size_t *n)
{
	sort_int64(items->of, items->n);
	const int64_t first = items->of[0] / RESULTS - (items->of[0] % RESULTS < 0);
	const int64_t last = items->of[items->n - 1];

	*n = (size_t)((last - first * RESULTS) / RESULTS) + 1;
	struct counts *c = mem_new(*n, sizeof *c);

	for (size_t i = 0; i < *n; i++)
		c[i].period = (int32_t)(first + (int64_t)i);
	for (size_t i = 0; i < items->n; i++) {
		const int64_t from = items->of[i] - first * RESULTS;

		c[from / RESULTS].of[from % RESULTS]++;
	}
	return c;
}

/* The items that the target limits are those of yes: see verdict.h. */
static struct control_period
judged(const struct standard *s, const struct counts *c)
{
	return (struct control_period){ c->of[ATTAIN_MET] + c->of[ATTAIN_MISSED],
		c->of[s->metric == STANDARDS_REOPENED ? ATTAIN_MISSED : ATTAIN_MET] };
}

static void
put_row(struct put *out, const struct standard *s, const struct counts *c, double centre,
    enum period period, const char *calendar)
{
	static const char *const signals[] = { "", "above", "below" };
	const struct control_period p = judged(s, c);
	const struct binomial_range r = binomial_wilson(p.yes, p.n, 1);
	const struct control_limits l = control_limits(centre, p.n);
	char name[PERIOD_SIZE];

	put_text(out, standards_metric_name(s->metric));
	scope_put(out, s->scope);
	put_text(out, period_name(period, period_first(period, c->period), name));
	put_real(out, s->target);
	put_text(out, s->within);
	put_int(out, p.n);
	put_int(out, c->of[ATTAIN_MET]);
	put_real(out, p.n > 0 ? (double)p.yes / (double)p.n : NAN);
	put_real(out, r.low);
	put_real(out, r.high);
	put_text(out, p.n > 0 ? "wilson" : "");
	put_int(out, c->of[ATTAIN_PENDING]);
	put_real(out, centre);
	put_real(out, l.low);
	put_real(out, l.high);
	put_text(out, signals[control_signal(centre, &p)]);
	put_text(out, p.n > 0 && control_is_small(centre, p.n) ? "small" : "");
	put_text(out, calendar);
	put_end(out);
}

static void
put_standard(struct put *out, const struct standard *s, struct items *items, enum period period,
    const char *calendar)
{
	size_t n;
	struct counts *c = count(items, &n);
	struct control_period *p = mem_new(n, sizeof *p);

	for (size_t i = 0; i < n; i++)
		p[i] = judged(s, &c[i]);
	const double centre = control_centre(p, n);

	for (size_t i = 0; i < n; i++)
		put_row(out, s, &c[i], centre, period, calendar);
	free(p);
	free(c);
}

void
control_rows(const struct service *of, enum period period, struct put *out)
{
	const struct standards *s = of->standards;
	struct reader r = { period, mem_new(s->n, sizeof *r.items) };

	put_columns(out, columns);
	service_measure(of, take, &r);
	for (size_t i = 0; i < s->n; i++) {
		if (r.items[i].n > 0)
			put_standard(out, &s->of[i], &r.items[i], period,
			    calendar_name(of->calendar));
		free(r.items[i].of);
	}
	free(r.items);
}
