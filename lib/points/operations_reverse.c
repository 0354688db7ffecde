/* The refund of an order, whole or in part: gives back what it took, takes back what it earned. */
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/money.h"
#include "lib/points/operations_own.h"

/* Two dates of the same day; without a time, nobody knows. */
static bool
is_earlier(const char *date, const char *than)
{
	return strlen(date) >= DATE_SIZE && strlen(than) >= DATE_SIZE && strcmp(date, than) < 0;
}

/* Checks the refund against the order. *cut: the amount refunded in all; *whole: of what amount. */
static enum operation_result
check_refund(struct applying *a, const struct order_sums *s, int64_t *cut, int64_t *whole)
{
	const struct operation *op = a->op;
	char rest[NUM_SIZE];

	*cut = *whole = 1;
	if (!operations_is_own(a, s))
		return OPERATION_BAD;
	if (op->day < s->day || is_earlier(op->date, s->date))
		return operations_bad(a, "date", "date '%.20s' is before the points of the"
		    " order", op->date);
	if (s->is_reversed && !op->has_amount)
		return OPERATION_SAME;
	if (!op->is_other && order_entries_has_refund(a->of->orders, operations_order(op), op->date,
	    op->has_amount ? &op->amount : NULL))
		return OPERATION_SAME;
	if (!op->has_amount)
		return OPERATION_DONE;
	if (!s->has_amount)
		return operations_bad(a, "amount", "the ledger has no amount of order_id"
		    " '%.60s': leave amount empty to reverse all of it", op->order);
	money_text(s->amount - s->refunded, rest);
	if (s->is_reversed || op->amount > s->amount - s->refunded)
		return operations_bad(a, "amount", "the refund is larger than what is left of"
		    " order_id '%.60s': %s", op->order, s->is_reversed ? "0" : rest);
	*cut = s->refunded + op->amount;
	*whole = s->amount;
	if (*whole == 0)
		*cut = *whole = 1;
	return OPERATION_DONE;
}

/* Gives back to the lot what the order had taken from it. */
static void
give_back(struct applying *a, const struct order_entry *of, int64_t points)
{
	struct entries *l = a->of->ledger;
	const struct operation *op = a->op;
	const struct lot *lot = lots_find(entries_lots(l, op->customer), of->lot);
	struct entry e = operations_entry(a);
	const bool expired = lot == NULL || lot->expires <= op->day;

	e.points = points;
	e.refers = of->entry;
	if (!expired || op->expires == DATE_NONE || points == 0) {
		e.lot = of->lot;
		a->of->lapsed += expired ? points : 0;
	} else {
		e.expires = op->expires;
	}
	entries_put(l, &e);
}

/* Takes back from the lot itself, then from the others of the customer. */
static enum operation_result
take_back(struct applying *a, const struct order_entry *of, int64_t points)
{
	struct entries *l = a->of->ledger;
	const struct operation *op = a->op;
	const struct lot *lot = lots_find(entries_lots(l, op->customer), of->entry);
	struct entry e = operations_entry(a);
	const int64_t spare = lot && lot->expires > op->day ? lots_spare(lot, op->day) : 0;
	const int64_t own = spare < points ? spare : points;

	e.refers = e.lot = of->entry;
	e.points = -own;
	entries_put(l, &e);
	if (own == points)
		return OPERATION_DONE;
	return operations_owe(a, &e, operations_take(a, &e, points - own, NULL), points);
}

/* What is to be taken back of what an order has earned, if PART of WHOLE is refunded. */
static int64_t
due_back(struct applying *a, const struct order_entry *of, int64_t part, int64_t whole)
{
	const struct operation *op = a->op;
	const struct lot *lot = lots_find(entries_lots(a->of->ledger, op->customer), of->entry);
	int64_t lost = lot ? lot->expired : 0;

	if (lot && lot->expires <= op->day)
		lost += lots_spare(lot, op->day);
	const int64_t due = programme_share(of->points, part, whole), had = of->points - lost;
	const int64_t rest = (due < had ? due : had) - of->reversed;

	return rest > 0 ? rest : 0;
}

static enum operation_result
reverse_entries(struct applying *a, int64_t part, int64_t whole)
{
	size_t n;
	const struct order_entry *e = order_entries_read(a->of->orders, operations_order(a->op),
	    &n);

	for (size_t i = 0; i < n; i++)
		if (e[i].step == ENTRIES_REDEEM)
			give_back(a, &e[i], programme_share(-e[i].points, part, whole) -
			    e[i].reversed);
	operations_settle(a->of->ledger, a->op->customer, a->op->day);
	for (size_t i = 0; i < n; i++)
		if (e[i].step == ENTRIES_EARN && take_back(a, &e[i], due_back(a, &e[i], part,
		    whole)) == OPERATION_BAD)
			return OPERATION_BAD;
	return OPERATION_DONE;
}

enum operation_result
operations_reverse(struct applying *a)
{
	const struct operation *op = a->op;
	struct order_sums s;
	int64_t part, whole;

	if (!order_entries_sum(a->of->orders, operations_order(op), &s))
		return operations_bad(a, "order_id", "order_id '%.60s' has neither earned nor"
		    " redeemed points (a refund has the order_id of its order)", op->order);
	const enum operation_result r = check_refund(a, &s, &part, &whole);

	return r == OPERATION_DONE ? reverse_entries(a, part, whole) : r;
}
