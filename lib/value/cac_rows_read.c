#include "lib/value/cac_rows_own.h"

#include <math.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/io/id_once.h"
#include "lib/io/table.h"
#include "lib/value/groups.h"

/* The columns of a table of customers; PTRDIFF_MIN is a column that it lacks. */
struct customer_columns {
	ptrdiff_t id, channel, acquired, first, clv, spend, age;
};

static ptrdiff_t
find(struct table *t, const char *name)
{
	size_t at;

	return table_find(t, name, &at) ? (ptrdiff_t)at : PTRDIFF_MIN;
}

static ptrdiff_t
find_value(struct table *t, const char *name, enum recipe_kind kind)
{
	const ptrdiff_t at = find(t, name);

	if (at != PTRDIFF_MIN)
		table_reads(t, (size_t)at, kind);
	return at;
}

static const char *
cell_of(char **cell, ptrdiff_t at)
{
	return at == PTRDIFF_MIN ? "" : cell[at];
}

static struct customer_columns
customer_columns(struct cac_rows *r, struct table *t)
{
	const struct customer_columns c = {
		find(t, "customer_id"), (ptrdiff_t)table_column(t, r->o->by),
		find_value(t, "acquired", RECIPE_DATE), find_value(t, "first_date", RECIPE_DATE),
		find_value(t, "clv", RECIPE_AMOUNT), find_value(t, "spend", RECIPE_AMOUNT),
		find_value(t, "age", RECIPE_NUMBER),
	};

	if (r->timed && c.acquired == PTRDIFF_MIN && c.first == PTRDIFF_MIN)
		table_missing(t, (const char *const[]){ "acquired", NULL },
		    say("costs with a period or date require acquired or first_date"));
	return c;
}

static bool
read_day(struct table *t, const struct customer_columns *c, char **cell, int32_t *day)
{
	const bool acquired = *cell_of(cell, c->acquired) != '\0';
	const char *s = acquired ? cell_of(cell, c->acquired) : cell_of(cell, c->first);
	char date[DATE_SIZE] = "";

	*day = DATE_NONE;
	if (*s == '\0')
		return true;
	strncat(date, s, DATE_SIZE - 1);
	if ((*day = date_parse(date)) != DATE_NONE)
		return true;
	const char *column = acquired ? "acquired" : "first_date";

	table_bad(t, column, "%s '%.60s' is not a date (YYYY-MM-DD)", column, s);
	return false;
}

/* What is wrong with it, or NULL. An empty cell is NAN. */
static const char *
parse_clv(const char *cell, double *to)
{
	*to = NAN;
	if (*cell && !num_parse(cell, to))
		return say("is not a number");
	return fabs(*to) > NUM_LARGEST ? say("is larger than 1e100") : NULL;
}

static bool
read_numbers(struct table *t, const struct customer_columns *c, char **cell,
    struct cac_rows_customer *to)
{
	const char *clv = cell_of(cell, c->clv), *spend = cell_of(cell, c->spend),
	    *age = cell_of(cell, c->age);
	const char *why = parse_clv(clv, &to->clv);
	int64_t days;

	if (why) {
		table_bad(t, "clv", "clv '%.60s' %s", clv, why);
		return false;
	}
	if (*spend == '\0' || *age == '\0')
		return true;
	to->has_spend = true;
	if (money_parse_sum(spend, &to->spend) != MONEY_OK) {
		table_bad(t, "spend", "spend '%.60s' is not a valid amount", spend);
		return false;
	}
	if (!num_count(age, &days) || days > INT32_MAX) {
		table_bad(t, "age", "age '%.60s' is not a whole number >= 0", age);
		return false;
	}
	to->age = (int32_t)days;
	return true;
}

void
cac_rows_read(struct cac_rows *r, const struct history_opts *o, char **operands)
{
	struct table *t = table_open(operands, &(struct table_opts){
	    .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = &o->reading });
	const struct customer_columns c = customer_columns(r, t);
	struct map *ids = map_new();

	for (char **cell; (cell = table_next(t)) != NULL;) {
		struct cac_rows_customer to = { .channel = cell[c.channel] };
		const char *id = cell_of(cell, c.id);

		if ((*id == '\0' || id_once(t, ids, id)) && read_day(t, &c, cell, &to.day) &&
		    read_numbers(t, &c, cell, &to))
			cac_rows_add(r, &to);
	}
	map_free(ids);
	table_close(t);
}

static int32_t
acquired_on(const char *acquired, const struct history *h)
{
	const int32_t day = date_parse(acquired);

	return day == DATE_NONE ? h->first : day;
}

static double
clv_of(const struct histories *hs, size_t row)
{
	const char *cell = history_cell(hs, row, "clv");
	double clv;

	if (cell == NULL)
		return NAN;
	const char *why = parse_clv(cell, &clv);

	if (why)
		fail("clv '%.60s' %s", cell, why);
	return clv;
}

void
cac_rows_take(struct cac_rows *r, const struct histories *hs, struct store *store)
{
	struct groups *channel = groups_read(hs, store, r->o->by),
	    *acquired = groups_read(hs, store, "acquired");

	for (size_t i = 0; i < history_rows(hs); i++) {
		const struct history *h = history_row(hs, i);

		if (h == NULL) {
			r->no_purchase++;
			continue;
		}
		cac_rows_add(r, &(struct cac_rows_customer){
		    .channel = channel->name[channel->of[i]],
		    .day = acquired_on(acquired->name[acquired->of[i]], h),
		    .clv = clv_of(hs, i), .has_spend = true, .spend = h->spend,
		    .age = history_as_of(hs) - h->first });
	}
	groups_free(channel);
	groups_free(acquired);
}
