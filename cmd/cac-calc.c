/* cac-calc - what it costs to acquire a customer by each channel, and whether it pays */
#include <math.h>

#include "lib/base/period.h"
#include "lib/history/history.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/cac_rows.h"

static const struct tool tool = {
	"cac-calc", "--costs=FILE [FILE...]",
	"Compare the costs of each channel with the customers who came by it: the cost per\n"
	"customer (CAC), what a customer is worth (LTV:CAC), and the months to pay back.\n"
	"Reads a table of customers (channel, acquired or first_date, clv), or a store.",
	"The costs are a table: channel, cost, and period (2025-01, 2025-Q1) or date.\n"
	"Examples:\n"
	"  clv-calc --keep=channel orders.csv | cac-calc --costs=costs.csv -t\n"
	"  clv-calc -d shop.db | cac-calc -d shop.db --costs=costs.csv --period=quarter -\n"
	"  cac-calc --costs=costs.csv --revenue=50 --margin=60% customers.csv\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

static void
check(const struct cac_rows_opts *o, const struct history_opts *in)
{
	opt_refuse((const struct opt_conflict[]){
		{ o->costs == NULL, "missing option --costs=FILE" },
		{ !(o->margin >= 0 && o->margin <= 1), "--margin must be from 0 to 1 (100%)" },
		{ !(isnan(o->revenue) || o->revenue >= 0), "--revenue must be 0 or more" },
		{ !store_is_wanted(&in->store) && in->as_of != DATE_NONE,
		    "--as-of requires a store; a table of customers has its own date" },
		{ 0 } });
}

int
main(int argc, char *argv[])
{
	struct history_opts in = HISTORY_DEFAULTS;
	struct cac_rows_opts o = CAC_ROWS_DEFAULTS;
	struct put_opts form = { 0 };
	const struct opt opts[] = {
		{ OPT_FILE, 0, "costs", "FILE", "the costs: channel, cost, period or date",
		    &o.costs },
		{ OPT_TEXT, 0, "by", "COLUMN",
		    "the column of the channel, in both tables (channel)", &o.by },
		{ OPT_CHOICE, 0, "period", PERIODS,
		    "one row per channel and period (per channel)", &o.period },
		{ OPT_NUMBER, 0, "revenue", "AMOUNT",
		    "revenue per customer and month (spend by age)", &o.revenue },
		{ OPT_RATE, 0, "margin", "RATE", "share of the revenue that is profit (1)",
		    &o.margin },
		HISTORY_OPTS_AS_OF(&in), STORE_OPTS_ANALYSIS(&in.store),
		READING_OPTS(&in.reading),
		{ OPT_FLAG, 0, "skip-bad", NULL,
		    "leave out bad rows, report the first 20, exit 1", &in.skip_bad },
		PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	check(&o, &in);
	struct cac_rows *r = cac_rows_open(&o);

	if (store_is_wanted(&in.store)) {
		struct histories *hs = history_open(&in, operands);
		struct store *store = store_wanted(&in.store);

		history_find(hs, store);
		cac_rows_take(r, hs, store);
		store_close(store);
		history_close(hs);
	} else {
		cac_rows_read(r, &in, operands);
	}
	struct put *out = put_open(&form);

	cac_rows_print(r, out);
	put_close(out);
	cac_rows_close(r);
	return opt_leave();
}
