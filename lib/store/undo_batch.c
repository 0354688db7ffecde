#include "lib/store/undo_batch.h"

#include "lib/store/batch.h"
#include "lib/store/query.h"
#include "lib/store/undo.h"

static const char list_sql[] =
	"SELECT b.batch, b.at, b.tool, b.read, b.added, b.updated, b.unchanged, b.rejected,"
	" b.undoes, u.batch AS undone_by FROM batch AS b LEFT JOIN batch AS u ON u.undoes = b.batch"
	" ORDER BY b.batch";

void
undo_batch_list(const struct undo_batch_opts *o)
{
	struct put *out = put_open(&o->form);
	struct store *store = store_open(&o->file, STORE_READ, NULL);
	sqlite3_stmt *q = query_new(store, list_sql);

	query_put(q, out);
	query_free(q);
	store_close(store);
	put_close(out);
}

static void
put_counts(int64_t by, int64_t of, const struct undo_counts *c, struct put *out)
{
	static const struct put_head head[] = { { "batch", PUT_INT }, { "undoes", PUT_INT },
		{ "removed", PUT_INT }, { "restored", PUT_INT }, { "updated", PUT_INT }, { 0 } };
	const int64_t value[] = { by, of, c->removed, c->restored, c->updated };

	put_columns(out, head);
	for (size_t i = 0; i < sizeof value / sizeof *value; i++)
		put_int(out, value[i]);
	put_end(out);
}

void
undo_batch(const struct undo_batch_opts *o, const char *tool,
    void (*again)(struct store *, int64_t by))
{
	struct put *out = put_open(&o->form);
	struct store *store = store_open(&o->file, STORE_CHANGE, NULL);

	store_bulk(store);
	store_begin(store);
	struct batch b = batch_new(store, tool);
	const struct undo_counts c = undo_run(store, o->of, b.batch);

	b.added = c.restored;
	b.updated = c.removed + c.updated;
	b.read = b.added + b.updated;
	batch_end(store, &b, NULL);
	if (o->dry_run)
		undo_put(store, b.batch, out);
	else
		again(store, b.batch);
	batch_commit(store, &b, o->dry_run);
	if (!o->dry_run)
		put_counts(b.batch, o->of, &c, out);
	store_close(store);
	put_close(out);
}
