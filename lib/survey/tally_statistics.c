/* The number of answers by score, group and period, as statistics (io/statistics.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/io/statistics.h"
#include "lib/survey/tally_own.h"

enum { OPTIONS = 9 };

struct options {		/* those that decide what is counted */
	struct statistics_option of[OPTIONS];
	char scale[STATISTICS_WORD], period[STATISTICS_WORD], which[STATISTICS_WORD];
	char since[DATE_SIZE], until[DATE_SIZE];
};

static const char *
day_text(int32_t day, char to[static DATE_SIZE])
{
	return day == DATE_NONE ? NULL : date_text(day, to);
}

static void
options_of(const struct tally_opts *o, const char *metric, struct options *to)
{
	const struct statistics_option of[OPTIONS] = {
		{ "metric", metric },
		{ "score", o->score },
		{ "scale", to->scale },
		{ "by", o->by },
		{ "period", statistics_word(PERIODS, o->period, to->period) },
		{ "since", day_text(o->since, to->since) },
		{ "until", day_text(o->until, to->until) },
		{ "per-customer", statistics_word("all|latest", o->which, to->which) },
		{ NULL, NULL },
	};

	snprintf(to->scale, sizeof to->scale, "%d-%d", o->scale.low, o->scale.high);
	memcpy(to->of, of, sizeof of);
}

/*
 * The values of a group are one cell: with commas between them, and a backslash before each comma
 * and backslash of a value.
 */
static void
join(const struct tally *a, const char *by, struct text *to)
{
	to->n = 0;
	for (size_t k = 0; k < a->nby; k++, by++) {
		if (k > 0)
			text_add(to, ",", 1);
		for (; *by; by++) {
			if (*by == ',' || *by == '\\')
				text_add(to, "\\", 1);
			text_add(to, by, 1);
		}
	}
	text_add(to, "", 1);
}

/* The opposite: appends the values to a key. False if they are not as many as there are columns. */
static bool
split(const struct tally *a, const char *cell, struct text *key)
{
	size_t n = 1;

	for (; *cell; cell++) {
		const bool ends = *cell == ',';

		n += ends;
		if (*cell == '\\' && *++cell == '\0')
			return false;
		text_add(key, ends ? "" : cell, 1);
	}
	return a->nby > 0 ? n == a->nby : key->n == sizeof(int32_t);
}

/* Writing. */

static void
put_group(struct statistics *s, const struct tally *a, const struct tally_group *g, struct text *by)
{
	char score[STATISTICS_WORD], period[DATE_SIZE];
	const bool has_period = a->opts->period != PERIOD_NONE;

	join(a, g->by, by);
	for (int i = 0; i < RATING_COUNTS; i++) {
		snprintf(score, sizeof score, "%d", i);
		statistics_put(s, "score", score, by->s,
		    has_period ? date_text(g->period, period) : NULL, g->count[i]);
	}
}

void
tally_statistics_print(const struct tally_opts *o, const char *tool, const char *metric,
    char **operands, struct put *out)
{
	struct tally *a = tally_new(o);
	struct options options;
	struct text by = { 0 };

	options_of(o, metric, &options);
	tally_table_read(a, operands);
	tally_make_groups(a);
	struct statistics *s = statistics_begin(&(struct statistics_head){ .tool = tool,
	    .part = parts_of(o->partition), .as_of = a->as_of, .option = options.of,
	    .rows = a->rows, .customers = -1 }, out);

	statistics_put(s, "left_out", "kind", NULL, NULL, a->others);
	for (size_t i = 0; i < a->ngroups; i++)
		put_group(s, a, &a->group[i], &by);
	statistics_end(s);
	text_free(&by);
	tally_free(a);
}

/* Reading. */

struct merged {
	struct tally *tally;
	struct text key;
};

static bool
take_score(struct merged *m, char *const *cell, int64_t n)
{
	const struct tally_opts *o = m->tally->opts;
	int64_t score;
	int32_t start = 0;

	if (!statistics_is_number(cell[0], o->scale.low, o->scale.high, &score))
		return false;
	if (o->period == PERIOD_NONE ? *cell[2] != '\0' : !statistics_is_date(cell[2], &start))
		return false;
	m->key.n = 0;
	text_add(&m->key, (const char *)&start, sizeof start);
	if (!split(m->tally, cell[1], &m->key))
		return false;
	tally_add(m->tally, m->key.s, m->key.n, (int)score, n);
	return true;
}

static bool
take(void *ctx, const char *stat, char *const cell[static STATISTICS_CELLS], int64_t n)
{
	struct merged *m = ctx;

	if (strcmp(stat, "left_out") == 0 && strcmp(cell[0], "kind") == 0) {
		m->tally->others += n;
		return true;
	}
	return strcmp(stat, "score") == 0 && take_score(m, cell, n);
}

struct tally *
tally_statistics_read(const struct tally_opts *o, const char *tool, const char *metric,
    char **operands)
{
	struct merged m = { .tally = tally_new(o) };
	struct options options;
	struct statistics_sum sum;

	options_of(o, metric, &options);
	statistics_read(operands, &(struct statistics_wanted){ .tool = tool, .as_of = o->as_of,
	    .option = options.of, .take = take, .ctx = &m }, &sum);
	tally_note_others(m.tally);
	tally_make_groups(m.tally);
	text_free(&m.key);
	return m.tally;
}
