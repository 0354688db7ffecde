/* merge_pairs - merges the pairs of cust-merge, from its operands or from CSV (program). */
#ifndef MERGE_PAIRS_H
#define MERGE_PAIRS_H
#include "lib/io/put.h"
#include "lib/store/load.h"
#include "lib/store/store.h"

struct merge_pairs_opts {
	struct store_opts file;
	struct load_opts load;
	struct put_opts form;
	const char *rules;	/* see merge_rules; NULL: the usual ones */
};

/*
 * The operands are KEEP OTHER...; or none or "-": then CSV (keep_id, other_id) comes on standard
 * input. Misuse if an option is given that requires CSV, and there is none. All pairs are one batch
 * of TOOL: of operands all are merged or none, of CSV as load.h says. Prints the counts of the
 * batch, or with .load.dry_run what would change.
 */
void merge_pairs(const struct merge_pairs_opts *, char **operands, const char *tool);

#endif
