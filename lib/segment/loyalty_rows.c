#include "lib/segment/loyalty_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/segment/loyalty.h"
#include "lib/store/query.h"
#include "lib/store/store.h"
#include "lib/store/voided.h"

enum { ATTITUDE, LOYALTY, COLUMNS };

/* The scores of each customer, the latest one last. */
static const char sql[] =
	"SELECT customer_id, score, kind = 'csat', day FROM feedback WHERE customer_id IS NOT NULL"
	" AND day <= ?1 AND kind IN ('nps', 'csat') AND score IS NOT NULL"
	" AND case_id NOT IN " VOIDED_CASES("?1")
	" ORDER BY customer_id, date, kind = 'nps', case_id";

struct attitude {
	double score;		/* NAN: not known */
	bool csat;
	int32_t day;		/* DATE_NONE: of a column */
};

struct self {
	const struct loyalty_rows_opts *opts;
	const struct labels *labels;
	struct attitude *of;	/* per row */
};

bool
loyalty_rows_needs_days(const struct loyalty_rows_opts *o)
{
	return o->on && o->window.unit != '\0';
}

static void
read_column(struct self *x)
{
	struct labels_numbers n = labels_numbers(x->labels, "--attitude", &x->opts->attitude, 1);

	for (size_t i = 0; i < n.rows; i++)
		x->of[i] = (struct attitude){ n.row[i], false, DATE_NONE };
	labels_numbers_free(&n);
}

static void
read_store(struct self *x, struct store *store)
{
	sqlite3_stmt *q = query_new(store, sql);
	struct map *ids = map_new();
	struct attitude *latest = NULL;
	size_t room = 0, at;
	char as_of[DATE_SIZE];

	query_text(q, 1, date_text(history_as_of(labels_histories(x->labels)), as_of));
	while (query_step(q)) {
		const char *id = query_cell(q, 0);

		at = map_at(ids, id, strlen(id), NULL);
		latest = mem_grow(latest, at + 1, &room, sizeof *latest);
		latest[at] = (struct attitude){ sqlite3_column_double(q, 1),
			sqlite3_column_int(q, 2), query_day(q, 3) };
	}
	query_free(q);
	for (size_t i = 0; i < labels_rows(x->labels); i++) {
		const char *id = labels_id(x->labels, i);

		x->of[i] = map_find(ids, id, strlen(id), &at) ? latest[at] :
		    (struct attitude){ .score = NAN };
	}
	free(latest);
	map_free(ids);
}

/* Purchase days that count. */
static int64_t
purchases(const struct self *x, size_t row)
{
	const struct history *h = labels_history(x->labels, row);
	const int32_t as_of = history_as_of(labels_histories(x->labels));
	int64_t n = 0;

	if (h == NULL)
		return 0;
	if (x->opts->window.unit == '\0')
		return h->frequency + 1;
	for (size_t i = 0; i < h->days; i++)
		n += as_of - h->day[i].day <= duration_days(x->opts->window, h->day[i].day);
	return n;
}

static double
from(const struct self *x, size_t row)
{
	return x->of[row].csat ? x->opts->csat_from : x->opts->attitude_from;
}

static size_t
group(const void *self, size_t row)
{
	const struct self *x = self;

	return loyalty(x->of[row].score, from(x, row), purchases(x, row) >= x->opts->purchases);
}

static const char *
name(const void *self, size_t group)
{
	(void)self;
	return loyalty_name((enum loyalty)group);
}

static void
fill(const void *self, size_t row, struct value *cell)
{
	const struct self *x = self;

	cell[ATTITUDE].x = x->of[row].score;
}

static void
explain_attitude(const struct self *x, size_t row, char *to, size_t n)
{
	const struct attitude *a = &x->of[row];
	char score[NUM_SIZE], limit[NUM_SIZE], day[DATE_SIZE], when[32] = "";

	if (isnan(a->score)) {
		snprintf(to, n, say_cell("attitude not known"));
		return;
	}
	num_text(a->score, score);
	num_text(from(x, row), limit);
	if (a->day != DATE_NONE)
		snprintf(when, sizeof when, say_cell(" of %s"), date_text(a->day, day));
	snprintf(to, n, say_cell("%s %s%s (high from %s)"),
	    a->day == DATE_NONE ? x->opts->attitude : a->csat ? "CSAT" : "NPS", score, when, limit);
}

static int
explain(const void *self, size_t row, char *to, size_t n)
{
	const struct self *x = self;
	const int64_t days = purchases(x, row);
	char attitude[200];

	explain_attitude(x, row, attitude, sizeof attitude);
	return snprintf(to, n, say_cell("loyalty %s: %s; %jd purchase day%s (many from %jd)"),
	    say_word(SAY_CELL, "loyalty", name(x, group(x, row))), attitude, (intmax_t)days,
	    TEXT_PLURAL_CELL(days),
	    (intmax_t)x->opts->purchases);
}

static void
release(void *self)
{
	struct self *x = self;

	free(x->of);
	free(x);
}

struct labelling
loyalty_rows(const struct loyalty_rows_opts *o, const struct labels *labels, struct store *store)
{
	struct self *x = mem_new(1, sizeof *x);

	if (o->attitude == NULL && store == NULL)
		opt_misuse("--loyalty requires a store with NPS or CSAT scores,"
		    " or --attitude=COLUMN");
	if (o->window.unit != '\0' && !history_has_days(labels_histories(labels)))
		fail("a history table does not tell who bought in the window;"
		    " read an order log or a store, or leave out --loyal-window");
	*x = (struct self){ o, labels, mem_new(labels_rows(labels), sizeof *x->of) };
	if (o->attitude)
		read_column(x);
	else
		read_store(x, store);
	return (struct labelling){
		.column = {
			[ATTITUDE] = { "attitude", PUT_REAL }, [LOYALTY] = { "loyalty", PUT_TEXT },
		},
		.n = COLUMNS, .label = LOYALTY, .self = x, .groups = LOYALTY_KINDS, .name = name,
		.group = group, .fill = fill, .explain = explain, .free = release,
	};
}
