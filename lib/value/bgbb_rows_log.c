/* BG/BB on histories: the opportunities are periods of the calendar. */
#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/history/history.h"
#include "lib/value/bgbb_rows_own.h"

struct log {
	struct bgbb_rows rows;
	enum period opportunity;
	int32_t end;		/* the day after the last complete period */
};

struct bgbb_cell
bgbb_rows_cell(enum period opportunity, int32_t end, const struct history *h)
{
	const int32_t n = period_count(opportunity, h->first, end - 1);
	struct bgbb_cell c = { .n = n > 0 ? n : 0, .customers = 1 };

	for (size_t i = 1; i < h->days && h->day[i].day < end; i++) {
		const int32_t at = period_count(opportunity, h->first, h->day[i].day);

		c.x += at > c.tx;
		c.tx = at;
	}
	return c;
}

/* A month or year of purchases must not end in the middle of it. */
int32_t
bgbb_rows_end(enum period p, int32_t as_of)
{
	const int32_t end = period_start(p, as_of + 1);
	char last[DATE_SIZE], from[DATE_SIZE];
	char name[PERIOD_SIZE];

	if (end <= as_of)
		opt_note("%s is not complete by %s; ignoring purchases from %s on",
		    period_name(p, end, name), date_text(as_of, last), date_text(end, from));
	return end;
}

static struct bgbb_cell *
cells(struct log *l, const struct histories *hs)
{
	struct bgbb_cell *c = mem_new(history_count(hs), sizeof *c);

	for (size_t i = 0; i < history_count(hs); i++) {
		const struct history *h = history_at(hs, i);

		c[i] = bgbb_rows_cell(l->opportunity, l->end, h);
		if (i == 0 || h->first < l->rows.model.from)
			l->rows.model.from = h->first;
	}
	return c;
}

enum { DATA = 3, COLUMNS = DATA + BGBB_ROWS_SCORES };

static void
fill(const void *ctx, const struct history *h, struct value *to)
{
	const struct log *l = ctx;
	const struct bgbb_cell c = bgbb_rows_cell(l->opportunity, l->end, h);

	to[0].i = c.n;
	to[1].i = c.x;
	to[2].i = c.tx;
	bgbb_rows_fill(&l->rows, &c, to + DATA);
}

static void
print(const struct log *l, const struct histories *hs, struct put *out)
{
	struct history_column column[COLUMNS] = { { "opportunities", PUT_INT },
	    { "bought", PUT_INT }, { "last_bought", PUT_INT } };

	for (size_t i = 0; i < BGBB_ROWS_SCORES; i++)
		column[DATA + i] = (struct history_column){ bgbb_rows_head[i].name,
		    bgbb_rows_head[i].kind };
	history_print(hs, out, &(struct history_scores){ .column = column, .n = COLUMNS,
	    .fill = fill, .ctx = l });
}

void
bgbb_rows_need_days(const struct histories *hs)
{
	if (!history_has_days(hs))
		fail("--opportunity requires an order log or a store;"
		    " a history table has no single purchases");
}

void
bgbb_rows_log(const struct bgbb_rows_opts *o, const struct histories *hs, struct put *out)
{
	const int32_t as_of = history_as_of(hs);
	const enum period p = bgbb_rows_opportunity(o);
	struct log l = { .opportunity = p,
	    .rows.model = { .opportunity = p, .from = as_of, .as_of = as_of } };

	bgbb_rows_need_days(hs);
	l.end = bgbb_rows_end(p, as_of);
	struct bgbb_cell *c = cells(&l, hs);

	if (bgbb_rows_model(o, c, history_count(hs), &l.rows, out))
		print(&l, hs, out);
	free(c);
}
