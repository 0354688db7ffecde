/* The statistics of BG/BB on histories: the number of customers per cell. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/history/history.h"
#include "lib/io/statistics.h"
#include "lib/value/bgbb_rows_own.h"

enum { MOST = 1 << 22 };	/* opportunities, as in the years 1 to 9999 */

static void
options_of(const struct bgbb_rows_opts *o, struct statistics_option to[static 3])
{
	static const char *const words[] = { "week", "month", "year" };

	to[0] = (struct statistics_option){ "model", "bgbb" };
	to[1] = (struct statistics_option){ "opportunity", words[o->opportunity] };
	to[2] = (struct statistics_option){ NULL, NULL };
}

void
bgbb_rows_statistics(const struct bgbb_rows_opts *o, const struct histories *hs, struct put *out)
{
	const enum period p = bgbb_rows_opportunity(o);
	const int32_t end = period_start(p, history_as_of(hs) + 1);
	const size_t n = history_count(hs);
	struct statistics_option options[3];
	struct bgbb_cell *cell = mem_new(n, sizeof *cell);
	int32_t first = INT32_MAX;

	options_of(o, options);
	bgbb_rows_need_days(hs);
	struct statistics *s = history_statistics_begin(hs, o->tool, options, out);

	for (size_t i = 0; i < n; i++) {
		cell[i] = bgbb_rows_cell(p, end, history_at(hs, i));
		first = history_at(hs, i)->first < first ? history_at(hs, i)->first : first;
	}
	if (n > 0)
		statistics_date(s, "first", first, 1);
	const size_t distinct = bgbb_collapse(cell, n);

	for (size_t i = 0; i < distinct; i++)
		statistics_numbers(s, "cell", (const int64_t[]){ cell[i].x, cell[i].tx, cell[i].n },
		    3, cell[i].customers);
	statistics_end(s);
	free(cell);
}

struct merged {
	struct history_seen seen;
	struct bgbb_cell *cell;
	size_t n, room;
	int32_t first;
};

static bool
take_cell(struct merged *m, char *const *cell, int64_t n)
{
	struct bgbb_cell c = { .customers = n };

	if (!statistics_is_number(cell[2], 0, MOST, &c.n) ||
	    !statistics_is_number(cell[1], 0, c.n, &c.tx) ||
	    !statistics_is_number(cell[0], 0, c.tx, &c.x))
		return false;
	m->cell = mem_grow(m->cell, m->n + 1, &m->room, sizeof *m->cell);
	m->cell[m->n++] = c;
	return true;
}

static bool
take(void *ctx, const char *stat, char *const cell[static STATISTICS_CELLS], int64_t n)
{
	struct merged *m = ctx;
	int32_t day;

	if (strcmp(stat, "cell") == 0)
		return take_cell(m, cell, n);
	if (strcmp(stat, "has") == 0)
		return true;
	if (strcmp(stat, "first") == 0 && statistics_is_date(cell[0], &day)) {
		m->first = day < m->first ? day : m->first;
		return true;
	}
	return history_statistics_take(&m->seen, stat, cell, n);
}

void
bgbb_rows_merge(const struct bgbb_rows_opts *o, const struct history_opts *in, char **operands,
    struct put *out)
{
	struct merged m = { .seen = HISTORY_SEEN_NONE, .first = INT32_MAX };
	const enum period p = bgbb_rows_opportunity(o);
	struct statistics_option options[3];
	struct statistics_sum sum;

	options_of(o, options);
	statistics_read(operands, &(struct statistics_wanted){ .tool = o->tool, .as_of = in->as_of,
	    .option = options, .expect = in->expect, .take = take, .ctx = &m }, &sum);
	if (sum.as_of == DATE_NONE)
		statistics_contradict(say("there is no as-of date"));
	struct bgbb_rows rows = { .model = { .opportunity = p, .as_of = sum.as_of,
	    .from = m.first < sum.as_of ? m.first : sum.as_of } };

	history_seen_note(&m.seen, sum.as_of);
	bgbb_rows_end(p, sum.as_of);
	(void)bgbb_rows_model(o, m.cell, m.n, &rows, out);
	free(m.cell);
}
