#include "lib/merge/merge_pairs.h"

#include <stdint.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/merge/merge.h"
#include "lib/store/batch.h"

struct job {
	const struct merge_pairs_opts *o;
	const struct survivor_rules *rules;
	struct put *out;
	const char *tool;
};

static struct merge *
begin(const struct job *j, struct store *store, struct batch *b)
{
	return merge_open(store, b, j->rules, j->o->load.dry_run ? j->out : NULL);
}

/* What is printed at the end, and the notes. */
static void
finish(const struct job *j, struct merge *m, const struct batch *b)
{
	merge_note(m);
	if (j->o->load.dry_run)
		opt_note("would merge %jd pair%s, leave %jd unchanged, reject %jd",
		    (intmax_t)b->updated, TEXT_PLURAL(b->updated), (intmax_t)b->unchanged,
		    (intmax_t)b->rejected);
	else
		batch_put(b, j->out);
	merge_close(m);
}

static void
merge_operands(const struct job *j, char **operands)
{
	struct store *store = store_open(&j->o->file, STORE_CHANGE, NULL);
	const char *column;
	char why[MERGE_WHY];

	store_bulk(store);
	store_begin(store);
	struct batch b = batch_new(store, j->tool);
	struct merge *m = begin(j, store, &b);

	for (char **other = operands + 1; *other; other++, b.read++)
		if (!merge_pair(m, operands[0], *other, &column, why))
			fail("nothing merged: %s", why);
	merge_finish(m);
	batch_end(store, &b, NULL);
	batch_commit(store, &b, j->o->load.dry_run);
	finish(j, m, &b);
	store_close(store);
}

static void
merge_table(const struct job *j, char **operands)
{
	struct load l;
	const char *column;
	char why[MERGE_WHY];

	load_begin(&l, j->tool, &j->o->file, &j->o->load, operands);
	const size_t keep = table_column(l.in, "keep_id"), other = table_column(l.in, "other_id");
	struct merge *m = begin(j, l.store, &l.batch);

	for (char **cell; (cell = table_next(l.in)) != NULL;)
		if (!merge_pair(m, cell[keep], cell[other], &column, why)) {
			text_tidy(why);
			table_bad(l.in, column, "%s", why);
		}
	merge_finish(m);
	load_end(&l);
	finish(j, m, &l.batch);
}

/* The options of a table; the ids of operands leave nothing to read. */
static void
check_operands(const struct merge_pairs_opts *o, char **operands)
{
	const char *given = o->load.rejects ? "--rejects" : o->load.again ? "--again" :
	    reading_given(&o->load.reading);

	if (given)
		opt_misuse("%s requires CSV", given);
	if (operands[1] == NULL)
		opt_misuse("missing operand OTHER (pairs as CSV come on standard input)");
}

void
merge_pairs(const struct merge_pairs_opts *o, char **operands, const char *tool)
{
	const bool table = operands[0] == NULL || strcmp(operands[0], "-") == 0;

	if (table && operands[0])
		opt_no_operands(operands + 1);
	if (!table)
		check_operands(o, operands);
	struct survivor_rules *rules = merge_rules(o->rules);
	struct put *out = put_open(&o->form);

	(table ? merge_table : merge_operands)(&(struct job){ o, rules, out, tool }, operands);
	put_close(out);
	survivor_rules_free(rules);
}
