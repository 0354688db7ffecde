#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/table.h"
#include "lib/store/record_own.h"

enum { NO_COLUMN = -1 };

/*
 * First columns_find decides for each column of the CSV whether a field takes it, whether it is
 * ignored, or whether it is kept among the others. Then put_rows passes the rows to
 * record_entry_put.
 */
struct columns {
	const struct table *in;
	const struct record *of;
	const struct record_opts *opts;
	ptrdiff_t at[RECORD_FIELDS];	/* per field: its column, or NO_COLUMN */
	size_t *other, nothers;		/* columns without a field that are kept */
};

static const char *
option_of(const struct columns *c, size_t field)
{
	return c->opts->name[field];
}

/* Ends the tool if a required field has neither a column nor an option. */
static void
need_column(const struct columns *c, size_t f)
{
	const struct record_field *field = &c->of->field[f];

	if (c->at[f] != NO_COLUMN || c->opts->given[f] || !field->required)
		return;
	if (!opt_listed(&c->opts->ignore, field->name))
		table_column(c->in, field->name);	/* ends the tool */
	else if (field->help)
		opt_misuse("--ignore=%s: the column or --%s is required", field->name,
		    option_of(c, f));
	else
		opt_misuse("--ignore=%s: the column is required", field->name);
}

static _Noreturn void
unknown_column(const struct columns *c, const char *name)
{
	if (c->of->others)
		errx(EXIT_TROUBLE, "unknown column '%s' (use %s to keep it or"
		    " --ignore=%s to ignore it)", name, c->of->others, name);
	errx(EXIT_TROUBLE, "unknown column '%s' (use --ignore=%s to ignore it)", name, name);
}

static void
place_column(struct columns *c, size_t i)
{
	const char *name = table_name(c->in, i);
	const size_t f = record_field_find(c->of->field, c->of->n, name);

	if (opt_listed(&c->opts->ignore, name))
		return;
	if (f < c->of->n && c->opts->given[f])
		opt_misuse("--%s: the table has a column '%s' (use --ignore=%s to ignore it)",
		    option_of(c, f), name, name);
	if (f < c->of->n)
		c->at[f] = (ptrdiff_t)i;
	else if (c->opts->others)
		c->other[c->nothers++] = i;
	else
		unknown_column(c, name);
}

static void
columns_find(struct columns *c)
{
	for (size_t i = 0; i < c->opts->ignore.n; i++)
		table_column(c->in, c->opts->ignore.word[i]);
	for (size_t f = 0; f < c->of->n; f++)
		c->at[f] = NO_COLUMN;
	c->other = mem_new(table_width(c->in), sizeof *c->other);
	for (size_t i = 0; i < table_width(c->in); i++)
		place_column(c, i);
	for (size_t f = 0; f < c->of->n; f++)
		need_column(c, f);
}

/*
 * Reads the fields that options set for all rows. A bad one ends the tool, because .in is NULL;
 * otherwise every row would be reported.
 */
static void
check_given(struct record_entry *e, const struct record_opts *o)
{
	struct table *in = e->load.in;

	e->load.in = NULL;
	for (size_t f = 0; f < e->of->n; f++)
		if (o->given[f])
			record_entry_read(e, f, o->given[f]);
	e->load.in = in;
}

static void
put_rows(struct record_entry *e, const struct columns *c)
{
	const char *field[RECORD_FIELDS];

	for (size_t f = 0; f < e->of->n; f++)
		field[f] = c->opts->given[f] ? c->opts->given[f] : "";
	for (char **row; (row = table_next(e->load.in)) != NULL;) {
		for (size_t f = 0; f < e->of->n; f++)
			if (c->at[f] != NO_COLUMN)
				field[f] = row[c->at[f]];
		record_entry_put(e, field, row);
	}
	e->sink->finish(e->ctx);
}

void
record_csv_log(const struct tool *tool, const struct record *r, const struct record_opts *o,
    char **operands, struct put *out)
{
	struct load l;
	struct columns c = { .of = r, .opts = o };

	load_begin(&l, tool->name, &o->store, &o->load, operands);
	c.in = l.in;
	columns_find(&c);
	struct record_entry e = { .dates = l.opts.dates, .load = {
		.store = l.store, .batch = &l.batch, .in = l.in, .create = o->create,
		.keep_good = o->load.rejects, .changes = o->load.dry_run ? out : NULL,
		.nothers = c.nothers, .other = c.other, .opts = o->sink_opts } };

	record_entry_open(&e, r);
	check_given(&e, o);
	put_rows(&e, &c);
	load_end(&l);
	if (!o->load.dry_run && e.sink->note)
		e.sink->note(e.ctx);
	if (!o->load.dry_run || !e.sink->shows_changes)
		batch_put(&l.batch, out);
	record_entry_close(&e);
	free(c.other);
}
