#include "lib/learn/features_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/base/text.h"

/*
 * features_read runs in four stages: read_rows collects every column both as numbers and as words,
 * until it can be only one of them; settle_label decides which word means yes; settle_columns drops
 * useless columns and lists the features of the others; fill computes the matrix for logit.h.
 */
static const double SD_LEAST = 1e-9;	/* as in logit.c: a smaller deviation teaches nothing */

static void
settle_label(struct features_source *s, struct features *f, const struct features_opts *o)
{
	struct label *l = &s->label;

	if (l->words == 0)
		fail("nothing to learn from: no row has %s", o->label);
	if (l->words == 1)
		fail(s->rows == 1 ? "nothing to learn from: %s is '%.80s' in the only row" :
		    "nothing to learn from: %s is '%.80s' in all rows", o->label, l->word[0]);
	if (!label_settle(l, o->yes))
		fail("no '%s' in column '%s'; it has '%.80s' and '%.80s'", o->yes,
		    o->label, l->word[0], l->word[1]);
	f->label = mem_text(o->label);
	f->yes = mem_text(l->word[l->yes]);
	f->no = mem_text(l->word[!l->yes]);
	f->why = l->why;
	f->rows = l->count[0] + l->count[1];
	f->rows_yes = l->count[l->yes];
}

static void
measure(struct features_found *c, size_t rows)
{
	const double n = (double)rows - (double)c->blank;
	double squares = 0;

	for (size_t i = 0; i < rows; i++)
		c->mean += isnan(c->value[i]) ? 0 : c->value[i];
	c->mean /= n;
	for (size_t i = 0; i < rows; i++)
		squares += isnan(c->value[i]) ? 0 :
		    (c->value[i] - c->mean) * (c->value[i] - c->mean);
	c->sd = sqrt(squares / n);
}

/* The same step from each row to the next: the rows are numbered. */
static bool
counts_up(const double *value, size_t rows)
{
	const double step = value[1] - value[0];

	for (size_t i = 1; i < rows; i++)
		if (value[i] - value[i - 1] != step)
			return false;
	return step != 0;
}

/* A measurement has a fraction or repeats sooner or later; an id does not. */
static bool
all_differ(const double *value, size_t rows)
{
	double *sorted = mem_new(rows, sizeof *sorted);
	bool differ = true;

	memcpy(sorted, value, rows * sizeof *sorted);
	sort_doubles(sorted, rows);
	for (size_t i = 0; i < rows && differ; i++)
		differ = sorted[i] == trunc(sorted[i]) && (i == 0 || sorted[i] != sorted[i - 1]);
	free(sorted);
	return differ;
}

/* Does it tell the rows apart rather than describe them?  A few rows may differ by chance. */
static bool
looks_like_id(const struct features_found *c, size_t rows, const struct features_opts *o)
{
	if (c->value == NULL || c->blank > 0 || rows < FEATURES_IDS ||
	    opt_listed(&o->with, c->name))
		return false;
	const bool counts = counts_up(c->value, rows);

	if (!counts && !all_differ(c->value, rows))
		return false;
	opt_note(counts ?
	    "left out column '%s': it counts up, like an id (use --with=%s to learn from it)" :
	    "left out column '%s': different in every row, like an id"
	    " (use --with=%s to learn from it)", c->name, c->name);
	return true;
}

/* Is the column useless as a feature? Notes the reason. */
static bool
is_useless(const struct features_found *c)
{
	if (c->value == NULL && c->words == NULL)
		opt_note("left out column '%s': not all numbers ('%.80s' on line %ju), and more "
		    "than %d words", c->name, c->odd, (uintmax_t)c->odd_line, FEATURES_WORDS);
	else if (c->words && map_count(c->words) == 1)
		opt_note("left out column '%s': the same in all rows", c->name);
	else if (c->value && c->blank == 0 && c->sd < SD_LEAST)
		opt_note("left out column '%s': standard deviation below %g; use a smaller unit",
		    c->name, SD_LEAST);
	else
		return false;
	return true;
}

/*
 * Does the column alone separate the outcomes? It does if each word has only one outcome, or if a
 * threshold divides the numbers.
 */
static bool
tells_all(const struct features_found *c, const struct features_source *s)
{
	double low[2] = { INFINITY, INFINITY }, high[2] = { -INFINITY, -INFINITY };
	bool blank[2] = { false, false }, word[2][FEATURES_WORDS] = { 0 }, mixed = false;

	for (size_t i = 0; i < s->rows; i++) {
		const int of = s->outcome[i];

		if (c->value == NULL) {
			word[of][c->code[i]] = true;
			mixed = mixed || word[!of][c->code[i]];
		} else if (isnan(c->value[i])) {
			blank[of] = true;
		} else {
			low[of] = fmin(low[of], c->value[i]);
			high[of] = fmax(high[of], c->value[i]);
		}
	}
	if (c->value == NULL)
		return !mixed;
	return !(blank[0] && blank[1]) && (high[0] < low[1] || high[1] < low[0]);
}

static int
bytewise(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorts the words bytewise and converts the codes to the new order. */
static struct map *
sorted_words(struct features_found *c, size_t rows)
{
	const size_t n = map_count(c->words);
	const char *word[FEATURES_WORDS] = { NULL };
	unsigned char rank[FEATURES_WORDS] = { 0 };
	struct map *sorted = map_new();

	for (size_t i = 0; i < n; i++)
		word[i] = map_key(c->words, i);
	qsort(word, n, sizeof *word, bytewise);
	for (size_t i = 0; i < n; i++)
		(void)map_at(sorted, word[i], strlen(word[i]), NULL);
	for (size_t i = 0, at; i < n; i++)
		rank[i] = map_find(sorted, map_key(c->words, i), map_key_size(c->words, i), &at) ?
		    (unsigned char)at : 0;
	for (size_t i = 0; i < rows; i++)
		c->code[i] = rank[c->code[i]];
	return sorted;
}

static void
add_column(struct features *f, struct features_found *c, size_t rows)
{
	f->column = mem_grow(f->column, f->n + 1, &f->room, sizeof *f->column);
	struct features_col *to = &f->column[f->n++];

	*to = (struct features_col){ .name = mem_text(c->name) };
	if (c->value == NULL) {
		to->words = sorted_words(c, rows);
		features_size(to, map_count(to->words));
	} else {
		to->blank = c->blank;
		features_size(to, c->blank > 0 ? FEATURES_BLANK + 1 : FEATURES_NUMBER + 1);
	}
	f->learn.dim += to->n;
}

static void
settle_columns(struct features_source *s, struct features *f, const struct features_opts *o)
{
	for (struct features_found *c = s->column; c < s->column + s->columns; c++) {
		if (c->value)
			measure(c, s->rows);
		c->useless = is_useless(c) || looks_like_id(c, s->rows, o);
		if (c->useless)
			continue;
		add_column(f, c, s->rows);
		if (tells_all(c, s))
			opt_note("column '%s' predicts '%s' perfectly; is it known beforehand?",
			    c->name, f->label);
	}
	if (f->n == 0)
		fail("nothing to learn from: no column can predict %s", f->label);
}

void
features_settle(struct features_source *s, struct features *f, const struct features_opts *o)
{
	settle_label(s, f, o);
	settle_columns(s, f, o);
}
