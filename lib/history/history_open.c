/*
 * Finds out where the histories come from (the store, an order log or a history table), and calls
 * the reader for it.
 */
#include "lib/history/history_own.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/twins.h"
#include "lib/io/cite.h"
#include "lib/io/twins_note.h"
#include "lib/base/work.h"
#include "lib/store/query.h"

/* As in --input; and a table without dates. */
enum form { FORM_AUTO, FORM_LOG, FORM_TABLE, FORM_SUMMARY };
enum { FIT_STORE, FIT_INPUT };			/* as in --fit-on */

/* An option that only an order log has, if it was given; NULL: none was. */
static const char *
watched_by(const struct history_opts *o)
{
	return o->partition ? "partition" : o->expect ? "expect" : o->statistics ? "statistics"
	    : NULL;
}

static void
open_list(struct histories *h, const struct history_opts *o, char **operands)
{
	if (o->keep.n > 0 || o->input != FORM_AUTO || o->dates.zone)
		opt_misuse("--keep, --input and --tz cannot be used with a store");
	if (watched_by(o))
		opt_misuse("--%s requires an order log; it cannot be used with a store",
		    watched_by(o));
	if (*operands == NULL && reading_given(&o->reading))
		opt_misuse("%s is for CSV, but there is none", reading_given(&o->reading));
	if (o->unit != HISTORY_NO_UNIT)
		opt_misuse("--unit is for tables with recency and T, but without dates");
	if (o->fit_on == FIT_INPUT && *operands == NULL)
		opt_misuse("--fit-on=input requires a FILE of customers");
	if (*operands)
		history_list_read(h, operands);
}

static bool
has(const struct table *t, const char *name)
{
	size_t at;

	return table_find(t, name, &at);
}

/* Names the columns that a history table or an order log lacks, by the columns that it has. */
static _Noreturn void
missing(const struct table *t)
{
	static const char *const log[] = { "customer_id", "date", NULL },
	    *const history[] = { "customer_id", "first_date", "last_date", "frequency", NULL };
	const bool is_history = has(t, "first_date") || has(t, "last_date") || has(t, "frequency");
	const char *lacks[5];
	size_t n = 0;

	for (const char *const *name = is_history ? history : log; *name; name++)
		if (!has(t, *name))
			lacks[n++] = *name;
	lacks[n] = NULL;
	table_missing(t, lacks, say("an order log requires customer_id and date; a history table"
	    " customer_id, first_date, last_date and frequency"));
}

/* Summaries such as those of lifetimes and BTYD. */
static bool
is_summary(const struct table *t)
{
	return has(t, "customer_id") && has(t, "frequency") && has(t, "recency") &&
	    (has(t, "T") || has(t, "age")) && !has(t, "first_date") && !has(t, "last_date");
}

static enum form
form_of(const struct history_opts *o, const struct table *t)
{
	const bool log = has(t, "customer_id") && has(t, "date");
	const bool table = has(t, "customer_id") && has(t, "first_date") &&
	    has(t, "last_date") && has(t, "frequency");

	if (o->summaries && !log && is_summary(t) && o->input != FORM_LOG)
		return FORM_SUMMARY;
	if (o->input == FORM_LOG || (o->input == FORM_AUTO && log && !table))
		return FORM_LOG;
	if (o->input == FORM_TABLE && !table)
		fail("a history table requires the columns"
		    " customer_id, first_date, last_date and frequency");
	if (log && table && o->input == FORM_AUTO)
		opt_misuse("the header fits an order log and a history table;"
		    " use --input=log or --input=history");
	if (!table)
		missing(t);
	return FORM_TABLE;
}

static void
note_twins(const struct histories *h)
{
	unsigned marks = 0;

	for (size_t i = 0; i < h->n; i++)
		marks |= twins_marks(h->all[i].id);
	if (!twins_possible(marks))
		return;
	struct twins *t = twins_new();

	for (size_t i = 0; i < h->n; i++)
		twins_add(t, h->all[i].id);
	twins_note(t);
	twins_free(t);
}

static void
open_csv(struct histories *h, const struct history_opts *o, char **operands)
{
	struct table *t = table_open(operands, &(struct table_opts){
	    .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = &o->reading });

	if (o->fit_on == FIT_INPUT)
		opt_misuse("--fit-on requires -d FILE and a FILE of customers");
	opt_use_zone(o->dates.zone);
	const enum form form = form_of(o, t);

	if (form != FORM_LOG && watched_by(o))
		opt_misuse("--%s requires an order log", watched_by(o));
	if (form != FORM_SUMMARY && o->unit != HISTORY_NO_UNIT)
		opt_misuse("--unit is for tables with recency and T, but without dates");
	if (form == FORM_TABLE || form == FORM_SUMMARY)
		history_table_read(h, o, t, form == FORM_SUMMARY);
	else {
		h->known = known_by(o->as_of);
		history_log_read(h, o, t);
	}
	note_twins(h);
	cite_as_of(h->known.day);
	table_close(t);
}

struct histories *
history_open(const struct history_opts *o, char **operands)
{
	struct histories *h = mem_new(1, sizeof *h);

	h->opts = o;
	if (!isnan(o->margin) && !(o->margin >= 0 && o->margin <= 1))
		opt_misuse("--margin must be from 0 to 1 (100%%)");
	h->part = parts_of(o->partition);
	h->watched = o->expect || o->statistics;
	if (o->expect && !fingerprint_parse(o->expect, &(struct fingerprint){ 0 }))
		opt_misuse("--expect=%s is not ROWS,AMOUNT,DIGEST", o->expect);
	h->threads = work_threads_of(o->threads);
	h->days = o->days;
	h->newest = DATE_NONE;
	if (store_is_wanted(&o->store))
		open_list(h, o, operands);
	else
		open_csv(h, o, operands);
	return h;
}

void
history_find(struct histories *h, struct store *store)
{
	if (store == NULL)
		return;
	h->known = known_by(h->opts->as_of);
	cite_as_of(h->known.day);
	query_exec(store, "BEGIN");
	history_store_read(h, store);
	if (h->list)
		history_list_find(h, store);
	else if (h->opts->everyone)
		history_list_everyone(h, store);
	query_exec(store, "COMMIT");
	if (h->opts->covariates.n > 0)
		history_covariates_find(h, store);
}
