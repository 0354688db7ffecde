#include "lib/segment/cut_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/io/opt.h"
#include "lib/segment/cut.h"

enum { BIN_SIZE = 12 };

struct self {
	char *column, *name;		/* spend, spend_bin */
	struct labels_numbers x;
	struct cut cut;
	char bin[CUT_BINS][BIN_SIZE];	/* their names: "1" */
};

static struct cut
limits(const char *spec, const char *list)
{
	struct cut c = { .bins = 1 };
	size_t n;

	for (const char *s; (s = split_ended(&list, ',', &n)) != NULL;) {
		char *number = mem_print("%.*s", (int)n, s);
		double *to = &c.from[c.bins - 1];

		if (c.bins == CUT_BINS)
			opt_misuse("--cut=%s: more than %d limits", spec, CUT_BINS - 1);
		if (!num_parse(number, to))
			opt_misuse("--cut=%s: limit '%s' is not a number", spec, number);
		if (c.bins > 1 && *to <= to[-1])
			opt_misuse("--cut=%s: the limits must ascend", spec);
		c.bins++;
		free(number);
	}
	return c;
}

static bool
are_in_one_bin(const struct cut *c, const struct labels_numbers *x)
{
	for (size_t i = 1; i < x->fits; i++)
		if (cut_bin(c, x->fit[i]) != cut_bin(c, x->fit[0]))
			return false;
	return true;
}

static struct cut
cut(const char *spec, const char *bins, const struct labels_numbers *x)
{
	int64_t n;

	if (strchr(bins, ','))
		return limits(spec, bins);
	if (!num_count(bins, &n) || n < 2 || n > CUT_BINS)
		opt_misuse("--cut=%s: use COLUMN:N with 2 to %d bins, or COLUMN:LIMIT,LIMIT...",
		    spec, CUT_BINS);
	const struct cut c = cut_quantiles(x->fit, x->fits, (int)n);

	if (x->fits > 1 && are_in_one_bin(&c, x))
		opt_note("--cut=%s: all customers are in one bin", spec);
	return c;
}

static size_t
group(const void *self, size_t row)
{
	const struct self *s = self;
	const double x = s->x.row[row];

	return isnan(x) ? LABELS_NONE : (size_t)cut_bin(&s->cut, x) - 1;
}

static const char *
name(const void *self, size_t group)
{
	return ((const struct self *)self)->bin[group];
}

static int
explain(const void *self, size_t row, char *to, size_t n)
{
	const struct self *s = self;
	const size_t g = group(s, row);
	const double *from = s->cut.from;
	char x[NUM_SIZE], low[NUM_SIZE], high[NUM_SIZE], begins[64] = "", ends[64] = "";

	num_text(s->x.row[row], x);
	if (g > 0 && num_text(from[g - 1], low) > 0)
		snprintf(begins, sizeof begins, say_cell(" from %s"), low);
	if ((int)g + 1 < s->cut.bins && from[g] < INFINITY && num_text(from[g], high) > 0)
		snprintf(ends, sizeof ends, g > 0 ? say_cell(" to below %s") :
		    say_cell(" below %s"), high);
	return snprintf(to, n, say_cell("%s %zu of %d: %s %s (bin%s%s)"), s->name, g + 1,
	    s->cut.bins, s->column, x, begins, ends);
}

static void
release(void *self)
{
	struct self *s = self;

	labels_numbers_free(&s->x);
	free(s->column);
	free(s->name);
	free(s);
}

struct labelling
cut_rows(const char *spec, const struct labels *labels)
{
	const char *colon = strrchr(spec, ':');
	const int name_size = colon ? (int)(colon - spec) : 0;
	const char *bins = spec + name_size + (colon != NULL);
	struct self *s = mem_new(1, sizeof *s);

	if (name_size == 0 || *bins == '\0')
		opt_misuse("--cut=%s: use COLUMN:N or COLUMN:LIMIT,LIMIT...", spec);
	s->column = mem_print("%.*s", name_size, spec);
	s->name = mem_print("%s_bin", s->column);
	s->x = labels_numbers(labels, "--cut", &(const char *){ s->column }, 1);
	s->cut = cut(spec, bins, &s->x);
	for (int i = 0; i < s->cut.bins; i++)
		snprintf(s->bin[i], BIN_SIZE, "%d", i + 1);
	return (struct labelling){ .column = { { s->name, PUT_CELL } }, .n = 1, .self = s,
		.groups = (size_t)s->cut.bins, .name = name, .group = group, .explain = explain,
		.free = release };
}
