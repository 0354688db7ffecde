#include "lib/care/worklist_own.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/care/reach.h"
#include "lib/store/query.h"
#include "lib/trial/enrolled.h"

enum { WEEK = 7 };

/* ?1 is the id of the customer, and ?2 the as-of date. */
static const char contacts_sql[] =
	"SELECT count(*) FROM touch WHERE customer_id = ?1 AND " DUE_BY("date", "?2")
	" AND date >= ?3 AND (direction = 'out' OR direction IS NULL AND settles IS NOT NULL)";

static bool
is_service(const struct care_rule *r)
{
	return r->service;
}

static bool
is_capped(struct worklist_build *b, const char *id)
{
	if (b->opts->cap == 0)
		return false;
	query_text(b->contacts, 1, id);
	query_text(b->contacts, 3, b->week);
	query_step(b->contacts);
	const bool capped = sqlite3_column_int64(b->contacts, 0) >= b->opts->cap;

	sqlite3_reset(b->contacts);
	return capped;
}

/* The limits of --cap and --holdout do not bar what a customer expects. */
static void
limit_to_service(struct worklist_build *b, struct worklist_row *r, size_t *count)
{
	r->n = worklist_keep(b->w->item + r->first, r->n, is_service);
	*count += r->n == 0;
}

static void
add_row(struct worklist_build *b, const struct worklist_row *r)
{
	struct worklist *w = b->w;

	w->row = mem_grow(w->row, w->n + 1, &w->room, sizeof *w->row);
	w->row[w->n++] = *r;
}

/* Has the row reasons that the customer does not expect, which the trial is about? */
static bool
is_of_trial(const struct worklist_build *b, const struct worklist_row *r)
{
	for (size_t i = r->first; b->enrolled && i < r->first + r->n; i++)
		if (!b->w->item[i].rule->service)
			return true;
	return false;
}

/* Who is in both arms since a merge is not held out. */
static bool
is_held(const struct worklist_build *b, const struct worklist_row *r)
{
	if (!is_of_trial(b, r))
		return false;
	const struct enrolled_member *m = enrolled_find(b->enrolled, r->id);

	return m ? m->arm == ARM_HOLDOUT && !m->both :
	    arm_is_held(b->opts->trial, b->opts->holdout, r->id);
}

static void
enter(struct worklist_build *b, const struct worklist_row *r, bool held)
{
	struct worklist *w = b->w;

	if (enrolled_find(b->enrolled, r->id))
		return;
	w->entrant = mem_grow(w->entrant, w->entrants + 1, &w->entrant_room, sizeof *w->entrant);
	w->entrant[w->entrants++] = (struct worklist_entrant){ r->id, held };
}

static int
service_first(const void *a, const void *b)
{
	const struct due_item *x = a, *y = b;

	return x->rule->service == y->rule->service ? worklist_by_customer(a, b) :
	    x->rule->service ? -1 : 1;
}

/*
 * Splits what a held-out customer expects from the rest, which becomes a row of its own that is not
 * told.
 */
static void
hold_out(struct worklist_build *b, struct worklist_row *r)
{
	struct due_item *item = b->w->item + r->first;
	struct worklist_row held = *r;
	size_t service = 0;

	qsort(item, r->n, sizeof *item, service_first);
	while (service < r->n && item[service].rule->service)
		service++;
	held.first += service;
	held.n -= service;
	held.held = true;
	r->n = service;
	if (worklist_fill(b, &held)) {
		enter(b, &held, true);
		b->w->held++;
		add_row(b, &held);
	}
}

static void
take(struct worklist_build *b, const struct worklist_person *p, size_t *told)
{
	struct worklist_row r = { .first = p->first, .n = p->n, .id = p->id, .spend = p->spend };

	if (store_is_forgotten(b->forgotten, p->id))
		return;
	if (is_capped(b, p->id))
		limit_to_service(b, &r, &b->w->capped);
	if (is_held(b, &r))
		hold_out(b, &r);
	if (r.n > 0 && worklist_fill(b, &r)) {
		if (is_of_trial(b, &r))
			enter(b, &r, false);
		add_row(b, &r);
		++*told;
	}
}

static void
take_all(struct worklist_build *b)
{
	size_t told = 0;

	for (size_t i = 0; i < b->n; i++) {
		if (b->opts->limit != -1 && told >= (size_t)b->opts->limit) {
			b->w->later = b->n - i;
			break;
		}
		take(b, &b->person[i], &told);
	}
}

struct worklist *
worklist_new(struct store *store, struct due *due, int32_t as_of, const struct worklist_opts *o)
{
	struct worklist *w = mem_new(1, sizeof *w);
	struct worklist_build b = { .w = w, .opts = o, .due = due, .as_of = as_of };
	size_t n;

	w->item = due_items(due, &n);
	date_text(as_of, b.day);
	date_text(as_of - WEEK + 1, b.week);
	worklist_persons_open(&b, store);
	worklist_fill_open(&b, store);
	b.contacts = worklist_query(&b, store, contacts_sql);
	b.forgotten = store_forgotten_query(store);
	b.enrolled = o->trial ? enrolled_read(store, o->trial) : NULL;
	if (n > 0)
		qsort(w->item, n, sizeof *w->item, worklist_by_customer);
	worklist_persons(&b, n);
	take_all(&b);
	sqlite3_stmt *const q[] = { b.settled, b.handed, b.spend, b.contacts, b.details, b.held,
		b.forgotten };

	for (size_t i = 0; i < sizeof q / sizeof *q; i++)
		query_free(q[i]);
	reach_close(b.reach);
	if (b.enrolled)
		enrolled_free(b.enrolled);
	free(b.person);
	return w;
}

void
worklist_free(struct worklist *w)
{
	for (size_t i = 0; i < w->n; i++)
		worklist_free_row(&w->row[i]);
	free(w->row);
	free(w->entrant);
	free(w);
}
