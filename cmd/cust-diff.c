/* cust-diff - why a number changed: who came, went and moved, and how much each explains */
#include "lib/base/date.h"
#include "lib/diff/diff_rows.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"

static const struct tool tool = {
	"cust-diff", "A B",
	"Explain why a number changed from A to B: which customers came, went, bought more or\n"
	"less, or moved to another segment, and how much of the change each of these explains.\n"
	"A and B are two tables with customer_id and the number; with -d, two dates or periods\n"
	"of a store; with --stores, two stores.  The parts add up to the change.",
	"A date means all up to that day, a period (2025-06, 2025-Q2, 2025) what is in it.\n"
	"With --mean and --nps, the change of a group is split: mix is the effect of its share,\n"
	"rate that of its answers.\n"
	"Examples:\n"
	"  cust-diff -d shop.db 2025-05 2025-06\n"
	"  cust-diff -d shop.db --label=rfm 2025-05-31 2025-06-30\n"
	"  cust-diff -d shop.db --nps --by=region 2025-Q1 2025-Q2 -t\n"
	"  cust-diff --measure=clv --label=segment may.csv june.csv\n"
	"  cust-diff --top=20 --measure=clv may.csv june.csv\n"
	"  cust-diff --stores shop-old.db shop.db\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct diff_opts o = { .as_of = DATE_NONE };
	struct put_opts form = { 0 };
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "measure", "COLUMN",
		    "the number that changed (spend; score with --nps); of a store: spend|orders",
		    &o.measure },
		{ OPT_FLAG, 0, "mean", NULL, "explain the mean per customer, not the sum",
		    &o.mean },
		{ OPT_FLAG, 0, "nps", NULL,
		    "explain the Net Promoter Score; a customer may have several scores", &o.nps },
		{ OPT_TEXT, 0, "by", "COLUMN", "explain each value of this column", &o.by },
		{ OPT_TEXT, 0, "label", "COLUMN",
		    "who moved from label to label; of a store: rfm, lifecycle or a SCHEME",
		    &o.label },
		{ OPT_COUNT, 0, "top", "N",
		    "print the N customers who explain the most instead", &o.top },
		STORE_OPTS_ANALYSIS(&o.store),
		{ OPT_FLAG, 0, "stores", NULL, "A and B are stores", &o.stores },
		{ OPT_DATE, 0, "as-of", "DATE",
		    "with --stores: ignore everything after DATE (today)", &o.as_of },
		READING_OPTS(&o.reading),
		{ OPT_FLAG, 0, "skip-bad", NULL,
		    "leave out bad rows, report the first 20, exit 1", &o.skip_bad },
		PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	diff_rows_check(&o, operands);
	struct diff *d = diff_rows_read(&o, operands);
	struct put *out = put_open(&form);

	diff_rows_print(&o, d, operands, out);
	put_close(out);
	diff_free(d);
	return opt_leave();
}
