#define SQLITE_ENABLE_PREUPDATE_HOOK	/* Debian's SQLite has it */
#include "lib/store/audit_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/store/canon.h"
#include "lib/store/canon_rows.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"

const struct audit_table audit_tables[AUDIT_TABLES] = {
	{ "batch", "batch", false },
	{ "feedback_event", "event_id", false },
	{ "promise_event", "event_id", false },
	{ "winback_event", "event_id", false },
	{ "consent", "consent_id", false },
	{ "points", "entry_id", false },
	{ "alias", "alias", true },
	{ "forgotten", "customer_id", false },	/* the id of a tombstone, which says nothing */
};

static const char last_sql[] =
	"SELECT link, kind, of_table, key, salt, digest, chain FROM audit"
	" ORDER BY link DESC LIMIT 1";
static const char add_sql[] =
	"INSERT INTO audit (link, kind, of_table, key, salt, digest, chain)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)";
static const char known_sql[] = "SELECT 1 FROM audit WHERE of_table = ?2 AND key = ?1";
static const char digests_sql[] =
	"SELECT key, value FROM meta WHERE key GLOB 'digest.*' ORDER BY key";

struct audit {
	struct map *keys[AUDIT_TABLES];	/* of the rows that have changed */
};

/* Adding links, one after the other. */
struct chain {
	struct store *store;
	sqlite3_stmt *add;
	int64_t link;			/* the last one; 0: none */
	bool is_content;		/* it is of the digests of all tables */
	unsigned char hash[SHA_SIZE];
};

static int
find_table(const char *name)
{
	for (int i = 0; i < AUDIT_TABLES; i++)
		if (strcmp(audit_tables[i].name, name) == 0)
			return i;
	return -1;
}

bool
audit_covers(const char *table)
{
	return find_table(table) != -1;
}

struct audit *
audit_new(void)
{
	struct audit *a = mem_new(1, sizeof *a);

	for (int i = 0; i < AUDIT_TABLES; i++)
		a->keys[i] = map_new();
	return a;
}

void
audit_free(struct audit *a)
{
	if (a == NULL)
		return;
	for (int i = 0; i < AUDIT_TABLES; i++)
		map_free(a->keys[i]);
	free(a);
}

void
audit_forget(struct audit *a)
{
	for (int i = 0; i < AUDIT_TABLES; i++) {
		map_free(a->keys[i]);
		a->keys[i] = map_new();
	}
}

/* The key of one side of a change: the first column, or the rowid. */
static void
see_side(struct map *keys, sqlite3 *db, int (*value)(sqlite3 *, int, sqlite3_value **), bool is_id,
    int64_t rowid)
{
	char number[NUM_SIZE];
	sqlite3_value *v;

	if (is_id) {
		map_at(keys, number, num_int(rowid, number), NULL);
		return;
	}
	if (value(db, 0, &v) != SQLITE_OK)
		connection_fail(db);
	const char *s = (const char *)sqlite3_value_text(v);

	if (s)
		map_at(keys, s, (size_t)sqlite3_value_bytes(v), NULL);
}

void
audit_see(struct audit *a, const struct audit_change *c)
{
	const int at = find_table(c->table);

	if (at == -1)
		return;
	/* The two tables without a rowid have texts as keys. */
	const bool is_id = strcmp(c->table, "alias") != 0 && strcmp(c->table, "forgotten") != 0;

	if (c->op != SQLITE_INSERT)
		see_side(a->keys[at], c->db, sqlite3_preupdate_old, is_id, c->key);
	if (c->op != SQLITE_DELETE)
		see_side(a->keys[at], c->db, sqlite3_preupdate_new, is_id, c->new_key);
}

/* What all digests begin with. */
static void
begin_digest(struct text *t, const struct audit_link *l)
{
	text_add(t, (const char *)l->salt, AUDIT_SALT);
	canon_text(t, l->kind, strlen(l->kind));
	canon_text(t, l->table, strlen(l->table));
	canon_text(t, l->key, strlen(l->key));
}

static void
end_digest(struct text *t, unsigned char to[static SHA_SIZE])
{
	sha_of(t->s, t->n, to);
	text_free(t);
}

static void
content_digest(struct store *store, const struct audit_link *l, unsigned char to[static SHA_SIZE])
{
	sqlite3_stmt *q = query_new(store, digests_sql);
	struct text t = { 0 };

	begin_digest(&t, l);
	while (query_step(q))
		canon_rows_add(&t, q);
	query_free(q);
	end_digest(&t, to);
}

bool
audit_content_fits(struct store *store, const struct audit_link *l)
{
	unsigned char digest[SHA_SIZE];

	if (l->salt == NULL || l->digest == NULL || *l->table || *l->key)
		return false;
	content_digest(store, l, digest);
	return memcmp(digest, l->digest, SHA_SIZE) == 0;
}

sqlite3_stmt *
audit_row_query(struct store *store, const struct audit_table *t)
{
	char *where = query_print("WHERE \"%w\" = ?", t->key);
	sqlite3_stmt *q = canon_rows_query(store, t->name, where);

	sqlite3_free(where);
	return q;
}

void
audit_row_digest(const struct audit_link *l, sqlite3_stmt *row, bool *gone,
    unsigned char to[static SHA_SIZE])
{
	struct text t = { 0 };

	begin_digest(&t, l);
	query_text(row, 1, l->key);
	*gone = !query_step(row);
	if (!*gone) {
		canon_rows_add(&t, row);
		sqlite3_reset(row);
	}
	end_digest(&t, to);
}

void
audit_chain(const unsigned char before[static SHA_SIZE], const struct audit_link *l,
    unsigned char to[static SHA_SIZE])
{
	struct text t = { 0 };

	text_add(&t, (const char *)before, SHA_SIZE);
	canon_int(&t, l->link);
	canon_text(&t, l->kind, strlen(l->kind));
	canon_text(&t, l->table, strlen(l->table));
	text_add(&t, (const char *)l->digest, SHA_SIZE);
	end_digest(&t, to);
}

const unsigned char *
audit_bytes(sqlite3_stmt *q, int at, int n)
{
	const void *b = sqlite3_column_blob(q, at);

	return sqlite3_column_bytes(q, at) == n ? b : NULL;
}

bool
audit_is_current(struct store *store)
{
	sqlite3_stmt *q = query_new(store, last_sql);
	bool fits = false;

	if (query_step(q)) {
		char *kind = mem_text(query_cell(q, 1));
		const struct audit_link l = { .kind = kind, .table = query_cell(q, 2), .key = "",
			.salt = audit_bytes(q, 4, AUDIT_SALT),
			.digest = audit_bytes(q, 5, SHA_SIZE) };

		fits = audit_content_fits(store, &l);
		free(kind);
	}
	query_free(q);
	return fits;
}

static struct chain
chain_open(struct store *store)
{
	struct chain c = { .store = store, .add = query_new(store, add_sql) };
	sqlite3_stmt *q = query_new(store, last_sql);

	if (query_step(q)) {
		const unsigned char *hash = audit_bytes(q, 6, SHA_SIZE);

		c.link = sqlite3_column_int64(q, 0);
		c.is_content = *query_cell(q, 2) == '\0';
		if (hash)
			memcpy(c.hash, hash, SHA_SIZE);
	}
	query_free(q);
	return c;
}

static void
bind_bytes(sqlite3_stmt *q, int at, const void *bytes, int n)
{
	if (sqlite3_bind_blob(q, at, bytes, n, SQLITE_STATIC) != SQLITE_OK)
		connection_fail(sqlite3_db_handle(q));
}

/* Adds the link, whose digest is known. */
static void
chain_add(struct chain *c, struct audit_link *l)
{
	l->link = ++c->link;
	audit_chain(c->hash, l, c->hash);
	query_int(c->add, 1, l->link);
	query_text(c->add, 2, l->kind);
	query_text(c->add, 3, l->table);
	query_text(c->add, 4, l->key);
	bind_bytes(c->add, 5, l->salt, AUDIT_SALT);
	bind_bytes(c->add, 6, l->digest, SHA_SIZE);
	bind_bytes(c->add, 7, c->hash, SHA_SIZE);
	query_run(c->add);
	c->is_content = *l->table == '\0';
}

/*
 * The link of the digests comes last. The one before it was of digests that are not known any
 * more; without its salt nobody can try what they were, either.
 */
static void
chain_close(struct chain *c, const char *kind)
{
	unsigned char salt[AUDIT_SALT], digest[SHA_SIZE];
	struct audit_link l = { .kind = kind, .table = "", .key = "", .salt = salt,
		.digest = digest };

	query_exec(c->store, "UPDATE audit SET salt = NULL WHERE link ="
	    " (SELECT max(link) FROM audit WHERE of_table IS NULL AND salt IS NOT NULL)");
	sha_random(salt, sizeof salt);
	content_digest(c->store, &l, digest);
	chain_add(c, &l);
	query_free(c->add);
}

/* Adds a link of a row as it is now. A row that came and went between two commits has none. */
static void
add_row(struct chain *c, const struct audit_table *t, sqlite3_stmt *row, sqlite3_stmt *known,
    const char *key, const char *kind)
{
	unsigned char salt[AUDIT_SALT], digest[SHA_SIZE];
	struct audit_link l = { .kind = kind, .table = t->name, .key = key, .salt = salt,
		.digest = digest };
	bool gone;

	sha_random(salt, sizeof salt);
	audit_row_digest(&l, row, &gone, digest);
	if (gone && !query_finds(known, key))
		return;
	if (gone && strcmp(kind, "row") == 0) {
		l.kind = "gone";
		audit_row_digest(&l, row, &gone, digest);
	}
	chain_add(c, &l);
}

static void
add_rows(struct chain *c, const struct audit_table *t, const struct map *keys)
{
	if (map_count(keys) == 0)
		return;
	sqlite3_stmt *row = audit_row_query(c->store, t), *known = query_new(c->store, known_sql);

	query_text(known, 2, t->name);
	for (size_t i = 0; i < map_count(keys); i++)
		add_row(c, t, row, known, map_key(keys, i), "row");
	query_free(row);
	query_free(known);
}

void
audit_commit(struct store *store, bool was_current)
{
	struct audit *a = store->audit;
	size_t n = 0;

	for (int i = 0; i < AUDIT_TABLES; i++)
		n += map_count(a->keys[i]);
	if (n == 0 && was_current && audit_is_current(store))
		return;
	struct chain c = chain_open(store);

	for (int i = 0; i < AUDIT_TABLES; i++)
		add_rows(&c, &audit_tables[i], a->keys[i]);
	chain_close(&c, was_current ? "content" : "accepted");
	audit_forget(a);
}

/* The rows that are there when the chain begins. */
static void
add_all(struct chain *c, const struct audit_table *t)
{
	sqlite3_stmt *q = query_made(c->store, query_print("SELECT \"%w\" FROM \"%w\" ORDER BY 1",
	    t->key, t->name));
	struct map *keys = map_new();

	while (query_step(q))
		map_at(keys, query_cell(q, 0), strlen(query_cell(q, 0)), NULL);
	query_free(q);
	add_rows(c, t, keys);
	map_free(keys);
}

void
audit_begin(struct store *store)
{
	struct chain c = chain_open(store);

	if (c.link == 0)
		for (int i = 0; i < AUDIT_TABLES; i++)
			add_all(&c, &audit_tables[i]);
	chain_close(&c, "begin");
}

void
audit_accept_row(struct store *store, const char *table, const char *key)
{
	const struct audit_table *t = &audit_tables[find_table(table)];
	sqlite3_stmt *row = audit_row_query(store, t), *known = query_new(store, known_sql);
	struct chain c = chain_open(store);

	query_text(known, 2, table);
	add_row(&c, t, row, known, key, "accepted");
	query_free(row);
	query_free(known);
	query_free(c.add);
}

int64_t
audit_erase(struct store *store, const char *keys)
{
	char *salts = query_print("UPDATE audit SET salt = NULL WHERE salt IS NOT NULL"
	    " AND (of_table, key) IN (%s)", keys);

	query_exec(store, salts);
	const int64_t n = sqlite3_changes64(store->db);

	sqlite3_free(salts);
	for (int i = 0; i < AUDIT_TABLES; i++)
		if (audit_tables[i].names_customers) {
			char *names = query_print("UPDATE audit SET key = NULL WHERE of_table = %Q"
			    " AND (of_table, key) IN (%s)", audit_tables[i].name, keys);

			query_exec(store, names);
			sqlite3_free(names);
		}
	return n;
}
