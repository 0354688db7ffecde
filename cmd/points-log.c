/* points-log - record that customers earn, redeem and lose loyalty points */
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/points/points_expire.h"
#include "lib/points/points_log.h"
#include "lib/points/programme_rows.h"
#include "lib/store/record.h"

static const struct tool tool = {
	"points-log", "[FILE...]",
	"Record what happens to loyalty points, in a ledger that is only added to: one operation\n"
	"by options, or many from CSV with columns of the same names.  An order earns once and\n"
	"redeems once; reverse gives back what it redeemed and takes back what it earned.  Points\n"
	"are taken from the lot that expires first.  More than there is cannot be redeemed.\n"
	"With --rules orders earn by rules: all rows of an order_id are one order, and rows with\n"
	"an amount below 0 are refunds, which reverse it.",
	"One operation prints entry_id, customer_id, step, points, balance; CSV and --expire\n"
	"print one row: batch, read, added, updated, unchanged, rejected.\n"
	"Examples:\n"
	"  points-log --customer-id=C000001 --points=100 --expires=2027-01-01\n"
	"  points-log --customer-id=C000001 --step=redeem --points=80 --order-id=1002\n"
	"  order-list --where='order_id IS NOT NULL'"
	" --columns=customer_id,date,order_id,source,amount |\n"
	"    points-log --rules=points.csv\n"
	"  points-log --expire\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was recorded).\n",
};

/* --expire has no input: with another option than --date it is misuse. */
static void
check_expire(struct record_opts *o, char **operands)
{
	const char *date = o->given[POINTS_LOG_DATE];

	opt_no_operands(operands);
	o->given[POINTS_LOG_DATE] = NULL;
	if (record_given(&points_log_record, o))
		opt_misuse("--expire cannot be used with other fields than --date, or with CSV");
	o->given[POINTS_LOG_DATE] = date;
}

int
main(int argc, char *argv[])
{
	struct points_log_opts points = { 0 };
	struct record_opts o = { .sink_opts = &points };
	bool expires = false;
	const struct opt more[] = {
		{ OPT_FILE, 0, "rules", "FILE",
		    "orders without points earn by these rules (points.csv in share/rules is an"
		    " example)", &points.rules },
		{ OPT_FLAG, 0, "pending", NULL,
		    "new points are usable once they are confirmed (step confirm)",
		    &points.pending },
		{ OPT_FLAG, 0, "allow-negative", NULL,
		    "let reverse and adjust take more than there is: the customer owes the rest",
		    &points.debts },
		{ OPT_FLAG, 0, "expire", NULL,
		    "instead: expire the lots that are past their date", &expires },
		{ 0 },
	};
	struct opt *opts = record_options(&points_log_record, &o, more);
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (expires) {
		check_expire(&o, operands);
		points_expire_run(&o, tool.name);
	} else {
		points.programme = points.rules ? programme_rows_read(points.rules) : NULL;
		record_log(&tool, &points_log_record, &o, operands);
	}
	programme_rows_free(points.programme);
	return record_leave(opts);
}
