#include "lib/learn/features.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/header.h"
#include "lib/io/parts.h"
#include "lib/io/table.h"
#include "lib/learn/features_own.h"
#include "lib/learn/label.h"
#include "lib/stat/folds.h"
#include "lib/stat/logit.h"

/*
 * features_read runs in four stages: read_rows collects every column both as numbers and as words,
 * until it can be only one of them; settle_label decides which word means yes; settle_columns drops
 * useless columns and lists the features of the others; fill computes the matrix for logit.h.
 */
static const double SD_LEAST = 1e-9;	/* as in logit.c: a smaller deviation teaches nothing */

/* A column during reading: both as numbers and as words, as long as it can be either. */
struct found {
	const char *name;
	size_t at;
	double *value;		/* NAN: blank; NULL: the column is not a number */
	unsigned char *code;	/* of the word in each row; NULL: too many words */
	struct map *words;
	size_t value_room, code_room;
	int64_t blank;
	double mean, sd;	/* of the cells that are not blank */
	char *odd;		/* the first cell that is not a number */
	uint64_t odd_line;
	bool useless;
};

struct source {
	struct table *t;
	struct found *column;
	size_t columns, rows;
	struct label label;
	struct partition part;	/* .n 0: customers of any part */
	size_t customer;
	unsigned char *outcome;	/* the word of the label in each row */
	size_t outcome_room;
};

static bool
is_feature(const struct features_opts *o, const char *name)
{
	if (header_same(name, "customer_id") || strcmp(name, o->label) == 0)
		return false;
	for (size_t i = 0; i < o->without.n; i++)
		if (strcmp(name, o->without.word[i]) == 0)
			return false;
	return true;
}

static void
open_columns(struct source *s, const struct features_opts *o)
{
	table_need_unique(s->t);
	s->column = mem_new(table_width(s->t), sizeof *s->column);
	for (size_t i = 0; i < o->without.n; i++)
		(void)table_column(s->t, o->without.word[i]);
	for (size_t i = 0; i < o->with.n; i++)
		(void)table_column(s->t, o->with.word[i]);
	for (size_t i = 0; i < table_width(s->t); i++) {
		table_reads(s->t, i, RECIPE_NUMBER);
		if (is_feature(o, table_name(s->t, i)))
			s->column[s->columns++] = (struct found){
				.name = table_name(s->t, i), .at = i,
				.value = mem_new(0, sizeof(double)), .code = mem_new(0, 1),
				.words = map_new(),
			};
	}
}

static void
take_number(struct found *c, const char *cell, bool blank, const struct source *s)
{
	double x = NAN;

	if (blank || features_number(cell, &x)) {
		c->value = mem_grow(c->value, s->rows + 1, &c->value_room, sizeof *c->value);
		c->value[s->rows] = x;
		return;
	}
	free(c->value);
	c->value = NULL;
	c->odd = mem_text(cell);
	c->odd_line = table_line(s->t);
}

static void
drop_words(struct found *c)
{
	free(c->code);
	map_free(c->words);
	c->code = NULL;
	c->words = NULL;
}

static void
take_word(struct found *c, const char *cell, bool blank, const struct source *s)
{
	const size_t at = map_at(c->words, cell, blank ? 0 : strlen(cell), NULL);

	if (at == FEATURES_WORDS) {
		drop_words(c);
		return;
	}
	c->code = mem_grow(c->code, s->rows + 1, &c->code_room, 1);
	c->code[s->rows] = (unsigned char)at;
}

static void
take_row(struct source *s, char **cell, int outcome)
{
	s->outcome = mem_grow(s->outcome, s->rows + 1, &s->outcome_room, 1);
	s->outcome[s->rows] = (unsigned char)outcome;
	for (struct found *c = s->column; c < s->column + s->columns; c++) {
		const bool blank = text_is_blank(cell[c->at]);

		c->blank += blank;
		if (c->value)
			take_number(c, cell[c->at], blank, s);
		if (c->words)
			take_word(c, cell[c->at], blank, s);
	}
	s->rows++;
}

/* With --partition. */
static bool
is_of_part(const struct source *s, char *const *cell)
{
	const char *id = cell[s->customer];
	char text[PARTS_WHY];
	const char *why = parts_why(s->part, id, strlen(id), text);

	if (why)
		table_bad(s->t, "customer_id", "customer_id '%.70s' %s", id, why);
	return why == NULL;
}

static void
read_rows(struct source *s, const struct features_opts *o)
{
	const size_t label = table_column(s->t, o->label);
	int64_t unlabelled = 0;

	for (char **cell; (cell = table_next(s->t)) != NULL;) {
		if (s->part.n > 0 && !is_of_part(s, cell))
			continue;
		const int outcome = label_see(&s->label, cell[label]);

		if (outcome == LABEL_THIRD)
			table_bad(s->t, o->label,
			    "%s '%.80s' is a third value; expected '%.80s' or '%.80s'", o->label,
			    cell[label], s->label.word[0], s->label.word[1]);
		else if (outcome == LABEL_BLANK)
			unlabelled++;
		else
			take_row(s, cell, outcome);
	}
	if (unlabelled > 0)
		opt_note("left out %jd row%s without %s", (intmax_t)unlabelled,
		    TEXT_PLURAL(unlabelled), o->label);
}

static void
settle_label(struct source *s, struct features *f, const struct features_opts *o)
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
measure(struct found *c, size_t rows)
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

static int
by_value(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* A measurement has a fraction or repeats sooner or later; an id does not. */
static bool
all_differ(const double *value, size_t rows)
{
	double *sorted = mem_new(rows, sizeof *sorted);
	bool differ = true;

	memcpy(sorted, value, rows * sizeof *sorted);
	qsort(sorted, rows, sizeof *sorted, by_value);
	for (size_t i = 0; i < rows && differ; i++)
		differ = sorted[i] == trunc(sorted[i]) && (i == 0 || sorted[i] != sorted[i - 1]);
	free(sorted);
	return differ;
}

/* Does it tell the rows apart rather than describe them?  A few rows may differ by chance. */
static bool
looks_like_id(const struct found *c, size_t rows, const struct features_opts *o)
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
is_useless(const struct found *c)
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
tells_all(const struct found *c, const struct source *s)
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
sorted_words(struct found *c, size_t rows)
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
add_column(struct features *f, struct found *c, size_t rows)
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
settle_columns(struct source *s, struct features *f, const struct features_opts *o)
{
	for (struct found *c = s->column; c < s->column + s->columns; c++) {
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

/*
 * The place of a feature among those of its column. The first word comes last: without a penalty,
 * its feature is the one that turns out to follow from the others.
 */
static size_t
place(const struct features_col *c, size_t feature)
{
	return c->words ? (feature + c->n - 1) % c->n : feature;
}

/* Fills the features of a column for all rows. X is its first feature in the first row. */
static void
fill_column(const struct features_col *c, const struct found *from,
    const struct features_cells *r, double *x)
{
	for (size_t i = 0; i < r->n; i++, x += r->dim) {
		if (c->words) {
			x[place(c, from->code[i])] = 1;
			continue;
		}
		const bool blank = isnan(from->value[i]);

		x[FEATURES_NUMBER] = blank ? from->mean : from->value[i];
		if (c->n > FEATURES_BLANK)
			x[FEATURES_BLANK] = blank;
	}
}

static void
fill(struct features *f, const struct source *s)
{
	struct features_cells *r = &f->learn;
	const struct features_col *to = f->column;
	size_t at = 0;

	r->n = s->rows;
	r->x = mem_new(r->n, r->dim * sizeof *r->x);
	r->y = mem_new(r->n, sizeof *r->y);
	for (const struct found *c = s->column; c < s->column + s->columns; c++)
		if (!c->useless) {
			fill_column(to, c, r, r->x + at);
			at += to++->n;
		}
	for (size_t i = 0; i < r->n; i++)
		r->y[i] = s->outcome[i] == s->label.yes;
}

static void
free_source(struct source *s)
{
	for (struct found *c = s->column; c < s->column + s->columns; c++) {
		free(c->value);
		free(c->odd);
		if (c->words)
			drop_words(c);
	}
	free(s->column);
	free(s->outcome);
	label_free(&s->label);
}

struct features *
features_read(char **operands, const struct features_opts *o)
{
	struct source s = { .t = table_open(operands,
	    &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP,
	    .reading = &o->reading }) };
	struct features *f = mem_new(1, sizeof *f);

	s.part = f->part = parts_of(o->partition);
	if (s.part.n > 0)
		s.customer = table_column(s.t, "customer_id");
	open_columns(&s, o);
	read_rows(&s, o);
	settle_label(&s, f, o);
	settle_columns(&s, f, o);
	fill(f, &s);
	f->learn.ridge = o->ridge;
	free_source(&s);
	table_close(s.t);
	return f;
}

size_t
features_rows(const struct features *f)
{
	return f->learn.n;
}

const double *
features_outcome(const struct features *f)
{
	return f->learn.y;
}

static struct logit_rows
rows_of(const struct features *f)
{
	return (struct logit_rows){ .x = f->learn.x, .y = f->learn.y, .n = f->learn.n,
	    .dim = f->learn.dim };
}

/* Copies the coefficients into the columns. */
static void
take_coefficients(struct features *f, const struct logit *l)
{
	double *coef = mem_new(l->dim + 1, sizeof *coef), *se = mem_new(l->dim + 1, sizeof *se);
	size_t at = 0;

	logit_natural(l, coef, se);
	f->intercept = coef[0];
	f->intercept_se = se[0];
	for (struct features_col *c = f->column; c < f->column + f->n; at += c++->n)
		for (size_t i = 0; i < c->n; i++) {
			const size_t from = at + place(c, i);

			c->coef[i] = coef[from + 1];
			c->se[i] = se[from + 1];
			c->mean[i] = l->mean[from];
		}
	free(coef);
	free(se);
}

/* Notes the redundant features, other than those of the first words. */
static void
note_redundant(const struct features *f, const struct logit *l)
{
	const struct features_col *first = NULL;
	size_t n = 0, at = 0;

	for (const struct features_col *c = f->column; c < f->column + f->n; at += c++->n)
		for (size_t i = c->words ? 1 : 0; i < c->n; i++)
			if (l->redundant[at + place(c, i)])
				first = n++ > 0 ? first : c;
	if (n > 0)
		opt_note(n == 1 ?
		    "left out %zu feature that follows from others, the first of column '%s'" :
		    "left out %zu features that follow from others, the first of column '%s'", n,
		    first->name);
}

void
features_fit(struct features *f)
{
	const struct logit_rows rows = rows_of(f);
	/* not NULL, because features_read requires both labels */
	struct logit *l = logit_fit(&rows, &(struct logit_opts){ .ridge = f->learn.ridge });

	take_coefficients(f, l);
	note_redundant(f, l);
	f->ridge = l->ridge;
	f->loglik = l->loglik;
	if (l->ridge != f->learn.ridge)
		opt_note("no finite solution without a penalty: the features predict '%s' "
		    "perfectly in some or all rows; using a ridge of %g", f->label, l->ridge);
	else if (l->separated)
		opt_note("the features together predict '%s' perfectly; are they known beforehand?",
		    f->label);
	logit_free(l);
}

void
features_fitted(const struct features *f, double *score)
{
	const struct features_cells *r = &f->learn;

	for (size_t i = 0; i < r->n; i++) {
		const double *x = &r->x[i * r->dim];

		score[i] = f->intercept;
		for (const struct features_col *c = f->column; c < f->column + f->n; x += c++->n)
			for (size_t k = 0; k < c->n; k++)
				score[i] += c->coef[k] * x[place(c, k)];
	}
}

void
features_validate(const struct features *f, int64_t folds, int64_t seed, double *score)
{
	const struct logit_rows all = rows_of(f);
	struct logit_rows rows = all;
	unsigned *fold = mem_new(rows.n, sizeof *fold);

	if (folds > UINT16_MAX ||
	    !folds_deal(rows.y, rows.n, (unsigned)folds, (uint32_t)seed, fold))
		fail("--cv=%jd must be at least 2, and at most the number of rows of '%s' and of "
		    "'%s' (%jd and %jd)", (intmax_t)folds, f->yes, f->no, (intmax_t)f->rows_yes,
		    (intmax_t)(f->rows - f->rows_yes));
	rows.fold = fold;
	(void)logit_validate(&rows, &(struct logit_opts){ .ridge = f->learn.ridge },
	    (unsigned)folds, score);
	free(fold);
}
