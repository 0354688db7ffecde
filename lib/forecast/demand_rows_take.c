/* A row becomes a line: its value, on its day, of its series. */
#include "lib/forecast/demand_rows_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"

static bool
bad(struct demand_own *o, enum demand_rows_cell field, const char *why)
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

static const double EXACT = 0x1p53;	/* whole numbers below it add up exactly, in any order */

/* A whole number, which is added to the line of its day if that was seen of late. */
static void
add(struct demand_own *o, uint32_t series, int32_t day, double value)
{
	size_t *at = &o->recent[((uint32_t)day + series * 2654435761u) % DEMAND_RECENT];
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

bool
demand_rows_take(struct demand_own *o, const char *const cell[CELLS], int64_t amount,
    enum money_result read)
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
