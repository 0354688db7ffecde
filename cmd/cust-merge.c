/* cust-merge - make one customer of two */
#include "lib/io/opt.h"
#include "lib/merge/merge_pairs.h"

static const struct tool tool = {
	"cust-merge", "[KEEP OTHER...]",
	"Merge the customers OTHER into the customer KEEP.  All that the store has of them moves:\n"
	"orders, feedback, contacts, visits, promises, answers, alerts, labels, consent, changes.\n"
	"Their ids become aliases, which all tools accept.  Without operands, or with -, read\n"
	"pairs as CSV (keep_id, other_id; other columns are ignored).",
	"A rule is first (the value of KEEP, or of OTHER if KEEP has none), newest, longest, or\n"
	"for dates earliest.  The rule is earliest for acquired, and first for all others.\n"
	"Prints one row: batch, read, added, updated, unchanged, rejected; -n prints one row per\n"
	"field: keep_id, other_id, field, keep_value, other_value, outcome.\n"
	"Examples:\n"
	"  cust-merge -n -d shop.db C000001 C000002\n"
	"  cust-merge -d shop.db --rules=phone=newest,attrs=longest C000001 C000002 C000007\n"
	"  cust-merge -d shop.db <pairs.csv\n"
	"Exit status: 0 on success; 1 if --rejects rejected pairs;"
	" 2 on error (nothing was changed).\n",
};

int
main(int argc, char *argv[])
{
	struct merge_pairs_opts o = { .rules = NULL };
	const struct opt opts[] = {
		{ OPT_FILE, 0, "rules", "FILE",
		    "rules per column: name=longest,..., or a table (column, rule)",
		    &o.rules },
		READING_OPTS(&o.load.reading),
		{ OPT_OUTPUT, 0, "rejects", "FILE",
		    "merge the good pairs, write bad pairs to FILE, exit 1", &o.load.rejects },
		{ OPT_FLAG, 0, "again", NULL, "load the input even if it was loaded before",
		    &o.load.again },
		{ OPT_FLAG, 'n', "dry-run", NULL, "show what would change, but change nothing",
		    &o.load.dry_run },
		STORE_OPTS(&o.file), PUT_OPTS(&o.form), { 0 },
	};

	merge_pairs(&o, opt_parse(&tool, opts, argc, argv), tool.name);
	return opt_leave();
}
