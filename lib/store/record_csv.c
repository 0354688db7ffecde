#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/header.h"
#include "lib/io/table.h"
#include "lib/store/record_own.h"

enum {
	NO_COLUMN = -1,
	FEW = 2,	/* unknown columns that a user can judge one by one */
};

/*
 * First columns_find decides for each column of the CSV whether a field takes it, whether it is
 * ignored, or whether it is kept among the others. Then put_rows passes the rows to
 * record_entry_put.
 */
struct columns {
	struct table *in;
	const struct record *of;
	const struct record_opts *opts;
	ptrdiff_t at[RECORD_FIELDS];	/* per field: its column, or NO_COLUMN */
	bool *wide;			/* per column: it holds a row of the table (record.wide) */
	size_t key[RECORD_KEYS];	/* per key: its column, or RECORD_NO_KEY */
	size_t *unknown, nunknown;	/* the other columns without a field */
};

static const char *const key_names[RECORD_KEYS] = {
	[RECORD_KEY_EMAIL] = "email", [RECORD_KEY_PHONE] = "phone",
	[RECORD_KEY_COUNTRY] = "country",
};

/* Is this a column of a key that --find-by asks for? The country belongs to the phone. */
static bool
is_asked(const struct columns *c, int key)
{
	const char *name = key_names[key == RECORD_KEY_COUNTRY ? RECORD_KEY_PHONE : key];

	return c->opts->find_by && text_lists(c->opts->find_by, name, strlen(name));
}

/* The key with this name, if --find-by asks for it; RECORD_KEYS: there is none. */
static int
key_named(const struct columns *c, const char *name)
{
	int k = 0;

	while (k < RECORD_KEYS && !(is_asked(c, k) && header_same(key_names[k], name)))
		k++;
	return k;
}

static const char *
option_of(const struct columns *c, size_t field)
{
	return c->opts->name[field];
}

/* Is this a required field that neither a column nor an option gives? */
static bool
is_missing(const struct columns *c, size_t f)
{
	return c->at[f] == NO_COLUMN && c->opts->given[f] == NULL &&
	    !(f == 0 && c->opts->find_by) && record_entry_needs(c->of, f, c->opts->source);
}

/* Ends the tool if columns are missing: because they are ignored, or because they are not there. */
static void
need_columns(const struct columns *c)
{
	const char *missing[RECORD_FIELDS + 1];
	size_t n = 0;

	for (size_t f = 0; f < c->of->n; f++) {
		const struct record_field *field = &c->of->field[f];

		if (!is_missing(c, f))
			continue;
		if (opt_listed(&c->opts->load.reading.ignore, field->name) && field->help)
			opt_misuse("--ignore=%s: the column or --%s is required", field->name,
			    option_of(c, f));
		if (opt_listed(&c->opts->load.reading.ignore, field->name))
			opt_misuse("--ignore=%s: the column is required", field->name);
		missing[n++] = field->name;
	}
	missing[n] = NULL;
	if (n > 0)
		table_missing(c->in, missing, NULL);
}

static void
add_to(struct text *t, const char *before, const char *s, const char *after)
{
	text_add(t, before, strlen(before));
	text_add(t, s, strlen(s));
	text_add(t, after, strlen(after));
}

static void
add_quoted(struct text *t, const char *before, const char *s)
{
	add_to(t, before, "'", "");
	add_to(t, s, "'", "");
}

/* Our name for an unknown column, if that field has no column yet; else NULL. */
static const char *
alias_of(const struct columns *c, const char *name)
{
	const char *alias = header_alias(name);
	const size_t f = alias ? record_field_find(c->of->field, c->of->n, alias) : c->of->n;
	const int k = alias ? key_named(c, alias) : RECORD_KEYS;

	if (k < RECORD_KEYS && c->key[k] == RECORD_NO_KEY)
		return alias;
	return f < c->of->n && c->at[f] == NO_COLUMN && c->opts->given[f] == NULL ? alias : NULL;
}

/*
 * Lists the options with which the unknown columns can be read (--rename) or left out (--ignore).
 * Returns whether a --rename is among them.
 */
static bool
list_options(const struct columns *c, struct text *to)
{
	bool renames = false;

	for (size_t i = 0; i < c->nunknown; i++) {
		const char *name = table_name(c->in, c->unknown[i]), *alias = alias_of(c, name);
		char shell[RECORD_WHY];
		char *option = alias ? mem_print("%s=%s", name, alias) : mem_text(name);

		add_to(to, to->n > 0 ? " --" : "--", alias ? "rename=" : "ignore=",
		    text_shell(option, shell, sizeof shell));
		renames |= alias != NULL;
		free(option);
	}
	text_add(to, "", 1);
	return renames;
}

/* Is there an unknown column for each missing one? Then --rename is enough. */
static bool
renames_suffice(const struct columns *c)
{
	for (size_t f = 0; f < c->of->n; f++) {
		bool found = !is_missing(c, f);

		for (size_t i = 0; i < c->nunknown && !found; i++) {
			const char *alias = alias_of(c, table_name(c->in, c->unknown[i]));

			found = alias && strcmp(alias, c->of->field[f].name) == 0;
		}
		if (!found)
			return false;
	}
	return true;
}

static bool
is_stdin(const struct columns *c)
{
	return strcmp(table_file(c->in), say("standard input")) == 0;
}

/* Where no --rename helps, advice to ignore the rest would lead nowhere. The caller frees it. */
static char *
advise_guess(const struct columns *c)
{
	char shell[RECORD_WHY];

	return mem_print(say(" (table-guess %s prints the command that reads it)"),
	    text_shell(table_file(c->in), shell, sizeof shell));
}

/* Ends the tool, names the unknown columns and the options with which it can read the table. */
static _Noreturn void
refuse_unknown(const struct columns *c)
{
	const bool one = c->nunknown == 1, keeps = c->of->others && c->at[0] != NO_COLUMN;
	struct text names = { 0 }, missing = { 0 }, use = { 0 };
	const bool renames = list_options(c, &use);

	for (size_t i = 0; i < c->nunknown; i++)
		add_quoted(&names, say_comma(i), table_name(c->in, c->unknown[i]));
	for (size_t f = 0; f < c->of->n; f++)
		if (is_missing(c, f))
			add_quoted(&missing, missing.n > 0 ? say(", ") : say("; no column "),
			    c->of->field[f].name);
	text_add(&names, "", 1);
	text_add(&missing, "", 1);
	char *all = table_names(c->in);
	char *mend = table_fault(c->in) ? mem_text("") :
	    c->nunknown > FEW && !is_stdin(c) && !renames_suffice(c) ? advise_guess(c) :
	    keeps ? mem_print(renames ? one ? say(" (use %s to keep it or %s)") :
	    say(" (use %s to keep them or %s)") : one ?
	    say(" (use %s to keep it or %s to ignore it)") :
	    say(" (use %s to keep them or %s to ignore them)"), c->of->others, use.s) :
	    mem_print(renames ? say(" (use %s)") : one ? say(" (use %s to ignore it)") :
	    say(" (use %s to ignore them)"), use.s);
	char *why = mem_print(say("unknown column%s %s%s%s; %s"), TEXT_PLURAL(c->nunknown), names.s,
	    missing.s, mend, all);

	text_tidy(why);
	fail("%s", why);
}

/* The field with the name of the column; case and blanks around the name do not matter. */
static size_t
field_of(const struct columns *c, const char *name)
{
	size_t f = record_field_find(c->of->field, c->of->n, name);

	for (size_t i = 0; f == c->of->n && i < c->of->n; i++)
		if (header_same(c->of->field[i].name, name))
			f = i;
	return f;
}

/* Is it a column of another tool's table, which this record does not need? */
static bool
is_left_out(const struct columns *c, const char *name)
{
	const char *const *other = c->of->leave_out;

	if (other == NULL || !table_find(c->in, c->of->beside, &(size_t){ 0 }))
		return false;
	while (*other && !header_same(*other, name))
		other++;
	return *other != NULL;
}

static void
place_column(struct columns *c, size_t i)
{
	const char *name = table_name(c->in, i);
	const size_t f = field_of(c, name);
	const int k = key_named(c, name);

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
		    option_of(c, f), name, name);
	if (c->at[f] != NO_COLUMN)
		fail("columns '%s' and '%s' are the same "
		    "(use --ignore=NAME to ignore one)", table_name(c->in, (size_t)c->at[f]), name);
	c->at[f] = (ptrdiff_t)i;
}

/*
 * Refuses an unknown column that is probably the customer_id. If an option kept it among the other
 * columns, each row would be a new customer.
 */
static void
refuse_other_ids(const struct columns *c)
{
	for (size_t i = 0; c->at[0] == NO_COLUMN && i < c->nunknown; i++) {
		const char *name = table_name(c->in, c->unknown[i]), *alias = header_alias(name);

		if (alias && strcmp(alias, c->of->field[0].name) == 0)
			refuse_unknown(c);
	}
}

/* The option for others keeps columns that may be fields under another name. */
static void
note_kept(const struct columns *c)
{
	struct text names = { 0 }, use = { 0 };

	for (size_t i = 0; i < c->nunknown; i++) {
		const char *name = table_name(c->in, c->unknown[i]), *alias = alias_of(c, name);
		char shell[RECORD_WHY];

		if (alias == NULL)
			continue;
		char *option = mem_print("%s=%s", name, alias);

		add_quoted(&names, say_comma(names.n), name);
		add_to(&use, use.n > 0 ? " --rename=" : "--rename=",
		    text_shell(option, shell, sizeof shell), "");
		free(option);
	}
	text_add(&names, "", 1);
	text_add(&use, "", 1);
	if (*use.s)
		opt_note(strchr(names.s, ',') ? "%s keeps %s (use %s to read them as our own)" :
		    "%s keeps %s (use %s to read it as our own)", c->of->others, names.s, use.s);
	text_free(&names);
	text_free(&use);
}

static void
note_unknown(struct columns *c)
{
	struct text names = { 0 };

	for (size_t i = 0; i < c->nunknown; i++)
		add_quoted(&names, say_comma(i), table_name(c->in, c->unknown[i]));
	text_add(&names, "", 1);
	if (c->of->others)
		opt_note(c->nunknown == 1 ?
		    "ignored: %s (use %s instead of --ignore-unknown to keep it)" :
		    "ignored: %s (use %s instead of --ignore-unknown to keep them)", names.s,
		    c->of->others);
	else
		opt_note("ignored: %s", names.s);
	text_free(&names);
	c->nunknown = 0;
}

/* Ends the tool if no column is there for a key of --find-by. */
static void
need_keys(const struct columns *c)
{
	const char *missing[RECORD_KEYS + 1];
	size_t n = 0;

	for (int k = 0; k < RECORD_KEY_COUNTRY; k++) {
		if (is_asked(c, k) && c->key[k] != RECORD_NO_KEY)
			return;
		if (is_asked(c, k))
			missing[n++] = key_names[k];
	}
	missing[n] = NULL;
	if (n > 0)
		table_missing(c->in, missing, "--find-by");
}

/* Tells the recipe which cells are dates or numbers, so that it writes them as custkit does. */
static void
declare(struct columns *c, size_t f)
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
mark_lunar(struct columns *c)
{
	for (size_t f = 0; f < c->of->n; f++) {
		const char *of = c->of->field[f].calendar_of;
		const size_t date = of ? record_field_find(c->of->field, c->of->n, of) : c->of->n;
		size_t mark = c->at[f] == NO_COLUMN ? RECIPE_NO_COLUMN : (size_t)c->at[f];

		if (date < c->of->n && c->at[date] != NO_COLUMN && c->opts->given[f] == NULL &&
		    table_lunar(c->in, (size_t)c->at[date], &mark))
			c->at[f] = (ptrdiff_t)mark;
	}
}

/* The record of the table: the wide one if its rows are wide. */
static const struct record *
form_of(struct columns *c)
{
	const struct record *r = c->of;

	c->wide = mem_new(table_width(c->in), sizeof *c->wide);
	if (r->wide == NULL || !r->wide_columns(c->in, c->wide))
		return r;
	for (size_t f = r->wide->n; f < r->n; f++)
		if (c->opts->given[f])
			opt_misuse("--%s: the columns of the table give it", option_of(c, f));
	return r->wide;
}

/* Numbers are of a source, and a source has numbers. */
static void
check_source(const struct columns *c)
{
	const struct record *r = c->of;
	const char *source = record_entry_source(r, c->opts);
	const size_t f = r->numbered ? record_field_find(r->field, r->n, r->numbered) : r->n;

	if (f == r->n && source)
		opt_misuse("--source: the rows of a wide table have no numbers");
	if (f == r->n)
		return;
	const bool has = c->at[f] != NO_COLUMN;

	if (source && !has)
		opt_misuse("--source requires the column %s", r->numbered);
	if (source == NULL && has && strcmp(r->numbered, RECORD_EXTERNAL) == 0)
		opt_misuse("the column %s requires --source=NAME", r->numbered);
}

static void
columns_find(struct columns *c)
{
	const size_t width = table_width(c->in);

	c->of = form_of(c);
	for (size_t f = 0; f < c->of->n; f++)
		c->at[f] = NO_COLUMN;
	for (int k = 0; k < RECORD_KEYS; k++)
		c->key[k] = RECORD_NO_KEY;
	c->unknown = mem_new(width, sizeof *c->unknown);
	for (size_t i = 0; i < width; i++)
		place_column(c, i);
	if (c->nunknown > 0 && c->opts->load.reading.ignore_unknown)
		note_unknown(c);
	if (c->nunknown > 0 && (!c->opts->others || table_fault(c->in)))
		refuse_unknown(c);
	refuse_other_ids(c);
	if (c->nunknown > 0)
		note_kept(c);
	need_columns(c);
	need_keys(c);
	check_source(c);
	for (size_t f = 0; f < c->of->n; f++)
		if (c->at[f] != NO_COLUMN)
			declare(c, f);
	mark_lunar(c);
}

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
take_fields(const struct columns *c, char *const *cell, const char *field[static RECORD_FIELDS])
{
	for (size_t f = 0; f < c->of->n; f++)
		field[f] = c->at[f] != NO_COLUMN ? cell[c->at[f]] :
		    c->opts->given[f] ? c->opts->given[f] : "";
}

struct spoiler {
	struct record_entry *e;
	const struct columns *c;
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
put_rows(struct record_entry *e, const struct columns *c)
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
	struct columns c = { .of = r, .opts = o };

	load_begin(&l, tool->name, &o->store, &o->load, operands);
	c.in = l.in;
	columns_find(&c);
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
	free(c.unknown);
	free(c.wide);
}
