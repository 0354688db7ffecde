/* The rows of a CSV, one after the other, to record_entry_put. */
#include <string.h>

#include "lib/io/table.h"
#include "lib/store/record_own.h"

/*
 * Checks the values that options give to all rows. While .in is NULL, a bad value ends the tool;
 * otherwise it would be reported for each row.
 */
static void
check_given(struct record_entry *e, const struct record_opts *o)
{
	struct table *in = e->load.in;

	e->load.in = NULL;
	e->dates.option = true;
	for (size_t f = 0; f < e->of->n; f++)
		if (o->given[f])
			record_entry_read(e, f, o->given[f]);
	e->load.in = in;
	e->dates.option = false;
}

/* The fields of a row: from its cells, or from options. */
static void
take_fields(const struct record_columns *c, char *const *cell,
    const char *field[static RECORD_FIELDS])
{
	for (size_t f = 0; f < c->of->n; f++)
		field[f] = c->at[f] != RECORD_NO_COLUMN ? cell[c->at[f]] :
		    c->opts->given[f] ? c->opts->given[f] : "";
}

struct spoiler {
	struct record_entry *e;
	const struct record_columns *c;
};

static void
spoil_row(void *ctx, char *const *cell)
{
	const struct spoiler *s = ctx;
	const char *field[RECORD_FIELDS];

	take_fields(s->c, cell, field);
	record_entry_spoil(s->e, field);
}

static void
put_rows(struct record_entry *e, const struct record_columns *c)
{
	const char *field[RECORD_FIELDS];

	table_spoils(e->load.in, spoil_row, &(struct spoiler){ e, c });
	for (char **row; (row = table_next(e->load.in)) != NULL;) {
		take_fields(c, row, field);
		record_entry_put(e, field, row);
	}
	record_entry_finish(e);
}

void
record_csv_log(const struct tool *tool, const struct record *r, const struct record_opts *o,
    char **operands, struct put *out)
{
	struct load l;
	struct record_columns c = { .of = r, .opts = o };

	load_begin(&l, tool->name, &o->store, &o->load, operands);
	c.in = l.in;
	record_columns_find(&c);
	struct record_entry e = { .dates = l.opts.dates, .values = o->values, .load = {
		.store = l.store, .batch = &l.batch, .in = l.in, .create = o->create,
		.source = o->source, .find_by = o->find_by, .again = o->load.again,
		.only_new = o->only_new,
		.keep_good = o->load.rejects,
		.nothers = c.nunknown, .other = c.unknown, .opts = o->sink_opts } };

	memcpy(e.load.key, c.key, sizeof c.key);
	if (o->load.dry_run)
		record_entry_show(&e, c.of, out);
	record_entry_open(&e, c.of);
	check_given(&e, o);
	put_rows(&e, &c);
	l.equal = e.nequal;
	load_end(&l);
	if (o->load.dry_run) {
		record_entry_shown(&e);
	} else {
		record_entry_note(&e);
		batch_put(&l.batch, out);
	}
	record_entry_close(&e);
	record_columns_free(&c);
}
