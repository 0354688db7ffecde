/* item-recommend - the items that each customer, or the buyers of an item, may want next */
#include "lib/basket/recommend_calc.h"
#include "lib/io/opt.h"

static const struct tool tool = {
	"item-recommend", "[FILE...]",
	"Recommend items to each customer, from what is bought by the same customers.\n"
	"Reads order lines as CSV (customer_id, sku; optionally date and amount), or a store.",
	"The score of an item is the sum over the items that the customer has of how much more\n"
	"often both are bought by one customer than by chance (--association).  Items that the\n"
	"customer has are left out.\n"
	"Examples:\n"
	"  item-recommend --top=3 orders.csv\n"
	"  item-recommend -d shop.db --customer=C000001 -t\n"
	"  item-recommend -d shop.db --items --association=lift\n"
	"  item-recommend -d shop.db --leave-last-out -t\n"
	"  cust-list --where \"country = 'CN'\" | item-recommend -d shop.db -\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct recommend_calc o = RECOMMEND_CALC_DEFAULTS;
	const struct opt opts[] = {
		{ OPT_COUNT, 0, "top", "N", "recommend at most N items (10)", &o.recommend.top },
		{ OPT_CHOICE, 0, "association", NEIGHBOURS_SCORES, "score of two items (llr)",
		    &o.recommend.near.score },
		{ OPT_COUNT, 0, "min-support", "N",
		    "use only pairs that N customers or more have bought (2)",
		    &o.recommend.near.support },
		{ OPT_COUNT, 0, "neighbours", "N", "use the N best neighbours of an item (20)",
		    &o.recommend.near.most },
		{ OPT_TEXT, 0, "customer", "ID", "recommend to this customer only",
		    &o.recommend.customer },
		{ OPT_TEXT, 0, "sku", "TEXT", "print the neighbours of this item instead",
		    &o.recommend.item },
		{ OPT_FLAG, 0, "items", NULL, "print the neighbours of all items instead",
		    &o.items },
		{ OPT_FLAG, 0, "leave-last-out", NULL,
		    "hide the last purchase of each customer, and count how often it is found",
		    &o.evaluates },
		CONSENT_OPTS(&o.may), BASKETS_OPTS(&o.in), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	recommend_calc_check(&o, operands);
	recommend_calc_print(&o, operands);
	return opt_leave();
}
