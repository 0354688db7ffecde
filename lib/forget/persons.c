#include "lib/forget/persons.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/known.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/shortened.h"
#include "lib/base/text.h"
#include "lib/feedback/cases.h"
#include "lib/forget/erase.h"
#include "lib/forget/ledger.h"
#include "lib/forget/tombstone.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"
#include "lib/service/promise_rows.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"

static const char find_sql[] =
	"SELECT customer_id, EXISTS (SELECT 1 FROM forgotten AS f"
	" WHERE f.customer_id = c.customer_id) FROM customer AS c WHERE customer_id = ?1"
	" OR customer_id = (SELECT customer_id FROM alias WHERE alias = ?1)"
	" ORDER BY customer_id <> ?1 LIMIT 1";
static const char forgotten_sql[] = "SELECT customer_id FROM forgotten_id WHERE hash = ?";

/* SQL: the work that is still open; ?1 is a day after all others. */
static const char open_sql[] =
	"SELECT customer_id, what, id FROM ("
	"SELECT customer_id, 'case' AS what, case_id AS id FROM (" CASES_SELECT CASES_OPEN
	" AND f.customer_id IN (SELECT id FROM temp.gone))"
	" UNION ALL SELECT customer_id, 'promise', promise_id FROM (" PROMISE_ROWS_SELECT
	") WHERE state = 'open' AND customer_id IN (SELECT id FROM temp.gone)"
	" UNION ALL SELECT customer_id, 'win-back', winback_id FROM winback_results"
	" WHERE result = 'open' AND customer_id IN (SELECT id FROM temp.gone))"
	" ORDER BY customer_id, what || ' ' || id";

/*
 * The last day of which anything is known, of each customer; if nothing has a date, the day of the
 * load.
 */
static const char old_sql[] =
	"SELECT customer_id FROM (SELECT c.customer_id, coalesce(nullif(max("
	"coalesce(c.acquired, ''),"
	" coalesce((SELECT max(day) FROM orders AS t WHERE t.customer_id = c.customer_id), ''),"
	" coalesce((SELECT max(day) FROM feedback AS t WHERE t.customer_id = c.customer_id), ''),"
	" coalesce((SELECT max(day) FROM touch AS t WHERE t.customer_id = c.customer_id), ''),"
	" coalesce((SELECT max(day) FROM visit AS t WHERE t.customer_id = c.customer_id), ''),"
	" coalesce((SELECT max(day) FROM promise AS t WHERE t.customer_id = c.customer_id), ''),"
	" coalesce((SELECT max(day) FROM answer AS t WHERE t.customer_id = c.customer_id), ''),"
	" coalesce((SELECT max(day) FROM winback AS t WHERE t.customer_id = c.customer_id), ''),"
	" coalesce((SELECT max(day) FROM points AS t WHERE t.customer_id = c.customer_id"
	" AND step <> 'expire'), ''),"
	" coalesce((SELECT max(day) FROM consent AS t WHERE t.customer_id = c.customer_id), '')"
	"), ''), (SELECT substr(at, 1, 10) FROM batch AS b WHERE b.batch = c.batch)) AS last"
	" FROM customer AS c WHERE (NOT ?2 OR NOT EXISTS"
	" (SELECT 1 FROM orders AS o WHERE o.customer_id = c.customer_id))"
	" AND NOT EXISTS (SELECT 1 FROM forgotten AS f WHERE f.customer_id = c.customer_id))"
	" WHERE last < ?1 ORDER BY customer_id";

/* The highest N of a tombstone; other ids that begin so are not numbers, and count as 0. */
static const char highest_sql[] =
	"SELECT max(CAST(substr(customer_id, 11) AS INTEGER)) FROM customer"
	" WHERE customer_id >= '" TOMBSTONE_PREFIX "0' AND customer_id < '" TOMBSTONE_PREFIX ":'";

static struct person *
add(struct persons *p, const char *given)
{
	p->one = mem_grow(p->one, p->n + 1, &p->room, sizeof *p->one);
	p->one[p->n] = (struct person){ .given = mem_text(given) };
	return &p->one[p->n++];
}

void
persons_free(struct persons *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->one[i].given);
		free(p->one[i].id);
		free(p->one[i].tombstone);
	}
	free(p->one);
}

/* An id that a spreadsheet has damaged can be in the store: such a customer is erased, too. */
static bool
is_id(const char *s)
{
	return text_id_why(s) == NULL || shortened_why(s) != NULL;
}

static void
read_table(struct persons *p, char **files)
{
	struct table *in = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const size_t id = table_column(in, "customer_id");

	for (char **cell; (cell = table_next(in)) != NULL; ) {
		if (is_id(cell[id]))
			add(p, cell[id]);
		else
			table_bad(in, "customer_id", "%s", text_id_why(cell[id]));
	}
	table_close(in);
}

void
persons_read(struct persons *p, char **operands)
{
	if (operands[0] == NULL || (strcmp(operands[0], "-") == 0 && operands[1] == NULL)) {
		read_table(p, operands);
		return;
	}
	for (char **o = operands; *o; o++) {
		if (!is_id(*o))
			opt_misuse("not the id of a customer: '%s' (to read ids from a table,"
			    " use only -)", *o);
		add(p, *o);
	}
}

/* Finds one. A customer who has the id now is meant, also if another one had it before. */
static void
find(struct person *one, sqlite3_stmt *by_id, sqlite3_stmt *by_hash, const struct ledger *l)
{
	char hash[SHA_HEX];

	query_text(by_id, 1, one->given);
	if (query_step(by_id)) {
		char **to = sqlite3_column_int(by_id, 1) ? &one->tombstone : &one->id;

		*to = mem_text(query_cell(by_id, 0));
	}
	sqlite3_reset(by_id);
	if (one->id || one->tombstone)
		return;
	query_text(by_hash, 1, ledger_hash(l, one->given, hash));
	if (query_step(by_hash))
		one->tombstone = mem_text(query_cell(by_hash, 0));
	sqlite3_reset(by_hash);
}

/* Those who are alive come first; a customer who was given twice, maybe by an alias, once. */
static void
sort(struct persons *p)
{
	struct person *rest = mem_new(p->n, sizeof *rest);
	struct map *seen = map_new();
	size_t kept = 0, n = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct person one = p->one[i];
		const char *who = one.id ? one.id : one.tombstone;
		bool is_new;

		map_at(seen, who, strlen(who), &is_new);
		if (!is_new) {
			opt_note("'%s' is given twice, or is an earlier id of a customer who is"
			    " given", one.given);
			free(one.given);
			free(one.id);
			free(one.tombstone);
		} else if (one.id)
			p->one[kept++] = one;
		else
			rest[n++] = one;
	}
	p->alive = kept;
	p->n = kept + n;
	if (n > 0)
		memcpy(p->one + kept, rest, n * sizeof *rest);
	map_free(seen);
	free(rest);
}

void
persons_find(struct persons *p, struct store *store, const struct ledger *l)
{
	sqlite3_stmt *by_id = query_new(store, find_sql);
	sqlite3_stmt *by_hash = query_new(store, forgotten_sql);

	for (size_t i = 0; i < p->n; i++) {
		find(&p->one[i], by_id, by_hash, l);
		if (p->one[i].id == NULL && p->one[i].tombstone == NULL)
			fail("no customer '%s' in %s", p->one[i].given,
			    connection_path(store));
	}
	query_free(by_id);
	query_free(by_hash);
	sort(p);
}

/* Names each with a new tombstone, or that of an earlier erasure which this store lacks. */
void
persons_mark(struct persons *p, struct store *store, const struct ledger *l)
{
	const int64_t in_store = query_number(store, highest_sql);
	long n = ledger_highest(l) > in_store ? ledger_highest(l) : (long)in_store;
	char text[TOMBSTONE_SIZE], hash[SHA_HEX];

	erase_begin(store);
	sqlite3_stmt *taken = query_new(store, "SELECT 1 FROM customer WHERE customer_id = ?1"
	    " UNION ALL SELECT 1 FROM temp.gone WHERE tombstone = ?1");

	for (size_t i = 0; i < p->alive; i++) {
		struct person *one = &p->one[i];
		const char *before = ledger_find(l, ledger_hash(l, one->id, hash));

		free(one->tombstone);
		one->tombstone = mem_text(before && !query_finds(taken, before) ? before :
		    tombstone_text(++n, text));
		erase_add(store, (int64_t)i, one->id, one->tombstone);
	}
	query_free(taken);
}

static sqlite3_stmt *
query_open(struct store *store, int64_t *now)
{
	*now = known_by(DATE_NONE).moment;
	promise_rows_function(store, now);
	sqlite3_stmt *q = query_new(store, open_sql);

	query_text(q, 1, "9999-12-31");
	return q;
}

void
persons_refuse_open(struct store *store)
{
	static int64_t now;
	sqlite3_stmt *q = query_open(store, &now);
	struct text what = { 0 };
	char *first = NULL;
	size_t others = 0;

	while (query_step(q)) {
		if (first == NULL)
			first = mem_text(query_cell(q, 0));
		if (strcmp(first, query_cell(q, 0)) != 0) {
			others++;
			continue;
		}
		char *one = mem_print("%s%s %s", say_comma(what.n),
		    say(query_cell(q, 1)), query_cell(q, 2));

		text_add(&what, one, strlen(one));
		free(one);
	}
	query_free(q);
	if (first == NULL)
		return;
	text_add(&what, "", 1);
	if (others > 0)
		fail("customer '%s' cannot be forgotten yet: open: %s; and %zu of"
		    " other customers; end them, or use --force", first, what.s, others);
	fail("customer '%s' cannot be forgotten yet: open: %s; end what is open, or"
	    " use --force", first, what.s);
}

/* Leaves out those with open work. */
static void
leave_out_open(struct persons *p, struct store *store, const struct ledger *l)
{
	static int64_t now;
	struct map *open = map_new();
	size_t kept = 0;

	persons_mark(p, store, l);	/* the query is about those who are marked */
	sqlite3_stmt *q = query_open(store, &now);

	while (query_step(q))
		map_at(open, query_cell(q, 0), strlen(query_cell(q, 0)), NULL);
	query_free(q);
	for (size_t i = 0; i < p->n; i++) {
		struct person one = p->one[i];

		if (map_find(open, one.id, strlen(one.id), &(size_t){ 0 })) {
			free(one.given);
			free(one.id);
			free(one.tombstone);
		} else
			p->one[kept++] = one;
	}
	if (kept < p->n)
		opt_note("%zu customer%s left out, with an open case, promise or win-back",
		    p->n - kept, TEXT_PLURAL(p->n - kept));
	p->n = p->alive = kept;
	map_free(open);
}

void
persons_select(struct persons *p, struct store *store, const struct ledger *l,
    const struct persons_age *a)
{
	sqlite3_stmt *q = query_new(store, old_sql);
	char day[DATE_SIZE];
	const int32_t since = duration_start(a->age, known_by(a->as_of).day);

	query_text(q, 1, date_text(since, day));
	query_int(q, 2, a->without_orders);
	while (query_step(q))
		add(p, query_cell(q, 0))->id = mem_text(query_cell(q, 0));
	query_free(q);
	p->alive = p->n;
	if (!a->force)
		leave_out_open(p, store, l);
}
