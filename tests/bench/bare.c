/*
 * bare: loads an order log into the tables and indexes of share/sql/001.sql, in one transaction and
 * without checks. order-add is compared with it.
 *
 * usage: bare [-l] NEW.db SCHEMA.sql HISTORY.sql <LOG   (-l: fill the index of orders last)
 *
 * The log must be customer_id,date,amount without quotes, and amounts must have at most four
 * places. The customers come from the table history, so no hash table and no look-up per row is
 * needed.
 */
#include <err.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char SETTINGS[] =
	"PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;"
	" PRAGMA secure_delete = ON;"
	"PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
	" PRAGMA cache_size = -1048576; PRAGMA cache_spill = OFF;";
static const char DROP_INDEX[] = "DROP INDEX orders_customer";
static const char MAKE_INDEX[] = "CREATE INDEX orders_customer ON orders (customer_id, date)";
static const char ADD_ORDER[] =
    "INSERT INTO orders (customer_id, date, amount, batch) VALUES (?1, ?2, ?3, 1)";
static const char ADD_CUSTOMERS[] =
    "INSERT INTO customer (customer_id) SELECT customer_id FROM history";
static const char ADD_BATCH[] =
	"INSERT INTO batch (batch, at, tool, digest, read, added)"
	" SELECT 1, strftime('%Y-%m-%dT%H:%M:%SZ'), 'bare', hex(randomblob(16)), n, n"
	" FROM (SELECT max(id) AS n FROM orders)";

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		errx(2, "%s", sqlite3_errmsg(db));
}

/* Runs a step and prints its time on standard error. */
static void timed(const char *name, sqlite3 *db, const char *sql)
{
	struct timespec a, b;

	clock_gettime(CLOCK_MONOTONIC, &a);
	run(db, sql);
	clock_gettime(CLOCK_MONOTONIC, &b);
	fprintf(stderr, "%s %.2f\n", name,
	    (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9);
}

static char *slurp(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	if (!f || getdelim(&text, &size, '\0', f) < 0)
		err(2, "%s", path);
	fclose(f);
	return text;
}

static void run_file(const char *name, sqlite3 *db, const char *path)
{
	char *sql = slurp(path);

	timed(name, db, sql);
	free(sql);
}

/* Converts "-12.5" to -125000. */
static int64_t ten_thousandths(const char *s)
{
	bool negative = *s == '-';
	int64_t n = 0;
	int places = 4;

	for (s += negative; *s >= '0' && *s <= '9'; s++)
		n = n * 10 + (*s - '0');
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9' && places; s++, places--)
			n = n * 10 + (*s - '0');
	while (places--)
		n *= 10;
	return negative ? -n : n;
}

static void add_orders(sqlite3 *db, FILE *in)
{
	sqlite3_stmt *add;
	char *line = NULL;
	size_t size = 0;

	if (sqlite3_prepare_v3(db, ADD_ORDER, -1, SQLITE_PREPARE_PERSISTENT, &add,
	    NULL) != SQLITE_OK)
		errx(2, "%s", sqlite3_errmsg(db));
	if (getline(&line, &size, in) < 0)
		errx(2, "no header");
	while (getline(&line, &size, in) > 0) {
		char *date = strchr(line, ',') + 1, *amount = strchr(date, ',') + 1;

		sqlite3_bind_text(add, 1, line, (int)(date - line - 1), SQLITE_STATIC);
		sqlite3_bind_text(add, 2, date, (int)(amount - date - 1), SQLITE_STATIC);
		sqlite3_bind_int64(add, 3, ten_thousandths(amount));
		if (sqlite3_step(add) != SQLITE_DONE)
			errx(2, "%s", sqlite3_errmsg(db));
		sqlite3_reset(add);
	}
	sqlite3_finalize(add);
	free(line);
}

static sqlite3 *create(const char *path)
{
	sqlite3 *db;

	if (!access(path, F_OK))
		errx(2, "%s is there already", path);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		errx(2, "%s: %s", path, sqlite3_errmsg(db));
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	run(db, SETTINGS);
	return db;
}

int main(int argc, char **argv)
{
	bool late = argc > 1 && !strcmp(argv[1], "-l");
	sqlite3 *db;

	argc -= late;
	argv += late;
	if (argc != 4)
		errx(2, "usage: bare [-l] NEW.db SCHEMA.sql HISTORY.sql <LOG");
	db = create(argv[1]);
	run(db, "BEGIN IMMEDIATE");
	run_file("schema", db, argv[2]);
	if (late)
		run(db, DROP_INDEX);
	add_orders(db, stdin);
	timed("batch", db, ADD_BATCH);
	if (late)
		timed("index", db, MAKE_INDEX);
	run_file("history", db, argv[3]);
	timed("customers", db, ADD_CUSTOMERS);
	timed("commit", db, "COMMIT");
	return sqlite3_close(db) == SQLITE_OK ? 0 : 2;
}
