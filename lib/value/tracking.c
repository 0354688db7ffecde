#include "lib/value/tracking.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/io/put.h"
#include "lib/value/btyd_rows.h"

enum { WEEK = 7 };

struct tracking {
	int32_t from, days;	/* the first day, and the number of days */
	int64_t *customers;	/* per day: first purchases on it */
	int64_t *repeats;	/* per day: repeat purchases on it */
	double *expected;	/* by days since the first purchase: E[X(t)] */
	size_t weeks;
};

struct week {
	int32_t day;		/* its last day */
	int64_t customers, actual;
	double predicted;
};

static struct tracking
count(const struct histories *hs, const struct btyd *m, int32_t horizon)
{
	const int32_t to = history_as_of(hs) + horizon;
	struct tracking t = { .from = to };

	for (size_t i = 0; i < history_count(hs); i++)
		if (history_at(hs, i)->first < t.from)
			t.from = history_at(hs, i)->first;
	t.days = to - t.from + 1;
	t.weeks = (size_t)(t.days + WEEK - 1) / WEEK;
	t.customers = mem_new((size_t)t.days, sizeof *t.customers);
	t.repeats = mem_new((size_t)t.days, sizeof *t.repeats);
	t.expected = mem_new((size_t)t.days, sizeof *t.expected);
	for (size_t i = 0; i < history_count(hs); i++) {
		const struct history *h = history_at(hs, i);

		t.customers[h->first - t.from]++;
		for (size_t k = 1; k < h->days + (size_t)h->after; k++)
			t.repeats[h->day[k].day - t.from]++;
	}
	for (int32_t d = 1; d < t.days; d++)
		t.expected[d] = btyd_new(m, (double)d / WEEK);
	return t;
}

static void
free_tracking(struct tracking *t)
{
	free(t->customers);
	free(t->repeats);
	free(t->expected);
}

/* To the end of week I, from 0. */
static struct week
week_of(const struct tracking *t, size_t i)
{
	const int32_t end = ((int32_t)i + 1) * WEEK < t->days ? ((int32_t)i + 1) * WEEK : t->days;
	struct week w = { .day = t->from + end - 1 };

	for (int32_t d = 0; d < end; d++) {
		w.customers += t->customers[d];
		w.actual += t->repeats[d];
		w.predicted += (double)t->customers[d] * t->expected[end - 1 - d];
	}
	return w;
}

void
tracking_print(const struct histories *hs, const struct btyd *m, int32_t horizon, struct put *p)
{
	struct tracking t = count(hs, m, horizon);

	put_columns(p, (const struct put_head[]){ { "model", PUT_TEXT }, { "week", PUT_INT },
	    { "date", PUT_DATE }, { "n", PUT_INT }, { "predicted", PUT_REAL },
	    { "actual", PUT_INT }, { 0 } });
	for (size_t i = 0; i < t.weeks; i++) {
		const struct week w = week_of(&t, i);

		put_text(p, btyd_rows_name(m->model));
		put_int(p, (int64_t)i + 1);
		put_date(p, w.day);
		put_int(p, w.customers);
		put_real(p, w.predicted);
		put_int(p, w.actual);
		put_end(p);
	}
	free_tracking(&t);
}
