#include "lib/report/drawing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/chart/figure.h"
#include "lib/chart/markup.h"
#include "lib/report/phrase.h"

enum { SPELLED = 14 };	/* points that the alt text spells out, at most */

/* A number of the table, NAN without a column. */
static double
number(const struct part *p, size_t row, const char *column)
{
	return column ? cells_number(p->result->cells, row, column) : NAN;
}

static struct chart_value
value_of(const struct part *p, size_t row, const char *y, bool interval)
{
	const struct block *b = p->block;

	return (struct chart_value){
		.x = number(p, row, b->chart.x), .y = number(p, row, y),
		.low = interval ? number(p, row, b->chart.low) : NAN,
		.high = interval ? number(p, row, b->chart.high) : NAN,
		.inner_low = interval ? number(p, row, b->chart.inner_low) : NAN,
		.inner_high = interval ? number(p, row, b->chart.inner_high) : NAN,
		.strong = b->chart.strong && cells_meets(p->result->cells, row, b->chart.strong),
	};
}

static void
describe_point(const struct drawing *d, size_t point, const char *comma, struct text *to)
{
	const struct chart_value *v = chart_at(d->chart, 0, point);
	char figure[FIGURE_SIZE];

	markup_add(to, "%s%s %s", to->n > 0 ? comma : "",
	    d->label[point] ? d->label[point] : "",
	    isnan(v->y) ? "–" : figure_text(d->chart->unit, v->y, figure));
	if (!isnan(v->low) && !isnan(v->high)) {
		markup_add(to, " (%s", figure_text(d->chart->unit, v->low, figure));
		markup_add(to, "–%s)", figure_text(d->chart->unit, v->high, figure));
	}
}

/* The first and the last points of a long series. */
static char *
describe(const struct drawing *d, enum language l)
{
	struct text t = { 0 };
	const size_t n = d->chart->points;

	for (size_t i = 0; i < n; i++)
		if (n <= SPELLED || i < 2 || i + SPELLED / 2 >= n)
			describe_point(d, i, l == LANGUAGE_ZH ? "，" : ", ", &t);
	text_add(&t, "", 1);
	return t.s;
}

/* What the lines and bands of an interval are; NULL: there are none. */
static const char *
note_of(enum chart_kind kind, bool interval, bool inner, enum language l)
{
	static const struct said span = { { "Thin line with ends: 95 % interval.",
		"带端点的细线：95% 区间。" } };
	static const struct said band = { { "Band: 95 % interval.", "色带：95% 区间。" } };
	static const struct said bands = { { "Dark band: 80 % interval; light band: 95 % interval.",
		"深色带：80% 区间；浅色带：95% 区间。" } };

	return !interval ? NULL : (kind == CHART_BARS ? &span : inner ? &bands : &band)->in[l];
}

static void
set_texts(struct drawing *d, const struct report *r, const struct part *p)
{
	const struct block *b = p->block;

	d->title = phrase_text(r, p, &b->title);
	d->unit = phrase_text(r, p, &b->chart.unit);
	d->names[0] = phrase_text(r, p, &b->chart.first_name);
	d->names[1] = phrase_text(r, p, &b->chart.second_name);
	d->about = describe(d, r->language);
	d->chart->id = b->id;
	d->chart->title = d->title;
	d->chart->about = d->about;
	for (size_t i = 0; i < d->chart->lines; i++)
		d->chart->name[i] = d->names[i];
	d->chart->note = note_of(b->chart.kind, b->chart.low, b->chart.inner_low,
	    r->language);
	if (b->chart.kind == CHART_LORENZ)
		d->chart->y_title = d->names[0];
	if (*d->unit && b->chart.kind == CHART_LORENZ)
		d->chart->x_title = d->unit;
	else if (*d->unit)
		d->chart->y_title = d->unit;
}

/* Joins the curves of what was and what is forecast: the first value of the second is the last. */
static void
join(struct chart *c)
{
	for (size_t i = 1; i < c->points; i++) {
		const double last = chart_at(c, 0, i - 1)->y;

		if (isnan(chart_at(c, 0, i)->y) && !isnan(last) && isnan(chart_at(c, 1, i - 1)->y))
			chart_at(c, 1, i - 1)->y = last;
	}
}

struct drawing
drawing_of(const struct report *r, const struct part *p)
{
	const struct block *b = p->block;
	const bool two = b->chart.second != NULL;
	struct drawing d = { 0 };
	size_t n;
	size_t *row = report_rows(p, b->chart.rows ? b->chart.rows : b->rows, &n);

	d.chart = chart_new(b->chart.kind, two ? 2 : 1, n);
	d.chart->unit = phrase_unit(b, b->chart.y);
	d.chart->x_unit = FIGURE_SHARE;
	d.chart->chinese = r->language == LANGUAGE_ZH;
	d.label = mem_new(n, sizeof *d.label);
	for (size_t i = 0; i < n; i++) {
		const bool plain = two && b->chart.kind == CHART_LINE;

		if (b->chart.label)
			d.label[i] = phrase_label(r, p, row[i], b->chart.label);
		d.chart->label[i] = d.label[i];
		*chart_at(d.chart, 0, i) = value_of(p, row[i], b->chart.y, !plain);
		if (two)
			*chart_at(d.chart, 1, i) = value_of(p, row[i], b->chart.second,
			    b->chart.kind == CHART_LINE);
	}
	if (two && b->chart.kind == CHART_LINE)
		join(d.chart);
	set_texts(&d, r, p);
	free(row);
	return d;
}

void
drawing_free(struct drawing *d)
{
	for (size_t i = 0; i < d->chart->points; i++)
		free(d->label[i]);
	free(d->label);
	free(d->title);
	free(d->about);
	free(d->unit);
	free(d->names[0]);
	free(d->names[1]);
	chart_free(d->chart);
}
