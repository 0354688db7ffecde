#include "lib/extension/sql_time.h"

#include <stdio.h>

#include "lib/base/calendar.h"
#include "lib/base/lunar.h"
#include "lib/base/moment.h"
#include "lib/extension/arguments.h"
#include "lib/extension/hours.h"
SQLITE_EXTENSION_INIT3

enum { LONGEST = 64, MINUTE = 60, LUNAR_TEXT = 40 };

/* A date, or a date with a time; another text makes the result NULL, as in date() of SQLite. */
static struct moment
moment(struct arguments *a, int i)
{
	const char *s = arguments_cell(a, i, LONGEST);
	struct moment m = MOMENT_NONE;

	a->null = a->null || !moment_parse(s, &m);
	return m;
}

static void
business_minutes(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	const struct function_shared *shared = sqlite3_user_data(ctx);
	struct arguments a = { ctx, "business_minutes", v, false, false };
	const struct moment from = moment(&a, 0), to = moment(&a, 1);
	const struct calendar *c = hours_read(shared->hours, &a, 2);

	(void)n;
	if (!arguments_good(&a))
		return;
	const int64_t seconds = calendar_between(c, moment_first(from), moment_first(to));

	arguments_result(&a, (double)seconds / MINUTE);
}

/* 2023-02L-01 is the first day of the leap month after month 2: the texts sort by time. */
static void
lunar(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arguments a = { ctx, "lunar", v, false, false };
	const struct moment m = moment(&a, 0);
	char text[LUNAR_TEXT];
	struct lunar l;

	(void)n;
	if (!arguments_good(&a) || !lunar_of(m.day, &l))
		return;
	snprintf(text, sizeof text, "%04d-%02d%s-%02d", l.year, l.month, l.leap ? "L" : "", l.day);
	sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

const struct function sql_time_functions[] = {
	{ .name = "business_minutes", .arguments = 3, .scalar = business_minutes },
	{ .name = "lunar", .arguments = 1, .scalar = lunar },
	{ 0 },
};
