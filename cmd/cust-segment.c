/* cust-segment - assign each customer to a segment */
#include <stdlib.h>

#include "lib/base/known.h"
#include "lib/base/say.h"
#include "lib/draw/draw.h"
#include "lib/segment/earlier.h"
#include "lib/segment/remember.h"
#include "lib/segment/rfm_statistics.h"
#include "lib/segment/segment_opts.h"
#include "lib/store/consent.h"

static const struct tool tool = {
	"cust-segment", "[FILE...]",
	"Label customers: by recency, frequency and spend, the stage of their lifecycle, loyalty,\n"
	"the share of a value, bins of a number, or rules of your own; any of these together.\n"
	"Reads an order log (customer_id, date, amount) or a history table as CSV, or a store.\n"
	"Remembers the labels in the store, and prints who moved.",
	"Without a label: --rfm.  A score comes from the customer's midrank: equal customers get\n"
	"equal scores; 5 is best.  Customers with one purchase have the frequency score 1; the\n"
	"others share 2 and above.\n"
	"Examples:\n"
	"  cust-segment --as-of=1997-09-30 orders.csv\n"
	"  cust-segment -d shop.db --profile -t\n"
	"  clv-calc orders.csv | cust-segment --abc=clv --cut=p_alive:4\n"
	"  cust-segment -d shop.db --lifecycle --remember=lifecycle >/dev/null\n"
	"  cust-segment -d shop.db --changes=lifecycle\n"
	"  cust-segment --statistics --partition=0/2 part0.csv >part0.stat\n"
	"  cust-segment --from-statistics part0.stat part1.stat >limits.csv\n"
	"Exit status: 0 on success; 1 if --check-map found a fault or --skip-bad left rows out;"
	" 2 on error.\n",
};

static const struct draw_plot segments = { CHART_BARS, .title = SAY("Segments"),
	.label_until = "customers", .y = "share", .second = "spend_share",
	.names = { SAY("customers"), SAY("spend") }, .unit = FIGURE_SHARE };

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

static void
segment(const struct segment_opts *o, char **operands, const struct segmap *map, struct put *out)
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
		remember(labels, remember_labelling(labels, o->remember), o->remember, tool.name,
		    store);
	size_t *before = o->moves.since == DATE_NONE ? NULL :
	    earlier_groups(o, operands, begin, map, store, labels);

	store_close(store);
	print(o, labels, before, out);
	free(before);
	labels_free(labels);
	history_close(hs);
}

static void
print_moves(const struct segment_opts *o, struct put *out)
{
	struct store *store = store_wanted(&o->in.store);

	consent_list(&o->consent, store, known_by(o->in.as_of).day, out);
	put_hold(out);
	(o->moves.changes ? moves_changes : moves_matrix)(&o->moves, store, out);
	store_close(store);
	put_release(out);
}

/* With the map of RFM: prints what is wrong with it, or labels the customers. */
static void
with_map(const struct segment_opts *o, char **operands, struct put *out)
{
	struct segmap *map = segmap_open(o->map, (int)o->bins);

	if (o->check_map) {
		segmap_put_wrong(map, out);
		opt_status(segmap_wrong(map) > 0 ? EXIT_NO : 0);
	} else {
		segmap_check(map);
		segment(o, operands, map, out);
	}
	segmap_free(map);
}

int
main(int argc, char *argv[])
{
	struct segment_opts o = SEGMENT_OPTS_DEFAULTS;
	const struct opt opts[] = {
		SEGMENT_OPTS_RFM(&o),
		LIFECYCLE_ROWS_OPTS(&o.lifecycle), LOYALTY_ROWS_OPTS(&o.loyalty),
		ABC_ROWS_OPTS(&o.abc),
		{ OPT_MANY, 0, "cut", "COLUMN:BINS",
		    "add the bin of this number: N equal bins, or the limits LIMIT,LIMIT...",
		    &o.cut },
		KMEANS_ROWS_OPTS(&o.kmeans),
		{ OPT_FILE, 0, "rules", "FILE",
		    "add the segment of the first rule that is true: segment,condition", &o.rules },
		{ OPT_FLAG, 0, "explain", NULL, "explain each label in words", &o.explain },
		{ OPT_FLAG, 0, "profile", NULL,
		    "print one row per segment instead: size, spend, medians", &o.profile },
		{ OPT_TEXT, 0, "remember", "SCHEME",
		    "also keep the labels in the store, as a batch: those of the column SCHEME, or"
		    " of the only one", &o.remember },
		MOVES_OPTS(&o.moves),
		DRAW_OPT(&o.form, "draw the customers and the spend of each segment, or the curve"
		    " of --pareto or --abc"),
		STATISTICS_OPTS(&o.in.statistics, &o.from_statistics),
		CONSENT_OPTS(&o.consent), HISTORY_OPTS(&o.in), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	segment_opts_check(&o, *operands != NULL);
	draw_use(&o.form, &segments);
	struct put *out = put_open_or_draw(&o.form, segment_opts_draws_curve(&o));

	if (o.in.statistics)
		rfm_statistics_print(&o.in, tool.name, operands, out);
	else if (o.from_statistics)
		rfm_statistics_merge(&o.in, (int)o.bins, o.save, tool.name, operands, out);
	else if (segment_opts_moves(&o))
		print_moves(&o, out);
	else
		with_map(&o, operands, out);
	if (out)
		put_close(out);
	return opt_leave();
}
