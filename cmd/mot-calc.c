/* mot-calc - moments of truth: which touchpoints decide how journeys end */
#include <math.h>

#include "lib/base/say.h"
#include "lib/draw/draw.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/statistics.h"
#include "lib/service/contacts.h"
#include "lib/service/moments.h"
#include "lib/service/moments_rows.h"
#include "lib/service/moments_statistics.h"

static const struct tool tool = {
	"mot-calc", "[FILE...]",
	"Compute how customers rate each touchpoint, how the rating correlates with the end of\n"
	"the journey, and what a better touchpoint would gain.  Reads contacts as CSV\n"
	"(touchpoint, journey, score; optionally customer_id and date), or from a store.",
	"A journey is all contacts of one customer_id with the same journey; its end is the last\n"
	"score.  Correlation is not causation.  Fewer than 30 scores are marked small.\n"
	"Intervals are 95 % confidence intervals.\n"
	"Examples:\n"
	"  mot-calc -t contacts.csv\n"
	"  mot-calc -d shop.db --since=2025-01-01 --target=4.5\n"
	"  mot-calc --peak-end contacts.csv\n"
	"  mot-calc --statistics --partition=0/2 part0.csv >part0.stat\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

static void
check_statistics(bool statistics, bool from_statistics, const struct contacts_opts *in)
{
	if (statistics) {
		statistics_check_print();
		statistics_refuse("statistics",
		    (const char *const[]){ "peak-end", "target", NULL });
	} else if (from_statistics) {
		statistics_check_merge(&in->reading);
		statistics_refuse("from-statistics", (const char *const[]){ "peak-end", NULL });
	}
}

static void
print_contacts(const struct contacts_opts *in, char **operands, bool peak_end, double target,
    struct put *out)
{
	struct store *store = store_wanted(&in->store);
	struct contacts *c = contacts_read(in, store, !peak_end, operands);

	store_close(store);
	if (peak_end)
		moments_rows_memories(c, out);
	else
		moments_rows_truths(c, target, out);
	contacts_free(c);
}

static const struct draw_plot moments = { CHART_SCATTER, .title = SAY("Moments of truth"),
	.y_title = SAY("correlation with the end"), .x_title = SAY("mean score"),
	.label = { "touchpoint" }, .x = "mean", .y = "correlation", .split_x = NAN,
	.split_y = 0 };

int
main(int argc, char *argv[])
{
	struct contacts_opts in = CONTACTS_DEFAULTS;
	struct put_opts form = { 0 };
	double target = NAN;
	bool peak_end = false, statistics = false, from_statistics = false;
	const struct opt opts[] = {
		{ OPT_NUMBER, 0, "target", "SCORE",
		    "target for the mean score of each touchpoint (4)", &target },
		{ OPT_FLAG, 0, "peak-end", NULL, "print the peak-end score of each journey instead",
		    &peak_end },
		STATISTICS_OPTS(&statistics, &from_statistics),
		DRAW_OPT(&form, "draw a map of impact and score instead"),
		CONTACTS_OPTS(&in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	draw_use(&form, &moments);
	if (peak_end && !isnan(target))
		opt_misuse("--target cannot be used with --peak-end");
	if (isnan(target))
		target = 4;
	if (target < MOMENTS_SCALE.low || target > MOMENTS_SCALE.high)
		opt_misuse("--target must be from %d to %d", MOMENTS_SCALE.low, MOMENTS_SCALE.high);
	contacts_check(&in, operands);
	check_statistics(statistics, from_statistics, &in);
	struct put *out = put_open(&form);

	if (statistics)
		moments_statistics_print(&in, tool.name, operands, out);
	else if (from_statistics)
		moments_statistics_truths(&in, tool.name, operands, target, out);
	else
		print_contacts(&in, operands, peak_end, target, out);
	put_close(out);
	return opt_leave();
}
