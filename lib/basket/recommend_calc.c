#include "lib/basket/recommend_calc.h"

#include <stdlib.h>

#include "lib/base/known.h"
#include "lib/base/work.h"
#include "lib/io/opt.h"
#include "lib/store/alias.h"

void
recommend_calc_check(struct recommend_calc *o, char **operands)
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
	o->in.dated = o->evaluates;
	o->recommend.near.threads = work_threads_of(o->in.threads);
}

static void
print(const struct recommend_calc *o, const struct baskets_rows *b, const struct asked *asked,
    struct put *out)
{
	if (o->evaluates)
		recommend_rows_evaluation(b, &o->recommend, out);
	else if (o->items || o->recommend.item)
		recommend_rows_items(b, &o->recommend, out);
	else
		recommend_rows_customers(b, &o->recommend, asked, out);
}

void
recommend_calc_print(struct recommend_calc *o, char **operands)
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
