#include "lib/store/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/spelling.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"
#include "lib/store/record_own.h"
#include "lib/store/record_words.h"

/*
 * The files record*.c work together. record_log decides between one row from options (log_one) and
 * rows from CSV (record_csv_log, record_csv.c). Both open a record_entry and pass it one row after
 * the other: record_entry_put (record_entry.c) reads each field (record_field.c), makes the checks
 * across fields, and calls the sink of the record. The default sink inserts the row into its table
 * (record_insert.c); order_load.c, for example, is another one. record_bad (record_load.c) reports
 * what is wrong on the way.
 */

#define RECORD_ONE "One record (with one of these and no FILE, standard input is not read)"
#define RECORD_DEFAULTS "Defaults (values for columns that the CSV lacks)"

enum { HEADS = 3 };

/* The name of the option: customer-id for customer_id, unless the field names another. */
static char *
option_name(const struct record_field *f, char to[static RECORD_NAME])
{
	snprintf(to, RECORD_NAME, "%s", f->option ? f->option : f->name);
	for (char *p = to; (p = strchr(p, '_')) != NULL;)
		*p = '-';
	return to;
}

static struct opt
field_option(const struct record_field *f, struct record_opts *o, size_t at)
{
	static const char *const args[] = {
		[RECORD_CUSTOMER] = "ID", [RECORD_ID] = "ID", [RECORD_TEXT] = "TEXT",
		[RECORD_WHOLE] = "N", [RECORD_NUMBER] = "N", [RECORD_AMOUNT] = "AMOUNT",
		[RECORD_SIGNED] = "AMOUNT", [RECORD_DAY] = "DATE", [RECORD_PAST_DAY] = "DATE",
		[RECORD_PAST] = "DATETIME", [RECORD_MOMENT] = "DATETIME", [RECORD_ROW] = "N",
		[RECORD_OBJECT] = "JSON",
	};

	return (struct opt){ OPT_TEXT, 0, option_name(f, o->name[at]),
		f->arg ? f->arg : f->type == RECORD_WORD ? f->words : args[f->type], f->help,
		&o->given[at] };
}

static bool
may_create(const struct record *r)
{
	bool create = r->creates;

	for (size_t f = 0; f < r->n && !r->sink; f++)
		create |= r->field[f].type == RECORD_CUSTOMER;
	return create;
}

static bool
has_words(const struct record *r)
{
	for (size_t f = 0; f < r->n; f++)
		if (r->field[f].type == RECORD_WORD)
			return true;
	return false;
}

/* The options of the fields that describe one record, or of those that do not, under a heading. */
static size_t
add_fields(const struct record *r, struct record_opts *o, bool own, struct opt *opts, size_t n)
{
	const size_t at = n;

	for (size_t f = 0; f < r->n; f++) {
		if (r->field[f].help == NULL || r->field[f].own != own)
			continue;
		if (n == at)
			opts[n++] = (struct opt){ .type = OPT_HEAD,
				.help = own ? RECORD_ONE : RECORD_DEFAULTS };
		opts[n++] = field_option(&r->field[f], o, f);
	}
	return n;
}

/* The option --source is that of the field, if the record has one. */
static struct opt
source_option(const struct record *r, struct record_opts *o)
{
	const size_t f = record_field_find(r->field, r->n, RECORD_SOURCE);

	if (f < r->n)
		snprintf(o->name[f], sizeof o->name[f], RECORD_SOURCE);
	return (struct opt){ OPT_TEXT, 0, RECORD_SOURCE, "NAME",
		"the system whose numbers the rows have, to find rows again",
		f < r->n ? &o->given[f] : &o->source };
}

struct opt *
record_options(const struct record *r, struct record_opts *o, const struct opt *more)
{
	const struct opt head = { .type = OPT_HEAD, .help = "Input and output" };
	const struct opt create = { OPT_FLAG, 0, "create", NULL,
		"add customers missing from the store", &o->create };
	const struct opt values = RECORD_WORDS_OPT(&o->values);
	const struct opt only_new = { OPT_FLAG, 0, "only-new", NULL,
		"leave out rows that are equal to stored rows", &o->only_new };
	const struct opt loading[] = {
		LOAD_OPTS(&o->load), STORE_OPTS(&o->store), PUT_OPTS(&o->form), { 0 },
	};
	size_t nmore = 0, n = 0;

	while (more && more[nmore].type)
		nmore++;
	struct opt *opts = mem_new(r->n + nmore + HEADS + 4 + sizeof loading / sizeof *loading,
	    sizeof *opts);

	n = add_fields(r, o, true, opts, n);
	n = add_fields(r, o, false, opts, n);
	if (nmore == 0 || more[0].type != OPT_HEAD)
		opts[n++] = head;
	for (size_t i = 0; i < nmore; i++)
		opts[n++] = more[i];
	if (nmore > 0 && more[0].type == OPT_HEAD)
		opts[n++] = head;
	if (may_create(r))
		opts[n++] = create;
	if (has_words(r))
		opts[n++] = values;
	if (r->numbered)
		opts[n++] = source_option(r, o);
	if (r->sink == NULL || r->sink->adds)
		opts[n++] = only_new;
	memcpy(opts + n, loading, sizeof loading);
	return opts;
}

int
record_leave(struct opt *opts)
{
	const int status = opt_leave();

	free(opts);
	return status;
}

static bool
has_field(const struct record *r, const struct record_opts *o)
{
	for (size_t f = 0; f < r->n; f++)
		if (o->given[f])
			return true;
	return false;
}

/*
 * Whether the options describe one record. Options that are only defaults do not: the rows that
 * are piped in must not vanish because of them.
 */
static bool
is_one(const struct record *r, const struct record_opts *o)
{
	for (size_t f = 0; f < r->n; f++)
		if (r->field[f].own && o->given[f])
			return true;
	return false;
}

static bool
is_for_csv(const struct record_opts *o)
{
	return o->load.rejects || o->load.again || o->only_new || o->source || o->find_by ||
	    o->others ||
	    reading_given(&o->load.reading);
}

bool
record_given(const struct record *r, const struct record_opts *o)
{
	return has_field(r, o) || o->create || is_for_csv(o);
}

static void
check_text(const struct record *r, const struct record_opts *o)
{
	for (size_t f = 0; f < r->n; f++)
		opt_check_utf8(o->name[f], o->given[f]);
}

static void
check_source(const char *source)
{
	if (source && *source == '\0')
		opt_misuse("--source is empty");
	opt_check_utf8(RECORD_SOURCE, source);
}

/* Of a date with an offset only the store's zone says which moment it is. */
static bool
waits_for_zone(const struct record_field *f, const struct record_opts *o, const char *s)
{
	int32_t day, second;

	return (f->type == RECORD_PAST || f->type == RECORD_MOMENT) &&
	    date_read(&o->load.dates, s, &day, &second) == DATE_OFFSET;
}

/* Checks the options before the input is read and the store is opened. */
static void
check_fields(const struct record *r, const struct record_opts *o)
{
	const struct record_load options = { 0 };
	const struct date_reader dates = { .zone = o->load.dates.zone, .option = true };
	struct record_value value;
	char why[RECORD_WHY];

	for (size_t f = 0; f < r->n; f++) {
		const struct record_field *field = &r->field[f];

		if (o->given[f] && !waits_for_zone(field, o, o->given[f]) &&
		    !record_words_read(o->values, field, NULL, &dates, o->given[f], &value,
		    why))
			record_bad(&options, field->name, "%s '%.60s' %s", field->name, o->given[f],
			    why);
	}
}

/* Reads amounts as in a table: ￥1,299.00. Returns their currency. */
static enum spelling_currency
spell_amounts(const struct record *r, struct record_opts *o)
{
	static char number[RECORD_FIELDS][SPELLING_SIZE];
	enum spelling_currency all = SPELLING_NO_CURRENCY, one;

	for (size_t f = 0; f < r->n; f++) {
		const enum record_type type = r->field[f].type;
		const char *s = o->given[f];

		if (s == NULL || *s == '\0' || spelling_is_plain(s) ||
		    (type != RECORD_AMOUNT && type != RECORD_SIGNED))
			continue;
		const enum spelling_result result = spelling_read(s, '.', number[f], &one);

		if (result == SPELLING_BAD || result == SPELLING_GROUPS)
			continue;	/* check_fields says what is wrong */
		if (result != SPELLING_OK)
			fail("%s '%.60s' %s", r->field[f].name, s, spelling_why(result, '.'));
		if (!spelling_join(&all, one))
			fail("amounts in two currencies, %s and %s", spelling_name(all),
			    spelling_name(one));
		o->given[f] = number[f];
	}
	return all;
}

static void
print_one(const struct record_entry *e, struct put *out)
{
	if (e->sink->print) {
		e->sink->print(e->ctx, out);
		return;
	}
	opt_committed("batch %jd is committed", (intmax_t)e->load.batch->batch);
	batch_put(e->load.batch, out);
}

static void
log_one(const struct tool *tool, const struct record *r, const struct record_opts *o,
    enum spelling_currency currency, struct put *out)
{
	struct store *store = store_open(&o->store,
	    o->load.dry_run ? STORE_CHANGE : STORE_WRITE, NULL);
	const char *cell[RECORD_FIELDS];

	if (r->sink && r->sink->bulk)
		store_bulk(store);
	store_begin(store);
	load_check_currency(store, currency);
	struct batch b = batch_new(store, tool->name);
	/* Sets the time zone before record_entry_open, which gets the current time. */
	const char *zone = store_zone(store, o->load.dates.zone);
	struct record_entry e = { .dates = { zone, true }, .values = o->values, .load = {
		.store = store, .batch = &b, .create = o->create,
		.opts = o->sink_opts } };

	if (o->load.dry_run)
		record_entry_show(&e, r, out);
	record_entry_open(&e, r);
	for (size_t f = 0; f < r->n; f++)
		cell[f] = o->given[f] ? o->given[f] : r->field[f].type == RECORD_PAST ? e.now : "";
	b.read = 1;
	record_entry_put(&e, cell, NULL);
	record_entry_finish(&e);
	batch_end(store, &b, NULL);
	(o->load.dry_run ? store_rollback : store_commit)(store);
	if (o->load.dry_run) {
		record_entry_shown(&e);
	} else {
		print_one(&e, out);
		record_entry_note(&e);
	}
	record_entry_close(&e);
	store_close(store);
}

void
record_log(const struct tool *tool, const struct record *r, const struct record_opts *typed,
    char **operands)
{
	struct record_opts spelled = *typed;
	const enum spelling_currency currency = spell_amounts(r, &spelled);
	const struct record_opts *o = &spelled;

	for (size_t f = 0; *operands && r->one_or_many && f < r->n; f++)
		if (r->field[f].own && o->given[f])
			opt_misuse("unexpected operand '%s': --%s describes one row", *operands,
			    o->name[f]);
	const bool one = *operands == NULL && is_one(r, o);
	struct put *out = put_open(&o->form);

	if (one && is_for_csv(o))
		opt_misuse("%s requires CSV", o->load.rejects ? "--rejects" :
		    o->source ? "--source" : o->find_by ? "--find-by" : o->only_new ? "--only-new" :
		    o->load.again ? "--again" : o->others ? r->others :
		    reading_given(&o->load.reading));
	if (o->load.again && o->only_new)
		opt_misuse("--again and --only-new cannot be used together");
	check_text(r, o);
	check_source(record_entry_source(r, o));
	check_fields(r, o);
	if (one)
		log_one(tool, r, o, currency, out);
	else
		record_csv_log(tool, r, o, operands, out);
	put_close(out);
}
