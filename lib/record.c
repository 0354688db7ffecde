#define _GNU_SOURCE
#include "lib/record.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/date.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/table.h"
#include "lib/text.h"

/* What rows pass through on their way into the table. */
struct entry {
	const struct record *of;
	sqlite3 *db;
	struct date_reader dates;
	bool create;
	sqlite3_stmt *insert, *known, *make, *row[RECORD_FIELDS];
	char now[DATE_TIME_SIZE];
	char date[RECORD_FIELDS][DATE_TIME_SIZE];
	const char *value[RECORD_FIELDS];	/* of the row at hand, as they will be stored; "" for none */
	size_t field;				/* what is bad, and why */
	char why[RECORD_WHY];
	int64_t made;
};

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
entry_open(struct entry *e, const struct record *r, sqlite3 *db, bool create)
{
	char *sql = insert_sql(r);
	int32_t day, second;

	*e = (struct entry){ .of = r, .db = db, .create = create, .insert = store_query(db, sql),
		.known = store_query(db, "SELECT 1 FROM customer WHERE customer_id = ?"),
		.make = store_query(db, "INSERT INTO customer (customer_id) VALUES (?)") };
	sqlite3_free(sql);
	for (size_t f = 0; f < r->n; f++) {
		if (r->field[f].type != RECORD_ROW)
			continue;
		sql = sqlite3_mprintf("SELECT 1 FROM \"%w\" WHERE \"%w\" = ?", r->field[f].words, r->field[f].name);
		e->row[f] = store_query(db, sql);
		sqlite3_free(sql);
	}
	date_now(&day, &second);
	date_time_text(day, second, e->now);
}

static void
entry_close(struct entry *e)
{
	store_finish(e->insert);
	store_finish(e->known);
	store_finish(e->make);
	for (size_t f = 0; f < e->of->n; f++)
		store_finish(e->row[f]);
	if (e->made > 0)
		opt_note("%jd customer%s made", (intmax_t)e->made, e->made == 1 ? "" : "s");
}

static bool
bad(struct entry *e, size_t field, const char *why)
{
	e->field = field;
	if (why != e->why)
		snprintf(e->why, sizeof e->why, "%s", why);
	return false;
}

static bool
is_one_of(const char *s, const char *words)
{
	const size_t n = strlen(s);

	for (const char *w = words; w; w = strchr(w, '|')) {
		w += *w == '|';
		if (strncmp(w, s, n) == 0 && (w[n] == '|' || w[n] == '\0'))
			return n > 0;
	}
	return false;
}

static bool
find(sqlite3_stmt *q, const char *key)
{
	store_text(q, 1, key);
	const bool found = store_step(q);

	sqlite3_reset(q);
	return found;
}

static bool
take_moment(struct entry *e, size_t f, const char *s)
{
	int32_t day, second;
	const enum date_result r = date_read(&e->dates, s, &day, &second);

	if (r != DATE_OK)
		return bad(e, f, date_why(r));
	e->value[f] = date_time_text(day, second, e->date[f]);
	if (e->of->field[f].type == RECORD_PAST && strcmp(e->value[f], e->now) > 0)
		return bad(e, f, "is in the future");
	return true;
}

static bool
take_customer(struct entry *e, size_t f, const char *s)
{
	if (!text_is_id(s, strlen(s)))
		return bad(e, f, "is longer than 64 bytes or has control characters");
	if (find(e->known, s))
		return true;
	if (!e->create)
		return bad(e, f, "is not in the store: add it with cust-add, or here with --create");
	store_text(e->make, 1, s);
	store_run(e->make);
	e->made++;
	return true;
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
	snprintf(e->why, sizeof e->why, "is none of %s", e->of->field[f].words);
	return bad(e, f, e->why);
}

static bool
take_row(struct entry *e, size_t f, const char *s)
{
	if (find(e->row[f], s))
		return true;
	snprintf(e->why, sizeof e->why, "is not in the store (table %s)", e->of->field[f].words);
	return bad(e, f, e->why);
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
	case RECORD_TEXT:
		break;
	}
	return true;
}

/* The row as a whole, where its fields are good. */
static bool
enter(struct entry *e, int64_t batch, int64_t *key)
{
	const struct record *r = e->of;

	if (r->check && !r->check(e->value, &e->field, e->why))
		return false;
	store_int(e->insert, 1, batch);
	for (size_t f = 0; f < r->n; f++)
		store_text(e->insert, (int)f + 2, e->value[f]);
	store_run(e->insert);
	if (sqlite3_changes(e->db) == 0)
		return bad(e, r->n, "is there already");
	*key = sqlite3_last_insert_rowid(e->db);
	if (r->added)
		r->added(e->db, *key, e->value);
	return true;
}

/* One, by options. */

static void
log_one(const struct tool *tool, const struct record *r, const struct record_opts *o, struct put *out)
{
	sqlite3 *db = store_open(&o->store, o->load.dry_run ? STORE_CHANGE : STORE_WRITE, NULL);
	struct entry e;
	int64_t key = 0;

	store_begin(db);
	struct store_batch b = store_batch_new(db, tool->name);
	char *zone = o->load.dates.zone ? mem_text(o->load.dates.zone) : store_meta(db, "timezone");

	opt_use_zone(zone);
	entry_open(&e, r, db, o->create);
	e.dates.zone = zone;
	for (size_t f = 0; f < r->n; f++) {
		const bool now = o->given[f] == NULL && r->field[f].type == RECORD_PAST;

		if (!take(&e, f, now ? e.now : o->given[f] ? o->given[f] : ""))
			errx(EXIT_TROUBLE, "%s '%.60s' %s", r->field[f].name, e.value[f], e.why);
	}
	if (!enter(&e, b.batch, &key))
		errx(EXIT_TROUBLE, "%s '%.60s' %s", e.field < r->n ? r->field[e.field].name : r->table,
		    e.field < r->n ? e.value[e.field] : "", e.why);
	entry_close(&e);
	b.read = b.added = 1;
	store_batch_end(db, &b, NULL);
	put_column(out, r->key, PUT_INT);
	if (o->load.dry_run) {
		store_rollback(db);
	} else {
		store_commit(db);
		opt_committed("%s %jd is committed", r->key, (intmax_t)key);
		put_int(out, key);
		put_end(out);
	}
	store_close(db);
	free(zone);
}

/* Many, from CSV. */

enum { NO_COLUMN = -1 };

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
			errx(EXIT_TROUBLE, "unknown column '%s': leave it out with --ignore=%s", name, name);
		if (o->given[f])
			opt_misuse("--%s: the table has a column '%s' (--ignore=%s leaves it out)", name, name, name);
		at[f] = (ptrdiff_t)i;
	}
	for (size_t f = 0; f < r->n; f++)
		if (at[f] == NO_COLUMN && o->given[f] == NULL && (r->field[f].required || r->field[f].type == RECORD_PAST))
			table_column(t, r->field[f].name);
}

static bool
enter_row(struct entry *e, struct load *l, const struct record_opts *o, const ptrdiff_t at[static RECORD_FIELDS],
    char **cell, int64_t *key)
{
	const struct record *r = e->of;
	bool good = true;

	for (size_t f = 0; good && f < r->n; f++)
		good = take(e, f, at[f] != NO_COLUMN ? cell[at[f]] : o->given[f] ? o->given[f] : "");
	if (good && enter(e, l->batch.batch, key))
		return true;
	if (e->field < r->n)
		table_bad(l->in, r->field[e->field].name, "%s '%.60s' %s", r->field[e->field].name, e->value[e->field], e->why);
	else
		table_bad(l->in, NULL, "the row %s", e->why);
	return false;
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
	entry_open(&e, r, l.db, o->create);
	e.dates = l.opts.dates;
	for (char **cell; (cell = table_next(l.in)) != NULL;) {
		if (!enter_row(&e, &l, o, at, cell, &key))
			continue;
		l.batch.added++;
		first = first ? first : key;
		last = key;
	}
	entry_close(&e);
	load_end(&l);
	if (first > 0 && !o->load.dry_run)
		opt_note("%s %jd to %jd", r->key, (intmax_t)first, (intmax_t)last);
	store_batch_put(&l.batch, out);
}

struct opt *
record_options(const struct record *r, struct record_opts *o, const struct opt *more)
{
	const struct opt loading[] = {
		{ OPT_FLAG, 0, "create", NULL, "make customers that are not in the store", &o->create },
		{ OPT_MANY, 0, "ignore", "COLUMN", "leave this column of the CSV out", &o->ignore },
		LOAD_OPTS(&o->load), STORE_OPTS(&o->store), PUT_OPTS(&o->form), { 0 },
	};
	static const char *const args[] = { [RECORD_CUSTOMER] = "ID", [RECORD_ID] = "ID", [RECORD_TEXT] = "TEXT",
		[RECORD_WHOLE] = "N", [RECORD_PAST] = "DATETIME", [RECORD_MOMENT] = "DATETIME", [RECORD_ROW] = "N" };
	const size_t room = r->n + sizeof loading / sizeof *loading;
	size_t nmore = 0, n = 0;

	while (more && more[nmore].type)
		nmore++;
	struct opt *opts = mem_new(room + nmore, sizeof *opts);

	for (; n < r->n; n++) {
		const struct record_field *f = &r->field[n];
		char *name = o->name[n];

		snprintf(name, sizeof o->name[n], "%s", f->name);
		for (char *p = name; (p = strchr(p, '_')) != NULL;)
			*p = '-';
		opts[n] = (struct opt){ OPT_TEXT, 0, name, f->type == RECORD_WORD ? f->words : args[f->type], f->help, &o->given[n] };
	}
	for (size_t i = 0; i < nmore; i++)
		opts[n++] = more[i];
	memcpy(opts + n, loading, sizeof loading);
	return opts;
}

bool
record_given(const struct record *r, const struct record_opts *o)
{
	for (size_t f = 0; f < r->n; f++)
		if (o->given[f])
			return true;
	return false;
}

static void
check_text(const struct record *r, const struct record_opts *o)
{
	for (size_t f = 0; f < r->n; f++)
		if (o->given[f] && text_utf8(o->given[f], strlen(o->given[f])) != strlen(o->given[f]))
			opt_misuse("--%s is not UTF-8", r->field[f].name);
}

void
record_log(const struct tool *tool, const struct record *r, const struct record_opts *o, char **operands)
{
	struct put *out = put_open(&o->form);

	check_text(r, o);
	if (*operands || !record_given(r, o)) {
		log_many(tool, r, o, operands, out);
	} else {
		if (o->load.rejects || o->load.again || o->load.dates.format || o->ignore.n > 0)
			opt_misuse("--rejects, --again, --date-format and --ignore are for CSV");
		log_one(tool, r, o, out);
	}
	put_close(out);
}
