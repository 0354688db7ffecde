#define _GNU_SOURCE
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/io/parts.h"
#include "lib/io/table.h"
#include "lib/survey/answers_own.h"
#include "lib/survey/instrument.h"

/*
 * open_source finds the columns and decides between long and wide. For each row read_head reads the
 * person: who, wave, group, numbers. Then read_wide or read_long enters the answers of the row.
 */
static const size_t NONE = (size_t)-1;

struct source {			/* the columns of the table; NONE: not in the table */
	struct table *t;
	size_t who[ANSWERS_NAMES], nwho;
	size_t named;	/* the column of WHO that identifies the person in the current row */
	size_t wave, day, by, item, side, value;
	size_t number[ANSWERS_NUMBERS];
	struct answers_wide *wide;	/* NULL: the table is long */
	size_t *item_of;		/* the items of its columns */
	uint64_t row;
	struct partition part;		/* .n 0: people of any part */
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
			fail("%s: column '%s' requires column '%s'", table_file(s->t),
			    f->number[s->number[i] == NONE ? 0 : i],
			    f->number[s->number[i] == NONE ? i : 0]);
		if (s->number[i] != NONE)
			table_reads(s->t, s->number[i], RECIPE_NUMBER);
	}
}

static void
find_wide(struct answers *a, struct source *s)
{
	const struct instrument *items = a->form->items;

	s->wide = answers_wide_find(s->t, a->form->parts, items);
	if (s->wide == NULL)
		fail("%s: no column 'item' and no column of answers; %s",
		    table_file(s->t), table_names(s->t));
	const size_t n = answers_wide_items(s->wide);

	s->item_of = mem_new(n, sizeof *s->item_of);
	for (size_t i = 0; i < n; i++) {
		const char *name = answers_wide_name(s->wide, i);

		if (items)
			(void)instrument_find(items, name, &s->item_of[i]);
		else
			s->item_of[i] = answers_item_add(a, name, strlen(name));
	}
	if (items && n < instrument_count(items))
		opt_note("no columns for %zu of %zu items", instrument_count(items) - n,
		    instrument_count(items));
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
	s.part = parts_of(o->partition);
	if (s.nwho == 0 && (s.item != NONE || f->dated || s.part.n > 0))
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

	char text[PARTS_WHY];
	const char *why = text_id_why(who) ? text_id_why(who) : parts_why(s->part, who, n, text);

	if (why)
		table_bad(s->t, name, "%s '%.80s' %s", name, who, why);
	text_add(key, who, n + 1);
	return why == NULL;
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
		    f->number[f->numbers - 1], empty > 0 ? say("are incomplete") :
		    say(f->wrong));
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

/* Reads a part of the I-th item of a wide row. */
static bool
read_value(const struct answers *a, const struct source *s, size_t i, size_t part, char **cell,
    double *to)
{
	const size_t at = answers_wide_columns(s->wide, i)[part];
	const char *given = cell[at], *name = table_name(s->t, at);

	*to = NAN;
	const char *wrong = given[0] == '\0' ? NULL :
	    a->form->value(a->form->ctx, s->item_of[i], given, to);

	if (wrong)
		table_bad(s->t, name, "%s '%.80s' %s", name, given, wrong);
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
	const size_t n = answers_wide_items(s->wide);

	/* check all cells first, so that a bad row enters nothing */
	for (size_t i = 0; i < n; i++)
		for (size_t p = 0; p < answers_sides(a->form); p++)
			if (!read_value(a, s, i, p, cell, &value))
				return;
	const size_t person = answers_enter(a, h);

	for (size_t i = 0; i < n; i++) {
		struct answers_pair pair = { s->item_of[i], person, { NAN, NAN } };

		for (size_t p = 0; p < answers_sides(a->form); p++)
			(void)read_value(a, s, i, p, cell, &pair.value[p]);
		if (!isnan(pair.value[0]) || !isnan(pair.value[1]))
			*answers_pair_add(a, person, pair.item) = pair;
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
	    SAY("line"), say_bad, s->t }, h, &row);
}

void
answers_table_read(struct answers *a, const struct answers_opts *o, char **operands)
{
	struct source s = open_source(a, o, operands);
	struct answers_respondent h = { 0 };

	for (char **cell; (cell = table_next(s.t)) != NULL;)
		if (read_head(a, &s, cell, &h))
			(s.item == NONE ? read_wide : read_long)(a, &s, cell, &h);
	a->rows = table_rows(s.t);
	table_close(s.t);
	if (s.wide)
		answers_wide_free(s.wide);
	free(s.item_of);
	text_free(&h.key);
}
