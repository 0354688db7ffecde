/* tally_read and tally_check: options, then CSV or the store. */
#define _GNU_SOURCE
#include "lib/survey/tally_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/known.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"

static void
name_columns(struct tally *a)
{
	char *all = a->opts->by ? mem_text(a->opts->by) : NULL, *rest = all;
	const size_t most = all ? strlen(all) + 1 : 0;

	a->by = mem_new(most, sizeof *a->by);
	a->name = mem_new(most, sizeof *a->name);
	for (char *name; (name = strsep(&rest, ",")) != NULL; a->nby++) {
		for (size_t i = 0; i < a->nby; i++)
			if (strcmp(a->name[i], name) == 0)
				opt_misuse("duplicate column '%s' in --by", name);
		a->name[a->nby] = mem_text(name);
	}
	a->grouped = a->nby > 0 || a->opts->period != PERIOD_NONE;
	free(all);
}

void
tally_check(const struct tally_opts *o, char **operands)
{
	const bool store = store_is_wanted(&o->store);

	opt_since_until(o->since, o->until);
	(void)parts_of(o->partition);
	if (store && *operands)
		opt_misuse("unexpected operand '%s': with -d the answers come from the store",
		    *operands);
	if (store && strcmp(o->score, "score") != 0 && strcmp(o->score, TALLY_FOLLOW_UP) != 0)
		opt_misuse("--score must be score or follow_up with a store, not '%s'", o->score);
	if (store && o->partition)
		opt_misuse("--partition cannot be used with a store");
	if (store && (reading_given(&o->reading) || o->dates.zone))
		opt_misuse("%s cannot be used with a store",
		    o->dates.zone ? "--tz" : reading_given(&o->reading));
}

struct tally *
tally_new(const struct tally_opts *o)
{
	struct tally *a = mem_new(1, sizeof *a);

	a->opts = o;
	opt_use_zone(o->dates.zone);	/* for a store the zone is in use already */
	a->as_of = known_by(o->as_of).day;
	name_columns(a);
	a->all = tally_sheet_new(a);
	return a;
}

void
tally_note_others(const struct tally *a)
{
	if (a->others > 0)
		opt_note("left out %jd row%s not of kind '%s'", (intmax_t)a->others,
		    TEXT_PLURAL(a->others), a->opts->kind);
}

struct tally *
tally_read(const struct tally_opts *o, struct store *store, char **operands)
{
	struct tally *a = tally_new(o);

	if (store)
		tally_store_read(a, store);
	else
		tally_table_read(a, operands);
	tally_note_others(a);
	tally_make_groups(a);
	return a;
}
