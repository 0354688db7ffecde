/* points-check - check that the ledger of loyalty points is consistent */
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/points/points_check.h"
#include "lib/store/check.h"
#include "lib/store/check_put.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"points-check", "",
	"Check the ledger of points: that no lot has less than 0 points left on any day, and none\n"
	"was used before it was usable or after it had expired; that each reversal refers to an\n"
	"entry of its order and takes back no more than it had; and that the lots, the balances\n"
	"and the entries of each customer have the same sum.  Prints one row per fault: check,\n"
	"what, fault.  cust-check includes this.",
	"Example:\n"
	"  points-check -d shop.db && echo all points are accounted for\n"
	"Exit status: 0 if no fault was found; 1 if any was found; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	struct put_opts form = { 0 };
	const struct opt opts[] = { STORE_OPTS(&file), PUT_OPTS(&form), { 0 } };
	struct check_put faults;

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	struct store *store = store_open(&file, STORE_TEND, NULL);

	check_put_open(&form, &faults);
	store_cache(store);
	query_exec(store, "BEGIN");
	points_check(store, &faults.to);
	store_close(store);
	check_put_close(&faults);
	return opt_leave();
}
