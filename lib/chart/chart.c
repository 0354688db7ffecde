#include "lib/chart/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"

struct chart *
chart_new(enum chart_kind kind, size_t lines, size_t points)
{
	struct chart *c = mem_new(1, sizeof *c);

	c->kind = kind;
	c->lines = lines;
	c->points = points;
	c->label = mem_new(points, sizeof *c->label);
	c->name = mem_new(lines, sizeof *c->name);
	c->value = mem_new(lines * points, sizeof *c->value);
	for (size_t i = 0; i < lines * points; i++)
		c->value[i] = (struct chart_value){ NAN, NAN, NAN, NAN, NAN, NAN, false };
	return c;
}

void
chart_free(struct chart *c)
{
	free(c->label);
	free(c->name);
	free(c->value);
	free(c->count);
	free(c);
}

struct chart_value *
chart_at(const struct chart *c, size_t line, size_t point)
{
	return &c->value[line * c->points + point];
}

size_t
chart_wrap(const char *s, size_t width)
{
	const size_t fits = text_fit(s, width);
	size_t n = fits;

	if (s[fits] == '\0' || s[fits] == ' ')
		return fits;
	while (n > 0 && s[n - 1] != ' ' && !((unsigned char)s[n - 1] & 0x80))
		n--;
	return n > 0 ? n : fits > 0 ? fits : strlen(s);
}

void
chart_add_mark(struct chart *c, const char *name, double at, bool upright)
{
	if (c->marks < CHART_MARKS && !isnan(at))
		c->mark[c->marks++] = (struct chart_mark){ name, at, upright };
}

/* fmin and fmax ignore NAN. */
static void
widen(struct chart_range *r, double x)
{
	r->low = fmin(r->low, x);
	r->high = fmax(r->high, x);
}

static struct chart_range
range_of_marks(const struct chart *c, bool upright)
{
	struct chart_range r = { NAN, NAN };

	for (size_t i = 0; i < c->marks; i++)
		if (c->mark[i].upright == upright)
			widen(&r, c->mark[i].at);
	return r;
}

struct chart_range
chart_range_x(const struct chart *c)
{
	struct chart_range r = range_of_marks(c, true);

	for (size_t i = 0; i < c->lines * c->points; i++)
		widen(&r, c->value[i].x);
	return r;
}

struct chart_range
chart_range_y(const struct chart *c)
{
	struct chart_range r = range_of_marks(c, false);

	for (size_t i = 0; i < c->lines * c->points; i++) {
		const struct chart_value *v = &c->value[i];

		widen(&r, v->y);
		widen(&r, v->low);
		widen(&r, v->high);
		widen(&r, v->inner_low);
		widen(&r, v->inner_high);
	}
	return r;
}

double
chart_darkest(const struct chart *c)
{
	double most = 0;

	for (size_t i = 0; i < c->lines * c->points; i++) {
		const double y = c->value[i].y;

		if (y > most && !(c->unit == FIGURE_SHARE && y >= 1))
			most = y;
	}
	return most > 0 ? most : 1;
}
