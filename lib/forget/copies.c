#define _GNU_SOURCE
#include "lib/forget/copies.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/forget/ledger.h"

/* Old schemas lack the last two tables. */
static const char customers_sql[] = "SELECT customer_id, customer_id FROM customer";
static const char aliases_sql[] = "SELECT alias, customer_id FROM alias";
static const char tombstones_sql[] = "SELECT customer_id FROM forgotten";

struct looking {
	const struct ledger *ledger;
	const char *store_path;
	struct copies *to;
};

/* Prepares SQL; NULL: the copy has no such table. */
static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q = NULL;

	sqlite3_prepare_v2(db, sql, -1, &q, NULL);
	return q;
}

static const char *
cell(sqlite3_stmt *q, int at)
{
	const char *s = (const char *)sqlite3_column_text(q, at);

	return s ? s : "";
}

static struct map *
tombstones(sqlite3 *db)
{
	struct map *m = map_new();
	sqlite3_stmt *q = prepare(db, tombstones_sql);

	while (q && sqlite3_step(q) == SQLITE_ROW)
		map_at(m, cell(q, 0), strlen(cell(q, 0)), NULL);
	sqlite3_finalize(q);
	return m;
}

/* Adds the customers of a query whose hash is in the file, and whose tombstone the copy lacks. */
static int
find_held(sqlite3 *db, const char *sql, const struct ledger *l, const struct map *there,
    struct map *held)
{
	sqlite3_stmt *q = prepare(db, sql);
	char hash[SHA_HEX];
	int r = SQLITE_DONE;
	size_t at;

	while (q && (r = sqlite3_step(q)) == SQLITE_ROW) {
		const char *t = ledger_find(l, ledger_hash(l, cell(q, 0), hash));

		if (t && !map_find(there, t, strlen(t), &at))
			map_at(held, cell(q, 1), strlen(cell(q, 1)), NULL);
	}
	sqlite3_finalize(q);
	return r;
}

static const char *
count_held(sqlite3 *db, const struct ledger *l, size_t *n)
{
	sqlite3_stmt *q = prepare(db, "SELECT 1 FROM customer LIMIT 1");
	const int first = q ? sqlite3_step(q) : sqlite3_errcode(db);

	*n = 0;
	sqlite3_finalize(q);
	if (first != SQLITE_ROW && first != SQLITE_DONE)
		return (first & 0xff) == SQLITE_ERROR ? "not a store" : sqlite3_errstr(first);
	struct map *there = tombstones(db), *held = map_new();
	const int r = find_held(db, customers_sql, l, there, held);

	find_held(db, aliases_sql, l, there, held);
	*n = map_count(held);
	map_free(there);
	map_free(held);
	return r == SQLITE_DONE ? NULL : sqlite3_errstr(r);
}

/* Is this a database of SQLite?  If it cannot be read, WHY. */
static bool
is_database(const char *path, const char **why)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char head[16] = "";

	*why = NULL;
	if (fd == -1) {
		*why = say(strerror(errno));
		return false;
	}
	if (read(fd, head, sizeof head) == -1)
		*why = say(strerror(errno));
	close(fd);
	return memcmp(head, "SQLite format 3", 16) == 0;
}

static void
look(struct looking *l, const char *path)
{
	const char *why;
	struct stat st, own;
	size_t n = 0;

	if (stat(path, &st) == -1 || !S_ISREG(st.st_mode))
		return;
	if (stat(l->store_path, &own) == 0 && own.st_ino == st.st_ino && own.st_dev == st.st_dev)
		return;		/* the store itself: closing it would lose SQLite's locks */
	if (is_database(path, &why)) {
		sqlite3 *db;

		if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
			why = count_held(db, l->ledger, &n);
		else
			why = SAY("cannot be opened");
		sqlite3_close(db);
		l->to->read++;
	}
	if (why == NULL && n == 0)
		return;
	l->to->one = mem_grow(l->to->one, l->to->n + 1, &l->to->room, sizeof *l->to->one);
	l->to->one[l->to->n++] = (struct copy){ mem_text(path), n, why };
}

/* The files of a folder whose names begin with PREFIX, by name. */
static void
look_in(struct looking *l, const char *folder, const char *prefix)
{
	struct dirent **entry;
	const int n = scandir(folder, &entry, NULL, alphasort);

	if (n == -1)
		fail_errno("%s", folder);
	for (int i = 0; i < n; i++) {
		char *path = mem_print("%s/%s", folder, entry[i]->d_name);

		if (strncmp(entry[i]->d_name, prefix, strlen(prefix)) == 0)
			look(l, path);
		free(path);
		free(entry[i]);
	}
	free(entry);
}

static bool
is_same_folder(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

struct copies
copies_find(const char *store_path, const char *folder, const struct ledger *ledger)
{
	struct copies c = { 0 };
	struct looking l = { ledger, store_path, &c };
	const char *slash = strrchr(store_path, '/');
	char *beside = slash == NULL ? mem_text(".") : slash == store_path ? mem_text("/") :
	    mem_print("%.*s", (int)(slash - store_path), store_path);
	char *prefix = mem_print("%s.v", slash ? slash + 1 : store_path);

	if (folder == NULL || !is_same_folder(beside, folder))
		look_in(&l, beside, prefix);
	if (folder)
		look_in(&l, folder, "");
	free(beside);
	free(prefix);
	return c;
}

void
copies_free(struct copies *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->one[i].path);
	free(c->one);
}
