#include "lib/value/survival_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/chart/chart.h"
#include "lib/draw/draw.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/table.h"
#include "lib/learn/label.h"
#include "lib/stat/survival.h"

enum { MOST_GROUPS = 100 };	/* that are compared: the work grows with their square */
enum { POINTS = 120, FEW = 20 };	/* of a curve that is drawn: at most, at least */

struct survival_rows {
	const char *by, *unit;	/* UNIT: of the time, for the plot */
	struct survival_case *of;	/* sorted by time */
	size_t n, room;
	char **name;		/* per group, sorted bytewise */
	size_t groups;
};

static void
add(struct survival_rows *r, double time, uint32_t group, bool event)
{
	r->of = mem_grow(r->of, r->n + 1, &r->room, sizeof *r->of);
	r->of[r->n++] = (struct survival_case){ time, group, event };
}

struct intake {			/* of a table */
	struct survival_rows *r;
	const struct survival_rows_opts *o;
	struct table *t;
	size_t duration, event, by;
	struct label label;
	struct map *groups;
	int64_t blank;		/* rows without a duration or an event */
};

static void
take_row(struct intake *in, char **cell)
{
	const char *duration = cell[in->duration], *event = cell[in->event],
	    *by = in->o->by ? cell[in->by] : "";
	double time;

	if (text_is_blank(duration) || text_is_blank(event)) {
		in->blank++;
		return;
	}
	if (!num_parse(duration, &time) || time < 0) {
		table_bad(in->t, in->o->duration, "%s '%.60s' is not a number >= 0",
		    in->o->duration, duration);
		return;
	}
	const int word = label_see(&in->label, event);

	if (word == LABEL_THIRD)
		table_bad(in->t, in->o->event,
		    "%s '%.80s' is a third value; expected '%.80s' or '%.80s'", in->o->event,
		    event, in->label.word[0], in->label.word[1]);
	else
		add(in->r, time, (uint32_t)map_at(in->groups, by, strlen(by), NULL), word == 1);
}

/* Which of the words of the column is the event. The cases have the number of their word. */
static void
settle_events(struct intake *in)
{
	const struct survival_rows_opts *o = in->o;
	int yes = 0;

	if (in->label.words == 2) {
		if (!label_settle(&in->label, o->yes))
			fail("--yes=%s: %s has '%.80s' and '%.80s'", o->yes, o->event,
			    in->label.word[0], in->label.word[1]);
		yes = in->label.yes;
		opt_note("%s: '%s' is an event (%s), '%s' is not", o->event,
		    in->label.word[yes], say(in->label.why), in->label.word[!yes]);
	} else if (in->label.words == 1) {
		const int lone = label_lone(in->label.word[0], o->yes);

		if (lone == LABEL_BLANK)
			fail("only the value '%.80s' in column '%s';"
			    " use --yes=WORD to say what an event is", in->label.word[0],
			    o->event);
		yes = lone == 1 ? 0 : 1;
	}
	for (size_t i = 0; i < in->r->n; i++)
		in->r->of[i].event = in->r->of[i].event == (yes == 1);
}

/* Numbers the groups in bytewise order. */
static void
settle_groups(struct survival_rows *r, const struct map *groups)
{
	size_t *order = map_order(groups);
	uint32_t *to = mem_new(map_count(groups), sizeof *to);

	r->groups = map_count(groups);
	r->name = mem_new(r->groups, sizeof *r->name);
	for (size_t i = 0; i < r->groups; i++) {
		to[order[i]] = (uint32_t)i;
		r->name[i] = mem_text(map_key(groups, order[i]));
	}
	for (size_t i = 0; i < r->n; i++)
		r->of[i].group = to[r->of[i].group];
	free(order);
	free(to);
}

struct survival_rows *
survival_rows_read(const struct survival_rows_opts *o, const struct history_opts *h,
    char **operands)
{
	struct table *t = table_open(operands, &(struct table_opts){
	    .policy = h->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = &h->reading });
	struct survival_rows *r = mem_new(1, sizeof *r);
	struct intake in = { .r = r, .o = o, .t = t, .duration = table_column(t, o->duration),
		.event = table_column(t, o->event), .groups = map_new() };

	*r = (struct survival_rows){ .by = o->by, .unit = o->duration };
	if (o->by)
		in.by = table_column(t, o->by);
	table_reads(t, in.duration, RECIPE_NUMBER);
	for (char **cell; (cell = table_next(t)) != NULL;)
		take_row(&in, cell);
	settle_events(&in);
	settle_groups(r, in.groups);
	if (in.blank > 0)
		opt_note("left out %jd row%s without %s or without %s", (intmax_t)in.blank,
		    TEXT_PLURAL(in.blank), o->duration, o->event);
	survival_sort(r->of, r->n);
	label_free(&in.label);
	map_free(in.groups);
	table_close(t);
	return r;
}

struct survival_rows *
survival_rows_of(const struct survival_rows_opts *o, const struct histories *hs,
    const struct groups *g)
{
	struct survival_rows *r = mem_new(1, sizeof *r);
	const int32_t as_of = history_as_of(hs);

	*r = (struct survival_rows){ .by = g->by, .unit = "days", .groups = g->n,
		.name = mem_new(g->n, sizeof *r->name) };
	for (size_t i = 0; i < g->n; i++)
		r->name[i] = mem_text(g->name[i]);
	for (size_t i = 0; i < history_rows(hs); i++) {
		const struct history *h = history_row(hs, i);

		if (h)
			add(r, h->last - h->first, g->of[i],
			    as_of - h->last > duration_days(o->idle, h->last));
	}
	survival_sort(r->of, r->n);
	return r;
}

void
survival_rows_free(struct survival_rows *r)
{
	for (size_t i = 0; i < r->groups; i++)
		free(r->name[i]);
	free(r->name);
	free(r->of);
	free(r);
}

static void
note_none(const struct survival_rows *r)
{
	if (r->n == 0)
		opt_note("there are no durations");
}

void
survival_rows_print(const struct survival_rows *r, struct put *out)
{
	static const struct put_head head[] = {
		{ "time", PUT_REAL }, { "at_risk", PUT_INT }, { "events", PUT_INT },
		{ "censored", PUT_INT }, { "survival", PUT_SHARE }, { "survival_se", PUT_REAL },
		{ "survival_low", PUT_SHARE }, { "survival_high", PUT_SHARE }, { 0 },
	};

	note_none(r);
	if (r->by)
		put_column(out, r->by, PUT_CELL);
	put_columns(out, head);
	for (size_t k = 0; k < r->groups; k++) {
		size_t n;
		struct survival_step *s = survival_curve(r->of, r->n, (uint32_t)k, &n);

		for (size_t i = 0; i < n; i++) {
			const struct value v[] = {
				{ .x = s[i].time }, { .i = s[i].at_risk }, { .i = s[i].events },
				{ .i = s[i].censored }, { .x = s[i].share }, { .x = s[i].se },
				{ .x = s[i].low }, { .x = s[i].high },
			};

			if (r->by)
				put_text(out, r->name[k]);
			put_cells(out, v, sizeof v / sizeof *v);
			put_end(out);
		}
		free(s);
	}
}

struct verdict {		/* on all groups */
	double *expected;
	struct survival_test rank, breslow;
};

static void
put_group(const struct survival_rows *r, size_t k, const struct verdict *all, struct put *out)
{
	const bool tested = all->rank.df > 0;
	size_t n;
	struct survival_step *s = survival_curve(r->of, r->n, (uint32_t)k, &n);
	const struct survival_median m = survival_median(s, n);
	int64_t events = 0;

	for (size_t i = 0; i < n; i++)
		events += s[i].events;
	const struct value v[] = {
		{ .i = n > 0 ? s[0].at_risk : 0 }, { .i = events },
		{ .x = tested ? all->expected[k] : NAN },
		{ .x = m.time }, { .x = m.low }, { .x = m.high },
		{ .i = all->rank.df, .none = !tested }, { .x = all->rank.chi2 },
		{ .x = all->rank.p }, { .x = all->breslow.chi2 }, { .x = all->breslow.p },
	};

	if (r->by)
		put_text(out, r->name[k]);
	put_cells(out, v, sizeof v / sizeof *v);
	put_end(out);
	free(s);
}

void
survival_rows_compare(const struct survival_rows *r, struct put *out)
{
	static const struct put_head head[] = {
		{ "n", PUT_INT }, { "events", PUT_INT }, { "events_expected", PUT_REAL },
		{ "median_time", PUT_REAL }, { "median_time_low", PUT_REAL },
		{ "median_time_high", PUT_REAL }, { "df", PUT_INT }, { "logrank", PUT_REAL },
		{ "logrank_p", PUT_REAL }, { "breslow", PUT_REAL }, { "breslow_p", PUT_REAL },
		{ 0 },
	};

	if (r->groups > MOST_GROUPS)
		fail("%s has %zu values; --compare can compare %d", r->by, r->groups,
		    MOST_GROUPS);
	struct verdict all = { .expected = mem_new(r->groups, sizeof(double)) };

	note_none(r);
	all.rank = survival_compare(r->of, r->n, r->groups, SURVIVAL_LOG_RANK, all.expected);
	all.breslow = survival_compare(r->of, r->n, r->groups, SURVIVAL_BRESLOW, NULL);
	if (r->groups > 1 && all.rank.df == 0)
		opt_note("the groups cannot be compared: no event while two of them are at risk");
	if (r->by)
		put_column(out, r->by, PUT_CELL);
	put_columns(out, head);
	for (size_t k = 0; k < r->groups; k++)
		put_group(r, k, &all, out);
	free(all.expected);
}

/* The time between two points: 1 or a multiple of it, if that makes enough points. */
static double
step_of(const struct survival_rows *r)
{
	const double longest = r->of[r->n - 1].time;

	return longest >= FEW ? ceil(longest / POINTS) : longest > 0 ? longest / FEW : 1;
}

/* The step that holds at a time; NULL: it is before the first. */
static const struct survival_step *
step_at(const struct survival_step *s, size_t n, double time)
{
	const struct survival_step *last = NULL;

	for (size_t i = 0; i < n && s[i].time <= time; i++)
		last = &s[i];
	return last;
}

/* The curve of a group, to the end of its longest duration. */
static void
plot_group(const struct survival_rows *r, size_t k, double step, struct chart *c)
{
	size_t n;
	struct survival_step *s = survival_curve(r->of, r->n, (uint32_t)k, &n);

	for (size_t i = 0; i < c->points && n > 0; i++) {
		const double time = step * (double)i;
		const struct survival_step *at = step_at(s, n, time);

		if (time <= s[n - 1].time)
			*chart_at(c, k, i) = (struct chart_value){ NAN, at ? at->share : 1,
				at ? at->low : 1, at ? at->high : 1, NAN, NAN, false };
	}
	c->name[k] = r->name[k];
	free(s);
}

void
survival_rows_plot(const struct survival_rows *r, const char *form)
{
	note_none(r);
	if (r->n == 0)
		return;
	const double step = step_of(r);
	const size_t points = (size_t)(r->of[r->n - 1].time / step + 1e-9) + 1;
	struct chart *c = chart_new(CHART_LINE, r->groups, points);
	char (*label)[NUM_SIZE] = mem_new(points, sizeof *label);

	for (size_t i = 0; i < points; i++) {
		num_text(step * (double)i, label[i]);
		c->label[i] = label[i];
	}
	for (size_t k = 0; k < r->groups; k++)
		plot_group(r, k, step, c);
	c->id = "plot";
	c->title = c->about = say_cell("Survival: customers who stay");
	c->x_title = say_word(SAY_CELL, "column", r->unit);
	c->unit = FIGURE_SHARE;
	draw_chart(&c, 1, form);
	chart_free(c);
	free(label);
}
