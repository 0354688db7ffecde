#include "lib/forecast/demand_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/known.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/customer/grouping.h"
#include "lib/io/cite.h"
#include "lib/io/table.h"
#include "lib/service/calendar_rows.h"
#include "lib/store/query.h"

/*
 * Rows become lines (take), of a table or an order log (a struct row each, from read_table or
 * read_store). arrange makes the series of them, after close_days has found the weekdays that have
 * no slot.
 */
enum cell { DATE, VALUE, AMOUNT, QUANTITY, ORDER, SOURCE, CUSTOMER, BY, CELLS };
static const char *const names[CELLS] = { "date", "value", "amount", "quantity", "order_id",
	"source", "customer_id" };
enum { YEAR = 366 };		/* days after the data in which a weekday may open */

struct demand_own {
	const struct demand_opts *opts;
	struct map *series;
	struct map *seen;	/* orders of a series and day; or periods of a series */
	struct demand_line *line;
	size_t n, room;
	size_t *recent;		/* per hash of series and day: 1 + its latest line; 0: none */
	int64_t unnamed, refunds, unmeasured, closed;
	int32_t until, newest;
	enum demand_measure measure;
	struct date_reader dates;
	struct date_memo date;
	enum cell field;	/* the bad cell of a row, and the reason */
	const char *why;
};

static bool
bad(struct demand_own *o, enum cell field, const char *why)
{
	o->field = field;
	o->why = why;
	return false;
}

/* Is this the first time that the word is seen for the series and the number? */
static bool
is_new(struct demand_own *o, uint32_t series, int32_t number, const char *word)
{
	char *key = mem_print("%u %d %s", series, number, word);
	bool first;

	map_at(o->seen, key, strlen(key), &first);
	free(key);
	return first;
}

/* An order has its number, the source of the number, and a customer. A cell may be NULL. */
static bool
is_new_order(struct demand_own *o, uint32_t series, int32_t day, const char *const cell[CELLS])
{
	char *order = mem_print("%s\n%s\n%s", cell[ORDER], cell[SOURCE] ? cell[SOURCE] : "",
	    cell[CUSTOMER] ? cell[CUSTOMER] : "");
	const bool first = is_new(o, series, day, order);

	free(order);
	return first;
}

/* A value of its own. */
static void
add_line(struct demand_own *o, uint32_t series, int32_t day, double value)
{
	o->line = mem_grow(o->line, o->n + 1, &o->room, sizeof *o->line);
	o->line[o->n++] = (struct demand_line){ series, day, value };
	o->newest = day > o->newest ? day : o->newest;
}

enum { RECENT = 1 << 12 };	/* days of series whose lines are remembered */
static const double EXACT = 0x1p53;	/* whole numbers below it add up exactly, in any order */

/* A whole number, which is added to the line of its day if that was seen of late. */
static void
add(struct demand_own *o, uint32_t series, int32_t day, double value)
{
	size_t *at = &o->recent[((uint32_t)day + series * 2654435761u) % RECENT];
	struct demand_line *l = *at > 0 ? &o->line[*at - 1] : NULL;

	if (l && l->series == series && l->day == day && fabs(l->value + value) < EXACT) {
		l->value += value;
		return;
	}
	add_line(o, series, day, value);
	*at = o->n;
}

/* A row of a table of values. */
static bool
take_value(struct demand_own *o, const char *const cell[CELLS], uint32_t series, int32_t day)
{
	double value;

	if (!num_parse(cell[VALUE], &value))
		return bad(o, VALUE, say("is not a number"));
	if (!is_new(o, series, period_number((enum period)o->opts->period, day), ""))
		return bad(o, DATE, o->opts->by ? say("is in a period that has a value already") :
		    say("is in a period that has a value already; use --by to tell series apart"));
	add_line(o, series, day, value);
	return true;
}

/* A row of an order log. A cell is NULL if its column does not exist. */
static bool
take_order(struct demand_own *o, const char *const cell[CELLS], int64_t amount, uint32_t series,
    int32_t day)
{
	double quantity = 0;

	if (o->measure == DEMAND_AMOUNT) {
		add(o, series, day, (double)amount);
		return true;
	}
	const bool measured = o->measure != DEMAND_QUANTITY || *cell[QUANTITY] != '\0';

	if (o->measure == DEMAND_QUANTITY && measured && !num_parse(cell[QUANTITY], &quantity))
		return bad(o, QUANTITY, say("is not a number"));
	o->refunds += amount < 0;
	o->unmeasured += amount >= 0 && !measured;
	if (amount < 0 || !measured)
		return true;
	if (o->measure == DEMAND_QUANTITY)
		add_line(o, series, day, quantity);
	else if (cell[ORDER] == NULL || *cell[ORDER] == '\0' ||
	    is_new_order(o, series, day, cell))
		add(o, series, day, 1);
	return true;
}

/* Takes one row; false if it is bad. AMOUNT: of an order, as far as it was READ. */
static bool
take(struct demand_own *o, const char *const cell[CELLS], int64_t amount, enum money_result read)
{
	int32_t day, second;
	/* a table of values may have dates of any century */
	const enum date_result r = o->measure == DEMAND_VALUE ?
	    date_read_any(&o->dates, cell[DATE], &day, &second) :
	    date_read_next(&o->dates, &o->date, cell[DATE], &day, &second);

	if (r != DATE_OK)
		return bad(o, DATE, date_why(r));
	if (day > o->until)
		return true;
	if (cell[BY] && *cell[BY] == '\0') {
		o->unnamed++;
		return true;
	}
	const char *name = cell[BY] ? cell[BY] : "";
	const uint32_t series = cell[BY] == NULL && map_count(o->series) > 0 ? 0 :
	    (uint32_t)map_at(o->series, name, strlen(name), NULL);

	if (o->measure == DEMAND_VALUE)
		return take_value(o, cell, series, day);
	return read == MONEY_OK ? take_order(o, cell, amount, series, day) :
	    bad(o, AMOUNT, money_why(read));
}

/* Takes a row of a table; false if it is bad. */
static bool
take_row(struct demand_own *o, const char *const cell[CELLS])
{
	int64_t amount = 0;
	const enum money_result r = cell[AMOUNT] && o->measure != DEMAND_VALUE
	    ? money_parse(cell[AMOUNT], &amount) : MONEY_OK;

	return take(o, cell, amount, r);
}

/* Whether the measure needs the column; a column that it does not need may be there or not. */
static bool
needs(enum demand_measure m, enum cell c)
{
	return c == DATE || (c == VALUE && m == DEMAND_VALUE) ||
	    (c == AMOUNT && m == DEMAND_AMOUNT) || (c == QUANTITY && m == DEMAND_QUANTITY);
}

/* A table has a column value; without it, a column customer_id shows that this is an order log. */
static enum demand_measure
recognise(const struct demand_opts *opts, struct table *t)
{
	size_t at;

	if (opts->measure != DEMAND_VALUE)
		return (enum demand_measure)opts->measure;
	return !table_find(t, "value", &at) && table_find(t, "customer_id", &at) ? DEMAND_ORDERS :
	    DEMAND_VALUE;
}

static void
read_table(struct demand_own *o, char **operands)
{
	const struct demand_opts *opts = o->opts;
	struct table *t = table_open(operands, &(struct table_opts){
	    .policy = opts->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = &opts->reading });
	static const enum recipe_kind kind[CELLS] = { [DATE] = RECIPE_DATE,
		[VALUE] = RECIPE_NUMBER, [AMOUNT] = RECIPE_AMOUNT, [QUANTITY] = RECIPE_NUMBER };
	const char *cell[CELLS] = { 0 };
	size_t at[CELLS];
	bool has[CELLS];

	o->measure = recognise(opts, t);
	for (int i = 0; i < CELLS; i++) {
		const char *name = i == BY ? opts->by : names[i];
		const bool wanted = o->measure == DEMAND_VALUE ? i <= VALUE || i == BY : i != VALUE;

		has[i] = wanted && name && table_find(t, name, &at[i]);
		if (!has[i] && i == AMOUNT && needs(o->measure, AMOUNT))
			fail_lack("no amounts: --measure=amount requires a column amount");
		if (!has[i] && name && (i == BY || needs(o->measure, (enum cell)i)))
			table_column(t, name);
		if (i <= QUANTITY && has[i])
			table_reads(t, at[i], kind[i]);
	}
	for (char **row; (row = table_next(t)) != NULL;) {
		for (int i = 0; i < CELLS; i++)
			if (has[i])
				cell[i] = row[at[i]];
		if (!take_row(o, cell))
			table_bad(t, names[o->field], "%s '%.60s' %s", names[o->field],
			    cell[o->field], o->why);
	}
	table_close(t);
}

/* Only the columns that the measure needs: a store has millions of orders. */
static sqlite3_stmt *
orders_of(const struct demand_own *o, struct store *store)
{
	static const struct grouping_column own[] = { { "sku", "r.sku" },
		{ "channel", "r.channel" }, { "customer_id", "r.customer_id" }, { 0 } };
	char *sql = query_print("SELECT r.date, r.amount, %s, %s",
	    o->measure == DEMAND_QUANTITY ? "r.quantity" : "NULL",
	    o->measure == DEMAND_ORDERS ? "r.order_id, r.source, r.customer_id" :
	    "NULL, NULL, NULL");

	if (o->opts->by)
		sql = grouping_add(sql, o->opts->by, own);
	return query_made(store, query_print("%z FROM orders AS r" GROUPING_JOIN, sql));
}

static void
read_store(struct demand_own *o, struct store *store)
{
	const char *cell[CELLS] = { 0 };
	char date[DATE_SIZE] = "";

	o->measure = o->opts->measure == DEMAND_VALUE ? DEMAND_ORDERS :
	    (enum demand_measure)o->opts->measure;
	sqlite3_stmt *q = orders_of(o, store);

	while (query_step(q)) {
		memccpy(date, query_cell(q, 0), '\0', DATE_SIZE - 1);
		cell[DATE] = date;
		cell[QUANTITY] = query_cell(q, 2);
		cell[ORDER] = query_cell(q, 3);
		cell[SOURCE] = query_cell(q, 4);
		cell[CUSTOMER] = query_cell(q, 5);
		cell[BY] = o->opts->by ? query_cell(q, 6) : NULL;
		if (!take(o, cell, sqlite3_column_int64(q, 1), MONEY_OK))
			fail("bad order in the store: %s '%.60s' %s; run cust-check",
			    names[o->field], cell[o->field], o->why);
	}
	query_free(q);
}

static bool
is_open(const struct calendar *c, int32_t day)
{
	const int64_t from = (int64_t)day * CALENDAR_DAY_SECONDS;

	return calendar_between(c, from, from + CALENDAR_DAY_SECONDS) > 0;
}

bool
demand_rows_open(const struct demand_rows *d, int32_t slot)
{
	return d->calendar == NULL || is_open(d->calendar, slots_day(&d->slots, slot));
}

static bool
opens(void *ctx, int32_t slot)
{
	return demand_rows_open(ctx, slot);
}

/* Leaves out the lines on closed days, and closes the weekdays that never open. */
static void
use_calendar(struct demand_rows *to)
{
	struct demand_own *o = to->own;
	size_t kept = 0;
	int32_t first = o->newest;

	for (size_t i = 0; i < o->n; i++) {
		first = o->line[i].day < first ? o->line[i].day : first;
		if (is_open(to->calendar, o->line[i].day))
			o->line[kept++] = o->line[i];
	}
	o->closed = (int64_t)(o->n - kept);
	o->n = kept;
	for (int w = 0; w < SLOTS_WEEK; w++)
		to->slots.closed[w] = true;
	for (int32_t day = first; kept > 0 && day < o->newest + YEAR; day++)
		if (is_open(to->calendar, day))
			to->slots.closed[slots_weekday(day)] = false;
}

/* Says which weekdays have no value and no slot. */
static void
note_weekdays(const struct slots *s)
{
	static const char *const day[SLOTS_WEEK] = { SAY("Monday"), SAY("Tuesday"),
		SAY("Wednesday"), SAY("Thursday"), SAY("Friday"), SAY("Saturday"),
		SAY("Sunday") };
	char list[160] = "";
	size_t n = 0;

	for (int i = 0; i < SLOTS_WEEK; i++)
		if (s->closed[i]) {
			snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s",
			    say_comma(n++), say(day[i]));
		}
	if (n > 0)
		opt_note("no row is on a %s: left out as closed", list);
}

static void
close_days(struct demand_rows *to)
{
	const struct demand_own *o = to->own;

	if (to->calendar) {
		use_calendar(to);
	} else if (to->slots.period == PERIOD_DAY) {
		demand_weekdays(o->line, o->n, &to->slots);
		note_weekdays(&to->slots);
	}
}

/* The last slot: of an order log the last one that is over. */
static int32_t
last_slot(const struct demand_rows *to)
{
	const struct demand_own *o = to->own;
	const int32_t end = o->opts->as_of != DATE_NONE ? o->opts->as_of : o->newest;
	char name[PERIOD_SIZE], text[DATE_SIZE];
	int32_t last, newest;

	slots_of(&to->slots, o->newest, &newest);
	if (o->measure == DEMAND_VALUE)
		return newest;
	slots_of(&to->slots, end + 1, &last);
	if (newest > --last)
		opt_note("left out %s, which is not over: the data end on %s",
		    period_name(to->slots.period, slots_day(&to->slots, newest), name),
		    date_text(end, text));
	return last;
}

static void
stop_at_gap(const struct demand_rows *to, const char *name, const struct demand *d)
{
	char period[PERIOD_SIZE];

	period_name(to->slots.period, slots_day(&to->slots, d->gap), period);
	if (to->by)
		fail("%s '%.60s' has no value for %s; use --gaps=zero or --gaps=line",
		    to->by, name, period);
	fail("no value for %s; use --gaps=zero or --gaps=line", period);
}

/* Orders the series by name, and leaves out those without a value. */
static void
name_series(struct demand_rows *to, struct demand *all)
{
	const struct map *m = to->own->series;
	size_t *order = map_order(m), count = map_count(m), empty = 0;

	to->name = mem_new(count, sizeof *to->name);
	to->series = mem_new(count, sizeof *to->series);
	for (size_t i = 0; i < count; i++) {
		struct demand *d = &all[order[i]];

		empty += d->n == 0;
		if (d->n == 0)
			continue;
		to->name[to->n] = map_key(m, order[i]);
		if (d->has_gap && !to->calendar)
			stop_at_gap(to, to->name[to->n], d);
		if (to->calendar)
			demand_fill(d, slots_season(&to->slots), opens, to);
		for (size_t k = 0; k < d->n && to->own->measure == DEMAND_AMOUNT; k++)
			d->y[k] /= MONEY_ONE;
		to->series[to->n++] = *d;
	}
	free(order);
	free(all);
	if (empty > 0)
		opt_note("left out %zu series without a whole period", empty);
}

/* A gap of a table that the calendar does not explain. */
static void
check_gaps(const struct demand_rows *to, const struct demand_line *line, size_t n,
    const struct demand *all)
{
	const struct map *m = to->own->series;
	int32_t slot, before = 0;

	for (size_t i = 0; i < n; i++) {
		const bool same = i > 0 && line[i].series == line[i - 1].series;

		slots_of(&to->slots, line[i].day, &slot);
		for (int32_t s = before + 1; same && s < slot; s++)
			if (demand_rows_open(to, s)) {
				struct demand d = all[line[i].series];

				d.gap = s;
				stop_at_gap(to, map_key(m, line[i].series), &d);
			}
		before = slot;
	}
}

static void
arrange(struct demand_rows *to)
{
	struct demand_own *o = to->own;
	const bool log = o->measure != DEMAND_VALUE;

	close_days(to);
	if (o->n == 0)
		return;
	struct demand *all = demand_series(o->line, o->n, map_count(o->series), &to->slots,
	    last_slot(to), log, log ? DEMAND_ZERO : (enum demand_gaps)o->opts->gaps);

	if (to->calendar && !log && o->opts->gaps == DEMAND_STOP)
		check_gaps(to, o->line, o->n, all);
	name_series(to, all);
}

static void
note_left_out(const struct demand_own *o)
{
	if (o->unnamed > 0)
		opt_note("left out %jd row%s without a %s", (intmax_t)o->unnamed,
		    TEXT_PLURAL(o->unnamed), o->opts->by);
	if (o->refunds > 0)
		opt_note("left out %jd refund%s", (intmax_t)o->refunds, TEXT_PLURAL(o->refunds));
	if (o->unmeasured > 0)
		opt_note("left out %jd row%s without a quantity", (intmax_t)o->unmeasured,
		    TEXT_PLURAL(o->unmeasured));
	if (o->closed > 0)
		opt_note("left out %jd row%s on days that are closed in the calendar",
		    (intmax_t)o->closed, TEXT_PLURAL(o->closed));
}

struct demand_rows *
demand_rows_read(const struct demand_opts *opts, struct store *store, char **operands)
{
	struct demand_rows *to = mem_new(1, sizeof *to);
	struct demand_own *o = to->own = mem_new(1, sizeof *o);

	opt_use_zone(opts->dates.zone);	/* for a store the zone is in use already */
	*o = (struct demand_own){ .opts = opts, .series = map_new(), .seen = map_new(),
		.until = known_by(opts->as_of).day, .newest = INT32_MIN, .dates = opts->dates };
	cite_as_of(o->until);
	o->recent = mem_new(RECENT, sizeof *o->recent);
	to->by = opts->by;
	to->slots.period = (enum period)opts->period;
	to->calendar = opts->calendar ? calendar_rows_read(opts->calendar) : NULL;
	if (store)
		read_store(o, store);
	else
		read_table(o, operands);
	arrange(to);
	note_left_out(o);
	return to;
}

void
demand_rows_free(struct demand_rows *d)
{
	demand_free(d->series, d->n);
	if (d->calendar)
		calendar_free(d->calendar);
	map_free(d->own->series);
	map_free(d->own->seen);
	free(d->own->line);
	free(d->own->recent);
	free(d->own);
	free(d->name);
	free(d);
}
