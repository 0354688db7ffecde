/* cust-undo - take a batch back */
#include "lib/base/num.h"
#include "lib/customer/keys.h"
#include "lib/feedback/cases.h"
#include "lib/history/history_kept.h"
#include "lib/io/opt.h"
#include "lib/merge/merge.h"
#include "lib/store/store.h"
#include "lib/store/undo.h"
#include "lib/store/undo_batch.h"

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

int
main(int argc, char *argv[])
{
	struct undo_batch_opts o = { .of = 0 };
	bool lists = false;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "list", NULL, "print the batches instead", &lists },
		{ OPT_FLAG, 'n', "dry-run", NULL, "show what would change, but change nothing",
		    &o.dry_run },
		STORE_OPTS(&o.file), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (lists && o.dry_run)
		opt_misuse("--list and --dry-run cannot be used together");
	if (!lists && operands[0] == NULL)
		opt_misuse("missing operand BATCH (cust-undo --list prints the batches)");
	opt_no_operands(operands + !lists);
	if (!lists && (!num_count(operands[0], &o.of) || o.of == 0))
		opt_misuse("not a number of a batch: '%s'", operands[0]);
	if (lists)
		undo_batch_list(&o);
	else
		undo_batch(&o, tool.name, compute_again);
	return opt_leave();
}
