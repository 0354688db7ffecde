/* cust-merge - make one customer of two */
#include <stdint.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/merge/merge.h"
#include "lib/store/batch.h"
#include "lib/store/load.h"
#include "lib/store/store.h"

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

struct options {
	struct store_opts file;
	struct load_opts load;
	struct put_opts form;
	const char *rules;
};

/* What is printed at the end, and the notes. */
static void
finish(const struct options *o, struct merge *m, const struct batch *b, struct put *out)
{
	merge_note(m);
	if (o->load.dry_run)
		opt_note("would merge %jd pair%s, leave %jd unchanged, reject %jd",
		    (intmax_t)b->updated, TEXT_PLURAL(b->updated), (intmax_t)b->unchanged,
		    (intmax_t)b->rejected);
	else
		batch_put(b, out);
	merge_close(m);
}

static void
merge_operands(const struct options *o, const struct survivor_rules *rules, char **operands,
    struct put *out)
{
	struct store *store = store_open(&o->file, STORE_CHANGE, NULL);
	const char *column;
	char why[MERGE_WHY];

	store_bulk(store);
	store_begin(store);
	struct batch b = batch_new(store, tool.name);
	struct merge *m = merge_open(store, &b, rules, o->load.dry_run ? out : NULL);

	for (char **other = operands + 1; *other; other++, b.read++)
		if (!merge_pair(m, operands[0], *other, &column, why))
			fail("nothing merged: %s", why);
	merge_finish(m);
	batch_end(store, &b, NULL);
	(o->load.dry_run ? store_rollback : store_commit)(store);
	if (!o->load.dry_run)
		opt_committed("batch %jd is committed", (intmax_t)b.batch);
	finish(o, m, &b, out);
	store_close(store);
}

static void
merge_table(const struct options *o, const struct survivor_rules *rules, char **operands,
    struct put *out)
{
	struct load l;
	const char *column;
	char why[MERGE_WHY];

	load_begin(&l, tool.name, &o->file, &o->load, operands);
	const size_t keep = table_column(l.in, "keep_id"), other = table_column(l.in, "other_id");
	struct merge *m = merge_open(l.store, &l.batch, rules, o->load.dry_run ? out : NULL);

	for (char **cell; (cell = table_next(l.in)) != NULL;)
		if (!merge_pair(m, cell[keep], cell[other], &column, why)) {
			text_tidy(why);
			table_bad(l.in, column, "%s", why);
		}
	merge_finish(m);
	load_end(&l);
	finish(o, m, &l.batch, out);
}

/* The options of a table; the ids of operands leave nothing to read. */
static void
check(const struct options *o, char **operands)
{
	const char *given = o->load.rejects ? "--rejects" : o->load.again ? "--again" :
	    reading_given(&o->load.reading);

	if (given)
		opt_misuse("%s requires CSV", given);
	if (operands[1] == NULL)
		opt_misuse("missing operand OTHER (pairs as CSV come on standard input)");
}

int
main(int argc, char *argv[])
{
	struct options o = { .rules = NULL };
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
	char **operands = opt_parse(&tool, opts, argc, argv);
	const bool table = operands[0] == NULL || strcmp(operands[0], "-") == 0;

	if (table && operands[0])
		opt_no_operands(operands + 1);
	if (!table)
		check(&o, operands);
	struct survivor_rules *rules = merge_rules(o.rules);
	struct put *out = put_open(&o.form);

	(table ? merge_table : merge_operands)(&o, rules, operands, out);
	put_close(out);
	survivor_rules_free(rules);
	return opt_leave();
}
