#include "lib/churn/facts.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/base/work.h"
#include "lib/feedback/cases.h"
#include "lib/service/promise_rows.h"
#include "lib/store/query.h"
#include "lib/store/voided.h"

enum what { CONTACT, COMPLAINT, NPS, LOW, CASE, BROKEN };	/* the kind of a row */

/*
 * A row per event, by customer and day: kind, score. LOW is a CSAT or CES score at the low end of
 * its scale.
 */
#define KNOWN " WHERE customer_id IS NOT NULL AND day <= ?1"
#define VALID " AND case_id NOT IN " VOIDED_CASES("?1")
static const char sql[] =
	"SELECT customer_id, day, 0, 0 FROM touch" KNOWN
	" UNION ALL SELECT customer_id, day, 1, 0 FROM feedback" KNOWN VALID
	" AND kind = 'complaint'"
	" UNION ALL SELECT customer_id, day, 2, score FROM feedback" KNOWN VALID
	" AND kind = 'nps' AND score IS NOT NULL"
	" UNION ALL SELECT customer_id, day, 3, 0 FROM feedback" KNOWN VALID
	" AND (kind = 'csat' AND score <= 2 OR kind = 'ces' AND score <= 3)"
	" UNION ALL SELECT customer_id, day, 4, 0 FROM (" CASES_SELECT CASES_OPEN ")" KNOWN
	" AND state IN ('received', 'acknowledged', 'assigned', 'in_progress', 'waiting')"
	" UNION ALL SELECT customer_id, day, 5, 0 FROM promise AS p" KNOWN
	" AND (promise_now('state', due, " PROMISE_ROWS_EVENTS ") = 'broken'"
	" OR promise_now('overdue', due, " PROMISE_ROWS_EVENTS ") = 'yes')"
	" ORDER BY 1, 2, 3";

struct counts {			/* per customer */
	size_t events;		/* index of the customer's first event */
	int32_t complaints, broken, cases, oldest_case, score;
	int32_t contacts, recent_contacts, first_contact;
};

struct facts {
	const struct histories *hs;
	int32_t as_of;
	double usual_gap, usual_complaints;
	bool contacts, feedback, promises;	/* the store has some */
	struct counts *of;	/* per history index, and one more at the end; NULL: no store */
	struct churn_event *event;
	size_t events, room;
};

/* The median of the days between two purchases. */
static double
gap_of(const struct history *h)
{
	if (h->day == NULL)
		return h->frequency > 0 ? (double)(h->last - h->first) / (double)h->frequency : NAN;
	int32_t *day = mem_resize(NULL, h->days, sizeof *day);

	for (size_t i = 0; i < h->days; i++)
		day[i] = h->day[i].day;
	const double gap = indicators_gap(day, h->days);

	free(day);
	return gap;
}

/* NAN for a customer with a single gap, which may not be the usual one. */
static double
own_gap(const struct history *h)
{
	return h->frequency >= 2 ? gap_of(h) : NAN;
}

/* The median of gap_of over all customers. */
static double
usual_gap(const struct histories *hs)
{
	double *gap = mem_new(history_count(hs), sizeof *gap), median = NAN;
	size_t n = 0;

	for (size_t i = 0; i < history_count(hs); i++) {
		gap[n] = gap_of(history_at(hs, i));
		if (!isnan(gap[n]))
			n++;
	}
	sort_doubles(gap, n);
	if (n > 0)
		median = (gap[(n - 1) / 2] + gap[n / 2]) / 2;
	free(gap);
	return median;
}

static void
add_event(struct facts *f, int32_t day, enum churn_event_kind kind)
{
	f->event = mem_grow(f->event, f->events + 1, &f->room, sizeof *f->event);
	f->event[f->events++] = (struct churn_event){ day, kind };
}

static void
add_row(struct facts *f, struct counts *c, int32_t day, enum what what, int score)
{
	switch (what) {
	case CONTACT:
		c->first_contact = c->contacts++ == 0 ? day : c->first_contact;
		c->recent_contacts += day > f->as_of - FACTS_RECENT;
		add_event(f, day, CHURN_CONTACT);
		break;
	case COMPLAINT:
		c->complaints++;
		add_event(f, day, CHURN_COMPLAINT);
		break;
	case NPS:
		c->score = score;
		if (score <= 6)
			add_event(f, day, CHURN_DETRACTOR);
		break;
	case LOW:
		add_event(f, day, CHURN_DETRACTOR);
		break;
	case CASE:
		c->oldest_case = c->cases++ == 0 ? day : c->oldest_case;
		break;
	case BROKEN:
		c->broken++;
		break;
	}
}

/* Rows and histories are both in the order of the ids. Ignores customers without a purchase. */
static void
read_rows(struct facts *f, sqlite3_stmt *q)
{
	const size_t n = history_all(f->hs);
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		f->of[i] = (struct counts){ .score = -1 };
	while (query_step(q)) {
		const char *id = query_cell(q, 0);
		const int32_t day = query_day(q, 1);

		while (at < n && strcmp(history_any(f->hs, at)->id, id) < 0)
			f->of[++at].events = f->events;
		if (at < n && strcmp(history_any(f->hs, at)->id, id) == 0)
			add_row(f, &f->of[at], day, (enum what)sqlite3_column_int(q, 2),
			    sqlite3_column_int(q, 3));
	}
	while (at < n)
		f->of[++at].events = f->events;
}

static void
usual_complaints(struct facts *f)
{
	int64_t complaints = 0, purchases = 0;

	for (size_t i = 0; i < history_all(f->hs); i++) {
		complaints += f->of[i].complaints;
		purchases += history_any(f->hs, i)->frequency + 1;
	}
	f->usual_complaints = purchases > 0 ? (double)complaints / (double)purchases : NAN;
}

static void
read_store(struct facts *f, struct store *store)
{
	struct known known = history_known(f->hs);
	char as_of[DATE_SIZE];

	f->of = mem_new(history_all(f->hs) + 1, sizeof *f->of);
	query_exec(store, "BEGIN");
	f->contacts = query_number(store, "SELECT EXISTS (SELECT 1 FROM touch)");
	f->feedback = query_number(store, "SELECT EXISTS (SELECT 1 FROM feedback)");
	f->promises = query_number(store, "SELECT EXISTS (SELECT 1 FROM promise)");
	promise_rows_function(store, &known.moment);
	sqlite3_stmt *q = query_new(store, sql);

	query_text(q, 1, date_text(known.day, as_of));
	read_rows(f, q);
	query_free(q);
	query_exec(store, "COMMIT");
	usual_complaints(f);
}

struct facts *
facts_read(const struct histories *hs, struct store *store)
{
	struct facts *f = mem_new(1, sizeof *f);

	f->hs = hs;
	f->as_of = history_as_of(hs);
	f->usual_gap = usual_gap(hs);
	f->usual_complaints = NAN;
	if (store)
		read_store(f, store);
	return f;
}

void
facts_free(struct facts *f)
{
	free(f->of);
	free(f->event);
	free(f);
}

/* The numbers of purchase days after the first: before the recent past, and in it. */
static struct indicators_past
purchases(const struct facts *f, const struct history *h)
{
	const int32_t cut = f->as_of - FACTS_RECENT;
	struct indicators_past p = { 0 };

	if (h->day == NULL || h->first >= cut)
		return p;
	for (size_t i = 1; i < h->days; i++)
		++*(h->day[i].day <= cut ? &p.before : &p.recent);
	p.before_days = cut - h->first;
	p.recent_days = FACTS_RECENT;
	return p;
}

/* The same for contacts, without the first one. */
static struct indicators_past
contacts(const struct facts *f, const struct counts *c)
{
	const int32_t cut = f->as_of - FACTS_RECENT;

	if (c->contacts == 0 || c->first_contact >= cut)
		return (struct indicators_past){ 0 };
	return (struct indicators_past){
		c->contacts - c->recent_contacts - 1, cut - c->first_contact,
		c->recent_contacts, FACTS_RECENT,
	};
}

struct indicators_facts
facts_of(const struct facts *f, const struct history *h)
{
	struct indicators_facts to = INDICATORS_UNKNOWN;

	to.idle = f->as_of - h->last;
	to.gap = own_gap(h);
	to.usual_gap = f->usual_gap;
	to.purchases = purchases(f, h);
	if (f->of == NULL)
		return to;
	const struct counts *c = &f->of[history_index(f->hs, h)];

	if (f->contacts)
		to.contacts = contacts(f, c);
	if (f->feedback) {
		to.complaints = c->complaints;
		to.complained_of = h->frequency + 1 > c->complaints ?
		    h->frequency + 1 : c->complaints;
		to.usual_complaints = f->usual_complaints;
		to.score = c->score;
		to.cases = c->cases;
		to.case_days = c->cases > 0 ? f->as_of - c->oldest_case : -1;
	}
	if (f->promises)
		to.broken = c->broken;
	return to;
}

struct churn_customer
facts_customer(const struct facts *f, const struct history *h)
{
	struct churn_customer c = { h->day, h->days, NULL, 0 };

	if (f->of) {
		const size_t i = history_index(f->hs, h);

		c.event = f->event + f->of[i].events;
		c.events = f->of[i + 1].events - f->of[i].events;
	}
	return c;
}
