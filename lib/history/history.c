#define _GNU_SOURCE
#include "lib/history/history_own.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/work.h"

enum {
	NONE = HISTORY_NONE,
	LATE = 31,		/* days after the last order from which an as-of date looks forgotten */
};

enum form { FORM_AUTO, FORM_LOG, FORM_TABLE };	/* as in --input */
enum { FIT_STORE, FIT_INPUT };			/* as in --fit-on */

const struct history_column history_columns[] = {
	{ "customer_id", PUT_TEXT }, { "as_of", PUT_DATE }, { "orders", PUT_INT },
	{ "first_date", PUT_DATE }, { "last_date", PUT_DATE }, { "spend", PUT_AMOUNT },
	{ "frequency", PUT_INT }, { "recency", PUT_INT }, { "age", PUT_INT }, { "idle", PUT_INT },
	{ "monetary", PUT_REAL },
};
_Static_assert(sizeof history_columns / sizeof *history_columns == HISTORY_COLUMNS, "the columns of a history");

double
history_monetary(int64_t repeat_spend, int64_t frequency)
{
	return frequency > 0 ? (double)repeat_spend / ((double)MONEY_ONE * (double)frequency) : NAN;
}

static const char *
plural(int64_t n)
{
	return n == 1 ? "" : "s";
}

void
history_note_left_out(int64_t later, int64_t refunds_only, int64_t early, int32_t as_of)
{
	char date[DATE_SIZE];

	date_text(as_of, date);
	if (later > 0)
		opt_note("left out %jd customer%s first seen after %s", (intmax_t)later, plural(later), date);
	if (refunds_only > 0)
		opt_note("left out %jd customer%s with refunds but no purchase by %s", (intmax_t)refunds_only,
		    plural(refunds_only), date);
	if (early > 0)
		opt_note("%jd refund%s before any purchase count%s in spend, not in monetary", (intmax_t)early,
		    plural(early), early == 1 ? "s" : "");
}

/* An old log without --as-of looks as if everybody had left: the commonest mistake. */
void
history_note_late(int32_t as_of, int32_t oldest, int32_t newest)
{
	char last[DATE_SIZE], date[DATE_SIZE];

	if (newest != DATE_NONE && as_of - newest > LATE && as_of - newest > (newest - oldest) / 10)
		opt_note("the latest order is on %s, but the as-of date is %s; did you mean --as-of=%s?",
		    date_text(newest, last), date_text(as_of, date), last);
}

void
history_settle_ids(struct histories *h)
{
	for (size_t i = 0; i < h->n; i++)
		h->all[i].id = h->ids.s + (uintptr_t)h->all[i].id;
}

static void
fit_on_input(struct histories *h)
{
	char *seen = mem_new(h->n, 1);

	h->fitted = mem_new(h->rows, sizeof(struct history *));
	for (size_t r = 0; r < h->rows; r++)
		if (h->row_of[r] != NONE && !seen[h->row_of[r]]) {
			seen[h->row_of[r]] = 1;
			h->fitted[h->nfitted++] = &h->all[h->row_of[r]];
		}
	free(seen);
}

/* The customers to be scored. */
static void
open_list(struct histories *h, const struct history_opts *o, sqlite3 *db, char **operands)
{
	struct table *t = table_open(operands, &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP });

	history_table_list(h, db, t);
	table_close(t);
	if (o->fit_on == FIT_INPUT)
		fit_on_input(h);
}

static void
open_store(struct histories *h, const struct history_opts *o, char **operands)
{
	if (o->keep.n > 0 || o->input != FORM_AUTO || o->dates.format || o->dates.zone)
		opt_misuse("--keep, --input, --date-format and --tz cannot be used with a store");
	if (o->fit_on == FIT_INPUT && *operands == NULL)
		opt_misuse("--fit-on=input requires a FILE of customers");
	sqlite3 *db = store_open(&o->store, STORE_READ, NULL);

	store_use_zone(db);
	h->as_of = o->as_of == DATE_NONE ? date_today() : o->as_of;
	store_exec(db, "BEGIN");
	history_store_read(h, db);
	if (*operands)
		open_list(h, o, db, operands);
	store_exec(db, "COMMIT");
	store_close(db);
}

static bool
has(const struct table *t, const char *name)
{
	size_t at;

	return table_find(t, name, &at);
}

static enum form
form_of(const struct history_opts *o, const struct table *t)
{
	const bool log = has(t, "customer_id") && has(t, "date");
	const bool table = has(t, "customer_id") && has(t, "first_date") &&
	    has(t, "last_date") && has(t, "frequency");

	if (o->input == FORM_LOG || (o->input == FORM_AUTO && log && !table))
		return FORM_LOG;
	if (o->input == FORM_TABLE && !table)
		errx(EXIT_TROUBLE, "a history table requires the columns customer_id, first_date, last_date and frequency");
	if (log && table && o->input == FORM_AUTO)
		opt_misuse("the header fits an order log and a history table; use --input=log or --input=history");
	if (!table)
		errx(EXIT_TROUBLE, "an order log requires the columns customer_id and date; a history table requires customer_id,"
		    " first_date, last_date and frequency; the first column is '%.60s'", table_name(t, 0));
	return FORM_TABLE;
}

static void
open_csv(struct histories *h, const struct history_opts *o, char **operands)
{
	struct table *t = table_open(operands, &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP });

	if (o->fit_on == FIT_INPUT)
		opt_misuse("--fit-on requires -d FILE and a FILE of customers");
	opt_use_zone(o->dates.zone);
	if (form_of(o, t) == FORM_TABLE)
		history_table_read(h, o, t);
	else {
		h->as_of = o->as_of == DATE_NONE ? date_today() : o->as_of;
		history_log_read(h, o, t);
	}
	table_close(t);
}

struct histories *
history_open(const struct history_opts *o, char **operands)
{
	struct histories *h = mem_new(1, sizeof *h);

	h->threads = work_threads_of(o->threads);
	h->days = o->days;
	h->newest = DATE_NONE;
	if (o->store.db || o->store.standard)
		open_store(h, o, operands);
	else
		open_csv(h, o, operands);
	return h;
}

int32_t
history_as_of(const struct histories *h)
{
	return h->as_of;
}

bool
history_has_days(const struct histories *h)
{
	return h->day != NULL;
}

int32_t
history_newest(const struct histories *h)
{
	return h->newest;
}

bool
history_has_spend(const struct histories *h)
{
	return h->money;
}

bool
history_has_monetary(const struct histories *h)
{
	return h->money && !h->no_monetary;
}

unsigned
history_threads(const struct histories *h)
{
	return h->threads;
}

size_t
history_count(const struct histories *h)
{
	return h->fitted ? h->nfitted : h->n;
}

const struct history *
history_at(const struct histories *h, size_t i)
{
	return h->fitted ? h->fitted[i] : &h->all[i];
}

size_t
history_all(const struct histories *h)
{
	return h->n;
}

const struct history *
history_any(const struct histories *h, size_t i)
{
	return &h->all[i];
}

size_t
history_index(const struct histories *h, const struct history *of)
{
	return (size_t)(of - h->all);
}

size_t
history_rows(const struct histories *h)
{
	return h->head ? h->rows : h->n;
}

const struct history *
history_row(const struct histories *h, size_t row)
{
	if (h->head == NULL)
		return &h->all[row];
	return h->row_of[row] == NONE ? NULL : &h->all[h->row_of[row]];
}

void
history_fill(int32_t as_of, bool money, const struct history *h, struct value v[static HISTORY_COLUMNS])
{
	v[0].s = h->id;
	v[1].i = as_of;
	v[2].i = h->orders;
	v[2].none = h->orders == NONE;
	v[3].i = h->first;
	v[4].i = h->last;
	v[5].i = h->spend;
	v[5].none = !money;
	v[6].i = h->frequency;
	v[7].i = h->last - h->first;
	v[8].i = as_of - h->first;
	v[9].i = as_of - h->last;
	v[10].x = h->monetary;
}

void
history_close(struct histories *h)
{
	for (size_t i = 0; i < h->width; i++)
		free(h->head[i]);
	free(h->head);
	free(h->all);
	free(h->fitted);
	free(h->row_at);
	free(h->row_of);
	text_free(&h->cells);
	text_free(&h->ids);
	for (unsigned i = 0; h->kept && i < fold_parts(h->fold); i++) {
		const size_t n = fold_customers(fold_part(h->fold, i)) * h->keep.n;

		for (size_t k = 0; k < n; k++)
			free(h->kept[i][k]);
		free(h->kept[i]);
	}
	free(h->kept);
	for (unsigned i = 0; h->day && i < fold_parts(h->fold); i++)
		free(h->day[i]);
	free(h->day);
	if (h->fold)
		fold_free(h->fold);
	free(h);
}
