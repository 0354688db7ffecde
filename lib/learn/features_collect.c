#include "lib/learn/features_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/header.h"
#include "lib/io/parts.h"

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
open_columns(struct features_source *s, const struct features_opts *o)
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
			s->column[s->columns++] = (struct features_found){
				.name = table_name(s->t, i), .at = i,
				.value = mem_new(0, sizeof(double)), .code = mem_new(0, 1),
				.words = map_new(),
			};
	}
}

static void
take_number(struct features_found *c, const char *cell, bool blank, const struct features_source *s)
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
features_drop_words(struct features_found *c)
{
	free(c->code);
	map_free(c->words);
	c->code = NULL;
	c->words = NULL;
}

static void
take_word(struct features_found *c, const char *cell, bool blank, const struct features_source *s)
{
	const size_t at = map_at(c->words, cell, blank ? 0 : strlen(cell), NULL);

	if (at == FEATURES_WORDS) {
		features_drop_words(c);
		return;
	}
	c->code = mem_grow(c->code, s->rows + 1, &c->code_room, 1);
	c->code[s->rows] = (unsigned char)at;
}

static void
take_row(struct features_source *s, char **cell, int outcome)
{
	s->outcome = mem_grow(s->outcome, s->rows + 1, &s->outcome_room, 1);
	s->outcome[s->rows] = (unsigned char)outcome;
	for (struct features_found *c = s->column; c < s->column + s->columns; c++) {
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
is_of_part(const struct features_source *s, char *const *cell)
{
	const char *id = cell[s->customer];
	char text[PARTS_WHY];
	const char *why = parts_why(s->part, id, strlen(id), text);

	if (why)
		table_bad(s->t, "customer_id", "customer_id '%.70s' %s", id, why);
	return why == NULL;
}

static void
read_rows(struct features_source *s, const struct features_opts *o)
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

void
features_collect(struct features_source *s, const struct features_opts *o)
{
	open_columns(s, o);
	read_rows(s, o);
}

void
features_collect_free(struct features_source *s)
{
	for (struct features_found *c = s->column; c < s->column + s->columns; c++) {
		free(c->value);
		free(c->odd);
		if (c->words)
			features_drop_words(c);
	}
	free(s->column);
	free(s->outcome);
	label_free(&s->label);
}
