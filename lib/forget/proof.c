#define _GNU_SOURCE
#include "lib/forget/proof.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/say_list.h"
#include "lib/base/text.h"
#include "lib/forget/canary.h"
#include "lib/forget/tombstone.h"
#include "lib/forget/traces.h"
#include "lib/io/opt.h"
#include "lib/store/connection.h"
#include "lib/store/digest.h"
#include "lib/store/holder.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

/*
 * search_file marks the values that are in the file. It reads through SQLite's own handle, because
 * a tool that opens and closes the file a second time loses SQLite's locks. Then search_rows finds
 * out which of them a row has, until all are explained.
 */
enum { BLOCK = 1 << 20, HEADER = 100, NAMED = 20 };

static const char owe_sql[] =
	"INSERT INTO meta VALUES ('forget', 'not proved') ON CONFLICT (key) DO NOTHING";
static const char owed_sql[] = "SELECT count(*) FROM meta WHERE key = 'forget'";

/*
 * The tables with rows of people. FTS5's own tables follow from feedback_words_content. The schema
 * has comments, which SQLite keeps.
 */
static const char tables_sql[] =
	"SELECT name FROM (SELECT name FROM sqlite_schema WHERE type = 'table'"
	" AND sql NOT LIKE 'CREATE VIRTUAL%'"
	" AND name NOT IN ('feedback_words_data', 'feedback_words_idx', 'feedback_words_docsize',"
	" 'feedback_words_config', 'audit') UNION ALL SELECT 'sqlite_schema')"
	" ORDER BY name <> 'customer', name";

struct search {
	struct traces *traces;
	uint64_t base;		/* the offset of the block in the file */
	bool *found;		/* per value */
	size_t open;		/* values that were found, and that no row has explained */
	const char *table, *column;	/* of the cell that is searched */
	bool is_left;		/* the cell belongs to a tombstone, and is personal */
};

void
proof_owe(struct store *store)
{
	query_exec(store, owe_sql);
}

bool
proof_is_owed(struct store *store)
{
	return query_number(store, owed_sql) > 0;
}

static void
mark(void *ctx, size_t value, size_t offset)
{
	struct search *s = ctx;

	(void)offset;
	if (s->found[value])
		return;
	s->found[value] = true;
	s->open++;
}

static sqlite3_file *
file_of(struct store *store)
{
	sqlite3_file *f = NULL;

	if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &f) != SQLITE_OK ||
	    f == NULL)
		connection_fail(store->db);
	return f;
}

/* Reads N bytes, or as many as the file has; the others become zero. */
static void
read_at(struct store *store, void *to, int n, int64_t at)
{
	if (!connection_read(store, to, n, at))
		connection_fail(store->db);
}

static int64_t
size_of(struct store *store)
{
	sqlite3_file *f = file_of(store);
	sqlite3_int64 size = 0;

	if (f->pMethods->xFileSize(f, &size) != SQLITE_OK)
		fail("%s: its size is not known", connection_path(store));
	return size;
}

static void
search_file(struct search *s, struct store *store)
{
	const int64_t size = size_of(store);
	char *block = mem_new(BLOCK + CANARY_PIECE, 1);

	/* A block is read with the first bytes of the next one, for a value across its end. */
	for (int64_t at = 0; at < size; at += BLOCK) {
		const int64_t rest = size - at;
		const int n = rest < BLOCK + CANARY_PIECE ? (int)rest : BLOCK + CANARY_PIECE;

		read_at(store, block, n, at);
		canary_search(traces_canary(s->traces), block, (size_t)n, mark, s);
	}
	free(block);
}

/* A journal that another program keeps, or is writing. */
static void
search_beside(struct search *s, struct store *store, const char *suffix)
{
	char *path = mem_print("%s%s", connection_path(store), suffix);
	char *block = mem_new(BLOCK + CANARY_PIECE, 1);
	FILE *f = fopen(path, "re");
	size_t kept = 0;

	if (f == NULL && errno != ENOENT)
		fail_errno("%s", path);
	for (size_t n; f && (n = fread(block + kept, 1, BLOCK, f)) > 0; ) {
		n += kept;
		canary_search(traces_canary(s->traces), block, n, mark, s);
		kept = n < CANARY_PIECE ? n : CANARY_PIECE;
		memmove(block, block + n - kept, kept);
	}
	if (f)
		fclose(f);
	free(block);
	free(path);
}

static uint32_t
number_at(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool
is_zero(const unsigned char *p, size_t n)
{
	return n == 0 || (p[0] == 0 && memcmp(p, p + 1, n - 1) == 0);
}

/* Are all free pages of zeros?  A trunk page lists others; its own numbers are no remains. */
static bool
free_pages_are_empty(struct store *store)
{
	unsigned char header[HEADER];

	read_at(store, header, HEADER, 0);
	const int size = header[16] << 8 | header[17], page = size == 1 ? 65536 : size;
	const uint32_t most = number_at(header + 36);
	unsigned char *trunk = mem_new((size_t)page, 1), *leaf = mem_new((size_t)page, 1);
	bool empty = true;
	uint32_t seen = 0;

	for (uint32_t at = number_at(header + 32); at > 0 && seen < most && empty; ) {
		read_at(store, trunk, page, (int64_t)(at - 1) * page);
		const uint32_t n = number_at(trunk + 4), room = (uint32_t)page / 4 - 2;

		for (uint32_t i = 0; i < n && i < room && empty; i++) {
			read_at(store, leaf, page,
			    (int64_t)(number_at(trunk + 8 + 4 * i) - 1) * page);
			empty = is_zero(leaf, (size_t)page);
		}
		if (n < room)
			empty = empty && is_zero(trunk + 8 + 4 * n, (size_t)(room - n) * 4);
		seen += n + 1;
		at = number_at(trunk);
	}
	free(trunk);
	free(leaf);
	return empty;
}

/* Other rows may have an erased value; a personal column of a tombstone may not. */
static void
explain(void *ctx, size_t value, size_t offset)
{
	struct search *s = ctx;

	(void)offset;
	if (s->is_left || !s->found[value] || traces_state(s->traces, value) != TRACES_GONE)
		return;
	char *place = mem_print("%s.%s", s->table, s->column);

	traces_share(s->traces, value, place);
	free(place);
	s->open--;
}

static bool
is_personal(const char *table, const char *column)
{
	const struct holder *h = holder_of(table);
	char *list = mem_print(" %s ", h ? h->personal : ""), *name = mem_print(" %s ", column);
	const bool is = strstr(list, name) != NULL;

	free(list);
	free(name);
	return is;
}

static void
search_row(struct search *s, sqlite3_stmt *q, const bool *personal, int customer)
{
	const bool is_tombstone = customer >= 0 && tombstone_number(query_cell(q, customer)) > 0;

	for (int i = 0; i < sqlite3_column_count(q); i++) {
		const int type = sqlite3_column_type(q, i);

		if (type != SQLITE_TEXT && type != SQLITE_BLOB)
			continue;
		s->is_left = is_tombstone && personal[i];
		s->column = sqlite3_column_name(q, i);
		const void *cell = sqlite3_column_blob(q, i);

		canary_search(traces_canary(s->traces), cell, (size_t)sqlite3_column_bytes(q, i),
		    explain, s);
	}
}

static void
search_table(struct search *s, struct store *store, const char *table)
{
	sqlite3_stmt *q = query_made(store, query_print("SELECT * FROM \"%w\"", table));
	bool *personal = mem_new((size_t)sqlite3_column_count(q), sizeof *personal);
	int customer = -1;

	for (int i = 0; i < sqlite3_column_count(q); i++) {
		personal[i] = is_personal(table, sqlite3_column_name(q, i));
		if (strcmp(sqlite3_column_name(q, i), "customer_id") == 0)
			customer = i;
	}
	s->table = table;
	while (s->open > 0 && query_step(q))
		search_row(s, q, personal, customer);
	free(personal);
	query_free(q);
}

static void
search_rows(struct search *s, struct store *store)
{
	sqlite3_stmt *q = query_new(store, tables_sql);

	while (s->open > 0 && query_step(q)) {
		char *table = mem_text(query_cell(q, 0));

		search_table(s, store, table);
		free(table);
	}
	query_free(q);
}

/* Returns how many values are in the file, but in no row that may have them. */
static size_t
search(struct store *store, struct traces *t)
{
	const size_t n = traces_count(t);
	struct search s = { .traces = t, .found = mem_new(n, sizeof *s.found) };
	size_t left = 0;

	query_exec(store, "BEGIN; SELECT 1 FROM meta LIMIT 1");
	search_file(&s, store);
	search_beside(&s, store, "-journal");
	search_beside(&s, store, "-wal");
	for (size_t i = 0; i < n; i++)
		if (s.found[i] && traces_state(t, i) == TRACES_SHARED)
			s.open--;	/* known since the search before */
	search_rows(&s, store);
	query_exec(store, "COMMIT");
	for (size_t i = 0; i < n; i++)
		left += s.found[i] && traces_state(t, i) == TRACES_GONE;
	free(s.found);
	return left;
}

/* Which values the last search has found, and left. */
static void
set_left(struct store *store, struct traces *t)
{
	const size_t n = traces_count(t);
	struct search s = { .traces = t, .found = mem_new(n, sizeof *s.found) };

	search_file(&s, store);
	for (size_t i = 0; i < n; i++)
		if (s.found[i] && traces_state(t, i) == TRACES_GONE)
			traces_set(t, i, TRACES_LEFT);
	free(s.found);
}

/* The copy that VACUUM makes has rows only; it is too large for the memory in a large store. */
static void
vacuum(struct store *store)
{
	digest_watch(store->digest, false);
	query_exec(store, "PRAGMA temp_store = FILE; VACUUM");
	digest_watch(store->digest, true);
}

void
proof_run(struct store *store, struct traces *t, bool owed)
{
	size_t left = search(store, t);

	if (left > 0 || owed || !free_pages_are_empty(store)) {
		vacuum(store);
		left = search(store, t);
	}
	if (left > 0)
		set_left(store, t);
	else {
		store_begin(store);
		query_exec(store, "DELETE FROM meta WHERE key = 'forget'");
		store_commit(store);
	}
}

/* The places of the values with this state, with commas between them; the caller frees them. */
static char *
places(const struct traces *t, enum traces_state state)
{
	struct map *seen = map_new();
	struct text list = { 0 };

	for (size_t i = 0; i < traces_count(t) && map_count(seen) < NAMED; i++) {
		if (traces_state(t, i) != state)
			continue;
		const char *from = traces_from(t, i), *at = traces_at(t, i);
		char *s = state != TRACES_SHARED || strcmp(from, at) == 0 ? mem_text(from) :
		    mem_print(say("%s (in %s)"), from, at);
		bool is_new;

		map_at(seen, s, strlen(s), &is_new);
		if (is_new)
			say_list(&list, s);
		free(s);
	}
	text_add(&list, "", 1);
	map_free(seen);
	return list.s;
}

void
proof_note(const struct store *store, const struct traces *t)
{
	char *shared = places(t, TRACES_SHARED), *left = places(t, TRACES_LEFT);

	if (*shared)
		opt_note("other rows still have the values of: %s", shared);
	if (*left)
		fail_warn("%s still has erased values of: %s", connection_path(store), left);
	free(shared);
	free(left);
}
