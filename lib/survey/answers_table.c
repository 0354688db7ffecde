#define _GNU_SOURCE
#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/table.h"
#include "lib/survey/answers_own.h"
#include "lib/survey/instrument.h"

/*
 * open_source finds the columns and decides between long and wide. For each row read_head reads the
 * person: who, wave, group, numbers. Then read_wide or read_long enters the answers of the row.
 */
static const size_t NONE = (size_t)-1;

struct wide {
	size_t item, at[ANSWERS_SIDES];
};

struct source {			/* the columns of the table; NONE: not in the table */
	struct table *t;
	size_t who[ANSWERS_NAMES], nwho;
	size_t named;	/* the column of WHO that identifies the person in the current row */
	size_t wave, day, by, item, side, value;
	size_t number[ANSWERS_NUMBERS];
	struct wide *wide;
	size_t nwide;
	uint64_t row;
};

static size_t
find(const struct table *t, const char *name)
{
	size_t at;

	return table_find(t, name, &at) ? at : NONE;
}

/* The header. */

static void
find_numbers(struct source *s, const struct answers_form *f)
{
	for (size_t i = 0; i < f->numbers; i++) {
		s->number[i] = find(s->t, f->number[i]);
		if (i > 0 && (s->number[i] == NONE) != (s->number[0] == NONE))
			errx(EXIT_TROUBLE, "%s: column '%s' requires column '%s'", table_file(s->t),
			    f->number[s->number[i] == NONE ? 0 : i],
			    f->number[s->number[i] == NONE ? i : 0]);
	}
}

static void
add_wide(struct source *s, size_t item, size_t side, size_t at)
{
	size_t i = 0;

	while (i < s->nwide && s->wide[i].item != item)
		i++;
	if (i == s->nwide)
		s->wide[s->nwide++] = (struct wide){ item, { NONE, NONE } };
	if (s->wide[i].at[side] != NONE)
		errx(EXIT_TROUBLE, "%s: columns '%s' and '%s' hold the same answer",
		    table_file(s->t), table_name(s->t, s->wide[i].at[side]), table_name(s->t, at));
	s->wide[i].at[side] = at;
}

/* Is NAME a column ITEM.PART? */
static bool
dotted(struct answers *a, const char *name, size_t *item, size_t *side)
{
	const char *dot = strrchr(name, '.');

	for (*side = 0; dot && dot > name && *side < ANSWERS_SIDES; ++*side) {
		if (strcmp(dot + 1, a->form->side[*side]) != 0)
			continue;
		if (a->items) {
			*item = answers_item_add(a, name, (size_t)(dot - name));
			return true;
		}
		char *stem = strndup(name, (size_t)(dot - name));

		if (stem == NULL)
			err(EXIT_TROUBLE, NULL);
		const bool is = instrument_find(a->form->items, stem, item);

		free(stem);
		return is;
	}
	return false;
}

/* Is NAME a column of answers, and of which item and side? */
static bool
is_answer(struct answers *a, const char *name, size_t *item, size_t *side)
{
	const struct answers_form *f = a->form;

	*side = 0;
	if (answers_sides(f) == 1)
		return instrument_find(f->items, name, item);
	if (dotted(a, name, item, side))
		return true;
	for (*side = 0; f->items && *side < ANSWERS_SIDES; ++*side)
		if (f->letter[*side] && (name[0] | 0x20) == (f->letter[*side] | 0x20) &&
		    instrument_find(f->items, name + 1, item))
			return true;
	return false;
}

static void
find_wide(struct answers *a, struct source *s)
{
	size_t item, side;

	s->wide = mem_new(table_width(s->t), sizeof *s->wide);
	for (size_t i = 0; i < table_width(s->t); i++)
		if (is_answer(a, table_name(s->t, i), &item, &side))
			add_wide(s, item, side, i);
	if (s->nwide == 0)
		errx(EXIT_TROUBLE, "%s: no column 'item' and no column of answers",
		    table_file(s->t));
	for (size_t i = 0; answers_sides(a->form) > 1 && i < s->nwide; i++) {
		const size_t *at = s->wide[i].at;

		if (at[0] == NONE || at[1] == NONE)
			errx(EXIT_TROUBLE, "%s: column '%s' has no matching %s column",
			    table_file(s->t), table_name(s->t, at[0] == NONE ? at[1] : at[0]),
			    a->form->side[at[0] == NONE ? 0 : 1]);
	}
	if (a->form->items && s->nwide < instrument_count(a->form->items))
		opt_note("no columns for %zu of %zu items",
		    instrument_count(a->form->items) - s->nwide, instrument_count(a->form->items));
}

static struct source
open_source(struct answers *a, const struct answers_opts *o, char **operands)
{
	const struct answers_form *f = a->form;
	struct source s = { .t = table_open(operands,
	    &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP,
	    .reading = &o->reading }),
		.day = NONE, .by = NONE, .side = NONE, .value = NONE };

	for (size_t i = 0; i < ANSWERS_NAMES && f->who[i]; i++)
		if (table_find(s.t, f->who[i], &s.who[s.nwho]))
			s.nwho++;
	s.item = find(s.t, "item");
	if (s.nwho == 0 && (s.item != NONE || f->dated))
		(void)table_column(s.t, f->who[0]);
	s.wave = find(s.t, "wave");
	if (f->dated)
		s.day = find(s.t, "date");
	if (s.day != NONE)
		table_reads(s.t, s.day, RECIPE_DATE);
	if (o->by)
		s.by = table_column(s.t, o->by);
	find_numbers(&s, f);
	if (s.item == NONE) {
		find_wide(a, &s);
		return s;
	}
	s.value = table_column(s.t, "value");
	table_reads(s.t, s.value, RECIPE_NUMBER);
	if (answers_sides(f) > 1)
		s.side = table_column(s.t, "part");
	return s;
}

/* The person of a row. */

static bool
read_who(struct source *s, char **cell, struct text *key)
{
	char number[24] = "";

	key->n = 0;
	if (s->nwho == 0) {	/* without a column for the person, each row is another person */
		snprintf(number, sizeof number, "%020ju", (uintmax_t)s->row++);
		text_add(key, number, strlen(number) + 1);
		return true;
	}
	size_t i = 0;

	while (i + 1 < s->nwho && cell[s->who[i]][0] == '\0')
		i++;
	s->named = s->who[cell[s->who[i]][0] == '\0' ? 0 : i];
	const char *who = cell[s->named], *name = table_name(s->t, s->named);
	const size_t n = strlen(who);

	if (!text_is_id(who, n)) {
		table_bad(s->t, name,
		    "%s '%.80s' is not a valid id (1 to 64 bytes, no control characters)", name,
		    who);
		return false;
	}
	text_add(key, who, n + 1);
	return true;
}

/* Uses the day as the wave. */
static bool
read_day(struct source *s, const char *date, struct text *key)
{
	char text[DATE_SIZE];
	int32_t day, second;
	const enum date_result r = date_read(&(struct date_reader){ 0 }, date, &day, &second);

	if (r == DATE_OK)
		text_add(key, date_text(day, text), DATE_SIZE - 1);
	else
		table_bad(s->t, "date", "date '%.80s' %s", date, date_why(r));
	return r == DATE_OK;
}

/*
 * Reads the wave: the cell of the column wave, or else the day. There may be none if both columns
 * exist but are empty, or if the form is not dated.
 */
static bool
read_wave(const struct answers *a, struct source *s, char **cell, struct text *key)
{
	const char *wave = s->wave == NONE ? "" : cell[s->wave];
	const char *date = s->day == NONE ? "" : cell[s->day];

	text_add(key, wave, strlen(wave));
	if (*wave != '\0')
		return true;
	if (s->day != NONE && (*date != '\0' || s->wave == NONE))
		return read_day(s, date, key);
	if (a->form->dated && s->wave != NONE && s->day == NONE) {
		table_bad(s->t, "wave", "wave is empty");
		return false;
	}
	return true;
}

static bool
read_numbers(const struct answers_form *f, struct source *s, char **cell,
    struct answers_respondent *h)
{
	size_t empty = 0;

	h->has_numbers = f->numbers > 0 && s->number[0] != NONE;
	for (size_t i = 0; h->has_numbers && i < f->numbers; i++) {
		const char *given = cell[s->number[i]];

		empty += given[0] == '\0';
		if (given[0] != '\0' && !num_parse(given, &h->number[i])) {
			table_bad(s->t, f->number[i], "%s '%.80s' is not a number", f->number[i],
			    given);
			return false;
		}
	}
	if (empty > 0 && empty == f->numbers)
		h->has_numbers = false;
	if (h->has_numbers && (empty > 0 || !f->good(h->number, f->numbers))) {
		table_bad(s->t, f->number[0], "%s to %s %s", f->number[0],
		    f->number[f->numbers - 1], empty > 0 ? "are incomplete" : f->wrong);
		return false;
	}
	return true;
}

static bool
read_head(const struct answers *a, struct source *s, char **cell, struct answers_respondent *h)
{
	h->group = s->by == NONE ? "" : cell[s->by];
	h->place = table_line(s->t);
	return read_who(s, cell, &h->key) && read_wave(a, s, cell, &h->key) &&
	    read_numbers(a->form, s, cell, h);
}

/* The answers of a row. */

static bool
read_value(const struct answers *a, const struct source *s, size_t item, size_t at,
    const char *cell, double *to)
{
	*to = NAN;
	const char *wrong = cell[0] == '\0' ? NULL : a->form->value(a->form->ctx, item, cell, to);

	if (wrong)
		table_bad(s->t, table_name(s->t, at), "%s '%.80s' %s", table_name(s->t, at), cell,
		    wrong);
	return wrong == NULL;
}

static void
read_wide(struct answers *a, struct source *s, char **cell, const struct answers_respondent *h)
{
	const struct answers_entry *before = answers_known(a, h);
	double value;

	if (before) {
		table_bad(s->t, NULL, "duplicate %s '%s' (first on line %ju)",
		    table_name(s->t, s->named), h->key.s, (uintmax_t)before->place);
		return;
	}
	/* check all cells first, so that a bad row enters nothing */
	for (size_t i = 0; i < s->nwide; i++)
		for (size_t p = 0; p < answers_sides(a->form); p++)
			if (!read_value(a, s, s->wide[i].item, s->wide[i].at[p],
			    cell[s->wide[i].at[p]], &value))
				return;
	const size_t person = answers_enter(a, h);

	for (size_t i = 0; i < s->nwide; i++) {
		const struct wide *w = &s->wide[i];
		struct answers_pair pair = { w->item, person, { NAN, NAN } };

		for (size_t p = 0; p < answers_sides(a->form); p++)
			(void)read_value(a, s, w->item, w->at[p], cell[w->at[p]], &pair.value[p]);
		if (!isnan(pair.value[0]) || !isnan(pair.value[1]))
			*answers_pair_add(a, person, w->item) = pair;
	}
}

static void
say_bad(void *table, const char *column, const char *why)
{
	table_bad(table, column, "%s", why);
}

static void
read_long(struct answers *a, struct source *s, char **cell, const struct answers_respondent *h)
{
	const struct answers_cells row = { cell[s->item], s->side == NONE ? NULL : cell[s->side],
	    cell[s->value] };

	answers_take(a, &(struct answers_source){ s->by == NONE ? NULL : table_name(s->t, s->by),
	    "line", say_bad, s->t }, h, &row);
}

void
answers_table_read(struct answers *a, const struct answers_opts *o, char **operands)
{
	struct source s = open_source(a, o, operands);
	struct answers_respondent h = { 0 };

	for (char **cell; (cell = table_next(s.t)) != NULL;)
		if (read_head(a, &s, cell, &h))
			(s.item == NONE ? read_wide : read_long)(a, &s, cell, &h);
	table_close(s.t);
	free(s.wide);
	text_free(&h.key);
}
