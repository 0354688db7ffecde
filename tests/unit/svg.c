/*
 * svg: every kind, with values and without, is XML whose numbers are finite; bars and their
 * intervals are where arithmetic puts them; texts are escaped.
 */
#include "lib/chart/svg.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/chart/chart.h"
#include "tests/unit/tap.h"

static char *
drawn(const struct chart *c)
{
	struct text t = { 0 };

	svg_chart(c, &t);
	text_add(&t, "", 1);
	return t.s;
}

static size_t
count(const char *s, const char *part)
{
	size_t n = 0;

	for (; (s = strstr(s, part)) != NULL; s++)
		n++;
	return n;
}

/* Whether each tag that opens is closed, in the right order. */
static bool
is_nested(const char *s)
{
	enum { DEEPEST = 16, NAME = 16 };
	char open[DEEPEST][NAME];
	size_t depth = 0;

	for (; (s = strchr(s, '<')) != NULL; s++) {
		const bool closes = s[1] == '/';
		const char *name = s + 1 + closes, *end = strchr(s, '>');
		const size_t n = strcspn(name, " />");

		if (end == NULL || n == 0 || n >= NAME || depth == DEEPEST)
			return false;
		if (closes) {
			if (depth == 0 || strncmp(open[--depth], name, n) != 0)
				return false;
		} else if (end[-1] != '/') {
			memcpy(open[depth], name, n);
			open[depth++][n] = '\0';
		}
	}
	return depth == 0;
}

static struct chart *
chart_of(enum chart_kind kind, bool full)
{
	static const char *const names[] = { "a", "客户", "<c & d>" };
	struct chart *c = chart_new(kind, 2, 3);

	c->id = "x";
	c->title = "Spend & <more>";
	c->about = "two \"lines\"";
	for (size_t i = 0; i < 3 && full; i++) {
		c->label[i] = names[i];
		*chart_at(c, 0, i) = (struct chart_value){ .1 * (double)i, (double)i, (double)i - 1,
			(double)i + 1, NAN, NAN, i == 1 };
		c->name[i % 2] = names[i];
	}
	if (full)
		chart_add_mark(c, "target", 1.5, false);
	return c;
}

static void
test_kinds(void)
{
	for (int kind = CHART_BARS; kind <= CHART_TREEMAP; kind++)
		for (int full = 0; full < 2; full++) {
			struct chart *c = chart_of((enum chart_kind)kind, full);
			char *s = drawn(c);

			ok(is_nested(s), "the tags are nested");
			ok(count(s, "nan") + count(s, "inf") == 0, "all numbers are finite");
			ok(count(s, "<title id=\"x-t\">Spend &amp; &lt;more&gt;</title>") == 1 &&
			    count(s, "aria-labelledby=\"x-t x-d\"") == 1, "the title is escaped");
			ok(count(s, "http") == 0, "nothing points out of the page");
			free(s);
			chart_free(c);
		}
}

/* A missing value is a gap: a bar less, and a curve of two parts. */
static void
test_gap(void)
{
	struct chart *c = chart_of(CHART_BARS, true);
	char *s;

	c->lines = 1;
	s = drawn(c);
	ok(count(s, "class=\"bar\"") == 3 && count(s, "class=\"span\"") == 9, "three bars");
	free(s);
	chart_at(c, 0, 1)->y = NAN;
	s = drawn(c);
	ok(count(s, "class=\"bar\"") == 2, "a missing value has no bar");
	free(s);
	c->kind = CHART_LINE;
	s = drawn(c);
	const char *curve = strstr(s, "s0 curve\" d=\"");

	ok(curve && count(curve, "M") >= 2, "and no curve through it");
	free(s);
	chart_free(c);
}

/* The bar of 2 is twice as long as that of 1; the interval of 1, from 0 to 2, ends with it. */
static void
test_lengths(void)
{
	struct chart *c = chart_of(CHART_BARS, true);
	double width[3] = { 0 }, to = 0, x = 0;
	size_t n = 0;

	c->lines = 1;
	char *s = drawn(c);

	for (const char *at = s; (at = strstr(at, "<rect")) != NULL && n < 3; at++)
		width[n++] = strtod(strstr(at, "width=\"") + strlen("width=\""), NULL);
	near(width[2], 2 * width[1], .01, "twice the value, twice the length");
	ok(width[0] == 0, "a bar of 0 has no length");
	const char *second = strstr(strstr(s, "<rect") + 1, "<rect");

	x = strtod(strstr(second, "x=\"") + 3, NULL);
	to = strtod(strstr(strstr(second, "<line"), "x2=\"") + 4, NULL);
	near(to - x, 2 * width[1], .01, "the interval ends at its upper bound");
	free(s);
	chart_free(c);
}

/* The areas of a treemap are as its values. */
static void
test_areas(void)
{
	struct chart *c = chart_new(CHART_TREEMAP, 1, 4);
	const double value[] = { 4, 2, 1, 1 };
	double area[4], all = 0;
	size_t n = 0;

	for (size_t i = 0; i < 4; i++)
		chart_at(c, 0, i)->y = value[i];
	char *s = drawn(c);

	for (const char *at = s; (at = strstr(at, "<rect")) != NULL && n < 4; at++) {
		area[n] = strtod(strstr(at, "width=\"") + 7, NULL) *
		    strtod(strstr(at, "height=\"") + 8, NULL);
		all += area[n++];
	}
	for (size_t i = 0; i < n; i++)
		near(area[i] / all, value[i] / 8, .01, "an area is the share of its value");
	ok(n == 4, "four rectangles");
	free(s);
	chart_free(c);
}

static void
test_file(void)
{
	struct chart *c = chart_of(CHART_LINE, true);
	struct text t = { 0 };

	svg_file((const struct chart *const *)&c, 1, &t);
	text_add(&t, "", 1);
	ok(strncmp(t.s, "<?xml ", 6) == 0 && count(t.s, "<style>") == 1 &&
	    count(t.s, "xmlns=") == 1, "a file has its style");
	text_free(&t);
	t = (struct text){ 0 };
	c->note = "A sentence that is so long that it does not fit into a line, but into two";
	svg_file((const struct chart *[]){ c, c }, 2, &t);
	text_add(&t, "", 1);
	ok(count(t.s, "<style>") == 1 && count(t.s, "<svg ") == 1 && count(t.s, "</svg>") == 1 &&
	    count(t.s, "<g transform=") == 2, "two charts in a file");
	ok(count(t.s, ", but</text>") == 2 && count(t.s, ">into two</text>") == 2,
	    "with a note each, of 64 columns");
	text_free(&t);
	chart_free(c);
}

int
main(void)
{
	test_kinds();
	test_gap();
	test_lengths();
	test_areas();
	test_file();
	return done();
}
