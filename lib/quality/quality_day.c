#include "lib/quality/quality_day.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/store/batch.h"
#include "lib/store/insert.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const char before_sql[] =
	"SELECT rule, of_table, field, source, n, bad, as_of FROM quality WHERE batch ="
	" (SELECT batch FROM quality WHERE as_of < ? ORDER BY as_of DESC, batch DESC LIMIT 1)";

struct quality_day_before {
	struct map *rules;	/* as key_of writes them */
	double *share;		/* per rule */
	size_t room;
};

/* A text for the rule and source of a row. The caller frees it. No part of it has a newline. */
static char *
key_of(const char *check, const char *table, const char *column, const char *source)
{
	return mem_print("%s\n%s\n%s\n%s%s", check, table, column, source ? "=" : "",
	    source ? source : "");
}

static void
add(struct quality_day_before *b, sqlite3_stmt *q)
{
	const char *source = sqlite3_column_type(q, 3) == SQLITE_NULL ? NULL : query_cell(q, 3);
	char *key = key_of(query_cell(q, 0), query_cell(q, 1), query_cell(q, 2), source);
	const size_t at = map_at(b->rules, key, strlen(key), NULL);
	const double n = sqlite3_column_double(q, 4);

	b->share = mem_grow(b->share, at + 1, &b->room, sizeof *b->share);
	b->share[at] = n > 0 ? sqlite3_column_double(q, 5) / n : NAN;
	free(key);
}

struct quality_day_before *
quality_day_before_new(struct store *store, int32_t as_of, int32_t *date)
{
	struct quality_day_before *b = mem_new(1, sizeof *b);
	sqlite3_stmt *q = query_new(store, before_sql);
	char day[DATE_SIZE];

	b->rules = map_new();
	*date = DATE_NONE;
	query_text(q, 1, date_text(as_of, day));
	while (query_step(q)) {
		*date = query_day(q, 6);
		add(b, q);
	}
	query_free(q);
	return b;
}

void
quality_day_before_free(struct quality_day_before *b)
{
	map_free(b->rules);
	free(b->share);
	free(b);
}

double
quality_day_before_share(const struct quality_day_before *b, const struct quality_row *r)
{
	char *key = key_of(r->check, r->table, r->column, r->source);
	size_t at;
	const double share = map_find(b->rules, key, strlen(key), &at) ? b->share[at] : NAN;

	free(key);
	return share;
}

static void
insert_row(struct insert *i, const char *day, const struct quality_row *r, int64_t batch)
{
	insert_text(i, day);
	insert_text(i, r->check);
	insert_text(i, r->table);
	insert_text(i, r->column);
	insert_text(i, r->source ? r->source : "");
	insert_int(i, r->n);
	insert_int(i, r->bad);
	insert_int(i, batch);
	insert_end(i);
}

/* The latest batch of the day, if it has the same counts; 0: it has not. */
static int64_t
same_counts(const struct quality *y, struct store *store, const char *day)
{
	sqlite3_stmt *q = query_new(store, "SELECT batch, rule, of_table, field, source, n, bad"
	    " FROM quality WHERE batch = (SELECT max(batch) FROM quality WHERE as_of = ?)"
	    " ORDER BY quality_id");
	int64_t batch = 0;
	size_t k = 0;
	bool same = true;

	for (query_text(q, 1, day); query_step(q); k++) {
		const struct quality_row *r = k < quality_count(y) ? quality_at(y, k) : NULL;

		batch = sqlite3_column_int64(q, 0);
		same = same && r && strcmp(query_cell(q, 1), r->check) == 0 &&
		    strcmp(query_cell(q, 2), r->table) == 0 &&
		    strcmp(query_cell(q, 3), r->column) == 0 &&
		    strcmp(query_cell(q, 4), r->source ? r->source : "") == 0 &&
		    sqlite3_column_int64(q, 5) == r->n && sqlite3_column_int64(q, 6) == r->bad;
	}
	query_free(q);
	return same && k == quality_count(y) ? batch : 0;
}

void
quality_day_remember(const struct quality *y, struct store *store, const char *tool, int32_t as_of)
{
	static const char *const columns[] = { "as_of", "rule", "of_table", "field", "source", "n",
		"bad", "batch" };
	char day[DATE_SIZE];

	date_text(as_of, day);
	store_begin(store);
	const int64_t same = same_counts(y, store, day);

	if (same != 0) {	/* such as the same command again, after a kill */
		store_rollback(store);
		opt_note("batch %jd has the counts of %s; nothing has changed", (intmax_t)same,
		    day);
		return;
	}
	struct batch b = batch_new(store, tool);
	struct insert *i = insert_new(store, "quality", columns, sizeof columns / sizeof *columns,
	    0);

	for (size_t k = 0; k < quality_count(y); k++)
		insert_row(i, day, quality_at(y, k), b.batch);
	insert_free(i);
	b.read = b.added = (int64_t)quality_count(y);
	batch_end(store, &b, NULL);
	batch_commit(store, &b, false);
}
