#include "lib/store/foreign.h"

#include <limits.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"
#include "lib/store/schema.h"

static const char parts_sql[] =
	"SELECT type || ' ' || name, sql, name, type = 'view' FROM sqlite_schema"
	" WHERE type IN ('trigger', 'view') ORDER BY type, name";
static const char accepted_sql[] =
	"SELECT 1 FROM meta WHERE key = 'accepted.' || ?1 AND value = ?2";
static const char accept_sql[] =
	"INSERT INTO meta VALUES ('accepted.' || ?1, ?2)"
	" ON CONFLICT (key) DO UPDATE SET value = ?2";

static bool
is_accepted(struct store *store, const char *what, const char *sql)
{
	sqlite3_stmt *q = query_new(store, accepted_sql);

	query_text(q, 1, what);
	query_text(q, 2, sql);
	const bool is = query_step(q);

	query_free(q);
	return is;
}

/* Calls FOUND for each that was not accepted. OURS: it has a name of custkit's. */
static void
find(struct store *store,
    void (*found)(void *ctx, const char *what, const char *sql, bool ours), void *ctx)
{
	sqlite3_stmt *q = query_new(store, parts_sql);

	while (query_step(q)) {
		const char *what = query_cell(q, 0), *sql = query_cell(q, 1);

		if (schema_has(sql))
			continue;
		const bool ours = schema_names(query_cell(q, 2));

		if ((ours || !sqlite3_column_int(q, 3)) && !is_accepted(store, what, sql))
			found(ctx, what, sql, ours);
	}
	query_free(q);
}

static const char *
fault_of(bool ours)
{
	return ours ? SAY("is not as custkit makes it")
	    : SAY("is not custkit's: it may change what others write");
}

struct to {
	void (*fault)(void *ctx, const char *what, const char *fault);
	void *ctx;
};

static void
report(void *ctx, const char *what, const char *sql, bool ours)
{
	const struct to *to = ctx;

	(void)sql;
	to->fault(to->ctx, what, say_cell(fault_of(ours)));
}

void
foreign_find(struct store *store, void (*fault)(void *, const char *, const char *), void *ctx)
{
	find(store, report, &(struct to){ fault, ctx });
}

static void
refuse(void *ctx, const char *what, const char *sql, bool ours)
{
	const char *path = connection_path(ctx);
	char *name = mem_text(what), shell[PATH_MAX];

	(void)sql;
	text_tidy(name);
	fail("%s: %s %s; correct it with sqlite3, or accept it with: "
	    "cust-check --repair --force -d %s", path, name, say(fault_of(ours)),
	    text_shell(path, shell, sizeof shell));
}

void
foreign_refuse(struct store *store)
{
	find(store, refuse, store);
}

static void
accept(void *ctx, const char *what, const char *sql, bool ours)
{
	sqlite3_stmt *q = query_new(ctx, accept_sql);

	(void)ours;
	query_text(q, 1, what);
	query_text(q, 2, sql);
	query_run(q);
	query_free(q);
}

void
foreign_accept(struct store *store)
{
	find(store, accept, store);
}
