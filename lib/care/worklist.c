#define _GNU_SOURCE
#include "lib/care/worklist.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/care/channel.h"
#include "lib/care/reach.h"
#include "lib/store/query.h"
#include "lib/store/store.h"
#include "lib/trial/enrolled.h"

enum { WEEK = 7 };

/* ?1 is the id of the customer, and ?2 the as-of date, but where it says something else. */

static const char settled_sql[] =
	"SELECT settles FROM touch WHERE customer_id = ?1 AND settles IS NOT NULL AND day <= ?2";

/* ?2 is an occasion. The last day on which it was handed out or held out. */
static const char handed_sql[] =
	"SELECT max(as_of) FROM care WHERE customer_id = ?1 AND occasion = ?2"
	" AND (printed IS NOT NULL OR held_out IS NOT NULL)";

/* ?3 is an occasion. Was the customer held out of it by the day? */
static const char held_sql[] =
	"SELECT 1 FROM care WHERE customer_id = ?1 AND occasion = ?3 AND held_out IS NOT NULL"
	" AND as_of <= ?2";

/* The table history is of now; before the last order it is computed for the day. */
static const char spend_sql[] =
	"SELECT iif(latest <= ?2, spend, (SELECT sum(amount) FROM orders AS o"
	" WHERE o.customer_id = ?1 AND day <= ?2)) FROM history WHERE customer_id = ?1";

static const char contacts_sql[] =
	"SELECT count(*) FROM touch WHERE customer_id = ?1 AND " DUE_BY("date", "?2")
	" AND date >= ?3 AND (direction = 'out' OR direction IS NULL AND settles IS NOT NULL)";

static const char person_sql[] =
	"SELECT name, phone, email, birthday, preferred_channel, (SELECT date FROM touch"
	" WHERE customer_id = ?1 AND " DUE_BY("date", "?2") " ORDER BY date DESC LIMIT 1),"
	" (SELECT agent FROM touch WHERE customer_id = ?1 AND agent IS NOT NULL AND "
	DUE_BY("date", "?2") " ORDER BY date DESC LIMIT 1),"
	" EXISTS (SELECT 1 FROM consent WHERE customer_id = ?1)"
	" FROM customer WHERE customer_id = ?1";
enum { NAME, PHONE, EMAIL, BIRTHDAY, PREFERRED, LAST_CONTACT, AGENT, CONSENTS };

struct person {			/* a customer with something that is due */
	size_t who, first, n;
	int64_t priority, spend;
	const char *id;
};

struct build {
	struct worklist *w;
	const struct worklist_opts *opts;
	const struct due *due;
	int32_t as_of;
	char day[DATE_SIZE], week[DATE_SIZE], before[DATE_SIZE];
	struct person *person;
	size_t n;
	struct enrolled *enrolled;	/* of the trial; NULL: there is none */
	sqlite3_stmt *settled, *handed, *spend, *contacts, *details, *held, *forgotten;
	struct reach *reach;
};

static sqlite3_stmt *
day_query(const struct build *b, struct store *store, const char *sql)
{
	sqlite3_stmt *q = query_new(store, sql);

	query_text(q, 2, b->day);
	return q;
}

static int
by_customer(const void *a, const void *b)
{
	const struct due_item *x = a, *y = b;

	if (x->who != y->who)
		return x->who < y->who ? -1 : 1;
	if (x->rule->priority != y->rule->priority)
		return x->rule->priority > y->rule->priority ? -1 : 1;
	if (x->rule->reason != y->rule->reason)
		return x->rule->reason < y->rule->reason ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return strcmp(x->occasion, y->occasion);
}

static int
ids_by_text(const void *a, const void *b, void *due)
{
	return strcmp(due_id(due, *(const size_t *)a), due_id(due, *(const size_t *)b));
}

static int
by_rank(const void *a, const void *b, void *rank)
{
	const size_t x = ((const struct due_item *)a)->who, y = ((const struct due_item *)b)->who;
	const size_t *of = rank;

	return x == y ? by_customer(a, b) : of[x] < of[y] ? -1 : 1;
}

/* By the id of the customer, so that neighbours in the store are read one after the other. */
static void
sort_items(struct due *due, struct due_item *item, size_t n)
{
	const size_t all = due_customers(due);
	size_t *who = mem_new(all, sizeof *who), *rank = mem_new(all, sizeof *rank);

	for (size_t i = 0; i < all; i++)
		who[i] = i;
	if (all > 0)
		qsort_r(who, all, sizeof *who, ids_by_text, due);
	for (size_t i = 0; i < all; i++)
		rank[who[i]] = i;
	if (n > 0)
		qsort_r(item, n, sizeof *item, by_rank, rank);
	free(who);
	free(rank);
}

static int
by_priority(const void *a, const void *b)
{
	const struct person *x = a, *y = b;

	if (x->priority != y->priority)
		return x->priority > y->priority ? -1 : 1;
	if (x->spend != y->spend)
		return x->spend > y->spend ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* Whether WORDS, with blanks between them, have the word. */
static bool
has_word(const char *words, const char *word)
{
	const size_t n = strlen(word);

	for (const char *s = words; (s = strstr(s, word)) != NULL; s += n)
		if ((s == words || s[-1] == ' ') && (s[n] == '\0' || s[n] == ' '))
			return true;
	return false;
}

/* A customer is thanked once. Before custkit 13 the occasion had a date, as lists still have. */
static bool
settles(const char *words, const char *occasion)
{
	static const char thanks[] = "thanks/";
	const char *s = strncmp(occasion, thanks, sizeof thanks - 1) == 0 ? strstr(words, thanks) :
	    NULL;

	return (s && (s == words || s[-1] == ' ')) || has_word(words, occasion);
}

/* --- what is still to be done -------------------------------------------------------------- */

/* Drops the items whose rule is NULL. Returns how many of the N stay. */
static size_t
pack(struct due_item *item, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (item[i].rule)
			item[kept++] = item[i];
	return kept;
}

static void
drop_settled(struct build *b, const char *id, struct due_item *item, size_t n)
{
	query_text(b->settled, 1, id);
	while (query_step(b->settled))
		for (size_t i = 0; i < n; i++)
			if (item[i].rule && settles(query_cell(b->settled, 0), item[i].occasion))
				item[i].rule = NULL;
}

static void
drop_handed(struct build *b, const char *id, struct due_item *item, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		query_text(b->handed, 1, id);
		query_text(b->handed, 2, item[i].occasion);
		query_step(b->handed);
		const int32_t day = query_day(b->handed, 0);

		if (day != DATE_NONE && (b->opts->repeat == 0 ||
		    day + b->opts->repeat > b->as_of))
			item[i].rule = NULL;
		sqlite3_reset(b->handed);
	}
}

/* Who was held out of an occasion stays so, without --hand-out, too. */
static void
drop_held(struct build *b, const char *id, struct due_item *item, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		query_text(b->held, 1, id);
		query_text(b->held, 3, item[i].occasion);
		if (query_step(b->held))
			item[i].rule = NULL;
		sqlite3_reset(b->held);
	}
}

static int64_t
spend_of(struct build *b, const char *id)
{
	query_text(b->spend, 1, id);
	const int64_t spend = query_step(b->spend) ? sqlite3_column_int64(b->spend, 0) : 0;

	sqlite3_reset(b->spend);
	return spend;
}

/* The customers with items that are still to be done; their items are sorted. */
static void
find_persons(struct build *b, size_t n)
{
	struct due_item *item = b->w->item;

	b->person = mem_new(due_customers(b->due), sizeof *b->person);
	for (size_t i = 0, next; i < n; i = next) {
		const char *id = due_id(b->due, item[i].who);

		for (next = i; next < n && item[next].who == item[i].who;)
			next++;
		drop_settled(b, id, item + i, next - i);
		size_t left = pack(item + i, next - i);
		const size_t told = left;

		drop_held(b, id, item + i, left);
		left = pack(item + i, left);
		b->w->held += told > 0 && left == 0 && !b->opts->new_only;
		if (b->opts->new_only) {
			drop_handed(b, id, item + i, left);
			left = pack(item + i, left);
		}
		if (left > 0)
			b->person[b->n++] = (struct person){ item[i].who, i, left,
				item[i].rule->priority, spend_of(b, id), id };
	}
}

/* --- who may be contacted ------------------------------------------------------------------ */

/* Keeps those of the N items that WANTED keeps. Returns their number. */
static size_t
keep(struct due_item *item, size_t n, bool (*wanted)(const struct care_rule *))
{
	for (size_t i = 0; i < n; i++)
		if (!wanted(item[i].rule))
			item[i].rule = NULL;
	return pack(item, n);
}

static bool
is_service(const struct care_rule *r)
{
	return r->service;
}

static bool
is_free(const struct care_rule *r)
{
	return r->free;
}

static bool
is_capped(struct build *b, const char *id)
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

/* The purposes of the row's items, as bits; those that need no consent have none. */
static unsigned
purposes_of(const struct build *b, const struct worklist_row *r)
{
	unsigned p = 0;

	for (size_t i = r->first; i < r->first + r->n; i++)
		p |= 1u << b->w->item[i].rule->purpose;
	return p;
}

/* Drops the items of other purposes, but not those that need no consent. */
static void
keep_purposes(struct build *b, struct worklist_row *r, unsigned purposes)
{
	struct due_item *item = b->w->item + r->first;

	for (size_t i = 0; i < r->n; i++)
		if (!item[i].rule->free && (purposes & 1u << item[i].rule->purpose) == 0)
			item[i].rule = NULL;
	r->n = pack(item, r->n);
}

static bool
is_barred(const struct channel_choice *c)
{
	return c->consent == CHANNEL_WITHDRAWN || !c->reached;
}

/*
 * Chooses the channel, and drops the items for which the customer may not be contacted. If no
 * channel is good for all that is left, the purpose of the first item decides. Removes a number or
 * address that may not be used.
 */
static struct channel_choice
choose(struct build *b, struct worklist_row *r, const char *preferred)
{
	const struct reach_customer of = { r->id, channel_of(preferred), *r->phone, *r->email,
		sqlite3_column_int(b->details, CONSENTS) };

	reach_read(b->reach, &of);
	unsigned all = purposes_of(b, r), open = reach_open_to(b->reach, all);
	struct channel_choice c = reach_choose(b->reach, open ? open : all);

	if (open && is_barred(&c)) {
		keep_purposes(b, r, open);
		open &= 1u << b->w->item[r->first].rule->purpose;
		c = reach_choose(b->reach, open ? open : all);
	}
	if (open)
		keep_purposes(b, r, open);
	if (c.consent != CHANNEL_WITHDRAWN && reach_withdrawn(b->reach, open, CHANNEL_PHONE))
		*r->phone = '\0';
	if (c.consent != CHANNEL_WITHDRAWN && reach_withdrawn(b->reach, open, CHANNEL_MAIL))
		*r->email = '\0';
	return c;
}

static void
free_row(struct worklist_row *r)
{
	free(r->name);
	free(r->phone);
	free(r->email);
	free(r->birthday);
	free(r->last_contact);
	free(r->agent);
}

/* Whether some items may be told under the consent. Counts the customer if not. */
static bool
is_allowed(struct build *b, struct worklist_row *r, const struct channel_choice *c)
{
	struct worklist *w = b->w;
	const bool barred = is_barred(c);

	if (barred && b->opts->consent.channel && c->consent == CHANNEL_UNKNOWN &&
	    !b->opts->consent.required) {
		w->unreached++;
		return false;
	}
	if (barred)
		r->n = keep(w->item + r->first, r->n, is_free);
	if (r->n == 0)
		*(c->consent == CHANNEL_WITHDRAWN ? &w->withdrawn : &w->unconsented) += 1;
	return r->n > 0;
}

static const char *
agent_of(const struct build *b, const struct worklist_row *r)
{
	for (size_t i = r->first; i < r->first + r->n; i++)
		if (b->w->item[i].agent)
			return b->w->item[i].agent;
	return query_cell(b->details, AGENT);
}

/* Fills the row. Returns false if the customer may not be contacted. */
static bool
fill(struct build *b, struct worklist_row *r)
{
	query_text(b->details, 1, r->id);
	if (!query_step(b->details))
		return false;
	r->name = mem_text(query_cell(b->details, NAME));
	r->phone = mem_text(query_cell(b->details, PHONE));
	r->email = mem_text(query_cell(b->details, EMAIL));
	r->birthday = mem_text(query_cell(b->details, BIRTHDAY));
	r->last_contact = mem_text(query_cell(b->details, LAST_CONTACT));
	const struct channel_choice c = choose(b, r, query_cell(b->details, PREFERRED));
	const bool allowed = is_allowed(b, r, &c);

	r->agent = mem_text(allowed ? agent_of(b, r) : "");
	r->channel = c.channel;
	r->consent = channel_consent_name(c.consent);
	sqlite3_reset(b->details);
	if (!allowed)
		free_row(r);
	return allowed;
}

/* The limits of --cap and --holdout do not bar what a customer expects. */
static void
limit_to_service(struct build *b, struct worklist_row *r, size_t *count)
{
	r->n = keep(b->w->item + r->first, r->n, is_service);
	*count += r->n == 0;
}

static void
add_row(struct build *b, const struct worklist_row *r)
{
	struct worklist *w = b->w;

	w->row = mem_grow(w->row, w->n + 1, &w->room, sizeof *w->row);
	w->row[w->n++] = *r;
}

/* Has the row reasons that the customer does not expect, which the trial is about? */
static bool
is_of_trial(const struct build *b, const struct worklist_row *r)
{
	for (size_t i = r->first; b->enrolled && i < r->first + r->n; i++)
		if (!b->w->item[i].rule->service)
			return true;
	return false;
}

/* Who is in both arms since a merge is not held out. */
static bool
is_held(const struct build *b, const struct worklist_row *r)
{
	if (!is_of_trial(b, r))
		return false;
	const struct enrolled_member *m = enrolled_find(b->enrolled, r->id);

	return m ? m->arm == ARM_HOLDOUT && !m->both :
	    arm_is_held(b->opts->trial, b->opts->holdout, r->id);
}

static void
enter(struct build *b, const struct worklist_row *r, bool held)
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

	return x->rule->service == y->rule->service ? by_customer(a, b) :
	    x->rule->service ? -1 : 1;
}

/*
 * Splits what a held-out customer expects from the rest, which becomes a row of its own that is not
 * told.
 */
static void
hold_out(struct build *b, struct worklist_row *r)
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
	if (fill(b, &held)) {
		enter(b, &held, true);
		b->w->held++;
		add_row(b, &held);
	}
}

static void
take(struct build *b, const struct person *p, size_t *told)
{
	struct worklist_row r = { .first = p->first, .n = p->n, .id = p->id,
		.priority = p->priority, .spend = p->spend };

	if (store_is_forgotten(b->forgotten, p->id))
		return;
	if (is_capped(b, p->id))
		limit_to_service(b, &r, &b->w->capped);
	if (is_held(b, &r))
		hold_out(b, &r);
	if (r.n > 0 && fill(b, &r)) {
		if (is_of_trial(b, &r))
			enter(b, &r, false);
		add_row(b, &r);
		++*told;
	}
}

/* As by_priority; of one customer, what is held out comes first. */
static int
rows_by_priority(const void *a, const void *b)
{
	const struct worklist_row *x = a, *y = b;

	if (x->priority != y->priority)
		return x->priority > y->priority ? -1 : 1;
	if (x->spend != y->spend)
		return x->spend > y->spend ? -1 : 1;
	const int order = strcmp(x->id, y->id);

	return order != 0 ? order : y->held - x->held;
}

/*
 * A limit needs the customers by priority. Without one they are read in the order of the store, so
 * that neighbours are read together, and the rows are sorted.
 */
static void
take_all(struct build *b)
{
	const bool limited = b->opts->limit != -1;
	size_t told = 0;

	if (limited && b->n > 0)
		qsort(b->person, b->n, sizeof *b->person, by_priority);
	for (size_t i = 0; i < b->n; i++) {
		if (limited && told >= (size_t)b->opts->limit) {
			b->w->later = b->n - i;
			break;
		}
		take(b, &b->person[i], &told);
	}
	if (!limited && b->w->n > 0)
		qsort(b->w->row, b->w->n, sizeof *b->w->row, rows_by_priority);
}

struct worklist *
worklist_new(struct store *store, struct due *due, int32_t as_of, const struct worklist_opts *o)
{
	struct worklist *w = mem_new(1, sizeof *w);
	struct build b = { .w = w, .opts = o, .due = due, .as_of = as_of };
	size_t n;

	w->item = due_items(due, &n);
	date_text(as_of, b.day);
	date_text(as_of - WEEK + 1, b.week);
	b.settled = day_query(&b, store, settled_sql);
	b.handed = query_new(store, handed_sql);
	b.spend = day_query(&b, store, spend_sql);
	b.contacts = day_query(&b, store, contacts_sql);
	b.details = day_query(&b, store, person_sql);
	b.held = day_query(&b, store, held_sql);
	b.reach = reach_open(store, &o->consent, as_of);
	b.forgotten = store_forgotten_query(store);
	b.enrolled = o->trial ? enrolled_read(store, o->trial) : NULL;
	sort_items(due, w->item, n);
	find_persons(&b, n);
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
		free_row(&w->row[i]);
	free(w->row);
	free(w->entrant);
	free(w);
}
