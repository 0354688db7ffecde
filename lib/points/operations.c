#include "lib/points/operations_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

static const char referred_sql[] =
	"SELECT entry_id FROM points WHERE customer_id = ?1 AND step = 'refer' AND refers IS NULL";
static const char referrer_sql[] =
	"SELECT 1 FROM points WHERE refers = ?1 AND customer_id = ?2 AND step = 'refer'";

static bool
has_tiers(const struct programme *p)
{
	for (size_t i = 0; p && i < p->nearn; i++)
		if (p->earn[i].tier >= 0)
			return true;
	return false;
}

struct operations *
operations_open(struct store *store, struct entries *ledger, const struct programme *programme,
    bool debts)
{
	struct operations *o = mem_new(1, sizeof *o);

	*o = (struct operations){ .store = store, .ledger = ledger,
		.programme = programme, .debts = debts,
		.orders = order_entries_open(store),
		.qualifying = has_tiers(programme) ?
		    qualifying_open(store, programme->by_spend) : NULL,
		.referred = query_new(store, referred_sql),
		.referrer = query_new(store, referrer_sql) };
	return o;
}

void
operations_close(struct operations *o)
{
	order_entries_close(o->orders);
	qualifying_close(o->qualifying);
	query_free(o->referred);
	query_free(o->referrer);
	free(o);
}

const int64_t *
operations_refunds(struct operations *o, const struct operation *op, size_t *n)
{
	return order_entries_refunds(o->orders, operations_order(op), op->date, n);
}

int64_t
operations_lapsed(const struct operations *o)
{
	return o->lapsed;
}

static enum operation_result
too_few(struct applying *a, int64_t missing)
{
	return operations_bad(a, "points", "points '%jd': customer_id '%.60s' has only %jd usable",
	    (intmax_t)a->op->points, a->op->customer, (intmax_t)(a->op->points - missing));
}

static enum operation_result
redeem(struct applying *a)
{
	const struct operation *op = a->op;
	struct entry e = operations_entry(a);
	struct order_sums s;

	if (*op->order && order_entries_look(a->of->orders, operations_order(op), &s)) {
		if (!operations_is_own(a, &s))
			return OPERATION_BAD;
		if (s.has_redeemed)
			return s.redeemed == op->points ? OPERATION_SAME : operations_bad(a,
			    "order_id", "order_id '%.60s' has redeemed %jd points already",
			    op->order, (intmax_t)s.redeemed);
	}
	operations_settle(a->of->ledger, op->customer, op->day);
	const int64_t missing = operations_take(a, &e, op->points, NULL);

	return missing > 0 ? too_few(a, missing) : OPERATION_DONE;
}

static enum operation_result
adjust(struct applying *a)
{
	const struct operation *op = a->op;
	struct entry e = operations_entry(a);

	if (op->points < 0) {
		operations_settle(a->of->ledger, op->customer, op->day);
		return operations_owe(a, &e, operations_take(a, &e, -op->points, NULL),
		    -op->points);
	}
	return operations_add(a, &e);
}

/* The other customer gets a lot that expires on the same day. */
static void
pass_on(struct applying *a, const struct entry *out, const struct lot *from, int64_t id)
{
	struct entry in = *out;

	in.customer = a->op->other;
	in.points = -out->points;
	in.lot = 0;
	in.refers = id;
	in.usable = a->op->day;
	in.expires = from->expires;
	entries_put(a->of->ledger, &in);
}

static enum operation_result
transfer(struct applying *a)
{
	struct entries *l = a->of->ledger;
	const struct operation *op = a->op;
	struct entry e = operations_entry(a);

	if (strcmp(op->customer, op->other) == 0)
		return operations_bad(a, "other_id", "other_id '%.60s' is the customer himself",
		    op->other);
	operations_settle(l, op->customer, op->day);
	const int64_t missing = operations_take(a, &e, op->points, pass_on);

	if (missing > 0)
		return too_few(a, missing);
	operations_settle(l, op->other, op->day);
	return OPERATION_DONE;
}

static bool
is_of_order(struct applying *a, int64_t lot)
{
	return *a->op->order == '\0' ||
	    order_entries_is_of(a->of->orders, operations_order(a->op), lot);
}

/* The lots that are pending on the day, all of them or those of the order, become usable. */
static enum operation_result
confirm(struct applying *a)
{
	struct entries *l = a->of->ledger;
	const struct operation *op = a->op;
	const struct lots *lots = entries_lots(l, op->customer);
	struct entry e = operations_entry(a);
	size_t found = 0, confirmed = 0;

	for (size_t i = 0; i < lots->n; i++) {
		const struct lot *lot = &lots->lot[i];

		if (lots_is_debt(lot) || lot->day > op->day || !is_of_order(a, lot->id))
			continue;
		found++;
		if (lot->usable <= op->day || lot->expires <= op->day)
			continue;
		e.lot = lot->id;
		entries_put(l, &e);
		confirmed++;
	}
	if (confirmed > 0)
		operations_settle(l, op->customer, op->day);
	if (found > 0)
		return confirmed > 0 ? OPERATION_DONE : OPERATION_SAME;
	if (*op->order)
		return operations_bad(a, "order_id", "order_id '%.60s' has not earned points of"
		    " customer_id '%.60s' by that day", op->order, op->customer);
	return operations_bad(a, "customer_id", "customer_id '%.60s' has no points by that day",
	    op->customer);
}

enum operation_result
operations_apply(struct operations *o, const struct operation *op, struct operation_bad *why,
    int64_t *entry)
{
	static enum operation_result (*const apply[ENTRIES_STEPS])(struct applying *) = {
		[ENTRIES_EARN] = operations_earn, [ENTRIES_REDEEM] = redeem,
		[ENTRIES_REVERSE] = operations_reverse, [ENTRIES_ADJUST] = adjust,
		[ENTRIES_TRANSFER] = transfer, [ENTRIES_REFER] = operations_refer,
		[ENTRIES_CONFIRM] = confirm,
	};
	struct applying a = { o, op, why };
	const enum operation_result r = apply[op->step](&a);

	*entry = 0;
	if (r == OPERATION_BAD)
		entries_drop(o->ledger);
	else
		*entry = entries_keep(o->ledger);
	return r;
}
