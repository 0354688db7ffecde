/* figure-calc - the key figures of a period, compared with the period before */
#include "lib/history/history.h"
#include "lib/base/fail.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/report/figures_rows.h"
#include "lib/report/span.h"
#include "lib/value/groups.h"

static const struct tool tool = {
	"figure-calc", "[FILE...]",
	"Compute the key figures of a period: spend, orders, customers, new customers, and the\n"
	"means per customer and order; from a store also complaints, promises and alerts.\n"
	"Compares them with the period before, and says whether the change is more than noise.\n"
	"Reads an order log (customer_id, date, amount) as CSV, or a store.",
	"The change is relative: .1 is 10 % more.  Its 95 % interval takes customers as\n"
	"independent; a verdict is 'more', 'less' or 'within noise'.\n"
	"Examples:\n"
	"  figure-calc --as-of=1998-06-30 -t orders.csv\n"
	"  figure-calc -d shop.db --since=2026-01-01 --until=2026-03-31 --compare=year\n"
	"  figure-calc -d shop.db --by=region | grep new_customers\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

struct options {
	struct history_opts in;
	struct put_opts form;
	const char *by;
	int32_t since, until;
	int compare;		/* enum span_compare */
};

static struct span
span(const struct options *o, int32_t as_of)
{
	const struct span s = span_of(o->since, o->until, as_of, (enum span_compare)o->compare);

	if (s.until > as_of)
		opt_misuse("--until is after the as-of date");
	if (s.since > s.until)
		opt_misuse("--since is after the as-of date");
	return s;
}

int
main(int argc, char *argv[])
{
	struct options o = { .in = HISTORY_DEFAULTS, .since = DATE_NONE, .until = DATE_NONE };
	const struct opt opts[] = {
		SPAN_OPTS(&o),
		{ OPT_TEXT, 0, "by", "COLUMN", "separate the groups that this column makes",
		    &o.by },
		HISTORY_OPTS_DAYS(&o.in), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	opt_since_until(o.since, o.until);
	o.in.days = true;
	groups_ask(&o.in, o.by);
	struct histories *hs = history_open(&o.in, operands);
	struct store *store = store_wanted(&o.in.store);

	history_find(hs, store);
	if (!history_has_days(hs))
		fail("periods require single orders: an order log or a store");
	const struct span s = span(&o, history_as_of(hs));
	struct groups *g = groups_read(hs, store, o.by);
	struct put *out = put_open(&o.form);

	put_hold(out);
	figures_rows_print(hs, g, store, &s, out);
	store_close(store);
	put_release(out);
	put_close(out);
	groups_free(g);
	history_close(hs);
	return opt_leave();
}
