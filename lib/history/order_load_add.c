#include <string.h>

#include "lib/base/mem.h"
#include "lib/history/order_load_own.h"
#include "lib/store/query.h"

struct fold_row
order_load_row(const struct record_value *v)
{
	const char *id = v[ORDER_LINE_CUSTOMER].s, *order = v[ORDER_LINE_ORDER].s;
	const char *source = v[ORDER_LINE_SOURCE].s;
	struct fold_row r = {
		.id = id, .n = (uint32_t)strlen(id),
		.amount = v[ORDER_LINE_AMOUNT].i, .day = v[ORDER_LINE_DATE].day,
	};

	r.has_cost = *v[ORDER_LINE_COST].s != '\0';
	r.cost = v[ORDER_LINE_COST].i;
	r.hash = fold_hash(id, r.n);
	r.order = *order ? fold_order(order, strlen(order), source, strlen(source)) : 0;
	return r;
}

size_t
order_load_customer(struct order_load *o, const struct fold_row *r)
{
	bool is_new;
	size_t c = fold_customer(o->part, r, &is_new);

	if (!is_new)
		return c;
	o->customer = mem_grow(o->customer, c + 1, &o->room, sizeof *o->customer);
	const bool stored = query_finds(o->known, r->id);
	int64_t spend = 0;
	struct costs costs = { 0 };
	int32_t latest = DATE_NONE;

	if (stored && o->had_history) {
		query_text(o->spend, 1, r->id);
		if (query_step(o->spend)) {
			spend = sqlite3_column_int64(o->spend, 0);
			latest = query_day(o->spend, 1);
			costs = history_kept_costs(o->spend, 2);
		}
		sqlite3_reset(o->spend);
	}
	o->customer[c] = (struct kept_customer){
		.earliest = INT32_MAX, .latest = latest, .stored = spend, .costs = costs,
		.create = !stored && o->l->create, .unknown = !stored && !o->l->create,
	};
	return c;
}

void
order_load_aside(struct order_load *o)
{
	if (o->is_aside || !aside_pays(o->l->batch->added, o->stored_before))
		return;
	o->is_aside = true;
	aside_index(o->aside, "orders_customer");
	if (!o->had_orders)
		aside_index(o->aside, "orders_order");
}

bool
order_load_add(struct order_load *o, const struct record_value *v, size_t c,
    const struct fold_row *r, enum order_line_field *large)
{
	struct kept_customer *to = &o->customer[c];
	struct costs costs = to->costs;
	const char *what;
	int64_t sum;

	*large = ORDER_LINE_AMOUNT;
	if (__builtin_add_overflow(to->stored, r->amount, &sum))
		return false;
	*large = ORDER_LINE_COST;
	if (!costs_add(&costs, r->amount, r->has_cost, r->cost))
		return false;
	if ((what = fold_add(o->part, c, r)) != NULL) {
		*large = strcmp(what, "amount") == 0 ? ORDER_LINE_AMOUNT : ORDER_LINE_COST;
		return false;
	}
	to->stored = sum;
	to->costs = costs;
	if (r->day < to->earliest)
		to->earliest = r->day;
	if (record_good(o->l))
		record_insert_row(o->insert, o->of, v, o->l);
	return true;
}
