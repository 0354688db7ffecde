#include "lib/store/guard.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"

enum { WHERE_SECONDS = 20, WHERE_STEPS = 1 << 16 };

void
guard_limits(struct store *store)
{
	sqlite3 *db = store->db;

	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	/* Without this, SQLite would take a misspelled column such as "contry" for a text. */
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 64 << 20);
	sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 1);
	query_exec(store, "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;"
	    "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL");
}

int64_t
guard_identity(struct store *store)
{
	const int64_t id = query_number(store, "PRAGMA application_id");
	const int64_t version = query_number(store, "PRAGMA user_version");
	const int64_t tables = query_number(store, "SELECT count(*) FROM sqlite_schema");
	const char *path = connection_path(store);

	if (id == 0 && version == 0 && tables == 0)
		return 0;
	if (id != GUARD_APPLICATION)
		fail("%s: not a custkit store, but another database", path);
	if (version < 0 || (version == 0 && tables > 0))
		fail("%s: not a version of a custkit store: %jd", path,
		    (intmax_t)version);
	if (version > GUARD_VERSION)
		fail("%s: created by a newer custkit (version %jd; "
		    "this custkit reads up to %d)", path, (intmax_t)version, GUARD_VERSION);
	return version;
}

static int
only_read(void *ctx, int action, const char *a, const char *b, const char *c, const char *d)
{
	(void)ctx, (void)a, (void)c, (void)d;
	/* fts3_tokenizer returns addresses of the process, and accepts them. */
	if (action == SQLITE_FUNCTION && (strcasecmp(b, "load_extension") == 0 ||
	    strcasecmp(b, "fts3_tokenizer") == 0))
		return SQLITE_DENY;
	return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION ||
	    action == SQLITE_RECURSIVE ? SQLITE_OK : SQLITE_DENY;
}

void
guard_only_reads(struct store *store)
{
	/* SQLite creates json_each on its first use, which the authorizer would refuse. */
	query_free(query_new(store, "SELECT 1 FROM json_each('[]')"));
	sqlite3_set_authorizer(store->db, only_read, NULL);
}

/* The columns of FROM: "customer_id, name". The caller frees the text with sqlite3_free. */
static char *
columns_of(struct store *store, const char *from)
{
	sqlite3_stmt *q = query_made(store, query_print("SELECT * FROM %s", from));
	char *all = query_print("%s", "");

	for (int i = 0; i < sqlite3_column_count(q); i++)
		all = query_print("%z%s%s", all, i > 0 ? ", " : "", sqlite3_column_name(q, i));
	query_free(q);
	return all;
}

/* The name that SQLite does not find may be a text: region = 北京 lacks its quotes. */
static _Noreturn void
refuse_column(struct store *store, const char *what, const char *from, const char *name)
{
	bool is_text = false;

	for (const char *p = name; *p; p++)
		is_text |= (unsigned char)*p >= 0x80;
	if (is_text)
		fail("%s: no such column: %s (if it is a text, quote it: '%s'); the columns are %s",
		    what, name, name, columns_of(store, from));
	fail("%s: no such column: %s; the columns are %s", what, name, columns_of(store, from));
}

/*
 * Ends the tool if the SQL over FROM, which is then freed, is not one statement with one column.
 */
static sqlite3_stmt *
prepare_one(struct store *store, const char *what, const char *from, char *sql)
{
	static const char missing[] = "no such column: ";
	const char *tail = NULL;
	sqlite3_stmt *q = NULL;

	if (sqlite3_prepare_v2(store->db, sql, -1, &q, &tail) != SQLITE_OK) {
		char *why = mem_text(sqlite3_errmsg(store->db));

		why[strcspn(why, "\n")] = '\0';	/* it may quote our SQL after the expression */
		if (strncmp(why, missing, strlen(missing)) == 0)
			refuse_column(store, what, from, why + strlen(missing));
		fail("%s: %s", what, why);
	}
	if (*tail != '\0' || sqlite3_column_count(q) != 1)
		fail("%s: not a single expression", what);
	sqlite3_free(sql);
	return q;
}

/* FROM with a date in the place of its own parameter, ?1. */
static char *
without_parameter(const char *from)
{
	struct text t = { 0 };

	for (const char *p; (p = strstr(from, "?1")) != NULL; from = p + 2) {
		text_add(&t, from, (size_t)(p - from));
		text_add(&t, "'9999-12-31'", 12);
	}
	text_add(&t, from, strlen(from) + 1);
	return t.s;
}

/* $min and ? would be NULL and match no row. */
static void
refuse_parameters(struct store *store, const char *what, const char *from, const char *where)
{
	char *plain = without_parameter(from);
	sqlite3_stmt *q = prepare_one(store, what, from,
	    query_print("SELECT 1 FROM %s WHERE (\n%s\n)", plain, where));

	if (sqlite3_bind_parameter_count(q) > 0) {
		const char *name = sqlite3_bind_parameter_name(q, sqlite3_bind_parameter_count(q));

		fail("%s: parameter '%s' has no value", what, name ? name : "?");
	}
	query_free(q);
	free(plain);
}

/* Called once in a while by a running statement; SQLite ends it if this is not 0. */
static int
took_too_long(void *ctx)
{
	const struct timespec *start = ctx;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - start->tv_sec > WHERE_SECONDS;
}

/* A WHERE may recurse without end. */
static void
limit_time(struct store *store)
{
	static struct timespec start;

	clock_gettime(CLOCK_MONOTONIC, &start);
	sqlite3_progress_handler(store->db, WHERE_STEPS, took_too_long, &start);
}

void
guard_where(struct store *store, const char *what, const char *from, const char *where)
{
	/* Later the query puts WHERE into one pair of parentheses. Two pairs refuse "1 AS x", and
	   none refuses "1) OR (1". */
	query_free(prepare_one(store, what, from,
	    query_print("SELECT ((\n%s\n)) FROM %s", where, from)));
	query_free(prepare_one(store, what, from,
	    query_print("SELECT\n%s\n FROM %s", where, from)));
	refuse_parameters(store, what, from, where);
	limit_time(store);
}
