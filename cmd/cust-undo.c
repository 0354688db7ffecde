/* cust-undo - take a batch back */
#include <stdlib.h>

#include "lib/base/num.h"
#include "lib/customer/keys.h"
#include "lib/feedback/cases.h"
#include "lib/history/history_kept.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/merge/merge.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"
#include "lib/store/store.h"
#include "lib/store/undo.h"

static const struct tool tool = {
	"cust-undo", "[BATCH]",
	"Undo a batch, which any tool has recorded: remove the rows that it added, and restore\n"
	"the rows that it changed, removed or replaced.  Refuse this, and name the batches that\n"
	"are in the way, if later batches changed the same rows or added rows that stand on them.\n"
	"An undo is itself a batch, which can be undone.  --list prints the batches.",
	"Prints one row: batch, undoes, removed, restored, updated; -n prints one row per row\n"
	"that would change: table, key, effect.\n"
	"Examples:\n"
	"  cust-undo --list\n"
	"  cust-undo -n 12\n"
	"  cust-undo -d shop.db 12\n"
	"Exit status: 0 on success; 2 on error (nothing was changed).\n",
};

static const char list_sql[] =
	"SELECT b.batch, b.at, b.tool, b.read, b.added, b.updated, b.unchanged, b.rejected,"
	" b.undoes, u.batch AS undone_by FROM batch AS b LEFT JOIN batch AS u ON u.undoes = b.batch"
	" ORDER BY b.batch";

static void
list(const struct store_opts *file, const struct put_opts *form)
{
	struct put *out = put_open(form);
	struct store *store = store_open(file, STORE_READ, NULL);
	sqlite3_stmt *q = query_new(store, list_sql);

	query_put(q, out);
	query_free(q);
	store_close(store);
	put_close(out);
}

/* Corrects what is computed from the rows that the batch BY changed. */
static void
compute_again(struct store *store, int64_t by)
{
	const struct {
		const char *table, *column;
		void (*again)(struct store *, const char *sql);
	} all[] = {
		{ "customer", "customer_id", keys_fill_some },
		{ "alias", "customer_id", keys_fill_some },
		{ "orders", "customer_id", history_kept_again },
		{ "feedback", "case_id", cases_reindex_some },
		{ "feedback_event", "case_id", cases_reindex_some },
		{ "segment_label", "run_id", merge_labels_count },
	};

	cases_functions(store);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		char *sql = undo_touched(store, all[i].table, all[i].column, by);

		all[i].again(store, sql);
		sqlite3_free(sql);
	}
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

static void
undo(const struct store_opts *file, const struct put_opts *form, int64_t of, bool dry_run)
{
	struct put *out = put_open(form);
	struct store *store = store_open(file, STORE_CHANGE, NULL);

	store_bulk(store);
	store_begin(store);
	struct batch b = batch_new(store, tool.name);
	const struct undo_counts c = undo_run(store, of, b.batch);

	b.added = c.restored;
	b.updated = c.removed + c.updated;
	b.read = b.added + b.updated;
	batch_end(store, &b, NULL);
	if (dry_run) {
		undo_put(store, b.batch, out);
		store_rollback(store);
	} else {
		compute_again(store, b.batch);
		store_commit(store);
		opt_committed("batch %jd is committed", (intmax_t)b.batch);
		put_counts(b.batch, of, &c, out);
	}
	store_close(store);
	put_close(out);
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	struct put_opts form = { 0 };
	bool lists = false, dry_run = false;
	int64_t of = 0;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "list", NULL, "print the batches instead", &lists },
		{ OPT_FLAG, 'n', "dry-run", NULL, "show what would change, but change nothing",
		    &dry_run },
		STORE_OPTS(&file), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (lists && dry_run)
		opt_misuse("--list and --dry-run cannot be used together");
	if (!lists && operands[0] == NULL)
		opt_misuse("missing operand BATCH (cust-undo --list prints the batches)");
	opt_no_operands(operands + !lists);
	if (!lists && (!num_count(operands[0], &of) || of == 0))
		opt_misuse("not a number of a batch: '%s'", operands[0]);
	if (lists)
		list(&file, &form);
	else
		undo(&file, &form, of, dry_run);
	return opt_leave();
}
