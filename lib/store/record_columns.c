/*
 * For each column of the CSV: whether a field takes it, whether it is ignored, or whether it is
 * kept among the others.
 */
#include "lib/store/record_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/io/header.h"
#include "lib/io/table.h"

/* The field with the name of the column; case and blanks around the name do not matter. */
static size_t
field_of(const struct record_columns *c, const char *name)
{
	size_t f = record_field_find(c->of->field, c->of->n, name);

	for (size_t i = 0; f == c->of->n && i < c->of->n; i++)
		if (header_same(c->of->field[i].name, name))
			f = i;
	return f;
}

/* Is it a column of another tool's table, which this record does not need? */
static bool
is_left_out(const struct record_columns *c, const char *name)
{
	const char *const *other = c->of->leave_out;

	if (other == NULL || !table_find(c->in, c->of->beside, &(size_t){ 0 }))
		return false;
	while (*other && !header_same(*other, name))
		other++;
	return *other != NULL;
}

static void
place_column(struct record_columns *c, size_t i)
{
	const char *name = table_name(c->in, i);
	const size_t f = field_of(c, name);
	const int k = record_need_key(c, name);

	if (f == c->of->n && k < RECORD_KEYS && c->key[k] == RECORD_NO_KEY) {
		c->key[k] = i;
		return;
	}
	if (f == c->of->n && (c->wide[i] || is_left_out(c, name)))
		return;
	if (f == c->of->n) {
		c->unknown[c->nunknown++] = i;
		return;
	}
	if (c->opts->given[f])
		opt_misuse("--%s: the table has a column '%s' (use --ignore=%s to ignore it)",
		    c->opts->name[f], name, name);
	if (c->at[f] != RECORD_NO_COLUMN)
		fail("columns '%s' and '%s' are the same "
		    "(use --ignore=NAME to ignore one)", table_name(c->in, (size_t)c->at[f]), name);
	c->at[f] = (ptrdiff_t)i;
}

/* Tells the recipe which cells are dates or numbers, so that it writes them as custkit does. */
static void
declare(struct record_columns *c, size_t f)
{
	const struct record_field *field = &c->of->field[f];

	switch (field->type) {
	case RECORD_DAY:
	case RECORD_PAST_DAY:
	case RECORD_PAST:
	case RECORD_MOMENT:
		table_reads(c->in, (size_t)c->at[f], RECIPE_DATE);
		break;
	case RECORD_AMOUNT:
	case RECORD_SIGNED:
		table_reads(c->in, (size_t)c->at[f], RECIPE_AMOUNT);
		break;
	case RECORD_NUMBER:
	case RECORD_WHOLE:
		table_reads(c->in, (size_t)c->at[f], RECIPE_NUMBER);
		break;
	default:
		if (field->numeric)
			table_reads(c->in, (size_t)c->at[f], RECIPE_NUMBER);
		break;
	}
}

/*
 * A date that --date-format=lunar reads becomes one of the common calendar: the row says that it
 * was lunar, unless it or an option says which calendar it is.
 */
static void
mark_lunar(struct record_columns *c)
{
	for (size_t f = 0; f < c->of->n; f++) {
		const char *of = c->of->field[f].calendar_of;
		const size_t date = of ? record_field_find(c->of->field, c->of->n, of) : c->of->n;
		size_t mark = c->at[f] == RECORD_NO_COLUMN ? RECIPE_NO_COLUMN : (size_t)c->at[f];

		if (date < c->of->n && c->at[date] != RECORD_NO_COLUMN &&
		    c->opts->given[f] == NULL && table_lunar(c->in, (size_t)c->at[date], &mark))
			c->at[f] = (ptrdiff_t)mark;
	}
}

/* The record of the table: the wide one if its rows are wide. */
static const struct record *
form_of(struct record_columns *c)
{
	const struct record *r = c->of;

	c->wide = mem_new(table_width(c->in), sizeof *c->wide);
	if (r->wide == NULL || !r->wide_columns(c->in, c->wide))
		return r;
	for (size_t f = r->wide->n; f < r->n; f++)
		if (c->opts->given[f])
			opt_misuse("--%s: the columns of the table give it", c->opts->name[f]);
	return r->wide;
}

/* Numbers are of a source, and a source has numbers. */
static void
check_source(const struct record_columns *c)
{
	const struct record *r = c->of;
	const char *source = record_entry_source(r, c->opts);
	const size_t f = r->numbered ? record_field_find(r->field, r->n, r->numbered) : r->n;

	if (f == r->n && source)
		opt_misuse("--source: the rows of a wide table have no numbers");
	if (f == r->n)
		return;
	const bool has = c->at[f] != RECORD_NO_COLUMN;

	if (source && !has)
		opt_misuse("--source requires the column %s", r->numbered);
	if (source == NULL && has && strcmp(r->numbered, RECORD_EXTERNAL) == 0)
		opt_misuse("the column %s requires --source=NAME", r->numbered);
}

void
record_columns_find(struct record_columns *c)
{
	const size_t width = table_width(c->in);

	c->of = form_of(c);
	for (size_t f = 0; f < c->of->n; f++)
		c->at[f] = RECORD_NO_COLUMN;
	for (int k = 0; k < RECORD_KEYS; k++)
		c->key[k] = RECORD_NO_KEY;
	c->unknown = mem_new(width, sizeof *c->unknown);
	for (size_t i = 0; i < width; i++)
		place_column(c, i);
	if (c->nunknown > 0 && c->opts->load.reading.ignore_unknown)
		record_unknown_note(c);
	if (c->nunknown > 0 && (!c->opts->others || table_fault(c->in)))
		record_unknown_refuse(c);
	record_unknown_refuse_ids(c);
	if (c->nunknown > 0)
		record_unknown_note_kept(c);
	record_need_columns(c);
	record_need_keys(c);
	check_source(c);
	for (size_t f = 0; f < c->of->n; f++)
		if (c->at[f] != RECORD_NO_COLUMN)
			declare(c, f);
	mark_lunar(c);
}

void
record_columns_free(struct record_columns *c)
{
	free(c->unknown);
	free(c->wide);
}
