#include "lib/segment/rfm_rows.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/say.h"

enum { R, F, M, CODE, SEGMENT, COLUMNS, SCORES = M + 1, WHY_SIZE = 400 };

static int64_t recent(const struct history *h) { return h->last; }
static int64_t purchases(const struct history *h) { return h->frequency + 1; }
static int64_t spend(const struct history *h) { return h->spend; }

static struct rfm_cuts
cuts(const struct histories *hs, int64_t (*value)(const struct history *), int bins)
{
	const size_t n = history_count(hs);
	int64_t *v = mem_new(n, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = value(history_at(hs, i));
	const struct rfm_cuts c = value == purchases ? rfm_cuts_of_purchases(v, n, bins)
	    : rfm_cuts(v, n, bins);

	free(v);
	return c;
}

void
rfm_rows_need_amounts(const struct histories *hs)
{
	if (!history_has_spend(hs) && history_count(hs) > 0)
		fail_lack("no amounts: RFM requires a column amount or spend");
}

struct rfm_rows
rfm_rows_fit(const struct histories *hs, const struct segmap *map, int bins, const char *params)
{
	rfm_rows_need_amounts(hs);
	if (params)
		return (struct rfm_rows){ rfm_limits_read(params, bins, history_as_of(hs)), map };
	return (struct rfm_rows){ { cuts(hs, recent, bins), cuts(hs, purchases, bins), cuts(hs,
	    spend, bins) }, map };
}

static void
score(const struct rfm_rows *x, const struct history *h, int to[static SCORES])
{
	to[R] = rfm_score(&x->limits.r, recent(h));
	to[F] = rfm_score(&x->limits.f, purchases(h));
	to[M] = rfm_score(&x->limits.m, spend(h));
}

/* Appends to the N bytes of TO. Returns the new number of bytes. */
static int __attribute__((format(printf, 3, 4)))
add(char to[static WHY_SIZE], int n, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	n += vsnprintf(to + n, WHY_SIZE - (size_t)n, say_cell(fmt), ap);
	va_end(ap);
	return n;
}

/* "R 4 of 5: last purchase 2025-06-20 (on or after 2025-06-20); F 5: ..." */
static void
explain(const struct rfm_rows *x, const struct history *h, const int s[static SCORES],
    char to[static WHY_SIZE])
{
	char day[DATE_SIZE], money[NUM_SIZE];
	int n = 0;

	n = add(to, n, "R %d of %d: last purchase %s", s[R], x->limits.r.bins, date_text(h->last,
	    day));
	if (s[R] > 1 && x->limits.r.from[s[R] - 2] >= date_of(1, 1, 1))
		n = add(to, n, " (on or after %s)",
		    date_text((int32_t)x->limits.r.from[s[R] - 2], day));
	n = add(to, n, "; F %d: %jd purchase days", s[F], (intmax_t)purchases(h));
	if (s[F] > 1)
		n = add(to, n, " (at least %jd)", (intmax_t)x->limits.f.from[s[F] - 2]);
	money_text(h->spend, money);
	n = add(to, n, "; M %d: spend %s", s[M], money);
	if (s[M] > 1) {
		money_text(x->limits.m.from[s[M] - 2], money);
		n = add(to, n, " (at least %s)", money);
	}
	add(to, n, "; code %s", segmap_code(x->map, s[R], s[F], s[M]));
}

struct self {
	struct rfm_rows rows;
	const struct labels *labels;
};

/* The scores of the row; false if its customer has no purchase. */
static bool
score_row(const struct self *x, size_t row, int to[static SCORES])
{
	const struct history *h = labels_history(x->labels, row);

	if (h)
		score(&x->rows, h, to);
	return h != NULL;
}

static size_t
group(const void *self, size_t row)
{
	const struct self *x = self;
	int s[SCORES];

	return score_row(x, row, s) ? segmap_segment(x->rows.map, s[R], s[F], s[M]) : LABELS_NONE;
}

static const char *
name(const void *self, size_t group)
{
	return segmap_name(((const struct self *)self)->rows.map, group);
}

static void
fill(const void *self, size_t row, struct value *cell)
{
	const struct self *x = self;
	int s[SCORES];
	const bool has = score_row(x, row, s);

	for (int i = 0; i < SCORES; i++)
		cell[i].none = !has;
	if (!has)
		return;
	for (int i = 0; i < SCORES; i++)
		cell[i].i = s[i];
	cell[CODE].s = segmap_code(x->rows.map, s[R], s[F], s[M]);
	cell[SEGMENT].s = name(self, segmap_segment(x->rows.map, s[R], s[F], s[M]));
}

static int
explain_row(const void *self, size_t row, char *to, size_t n)
{
	const struct self *x = self;
	char why[WHY_SIZE];
	int s[SCORES];

	(void)score_row(x, row, s);
	explain(&x->rows, labels_history(x->labels, row), s, why);
	return snprintf(to, n, "%s", why);
}

struct labelling
rfm_rows(const struct rfm_rows *rows, const struct labels *labels)
{
	struct self *x = mem_new(1, sizeof *x);

	*x = (struct self){ *rows, labels };
	return (struct labelling){
		.column = {
			[R] = { "r_score", PUT_INT },
			[F] = { "f_score", PUT_INT },
			[M] = { "m_score", PUT_INT },
			[CODE] = { "rfm", PUT_TEXT },
			[SEGMENT] = { "segment", PUT_TEXT },
		},
		.n = COLUMNS, .label = SEGMENT, .self = x, .groups = segmap_count(rows->map),
		.name = name, .group = group, .fill = fill, .fills_label = true,
		.explain = explain_row, .free = free,
	};
}
