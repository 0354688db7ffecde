#include "lib/points/operations.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/points/order_entries.h"
#include "lib/points/qualifying.h"
#include "lib/store/query.h"

/*
 * operations_apply calls one function per step. Each puts entries into the ledger (entries.h),
 * which changes the lots in memory; at the end they are written, or dropped if the operation is
 * bad.
 * order_entries.c knows what an order has earned and redeemed before.
 */

struct operations {
	struct store *store;
	struct entries *ledger;
	const char *source;
	const struct programme *programme;	/* NULL: none */
	bool debts;
	struct order_entries *orders;
	struct qualifying *qualifying;		/* NULL: no rule asks for the tier */
	sqlite3_stmt *referred, *referrer;
	int64_t lapsed;
};

/* The operation that is being applied. */
struct applying {
	struct operations *of;
	const struct operation *op;
	struct operation_bad *bad;
};

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
operations_open(struct store *store, struct entries *ledger, const char *source,
    const struct programme *programme, bool debts)
{
	struct operations *o = mem_new(1, sizeof *o);

	*o = (struct operations){ .store = store, .ledger = ledger, .source = source,
		.programme = programme, .debts = debts,
		.orders = order_entries_open(store, source),
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
operations_refunds(struct operations *o, const char *order, const char *date, size_t *n)
{
	return order_entries_refunds(o->orders, order, date, n);
}

int64_t
operations_lapsed(const struct operations *o)
{
	return o->lapsed;
}

static __attribute__((format(printf, 3, 4))) enum operation_result
bad(struct applying *a, const char *field, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(a->bad->why, sizeof a->bad->why, fmt, args);
	va_end(args);
	a->bad->field = field;
	return OPERATION_BAD;
}

/* An entry with what the operation says of all of its entries. */
static struct entry
entry_of(const struct applying *a)
{
	const struct operation *op = a->op;

	return (struct entry){ .customer = op->customer, .date = op->date,
		.step = op->step, .usable = op->day, .expires = LOTS_NEVER, .order = op->order,
		.amount = op->has_amount ? &op->amount : NULL, .reason = op->reason,
		.agent = op->agent, .note = op->note };
}

/* --- debts --------------------------------------------------------------------------------- */

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

/* --- giving and taking --------------------------------------------------------------------- */

/* Opens a lot of the customer, who then pays what he owes. */
static int64_t
give(struct applying *a, const struct entry *e)
{
	const int64_t id = entries_put(a->of->ledger, e);

	operations_settle(a->of->ledger, e->customer, a->op->day);
	return id;
}

/*
 * Takes POINTS from the usable lots of E's customer, as entries like E. Returns what is missing.
 * TOOK, if not NULL, is called after each entry.
 */
static int64_t
take(struct applying *a, struct entry *e, int64_t points,
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

/* The rest that a reversal or an adjustment could not take: a debt, or the operation is bad. */
static enum operation_result
owe(struct applying *a, struct entry *e, int64_t missing, int64_t wanted)
{
	if (missing == 0)
		return OPERATION_DONE;
	if (!a->of->debts)
		return bad(a, "customer_id", "customer_id '%.60s' has %jd of the %jd points that"
		    " are to be taken back (--allow-negative lets the balance fall below 0)",
		    a->op->customer, (intmax_t)(wanted - missing), (intmax_t)wanted);
	e->points = -missing;
	e->lot = 0;
	e->usable = a->op->day;
	e->expires = LOTS_NEVER;
	entries_put(a->of->ledger, e);
	return OPERATION_DONE;
}

/* --- earn ---------------------------------------------------------------------------------- */

/* Sets the days of a new lot from the operation. */
static enum operation_result
set_days(struct applying *a, struct entry *e)
{
	const struct operation *op = a->op;

	e->usable = op->pending ? LOTS_NEVER : op->usable == DATE_NONE ? op->day : op->usable;
	e->expires = op->expires == DATE_NONE ? LOTS_NEVER : op->expires;
	if (e->usable < op->day)
		return bad(a, "usable", "usable is before date");
	if (e->expires <= op->day)
		return bad(a, "expires", "expires is not after date: it is the first day on which"
		    " the points are not usable");
	if (e->expires <= e->usable && e->usable != LOTS_NEVER)
		return bad(a, "expires", "expires is not after usable");
	return OPERATION_DONE;
}

/* Whether the order is of this customer. */
static bool
is_own(struct applying *a, const struct order_sums *s)
{
	if (strcmp(s->customer, a->op->customer) == 0)
		return true;
	bad(a, "order_id", "order_id '%.60s' is of another customer (if it is a number of another"
	    " system: --source=NAME)", a->op->order);
	return false;
}

/* An order that has earned before. */
static enum operation_result
earned_before(struct applying *a, const struct order_sums *s)
{
	const struct operation *op = a->op;
	const bool differs = op->has_points && op->points != s->earned;

	if (!differs && !(op->has_amount && s->has_amount && op->amount != s->amount))
		return OPERATION_SAME;
	if (differs)
		return bad(a, "order_id", "order_id '%.60s' has earned %jd points already, not %jd"
		    " (reverse it, or adjust the points)", op->order, (intmax_t)s->earned,
		    (intmax_t)op->points);
	return bad(a, "order_id", "order_id '%.60s' has earned %jd points already, with another"
	    " amount (reverse it, or adjust the points)", op->order, (intmax_t)s->earned);
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
			return bad(a, "amount", "rule '%.40s' gives more points than fit in 64"
			    " bits", r->name);
		if (e->points == 0)
			continue;
		any = true;
		e->rule = r->name;
		e->usable = programme_usable(r, op->day);
		e->expires = programme_expires(r, op->day);
		give(a, e);
	}
	if (any)
		return OPERATION_DONE;
	e->points = 0;
	e->usable = op->day;
	e->expires = LOTS_NEVER;
	give(a, e);
	return OPERATION_DONE;
}

static enum operation_result
earn(struct applying *a)
{
	const struct operation *op = a->op;
	struct entry e = entry_of(a);
	struct order_sums s;

	if (*op->order && order_entries_sum(a->of->orders, op->order, &s)) {
		if (!is_own(a, &s))
			return OPERATION_BAD;
		if (s.has_earned)
			return earned_before(a, &s);
		if (s.is_reversed || s.refunded > 0)
			return bad(a, "order_id", "order_id '%.60s' has a refund, which takes"
			    " nothing from points that are earned later (cust-undo the refund,"
			    " and load it again after this)", op->order);
	}
	if (!op->has_points)
		return earn_by_rules(a, &e);
	const enum operation_result r = set_days(a, &e);

	if (r != OPERATION_DONE)
		return r;
	e.points = op->points;
	give(a, &e);
	return OPERATION_DONE;
}

/* --- redeem, adjust, transfer --------------------------------------------------------------- */

static enum operation_result
too_few(struct applying *a, int64_t missing)
{
	return bad(a, "points", "points '%jd': customer_id '%.60s' has only %jd usable",
	    (intmax_t)a->op->points, a->op->customer, (intmax_t)(a->op->points - missing));
}

static enum operation_result
redeem(struct applying *a)
{
	const struct operation *op = a->op;
	struct entry e = entry_of(a);
	struct order_sums s;

	if (*op->order && order_entries_look(a->of->orders, op->order, &s)) {
		if (!is_own(a, &s))
			return OPERATION_BAD;
		if (s.has_redeemed)
			return s.redeemed == op->points ? OPERATION_SAME : bad(a, "order_id",
			    "order_id '%.60s' has redeemed %jd points already", op->order,
			    (intmax_t)s.redeemed);
	}
	operations_settle(a->of->ledger, op->customer, op->day);
	const int64_t missing = take(a, &e, op->points, NULL);

	return missing > 0 ? too_few(a, missing) : OPERATION_DONE;
}

static enum operation_result
adjust(struct applying *a)
{
	const struct operation *op = a->op;
	struct entry e = entry_of(a);

	if (op->points < 0) {
		operations_settle(a->of->ledger, op->customer, op->day);
		return owe(a, &e, take(a, &e, -op->points, NULL), -op->points);
	}
	const enum operation_result r = set_days(a, &e);

	if (r != OPERATION_DONE)
		return r;
	e.points = op->points;
	give(a, &e);
	return OPERATION_DONE;
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
	struct entry e = entry_of(a);

	if (strcmp(op->customer, op->other) == 0)
		return bad(a, "other_id", "other_id '%.60s' is the customer himself", op->other);
	operations_settle(l, op->customer, op->day);
	const int64_t missing = take(a, &e, op->points, pass_on);

	if (missing > 0)
		return too_few(a, missing);
	operations_settle(l, op->other, op->day);
	return OPERATION_DONE;
}

/* --- refer, confirm ------------------------------------------------------------------------- */

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
	return give(a, e);
}

static enum operation_result
refer(struct applying *a)
{
	const struct operation *op = a->op;
	const struct programme *p = a->of->programme;
	struct entry to = entry_of(a), from = entry_of(a);
	bool same;

	if (strcmp(op->customer, op->other) == 0)
		return bad(a, "other_id", "other_id '%.60s' is the customer himself", op->other);
	if (was_referred(a, op->customer, op->other, &same) && same)
		return bad(a, "other_id", "other_id '%.60s' referred customer_id '%.60s' before:"
		    " only one of them can earn for it", op->other, op->customer);
	if (was_referred(a, op->other, op->customer, &same))
		return same ? OPERATION_SAME : bad(a, "other_id",
		    "other_id '%.60s' was referred by another customer already", op->other);
	if (!op->has_points && (p == NULL || p->refer == NULL))
		return bad(a, "points", "points is empty, and no rule of kind refer gives them");
	if (set_days(a, &to) == OPERATION_BAD)
		return OPERATION_BAD;
	to.customer = op->other;
	from.refers = give_by_rule(a, &to, p ? p->welcome : NULL, NULL);
	give_by_rule(a, &from, p ? p->refer : NULL, op->has_points ? &op->points : NULL);
	return OPERATION_DONE;
}

static bool
is_of_order(struct applying *a, int64_t lot)
{
	return *a->op->order == '\0' || order_entries_is_of(a->of->orders, a->op->order, lot);
}

/* The lots that are pending on the day, all of them or those of the order, become usable. */
static enum operation_result
confirm(struct applying *a)
{
	struct entries *l = a->of->ledger;
	const struct operation *op = a->op;
	const struct lots *lots = entries_lots(l, op->customer);
	struct entry e = entry_of(a);
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
		return bad(a, "order_id", "order_id '%.60s' has not earned points of customer_id"
		    " '%.60s' by that day", op->order, op->customer);
	return bad(a, "customer_id", "customer_id '%.60s' has no points by that day", op->customer);
}

/* --- reverse ------------------------------------------------------------------------------- */

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
	if (!is_own(a, s))
		return OPERATION_BAD;
	if (op->day < s->day || is_earlier(op->date, s->date))
		return bad(a, "date", "date '%.20s' is before the points of the order", op->date);
	if (s->is_reversed && !op->has_amount)
		return OPERATION_SAME;
	if (!op->is_other && order_entries_has_refund(a->of->orders, op->order, op->date,
	    op->has_amount ? &op->amount : NULL))
		return OPERATION_SAME;
	if (!op->has_amount)
		return OPERATION_DONE;
	if (!s->has_amount)
		return bad(a, "amount", "the ledger has no amount of order_id '%.60s': leave amount"
		    " empty to reverse all of it", op->order);
	money_text(s->amount - s->refunded, rest);
	if (s->is_reversed || op->amount > s->amount - s->refunded)
		return bad(a, "amount", "the refund is larger than what is left of order_id"
		    " '%.60s': %s", op->order, s->is_reversed ? "0" : rest);
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
	struct entry e = entry_of(a);
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
	struct entry e = entry_of(a);
	const int64_t spare = lot && lot->expires > op->day ? lots_spare(lot, op->day) : 0;
	const int64_t own = spare < points ? spare : points;

	e.refers = e.lot = of->entry;
	e.points = -own;
	entries_put(l, &e);
	if (own == points)
		return OPERATION_DONE;
	return owe(a, &e, take(a, &e, points - own, NULL), points);
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
	const struct order_entry *e = order_entries_read(a->of->orders, a->op->order, &n);

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

static enum operation_result
reverse(struct applying *a)
{
	const struct operation *op = a->op;
	struct order_sums s;
	int64_t part, whole;

	if (!order_entries_sum(a->of->orders, op->order, &s))
		return bad(a, "order_id", "order_id '%.60s' has neither earned nor redeemed points",
		    op->order);
	const enum operation_result r = check_refund(a, &s, &part, &whole);

	return r == OPERATION_DONE ? reverse_entries(a, part, whole) : r;
}

enum operation_result
operations_apply(struct operations *o, const struct operation *op, struct operation_bad *why,
    int64_t *entry)
{
	static enum operation_result (*const apply[ENTRIES_STEPS])(struct applying *) = {
		[ENTRIES_EARN] = earn, [ENTRIES_REDEEM] = redeem, [ENTRIES_REVERSE] = reverse,
		[ENTRIES_ADJUST] = adjust, [ENTRIES_TRANSFER] = transfer, [ENTRIES_REFER] = refer,
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
