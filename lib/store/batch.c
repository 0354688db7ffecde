#include "lib/store/batch.h"

#include <stddef.h>
#include <stdlib.h>

#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"
#include "lib/store/schema.h"
#include "lib/store/store.h"

struct batch
batch_new(struct store *store, const char *tool)
{
	sqlite3_stmt *q = query_new(store,
	    "INSERT INTO batch (at, tool, schema) VALUES (strftime('%Y-%m-%dT%H:%M:%SZ'), ?, ?)");

	query_text(q, 1, tool);
	query_int(q, 2, SCHEMA_VERSION);
	query_run(q);
	query_free(q);
	return (struct batch){ .batch = sqlite3_last_insert_rowid(store->db) };
}

int64_t
batch_of(struct store *store, const char *tool, const char *digest)
{
	sqlite3_stmt *q = query_new(store,
	    "SELECT min(batch) FROM batch WHERE digest = ? AND tool = ? AND batch IN"
	    " (SELECT first FROM batch_chain GROUP BY first HAVING count(*) % 2 = 1)");

	query_text(q, 1, digest);
	query_text(q, 2, tool);
	int64_t batch = query_step(q) ? sqlite3_column_int64(q, 0) : 0;

	query_free(q);
	return batch;
}

void
batch_end(struct store *store, const struct batch *b, const char *digest)
{
	sqlite3_stmt *q = query_new(store, "UPDATE batch SET digest = ?2, read = ?3, added = ?4,"
	    " updated = ?5, unchanged = ?6, rejected = ?7 WHERE batch = ?1");

	query_int(q, 1, b->batch);
	query_text(q, 2, digest);
	query_int(q, 3, b->read);
	query_int(q, 4, b->added);
	query_int(q, 5, b->updated);
	query_int(q, 6, b->unchanged);
	query_int(q, 7, b->rejected);
	query_run(q);
	query_free(q);
}

void
batch_rejects(struct store *store, const struct batch *b, const char *path)
{
	sqlite3_stmt *q = query_new(store, "UPDATE batch SET rejects = ?2 WHERE batch = ?1");
	char *whole = realpath(path, NULL);

	query_int(q, 1, b->batch);
	query_text(q, 2, whole ? whole : path);
	query_run(q);
	query_free(q);
	free(whole);
}

void
batch_commit(struct store *store, const struct batch *b, bool dry_run)
{
	if (dry_run) {
		store_rollback(store);
		return;
	}
	store_commit(store);
	opt_committed("batch %jd is committed", (intmax_t)b->batch);
}

void
batch_put(const struct batch *b, struct put *p)
{
	static const char *const names[] = {
		"batch", "read", "added", "updated", "unchanged", "rejected"
	};
	const int64_t value[] = {
		b->batch, b->read, b->added, b->updated, b->unchanged, b->rejected
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		put_column(p, names[i], PUT_INT);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		put_int(p, value[i]);
	put_end(p);
}
