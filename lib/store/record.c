#define _GNU_SOURCE
#include "lib/store/record.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/table.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"

enum { RECORD_FAULT = RECORD_WHY + 128 };

/* What rows pass through on their way into the table. */
struct entry {
	const struct record *of;
	struct store *store;
	struct date_reader dates;
	bool create;
	sqlite3_stmt *insert, *known, *make, *row[RECORD_FIELDS];
	char now[DATE_TIME_SIZE];
	char date[RECORD_FIELDS][DATE_TIME_SIZE], amount[RECORD_FIELDS][NUM_SIZE];
	const char *value[RECORD_FIELDS];	/* of the row at hand, as they will be stored; "" for none */
	const char *newcomer;			/* its customer, who is to be made; NULL: nobody is */
	size_t field;				/* what is bad, and why; r->n: the row as a whole */
	char why[RECORD_WHY];
	int64_t made;
};

static void
set_now(struct entry *e)
{
	int32_t day, second;

	date_now(&day, &second);
	date_time_text(day, second, e->now);
}

static char *
insert_sql(const struct record *r)
{
	char *names = sqlite3_mprintf("batch"), *marks = sqlite3_mprintf("?1");

	for (size_t f = 0; f < r->n; f++) {
		names = sqlite3_mprintf("%z, \"%w\"", names, r->field[f].name);
		marks = sqlite3_mprintf("%z, ?%d", marks, (int)f + 2);
	}
	return sqlite3_mprintf("INSERT INTO %s (%z) VALUES (%z) ON CONFLICT DO NOTHING", r->table, names, marks);
}

static void
entry_open(struct entry *e, const struct record *r, struct store *store, bool create)
{
	char *sql = insert_sql(r);

	*e = (struct entry){ .of = r, .store = store, .create = create, .insert = query_new(store, sql),
		.known = store_customer_query(store),
		.make = query_new(store, "INSERT INTO customer (customer_id) VALUES (?)") };
	sqlite3_free(sql);
	for (size_t f = 0; f < r->n; f++) {
		if (r->field[f].type != RECORD_ROW)
			continue;
		sql = sqlite3_mprintf("SELECT 1 FROM \"%w\" WHERE \"%w\" = ?", r->field[f].words, r->field[f].name);
		e->row[f] = query_new(store, sql);
		sqlite3_free(sql);
	}
	set_now(e);
}

static void
entry_close(struct entry *e)
{
	query_free(e->insert);
	query_free(e->known);
	query_free(e->make);
	for (size_t f = 0; f < e->of->n; f++)
		query_free(e->row[f]);
}

/* Said when it is committed. */
static void
note_made(const struct entry *e, const struct record_opts *o)
{
	if (e->made > 0 && !o->load.dry_run)
		opt_note("created %jd customer%s", (intmax_t)e->made, TEXT_PLURAL(e->made));
}

static bool
bad(struct entry *e, size_t field, const char *why)
{
	e->field = field;
	if (why != e->why)
		snprintf(e->why, sizeof e->why, "%s", why);
	return false;
}

/* What is bad, and why. */
static const char *
fault(const struct entry *e, char to[static RECORD_FAULT])
{
	if (e->field < e->of->n)
		snprintf(to, RECORD_FAULT, "%s '%.60s' %s", e->of->field[e->field].name, e->value[e->field], e->why);
	else
		snprintf(to, RECORD_FAULT, "the row %s", e->why);
	text_tidy(to);
	return to;
}

static bool
is_one_of(const char *s, const char *words)
{
	const size_t n = strlen(s);

	for (const char *w = words; *w; w += *w == '|') {
		const size_t size = strcspn(w, "|");

		if (size == n && memcmp(w, s, n) == 0)
			return true;
		w += size;
	}
	return false;
}

static bool
take_moment(struct entry *e, size_t f, const char *s)
{
	int32_t day, second;
	const enum date_result r = date_read(&e->dates, s, &day, &second);

	if (r != DATE_OK)
		return bad(e, f, date_why(r));
	date_time_text(day, second, e->date[f]);
	if (e->of->field[f].type == RECORD_PAST && strcmp(e->date[f], e->now) > 0) {
		set_now(e);	/* it has gone on since the load began */
		if (strcmp(e->date[f], e->now) > 0)
			return bad(e, f, "is in the future");
	}
	e->value[f] = e->date[f];
	return true;
}

static bool
take_customer(struct entry *e, size_t f, const char *s)
{
	if (!text_is_id(s, strlen(s)))
		return bad(e, f, "is longer than 64 bytes or has control characters");
	if (query_finds(e->known, s))
		return true;
	if (!e->create)
		return bad(e, f, "is not in the store (add it with cust-add or use --create)");
	e->newcomer = s;
	return true;
}

static void
make_customer(struct entry *e)
{
	query_text(e->make, 1, e->newcomer);
	query_run(e->make);
	e->made++;
}

static bool
take_whole(struct entry *e, size_t f, const char *s)
{
	const struct record_field *field = &e->of->field[f];
	int64_t i;

	if (field->high == 0)
		return true;
	if (num_count(s, &i) && strlen(s) < NUM_SIZE && i >= field->low && i <= field->high)
		return true;
	snprintf(e->why, sizeof e->why, "is not a whole number from %d to %d", field->low, field->high);
	return bad(e, f, e->why);
}

static bool
take_word(struct entry *e, size_t f, const char *s)
{
	if (is_one_of(s, e->of->field[f].words))
		return true;
	snprintf(e->why, sizeof e->why, "is not one of %s", e->of->field[f].words);
	return bad(e, f, e->why);
}

static bool
take_row(struct entry *e, size_t f, const char *s)
{
	if (query_finds(e->row[f], s))
		return true;
	snprintf(e->why, sizeof e->why, "is not in the store (table %s)", e->of->field[f].words);
	return bad(e, f, e->why);
}

/* In ten-thousandths, as they are stored. */
static bool
take_amount(struct entry *e, size_t f, const char *s)
{
	int64_t amount;
	const enum money_result r = money_parse(s, &amount);

	if (r != MONEY_OK)
		return bad(e, f, money_why(r));
	if (amount < 0)
		return bad(e, f, "is below 0");
	num_int(amount, e->amount[f]);
	e->value[f] = e->amount[f];
	return true;
}

/* One field of the row, as it was written. */
static bool
take(struct entry *e, size_t f, const char *s)
{
	e->value[f] = s;
	if (*s == '\0')
		return !e->of->field[f].required || bad(e, f, "is empty");
	switch (e->of->field[f].type) {
	case RECORD_CUSTOMER:
		return take_customer(e, f, s);
	case RECORD_ID:
		return text_is_id(s, strlen(s)) || bad(e, f, "is longer than 64 bytes or has control characters");
	case RECORD_WORD:
		return take_word(e, f, s);
	case RECORD_WHOLE:
		return take_whole(e, f, s);
	case RECORD_PAST:
	case RECORD_MOMENT:
		return take_moment(e, f, s);
	case RECORD_ROW:
		return take_row(e, f, s);
	case RECORD_AMOUNT:
		return take_amount(e, f, s);
	case RECORD_TEXT:
		break;
	}
	return true;
}

/* A row into the table, its fields as they were written; false if it is bad. */
static bool
enter(struct entry *e, const char *const cell[static RECORD_FIELDS], int64_t batch, int64_t *key)
{
	const struct record *r = e->of;

	e->newcomer = NULL;
	for (size_t f = 0; f < r->n; f++)
		if (!take(e, f, cell[f]))
			return false;
	if (r->check && !r->check(e->value, &e->field, e->why))
		return false;
	if (e->newcomer)
		make_customer(e);
	query_int(e->insert, 1, batch);
	for (size_t f = 0; f < r->n; f++)
		query_text(e->insert, (int)f + 2, e->value[f]);
	query_run(e->insert);
	if (sqlite3_changes(e->store->db) == 0)
		return bad(e, r->n, "is already in the store");
	*key = sqlite3_last_insert_rowid(e->store->db);
	if (r->added)
		r->added(e->store, *key, e->value);
	return true;
}

/* One, by options. */

static void
log_one(const struct tool *tool, const struct record *r, const struct record_opts *o, struct put *out)
{
	struct store *store = store_open(&o->store, o->load.dry_run ? STORE_CHANGE : STORE_WRITE, NULL);
	const char *cell[RECORD_FIELDS];
	struct entry e;
	int64_t key = 0;

	store_begin(store);
	struct batch b = batch_new(store, tool->name);
	const char *zone = store_zone(store, o->load.dates.zone);	/* before entry_open, which asks for now */

	entry_open(&e, r, store, o->create);
	e.dates.zone = zone;
	for (size_t f = 0; f < r->n; f++)
		cell[f] = o->given[f] ? o->given[f] : r->field[f].type == RECORD_PAST ? e.now : "";
	if (!enter(&e, cell, b.batch, &key))
		errx(EXIT_TROUBLE, "%s", fault(&e, (char[RECORD_FAULT]){ 0 }));
	entry_close(&e);
	b.read = b.added = 1;
	batch_end(store, &b, NULL);
	put_column(out, r->key, PUT_INT);
	if (o->load.dry_run) {
		store_rollback(store);
	} else {
		store_commit(store);
		opt_committed("%s %jd is committed", r->key, (intmax_t)key);
		put_int(out, key);
		put_end(out);
	}
	note_made(&e, o);
	store_close(store);
}

/* Many, from CSV. */

enum { NO_COLUMN = -1 };

/* customer-id of customer_id, unless the option has a name of its own. */
static char *
option_name(const struct record_field *f, char to[static RECORD_NAME])
{
	snprintf(to, RECORD_NAME, "%s", f->option ? f->option : f->name);
	for (char *p = to; (p = strchr(p, '_')) != NULL;)
		*p = '-';
	return to;
}

/* Each row must have it, and no option gives it. */
static void
need_column(const struct table *t, const struct record_field *f, const struct record_opts *o)
{
	if (opt_listed(&o->ignore, f->name))
		opt_misuse("--ignore=%s: the column or --%s is required", f->name, option_name(f, (char[RECORD_NAME]){ 0 }));
	table_column(t, f->name);
}

static void
find_columns(const struct table *t, const struct record *r, const struct record_opts *o, ptrdiff_t at[static RECORD_FIELDS])
{
	for (size_t i = 0; i < o->ignore.n; i++)
		table_column(t, o->ignore.word[i]);
	for (size_t f = 0; f < r->n; f++)
		at[f] = NO_COLUMN;
	for (size_t i = 0; i < table_width(t); i++) {
		const char *name = table_name(t, i);
		size_t f = 0;

		if (opt_listed(&o->ignore, name))
			continue;
		while (f < r->n && strcmp(r->field[f].name, name) != 0)
			f++;
		if (f == r->n)
			errx(EXIT_TROUBLE, "unknown column '%s' (use --ignore=%s to ignore it)", name, name);
		if (o->given[f])
			opt_misuse("--%s: the table has a column '%s' (use --ignore=%s to ignore it)", option_name(&r->field[f], (char[RECORD_NAME]){ 0 }), name, name);
		at[f] = (ptrdiff_t)i;
	}
	for (size_t f = 0; f < r->n; f++)
		if (at[f] == NO_COLUMN && o->given[f] == NULL && r->field[f].required)
			need_column(t, &r->field[f], o);
}

/* What an option gives to every row is said to be bad once. */
static void
check_given(struct entry *e, const struct record_opts *o)
{
	for (size_t f = 0; f < e->of->n; f++)
		if (o->given[f] && !take(e, f, o->given[f]))
			errx(EXIT_TROUBLE, "%s", fault(e, (char[RECORD_FAULT]){ 0 }));
}

static bool
enter_row(struct entry *e, struct load *l, const struct record_opts *o, const ptrdiff_t at[static RECORD_FIELDS],
    char **row, int64_t *key)
{
	const struct record *r = e->of;
	const char *cell[RECORD_FIELDS];

	for (size_t f = 0; f < r->n; f++)
		cell[f] = at[f] != NO_COLUMN ? row[at[f]] : o->given[f] ? o->given[f] : "";
	if (enter(e, cell, l->batch.batch, key))
		return true;
	table_bad(l->in, e->field < r->n ? r->field[e->field].name : NULL, "%s", fault(e, (char[RECORD_FAULT]){ 0 }));
	return false;
}

static void
note_keys(const struct record *r, int64_t first, int64_t last)
{
	if (first == last)
		opt_note("%s %jd", r->key, (intmax_t)first);
	else
		opt_note("%s %jd to %jd", r->key, (intmax_t)first, (intmax_t)last);
}

static void
log_many(const struct tool *tool, const struct record *r, const struct record_opts *o, char **operands, struct put *out)
{
	struct load l;
	struct entry e;
	ptrdiff_t at[RECORD_FIELDS];
	int64_t key, first = 0, last = 0;

	load_begin(&l, tool->name, &o->store, &o->load, operands);
	find_columns(l.in, r, o, at);
	entry_open(&e, r, l.store, o->create);
	e.dates = l.opts.dates;
	check_given(&e, o);
	for (char **row; (row = table_next(l.in)) != NULL;) {
		if (!enter_row(&e, &l, o, at, row, &key))
			continue;
		l.batch.added++;
		first = first ? first : key;
		last = key;
	}
	entry_close(&e);
	load_end(&l);
	note_made(&e, o);
	if (first > 0 && !o->load.dry_run)
		note_keys(r, first, last);
	batch_put(&l.batch, out);
}

struct opt *
record_options(const struct record *r, struct record_opts *o, const struct opt *more)
{
	const struct opt loading[] = {
		{ OPT_FLAG, 0, "create", NULL, "add customers missing from the store", &o->create },
		{ OPT_MANY, 0, "ignore", "COLUMN", "ignore this column of the CSV", &o->ignore },
		LOAD_OPTS(&o->load), STORE_OPTS(&o->store), PUT_OPTS(&o->form), { 0 },
	};
	static const char *const args[] = { [RECORD_CUSTOMER] = "ID", [RECORD_ID] = "ID", [RECORD_TEXT] = "TEXT",
		[RECORD_WHOLE] = "N", [RECORD_PAST] = "DATETIME", [RECORD_MOMENT] = "DATETIME", [RECORD_ROW] = "N",
		[RECORD_AMOUNT] = "AMOUNT" };
	const size_t room = r->n + sizeof loading / sizeof *loading;
	size_t nmore = 0, n = 0;

	while (more && more[nmore].type)
		nmore++;
	struct opt *opts = mem_new(room + nmore, sizeof *opts);

	for (; n < r->n; n++) {
		const struct record_field *f = &r->field[n];

		opts[n] = (struct opt){ OPT_TEXT, 0, option_name(f, o->name[n]), f->type == RECORD_WORD ? f->words : args[f->type], f->help, &o->given[n] };
	}
	for (size_t i = 0; i < nmore; i++)
		opts[n++] = more[i];
	memcpy(opts + n, loading, sizeof loading);
	return opts;
}

static bool
has_field(const struct record *r, const struct record_opts *o)
{
	for (size_t f = 0; f < r->n; f++)
		if (o->given[f])
			return true;
	return false;
}

static bool
is_for_csv(const struct record_opts *o)
{
	return o->load.rejects || o->load.again || o->load.dates.format || o->ignore.n > 0;
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
		if (o->given[f] && text_utf8(o->given[f], strlen(o->given[f])) != strlen(o->given[f]))
			opt_misuse("--%s is not UTF-8", option_name(&r->field[f], (char[RECORD_NAME]){ 0 }));
}

void
record_log(const struct tool *tool, const struct record *r, const struct record_opts *o, char **operands)
{
	struct put *out = put_open(&o->form);

	check_text(r, o);
	if (*operands || !has_field(r, o)) {
		log_many(tool, r, o, operands, out);
	} else {
		if (is_for_csv(o))
			opt_misuse("--rejects, --again, --date-format and --ignore require CSV");
		log_one(tool, r, o, out);
	}
	put_close(out);
}
