#include "lib/service/service.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/moment.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/feedback/casework.h"
#include "lib/feedback/steps.h"
#include "lib/feedback/trail.h"
#include "lib/service/calendar_rows.h"
#include "lib/service/promise_rows.h"
#include "lib/store/query.h"
#include "lib/store/store.h"
#include "lib/store/voided.h"

enum { ID_SIZE = 65, SATISFIED = 4 };

/*
 * service_measure reads the cases, promises and contacts in turn, each with one statement, and
 * calls the caller's TAKE for each item of each standard. Each of the three parts below has a
 * function measure_X, which reads the rows, and functions that compute the items of a row.
 *
 * In the statements ?1 is the last day that counts; ?2 and ?3 are the first and the last day of
 * receipt; %s are the columns that the scopes name.
 */

static const char cases_sql[] =
	"SELECT case_id, customer_id, date, kind, score%s FROM feedback"
	" WHERE day BETWEEN ?2 AND min(?3, ?1) AND case_id NOT IN " VOIDED_CASES("?1")
	" ORDER BY case_id";
enum { CASE_ID, CASE_CUSTOMER, CASE_DATE, CASE_KIND, CASE_SCORE, CASE_SCOPES };

static const char promise_sql[] =
	"SELECT promise_id, customer_id, date, due, " PROMISE_ROWS_EVENTS ","
	" touchpoint = 'delivery'%s FROM promise AS p"
	" WHERE day BETWEEN ?2 AND min(?3, ?1) ORDER BY promise_id";
enum {
	PROMISE_ID, PROMISE_CUSTOMER, PROMISE_DATE, PROMISE_DUE, PROMISE_EVENTS, PROMISE_DELIVERY,
	PROMISE_SCOPES
};

static const char contacts_sql[] =
	"SELECT touch_id, customer_id, date, direction = 'out', day BETWEEN ?2 AND ?3 AND"
	" channel IN ('mail', 'chat', 'web', 'social')%s FROM touch"
	" WHERE customer_id IS NOT NULL AND direction IS NOT NULL AND day <= ?1"
	" ORDER BY customer_id, date, touch_id";
enum { TOUCH_ID, TOUCH_CUSTOMER, TOUCH_DATE, TOUCH_OUT, TOUCH_COUNTS, TOUCH_SCOPES };

static const struct source {
	const char *row;	/* what messages call its rows */
	const char *sql;
	int scopes;		/* the number of the first column of the scopes */
} sources[STANDARDS_SOURCES] = {
	[STANDARDS_CASES] = { "case", cases_sql, CASE_SCOPES },
	[STANDARDS_PROMISES] = { "promise", promise_sql, PROMISE_SCOPES },
	[STANDARDS_CONTACTS] = { "contact", contacts_sql, TOUCH_SCOPES },
};

struct measure {
	const struct service *of;
	void (*take)(void *, size_t, const struct service_item *);
	void *ctx;
	int64_t end;			/* the first moment after the known facts */
	char as_of[DATE_SIZE], since[DATE_SIZE], until[DATE_SIZE];
	const struct source *source;	/* the current source */
	sqlite3_stmt *q;
};

/* Makes the calendar count elapsed time: the store's zone says when its clocks change. */
static void
use_shifts(struct calendar *c, const struct store *store)
{
	struct date_shift shift[DATE_SHIFTS];

	if (store->zone)
		calendar_shift(c, shift, date_zone_shifts(shift, DATE_SHIFTS));
}

void
service_open(struct service *s, struct store *store, const struct service_opts *o,
    struct known known)
{
	*s = (struct service){ .store = store, .calendar = calendar_rows_read(o->calendar),
	    .known = known, .since = DATE_NONE, .until = DATE_NONE };
	use_shifts(s->calendar, store);
	s->standards = standards_open(o->standards, store, calendar_day(s->calendar));
}

void
service_close(struct service *s)
{
	calendar_free(s->calendar);
	standards_free(s->standards);
}

/* Does any standard measure this source? */
static bool
is_asked(const struct service *s, enum standards_source source)
{
	for (size_t i = 0; i < s->standards->n; i++)
		if (standards_source(s->standards->of[i].metric) == source)
			return true;
	return false;
}

static void
begin(struct measure *m, enum standards_source source)
{
	const struct service *s = m->of;
	const struct standards_columns *c = &s->standards->columns[source];
	char *names = query_print("");

	for (size_t i = 0; i < c->n; i++)
		names = query_print("%z, \"%w\"", names, c->name[i]);
	char *sql = query_print(sources[source].sql, names);

	m->source = &sources[source];
	m->q = query_new(s->store, sql);
	query_text(m->q, 1, date_text(s->known.day, m->as_of));
	query_text(m->q, 2, s->since == DATE_NONE ? "0001-01-01" : date_text(s->since, m->since));
	query_text(m->q, 3, s->until == DATE_NONE ? m->as_of : date_text(s->until, m->until));
	sqlite3_free(names);
	sqlite3_free(sql);
}

static struct moment
moment_at(const struct measure *m, int at)
{
	struct moment to;

	if (!moment_parse(query_cell(m->q, at), &to))
		fail("%s %jd: '%.60s' is not a valid date; run cust-check",
		    m->source->row, (intmax_t)sqlite3_column_int64(m->q, 0),
		    query_cell(m->q, at));
	return to;
}

/* Is the current row in the scope? */
static bool
in_scope(const struct measure *m, const struct standard *s)
{
	for (size_t i = 0; i < s->npair; i++)
		if (strcmp(query_cell(m->q, m->source->scopes + (int)s->pair[i].column),
		    s->pair[i].value) != 0)
			return false;
	return true;
}

/* Cases: first response, update, resolution, reopened, csat. */

static bool
has_clock(const char *kind)
{
	return strcmp(kind, "complaint") == 0 || strcmp(kind, "suggestion") == 0 ||
	    strcmp(kind, "question") == 0;
}

static uint64_t
standards_of_case(const struct measure *m)
{
	const struct standards *s = m->of->standards;
	const bool clock = has_clock(query_cell(m->q, CASE_KIND));
	uint64_t bits = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct standard *of = &s->of[i];

		if (standards_source(of->metric) == STANDARDS_CASES && in_scope(m, of) &&
		    (clock || of->metric == STANDARDS_CSAT || standards_names(s, of, "kind")))
			bits |= UINT64_C(1) << i;
	}
	return bits;
}

static void
take_score(const struct measure *m, struct service_item item, size_t standard, int64_t at,
    int score)
{
	item.end = at;
	item.seconds = ATTAIN_UNTIMED;
	item.result = score >= SATISFIED ? ATTAIN_MET : ATTAIN_MISSED;
	m->take(m->ctx, standard, &item);
}

/* Each score is an item: the rating that the case itself is, and each follow-up. */
static void
take_scores(const struct measure *m, const struct casework *c, const struct service_item *item,
    size_t standard)
{
	if (strcmp(query_cell(m->q, CASE_KIND), "csat") == 0 &&
	    sqlite3_column_type(m->q, CASE_SCORE) != SQLITE_NULL)
		take_score(m, *item, standard, c->received, sqlite3_column_int(m->q, CASE_SCORE));
	for (size_t i = 0; i < c->n; i++)
		if (c->step[i].score > 0)
			take_score(m, *item, standard, c->step[i].at, c->step[i].score);
}

static void
take_reopened(const struct measure *m, const struct casework *c, struct service_item item,
    size_t standard)
{
	const struct casework_time t = casework_resolution(c, m->of->calendar, m->end);

	if (casework_count(c, STEPS_RESOLVE) == 0)
		return;
	item.end = t.end;
	item.seconds = ATTAIN_UNTIMED;
	item.result = casework_count(c, STEPS_REOPEN) > 0 ? ATTAIN_MISSED : ATTAIN_MET;
	m->take(m->ctx, standard, &item);
}

static void
take_time(const struct measure *m, const struct casework_time *t, struct service_item item,
    size_t standard)
{
	item.start = t->start;
	item.end = t->end;
	item.seconds = t->seconds;
	item.result = attain_within(t->seconds, m->of->standards->of[standard].seconds, t->done);
	m->take(m->ctx, standard, &item);
}

/* Measures the current case by a standard. */
static void
take_case(const struct measure *m, const struct casework *c, size_t standard)
{
	static struct casework_time (*const timed[STANDARDS_METRICS])(const struct casework *,
	    const struct calendar *, int64_t) = {
		[STANDARDS_FIRST_RESPONSE] = casework_response,
		[STANDARDS_UPDATE] = casework_update,
		[STANDARDS_RESOLUTION] = casework_resolution,
	};
	const enum standards_metric metric = m->of->standards->of[standard].metric;
	const struct service_item item = { .id = sqlite3_column_int64(m->q, CASE_ID),
		.customer_id = query_cell(m->q, CASE_CUSTOMER), .start = c->received };

	if (metric == STANDARDS_CSAT) {
		take_scores(m, c, &item, standard);
	} else if (metric == STANDARDS_REOPENED) {
		take_reopened(m, c, item, standard);
	} else {
		const struct casework_time t = timed[metric](c, m->of->calendar, m->end);

		take_time(m, &t, item, standard);
	}
}

static void
measure_cases(struct measure *m)
{
	const size_t n = m->of->standards->n;
	struct trail *trail = trail_read(m->of->store, m->as_of);
	struct casework work = { 0 };

	while (query_step(m->q)) {
		const uint64_t standards = standards_of_case(m);

		if (standards == 0)
			continue;
		casework_begin(&work, moment_first(moment_at(m, CASE_DATE)));
		trail_add(trail, sqlite3_column_int64(m->q, CASE_ID), &work);
		for (size_t i = 0; i < n; i++)
			if (standards >> i & 1)
				take_case(m, &work, i);
	}
	casework_free(&work);
	trail_free(trail);
}

/* Promises: kept, and delivered on time. */

static void
take_promise(const struct measure *m, const struct promise *p, size_t standard)
{
	const bool first = m->of->standards->of[standard].metric == STANDARDS_ON_TIME_DELIVERY;
	const struct service_item item = {
		sqlite3_column_int64(m->q, PROMISE_ID), query_cell(m->q, PROMISE_CUSTOMER),
		moment_first(moment_at(m, PROMISE_DATE)),
		p->state == PROMISE_OPEN ? SERVICE_GOES_ON : moment_first(p->last),
		ATTAIN_UNTIMED,
		promise_outcome(p, first ? p->first_due : p->due, m->of->known.moment),
	};

	m->take(m->ctx, standard, &item);
}

static void
measure_promises(struct measure *m)
{
	const struct standards *s = m->of->standards;
	struct promise p;

	while (query_step(m->q)) {
		const bool delivery = sqlite3_column_int(m->q, PROMISE_DELIVERY);

		if (!promise_read(query_cell(m->q, PROMISE_DUE), query_cell(m->q, PROMISE_EVENTS),
		    &p))
			fail("promise %jd: it or one of its steps has a date that is not valid; "
			    "run cust-check", (intmax_t)sqlite3_column_int64(m->q, PROMISE_ID));
		for (size_t i = 0; i < s->n; i++)
			if (standards_source(s->of[i].metric) == STANDARDS_PROMISES &&
			    in_scope(m, &s->of[i]) &&
			    (delivery || s->of[i].metric == STANDARDS_KEPT_PROMISES))
				take_promise(m, &p, i);
	}
}

/*
 * Contacts: answered. The rows come by customer and date. The next contact that the business makes
 * with the customer answers all open contacts of this customer.
 */

struct unanswered {
	int64_t id, start;
	uint64_t standards;
};

struct customer {
	char id[ID_SIZE];
	struct unanswered *in;
	size_t n, room;
};

/* Ends the open contacts of the customer: answered at this moment, or still without an answer. */
static void
answer(const struct measure *m, struct customer *c, bool answered, int64_t at)
{
	for (size_t k = 0; k < c->n; k++) {
		const struct unanswered *in = &c->in[k];
		struct service_item item = { in->id, c->id, in->start,
		    answered ? at : SERVICE_GOES_ON,
		    calendar_between(m->of->calendar, in->start, at), ATTAIN_PENDING };

		for (size_t i = 0; i < m->of->standards->n; i++)
			if (in->standards >> i & 1) {
				item.result = attain_within(item.seconds,
				    m->of->standards->of[i].seconds, answered);
				m->take(m->ctx, i, &item);
			}
	}
	c->n = 0;
}

static void
ask(const struct measure *m, struct customer *c, int64_t at)
{
	const struct standards *s = m->of->standards;
	struct unanswered in = { .id = sqlite3_column_int64(m->q, TOUCH_ID), .start = at };

	for (size_t i = 0; i < s->n; i++)
		if (s->of[i].metric == STANDARDS_ANSWERED && in_scope(m, &s->of[i]))
			in.standards |= UINT64_C(1) << i;
	if (in.standards == 0)
		return;
	c->in = mem_grow(c->in, c->n + 1, &c->room, sizeof *c->in);
	c->in[c->n++] = in;
}

static void
measure_contacts(struct measure *m)
{
	struct customer c = { 0 };

	while (query_step(m->q)) {
		const int64_t at = moment_first(moment_at(m, TOUCH_DATE));

		if (strcmp(query_cell(m->q, TOUCH_CUSTOMER), c.id) != 0) {
			answer(m, &c, false, m->end);
			snprintf(c.id, sizeof c.id, "%s", query_cell(m->q, TOUCH_CUSTOMER));
		}
		if (sqlite3_column_int(m->q, TOUCH_OUT))
			answer(m, &c, true, at);
		else if (sqlite3_column_int(m->q, TOUCH_COUNTS))
			ask(m, &c, at);
	}
	answer(m, &c, false, m->end);
	free(c.in);
}

void
service_measure(const struct service *s, void (*take)(void *, size_t, const struct service_item *),
    void *ctx)
{
	static void (*const measures[STANDARDS_SOURCES])(struct measure *) = {
		[STANDARDS_CASES] = measure_cases,
		[STANDARDS_PROMISES] = measure_promises,
		[STANDARDS_CONTACTS] = measure_contacts,
	};
	struct measure m = { .of = s, .take = take, .ctx = ctx, .end = s->known.moment + 1 };

	/* all statements see the same state, even if others write */
	query_exec(s->store, "BEGIN");
	for (int i = 0; i < STANDARDS_SOURCES; i++) {
		if (!is_asked(s, (enum standards_source)i))
			continue;
		begin(&m, (enum standards_source)i);
		measures[i](&m);
		query_free(m.q);
	}
	query_exec(s->store, "COMMIT");
}

struct overdue {
	struct text ids;
	int64_t last;
};

static void
take_overdue(void *ctx, size_t standard, const struct service_item *i)
{
	struct overdue *o = ctx;
	char id[NUM_SIZE];

	(void)standard;
	if (i->result != ATTAIN_MISSED || i->end != SERVICE_GOES_ON ||
	    (o->ids.n > 1 && i->id == o->last))
		return;
	if (o->ids.n > 1)
		text_add(&o->ids, ",", 1);
	const size_t n = num_int(i->id, id);

	text_add(&o->ids, id, n);
	o->last = i->id;
}

char *
service_overdue(const struct service *s)
{
	/* the standards by which a case can be overdue */
	struct standards clocks = *s->standards;
	struct service of = *s;
	struct overdue o = { .ids = { 0 } };

	clocks.n = 0;
	for (size_t i = 0; i < s->standards->n; i++)
		if (s->standards->of[i].metric == STANDARDS_FIRST_RESPONSE ||
		    s->standards->of[i].metric == STANDARDS_RESOLUTION)
			clocks.of[clocks.n++] = s->standards->of[i];
	of.standards = &clocks;
	text_add(&o.ids, "[", 1);
	service_measure(&of, take_overdue, &o);
	text_add(&o.ids, "]", sizeof "]");
	return o.ids.s;
}
