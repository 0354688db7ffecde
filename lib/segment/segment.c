#include "lib/segment/segment.h"

#include <stdlib.h>

#include "lib/base/known.h"
#include "lib/segment/earlier.h"
#include "lib/segment/remember.h"

static struct store *
open_store(const struct segment_opts *o)
{
	return o->remember ? store_open(&o->in.store, STORE_UPDATE, NULL) :
	    store_wanted(&o->in.store);
}

static void
print(const struct segment_opts *o, const struct labels *labels, const size_t *before,
    struct put *out)
{
	if (out == NULL)
		abc_rows_plot(&o->abc, labels, o->form.plot);
	else if (o->abc.pareto)
		abc_rows_pareto(&o->abc, labels, out);
	else if (o->kmeans.centres)
		kmeans_rows_centres(&o->kmeans, labels, out);
	else if (o->profile)
		labels_profile(labels, labels_at(labels, 0), before, o->moves.since, out);
	else
		labels_print(labels, o->explain, out);
}

void
segment_customers(const struct segment_opts *o, char **operands, const struct segmap *map,
    const char *tool, struct put *out)
{
	const off_t begin = earlier_begin(o, operands);
	struct histories *hs = history_open(&o->in, operands);
	struct store *store = open_store(o);

	history_find(hs, store);
	if (o->moves.since != DATE_NONE && o->moves.since > history_as_of(hs))
		opt_misuse("--since is later than --as-of");	/* or than today */
	struct labels *labels = labels_new(hs);

	if (out)
		consent_list(&o->consent, store, history_as_of(hs), out);
	segment_opts_label(o, map, store, labels);
	if (o->remember)
		remember(labels, remember_labelling(labels, o->remember), o->remember, tool,
		    store);
	size_t *before = o->moves.since == DATE_NONE ? NULL :
	    earlier_groups(o, operands, begin, map, store, labels);

	store_close(store);
	print(o, labels, before, out);
	free(before);
	labels_free(labels);
	history_close(hs);
}

void
segment_moves(const struct segment_opts *o, struct put *out)
{
	struct store *store = store_wanted(&o->in.store);

	consent_list(&o->consent, store, known_by(o->in.as_of).day, out);
	put_hold(out);
	(o->moves.changes ? moves_changes : moves_matrix)(&o->moves, store, out);
	store_close(store);
	put_release(out);
}
