/* What several operations do: give and take lots, pay debts. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/say.h"
#include "lib/points/operations_own.h"

enum operation_result
operations_bad(struct applying *a, const char *field, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(a->bad->why, sizeof a->bad->why, say(fmt), args);
	va_end(args);
	a->bad->field = field;
	return OPERATION_BAD;
}

struct order_name
operations_order(const struct operation *op)
{
	return (struct order_name){ op->order, op->source };
}

struct entry
operations_entry(const struct applying *a)
{
	const struct operation *op = a->op;

	return (struct entry){ .customer = op->customer, .date = op->date,
		.step = op->step, .usable = op->day, .expires = LOTS_NEVER, .order = op->order,
		.source = op->source,
		.amount = op->has_amount ? &op->amount : NULL, .reason = op->reason,
		.agent = op->agent, .note = op->note };
}

static void
pay(struct entries *l, const char *customer, int64_t credit, int64_t debt, int32_t day)
{
	const struct lots *lots = entries_lots(l, customer);
	const struct lot *from = lots_find(lots, credit), *to = lots_find(lots, debt);
	const int64_t has = lots_spare(from, day), owes = lots_spare(to, day);
	struct entry e = { .customer = customer, .date = entries_day(l, day),
		.step = ENTRIES_SETTLE, .points = -(has < owes ? has : owes), .lot = credit,
		.refers = debt };

	if (e.points == 0)
		return;
	entries_put(l, &e);
	e.points = -e.points;
	e.lot = debt;
	e.refers = credit;
	entries_put(l, &e);
}

/* Pays the debts from a lot, on the first day on which both are there, or on DAY. */
static void
pay_from(struct entries *l, const char *customer, int64_t credit, int32_t day)
{
	const struct lots *lots = entries_lots(l, customer);
	const struct lot *from = lots_find(lots, credit);

	for (size_t i = 0; i < lots->n; i++) {
		const struct lot *debt = &lots->lot[i];
		const int32_t first = from->usable > debt->day ? from->usable : debt->day;

		if (!lots_is_debt(debt) || first > day || from->expires <= first)
			continue;
		pay(l, customer, credit, debt->id, first);
		if (from->expires > day)
			pay(l, customer, credit, debt->id, day);
	}
}

void
operations_settle(struct entries *l, const char *customer, int32_t day)
{
	if (!entries_owes(l, customer))
		return;
	const struct lots *lots = entries_lots(l, customer);

	for (size_t i = 0; i < lots->n; i++)
		if (!lots_is_debt(&lots->lot[i]))
			pay_from(l, customer, lots->lot[i].id, day);
}

int64_t
operations_give(struct applying *a, const struct entry *e)
{
	const int64_t id = entries_put(a->of->ledger, e);

	operations_settle(a->of->ledger, e->customer, a->op->day);
	return id;
}

int64_t
operations_take(struct applying *a, struct entry *e, int64_t points,
    void (*took)(struct applying *, const struct entry *, const struct lot *, int64_t id))
{
	struct entries *l = a->of->ledger;
	const struct lots *lots = entries_lots(l, e->customer);
	int64_t *part;
	const int64_t missing = lots_take(lots, a->op->day, points, &part);

	for (size_t i = 0; i < lots->n; i++) {
		if (part[i] == 0)
			continue;
		e->points = -part[i];
		e->lot = lots->lot[i].id;
		const int64_t id = entries_put(l, e);

		if (took)
			took(a, e, &lots->lot[i], id);
	}
	free(part);
	return missing;
}

enum operation_result
operations_owe(struct applying *a, struct entry *e, int64_t missing, int64_t wanted)
{
	if (missing == 0)
		return OPERATION_DONE;
	if (!a->of->debts)
		return operations_bad(a, "customer_id", "customer_id '%.60s' has %jd of the %jd"
		    " points that are to be taken back (--allow-negative lets the balance fall"
		    " below 0)", a->op->customer, (intmax_t)(wanted - missing), (intmax_t)wanted);
	e->points = -missing;
	e->lot = 0;
	e->usable = a->op->day;
	e->expires = LOTS_NEVER;
	entries_put(a->of->ledger, e);
	return OPERATION_DONE;
}

enum operation_result
operations_days(struct applying *a, struct entry *e)
{
	const struct operation *op = a->op;

	e->usable = op->pending ? LOTS_NEVER : op->usable == DATE_NONE ? op->day : op->usable;
	e->expires = op->expires == DATE_NONE ? LOTS_NEVER : op->expires;
	if (e->usable < op->day)
		return operations_bad(a, "usable", "usable is before date");
	if (e->expires <= op->day)
		return operations_bad(a, "expires", "expires is not after date: it is the first"
		    " day on which the points are not usable");
	if (e->expires <= e->usable && e->usable != LOTS_NEVER)
		return operations_bad(a, "expires", "expires is not after usable");
	return OPERATION_DONE;
}

enum operation_result
operations_add(struct applying *a, struct entry *e)
{
	const enum operation_result r = operations_days(a, e);

	if (r != OPERATION_DONE)
		return r;
	e->points = a->op->points;
	operations_give(a, e);
	return OPERATION_DONE;
}

bool
operations_is_own(struct applying *a, const struct order_sums *s)
{
	if (strcmp(s->customer, a->op->customer) == 0)
		return true;
	operations_bad(a, "order_id", "order_id '%.60s' is of another customer (if it is a"
	    " number of another system: --source=NAME)", a->op->order);
	return false;
}
