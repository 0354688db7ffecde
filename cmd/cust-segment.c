/* cust-segment - assign each customer to a segment */
#include "lib/base/say.h"
#include "lib/draw/draw.h"
#include "lib/segment/rfm_statistics.h"
#include "lib/segment/segment.h"
#include "lib/segment/segmap.h"
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
		segment_customers(o, operands, map, tool.name, out);
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
		segment_moves(&o, out);
	else
		with_map(&o, operands, out);
	if (out)
		put_close(out);
	return opt_leave();
}
