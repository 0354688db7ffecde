/* item-recommend - the items that each customer, or the buyers of an item, may want next */
#include <stdlib.h>

#include "lib/base/known.h"
#include "lib/base/work.h"
#include "lib/basket/recommend_rows.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/alias.h"
#include "lib/store/consent.h"

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

struct options {
	struct baskets_opts in;
	struct put_opts form;
	struct recommend_opts recommend;
	struct consent_opts may;
	bool items, evaluates;
};

static void
check(const struct options *o, char **operands)
{
	const struct recommend_opts *r = &o->recommend;

	opt_refuse((const struct opt_conflict[]){
		{ o->items + o->evaluates + (r->customer != NULL) + (r->item != NULL) > 1,
		    "--customer, --sku, --items and --leave-last-out cannot be combined" },
		{ r->top == 0, "--top must be at least 1" },
		{ r->near.most == 0, "--neighbours must be at least 1" },
		{ r->near.support == 0, "--min-support must be at least 1" },
		{ r->customer && *r->customer == '\0', "--customer is empty" },
		{ r->item && *r->item == '\0', "--sku is empty" },
		{ store_is_wanted(&o->in.store) && *operands &&
		    (o->items || o->evaluates || r->customer || r->item),
		    "with a store, FILE lists the customers to recommend to" },
		{ 0 } });
	consent_check(&o->may, store_is_wanted(&o->in.store),
	    !o->items && !o->evaluates && !r->item);
}

static void
print(const struct options *o, const struct baskets_rows *b, const struct asked *asked,
    struct put *out)
{
	if (o->evaluates)
		recommend_rows_evaluation(b, &o->recommend, out);
	else if (o->items || o->recommend.item)
		recommend_rows_items(b, &o->recommend, out);
	else
		recommend_rows_customers(b, &o->recommend, asked, out);
}

static void
recommend(struct options *o, char **operands)
{
	const bool lists = store_is_wanted(&o->in.store) && *operands;
	struct asked *asked = lists ? asked_read(&o->in, operands) : NULL;
	struct store *store = store_wanted(&o->in.store);
	char *customer = store && o->recommend.customer ?
	    alias_of(store, o->recommend.customer) : NULL;

	if (customer)
		o->recommend.customer = customer;
	struct baskets_rows *b = baskets_rows_read(&o->in, store, operands);

	if (asked)
		asked_find(asked, b, store);
	struct put *out = put_open(&o->form);

	consent_list(&o->may, store, known_by(o->in.as_of).day, out);
	store_close(store);
	print(o, b, asked, out);
	put_close(out);
	baskets_rows_free(b);
	free(customer);
	if (asked)
		asked_free(asked);
}

int
main(int argc, char *argv[])
{
	struct options o = { .in = BASKETS_DEFAULTS,
		.recommend = { .near = { .support = 2, .most = 20 }, .top = 10 } };
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

	check(&o, operands);
	o.in.dated = o.evaluates;
	o.recommend.near.threads = work_threads_of(o.in.threads);
	recommend(&o, operands);
	return opt_leave();
}
