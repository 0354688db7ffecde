/* What an order earns, by its points or by rules, and what a referral earns. */
#include <string.h>

#include "lib/base/date.h"
#include "lib/points/operations_own.h"

/* An order that has earned before. */
static enum operation_result
earned_before(struct applying *a, const struct order_sums *s)
{
	const struct operation *op = a->op;
	const bool differs = op->has_points && op->points != s->earned;

	if (!differs && !(op->has_amount && s->has_amount && op->amount != s->amount))
		return OPERATION_SAME;
	if (differs)
		return operations_bad(a, "order_id", "order_id '%.60s' has earned %jd points"
		    " already, not %jd (reverse it, or adjust the points)", op->order,
		    (intmax_t)s->earned, (intmax_t)op->points);
	return operations_bad(a, "order_id", "order_id '%.60s' has earned %jd points already,"
	    " with another amount (reverse it, or adjust the points)", op->order,
	    (intmax_t)s->earned);
}

/* The points of each rule, as a lot each; without any, one of 0 points: the order has been seen. */
static enum operation_result
earn_by_rules(struct applying *a, struct entry *e)
{
	const struct operation *op = a->op;
	const struct programme *p = a->of->programme;
	struct programme_order order = { op->line, op->nlines, op->day, -1 };
	bool any = false;

	if (a->of->qualifying)
		order.tier = qualifying_tier(a->of->qualifying, p, op->customer, op->day - 1).at;
	for (size_t i = 0; i < p->nearn; i++) {
		const struct programme_rule *r = &p->earn[i];

		if (!programme_points(r, &order, &e->points))
			return operations_bad(a, "amount", "rule '%.40s' gives more points than"
			    " fit in 64 bits", r->name);
		if (e->points == 0)
			continue;
		any = true;
		e->rule = r->name;
		e->usable = programme_usable(r, op->day);
		e->expires = programme_expires(r, op->day);
		operations_give(a, e);
	}
	if (any)
		return OPERATION_DONE;
	e->points = 0;
	e->usable = op->day;
	e->expires = LOTS_NEVER;
	operations_give(a, e);
	return OPERATION_DONE;
}

enum operation_result
operations_earn(struct applying *a)
{
	const struct operation *op = a->op;
	struct entry e = operations_entry(a);
	struct order_sums s;

	if (*op->order && order_entries_sum(a->of->orders, operations_order(op), &s)) {
		if (!operations_is_own(a, &s))
			return OPERATION_BAD;
		if (s.has_earned)
			return earned_before(a, &s);
		if (s.is_reversed || s.refunded > 0)
			return operations_bad(a, "order_id", "order_id '%.60s' has a refund,"
			    " which takes nothing from points that are earned later (cust-undo"
			    " the refund, and load it again after this)", op->order);
	}
	if (!op->has_points)
		return earn_by_rules(a, &e);
	return operations_add(a, &e);
}

/* Was the customer WHO referred before? *same: by BY. */
static bool
was_referred(struct applying *a, const char *who, const char *by, bool *same)
{
	struct operations *o = a->of;

	*same = false;
	query_text(o->referred, 1, who);
	if (!query_step(o->referred))
		return false;
	query_int(o->referrer, 1, sqlite3_column_int64(o->referred, 0));
	query_text(o->referrer, 2, by);
	*same = query_step(o->referrer);
	sqlite3_reset(o->referrer);
	sqlite3_reset(o->referred);
	return true;
}

/* Opens a lot by a rule; POINTS overrides those of the rule. */
static int64_t
give_by_rule(struct applying *a, struct entry *e, const struct programme_rule *r,
    const int64_t *points)
{
	e->points = points ? *points : r ? r->points : 0;
	e->rule = r ? r->name : NULL;
	e->usable = r ? programme_usable(r, a->op->day) : a->op->day;
	e->expires = r ? programme_expires(r, a->op->day) : LOTS_NEVER;
	if (points && a->op->expires != DATE_NONE)
		e->expires = a->op->expires;
	return operations_give(a, e);
}

enum operation_result
operations_refer(struct applying *a)
{
	const struct operation *op = a->op;
	const struct programme *p = a->of->programme;
	struct entry to = operations_entry(a), from = operations_entry(a);
	bool same;

	if (strcmp(op->customer, op->other) == 0)
		return operations_bad(a, "other_id", "other_id '%.60s' is the customer himself",
		    op->other);
	if (was_referred(a, op->customer, op->other, &same) && same)
		return operations_bad(a, "other_id", "other_id '%.60s' referred customer_id"
		    " '%.60s' before: only one of them can earn for it", op->other, op->customer);
	if (was_referred(a, op->other, op->customer, &same))
		return same ? OPERATION_SAME : operations_bad(a, "other_id",
		    "other_id '%.60s' was referred by another customer already", op->other);
	if (!op->has_points && (p == NULL || p->refer == NULL))
		return operations_bad(a, "points", "points is empty, and no rule of kind refer"
		    " gives them");
	if (operations_days(a, &to) == OPERATION_BAD)
		return OPERATION_BAD;
	to.customer = op->other;
	from.refers = give_by_rule(a, &to, p ? p->welcome : NULL, NULL);
	give_by_rule(a, &from, p ? p->refer : NULL, op->has_points ? &op->points : NULL);
	return OPERATION_DONE;
}
