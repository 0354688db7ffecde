/* kano-calc - the Kano category of each feature: must-be, one-dimensional, attractive ... */
#include "lib/base/say.h"
#include "lib/draw/draw.h"
#include "lib/io/opt.h"
#include "lib/io/parts.h"
#include "lib/io/put.h"
#include "lib/io/statistics.h"
#include "lib/survey/answers.h"
#include "lib/survey/kano_print.h"
#include "lib/survey/kano_rows.h"
#include "lib/survey/kano_statistics.h"

static const struct tool tool = {
	"kano-calc", "[FILE...]",
	"Name the Kano category of each feature, from how customers feel if it is present and if\n"
	"it is absent.  Reads answers as CSV, long (respondent, item, part, value) or wide\n"
	"(columns ITEM.functional and ITEM.dysfunctional for each feature), or with -d a survey\n"
	"in the store.",
	"An answer is a number or its word: 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike.\n"
	"Examples:\n"
	"  kano-calc -t answers.csv\n"
	"  kano-calc -d shop.db --survey=features --by=country\n"
	"  printf 'item,M,O,A,I,R,Q\\nhotline,15,24,121,124,6,6\\n' | kano-calc --counts\n"
	"  kano-calc --statistics --partition=0/2 part0.csv >part0.stat\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

static const struct draw_plot map = { CHART_SCATTER, .title = SAY("Kano map"),
	.y_title = SAY("better"), .x_title = SAY("worse"), .label = { "item" },
	.x = "worse", .y = "better", .split_x = -.5, .split_y = .5 };

static void
check_statistics(bool statistics, bool from_statistics, const struct answers_opts *in)
{
	if (statistics) {
		statistics_check_print();
		statistics_refuse("statistics", (const char *const[]){ "counts", "explain", NULL });
	} else if (from_statistics) {
		statistics_check_merge(&in->reading);
		statistics_refuse("from-statistics", (const char *const[]){ "counts", NULL });
	}
	if (in->partition && store_is_wanted(&in->store))
		opt_misuse("--partition cannot be used with a store");
	if (statistics || from_statistics || in->partition)
		answers_check(in, (char *[]){ NULL });
}

static void
count_answers(const struct answers_opts *in, char **operands, struct kano_print *to)
{
	answers_check(in, operands);
	struct store *store = store_wanted(&in->store);

	kano_rows_count(in, store, operands, kano_print_row, to);
	store_close(store);
}

int
main(int argc, char *argv[])
{
	struct answers_opts in = ANSWERS_DEFAULTS;
	struct put_opts form = { 0 };
	struct kano_print print = { 0 };
	bool counts = false, statistics = false, from_statistics = false;
	const struct opt opts[] = {
		ANSWERS_BY(&in),
		{ OPT_FLAG, 0, "counts", NULL,
		    "read a table of counts instead: item, A, O, M, I, R, Q", &counts },
		{ OPT_FLAG, 0, "explain", NULL, "explain each category in words", &print.explain },
		STATISTICS_OPTS(&statistics, &from_statistics),
		DRAW_OPT(&form, "draw a map of better and worse instead"),
		PARTS_OPT(&in.partition), ANSWERS_OPTS(&in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	draw_use(&form, &map);
	check_statistics(statistics, from_statistics, &in);
	print.by = in.by;
	print.out = put_open(&form);
	if (statistics) {
		kano_statistics_print(&in, tool.name, operands, print.out);
	} else {
		kano_print_columns(&print);
		if (from_statistics)
			kano_statistics_read(&in, tool.name, operands, kano_print_row, &print);
		else if (counts)
			kano_rows_read(&in, operands, kano_print_row, &print);
		else
			count_answers(&in, operands, &print);
	}
	put_close(print.out);
	return opt_leave();
}
