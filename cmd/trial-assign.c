/* trial-assign - assign customers to the arms of a trial */
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/trial/assign_rows.h"

static const struct tool tool = {
	"trial-assign", "[FILE...]",
	"Hold out a random share of a list of customers (customer_id), so that the effect of\n"
	"what the others get can be measured by trial-calc.  The arm depends only on the id and\n"
	"the name of the trial; with --stratify the share is exact in each stratum.  With orders,\n"
	"say which effect the trial can find.",
	"Adds the columns trial, arm (treatment or holdout), share, stratum, assigned.\n"
	"Examples:\n"
	"  trial-assign --trial=spring customers.csv >spring.csv\n"
	"  trial-assign --trial=spring --stratify=segment --orders=orders.csv segments.csv\n"
	"  trial-assign --trial=spring --power -t -d shop.db\n"
	"  cust-list -d shop.db | trial-assign -d shop.db --trial=spring --record -\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct assign_rows_opts o = ASSIGN_ROWS_DEFAULTS;
	struct put_opts form = { 0 };
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "trial", "NAME", "the name of the trial (required)", &o.trial },
		{ OPT_RATE, 0, "holdout", "SHARE", "hold out this share (10%)", &o.holdout },
		{ OPT_TEXT, 0, "stratify", "COLUMN,...",
		    "hold out exactly this share of each combination of these columns",
		    &o.stratify },
		{ OPT_FLAG, 0, "record", NULL,
		    "also keep the assignment in the store, as a batch", &o.remember },
		{ OPT_DURATION, 0, "horizon", "DURATION",
		    "for how long the outcome will be counted (90d)", &o.horizon },
		{ OPT_FLAG, 0, "power", NULL,
		    "print the effect that the trial can find instead of the assignment",
		    &o.power },
		{ OPT_DATE, 0, "as-of", "DATE", "the day of the assignment (today)",
		    &o.facts.log.as_of },
		PURCHASES_OPTS(&o.facts), READING_OPTS(&o.reading), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	assign_rows_check(&o, operands);
	put_check(&form);
	struct assigned *a = assign_rows_read(&o, operands);

	if (o.remember)
		assign_rows_remember(a, tool.name);
	struct put *out = put_open(&form);

	if (o.power) {
		assign_rows_put_power(a, out);
	} else {
		assign_rows_note_power(a);
		assign_rows_put(a, out);
	}
	put_close(out);
	assign_rows_close(a);
	return opt_leave();
}
