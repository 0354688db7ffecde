/* score-calc - weighted scorecards: score, coverage, change, comparison with a benchmark */
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/survey/scorecard_print.h"
#include "lib/survey/scorecard_rows.h"

static const struct tool tool = {
	"score-calc", "--instrument=NAME|FILE [FILE...]",
	"Score scorecards from 0 to 100 by the weights of their items, per subject and wave.\n"
	"Reads marks as CSV, long (subject, wave or date, item, value) or wide (one column per\n"
	"item), or with -d a survey in the store.",
	"Shipped instruments: capability (customer management), mystery (mystery shopping),\n"
	"delivered_value (what customers get and what it costs them).\n"
	"Examples:\n"
	"  score-calc --instrument=capability -t marks.csv\n"
	"  score-calc --instrument=mystery --benchmark=best.csv -d shop.db --survey=visits\n"
	"  score-calc --instrument=own.csv --items marks.csv\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct scorecard_rows_opts in = { .in = ANSWERS_DEFAULTS };
	struct put_opts form = { 0 };
	bool items = false;
	const struct opt opts[] = {
		{ OPT_FILE, 0, "instrument", "FILE",
		    "items to mark: item,weight,min,max,role; or the name of a shipped instrument",
		    &in.instrument },
		{ OPT_FILE, 0, "benchmark", "FILE", "marks to compare with: item,value",
		    &in.benchmark },
		{ OPT_FLAG, 0, "items", NULL, "print one row per item instead", &items },
		ANSWERS_OPTS(&in.in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	answers_check(&in.in, operands);
	struct store *store = store_wanted(&in.in.store);
	struct scorecard_rows *c = scorecard_rows_open(&in, store, operands);
	struct put *out = put_open(&form);

	store_close(store);
	scorecard_print(c, items, out);
	put_close(out);
	scorecard_rows_close(c);
	return opt_leave();
}
