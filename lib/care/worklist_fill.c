#include "lib/care/worklist_own.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/care/channel.h"
#include "lib/care/reach.h"
#include "lib/customer/phone.h"
#include "lib/store/query.h"

/* ?1 is the id of the customer, and ?2 the as-of date. */
static const char person_sql[] =
	"SELECT name, phone, country, email, birthday, preferred_channel, (SELECT date FROM touch"
	" WHERE customer_id = ?1 AND " DUE_BY("date", "?2") " ORDER BY date DESC LIMIT 1),"
	" (SELECT agent FROM touch WHERE customer_id = ?1 AND agent IS NOT NULL AND "
	DUE_BY("date", "?2") " ORDER BY date DESC LIMIT 1),"
	" EXISTS (SELECT 1 FROM consent WHERE customer_id = ?1)"
	" FROM customer WHERE customer_id = ?1";
enum { NAME, PHONE, COUNTRY, EMAIL, BIRTHDAY, PREFERRED, LAST_CONTACT, AGENT, CONSENTS };

void
worklist_fill_open(struct worklist_build *b, struct store *store)
{
	b->country = keys_country(store);
	b->details = worklist_query(b, store, person_sql);
	b->reach = reach_open(store, &b->opts->consent, b->as_of);
}

static bool
is_free(const struct care_rule *r)
{
	return r->free;
}

/* The purposes of the row's items, as bits; those that need no consent have none. */
static unsigned
purposes_of(const struct worklist_build *b, const struct worklist_row *r)
{
	unsigned p = 0;

	for (size_t i = r->first; i < r->first + r->n; i++)
		p |= 1u << b->w->item[i].rule->purpose;
	return p;
}

/* Drops the items of other purposes, but not those that need no consent. */
static void
keep_purposes(struct worklist_build *b, struct worklist_row *r, unsigned purposes)
{
	struct due_item *item = b->w->item + r->first;

	for (size_t i = 0; i < r->n; i++)
		if (!item[i].rule->free && (purposes & 1u << item[i].rule->purpose) == 0)
			item[i].rule = NULL;
	r->n = worklist_pack(item, r->n);
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
choose(struct worklist_build *b, struct worklist_row *r, const char *preferred)
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

void
worklist_free_row(struct worklist_row *r)
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
is_allowed(struct worklist_build *b, struct worklist_row *r, const struct channel_choice *c)
{
	struct worklist *w = b->w;
	const bool barred = is_barred(c);

	if (barred && b->opts->consent.channel && c->consent == CHANNEL_UNKNOWN &&
	    !b->opts->consent.required) {
		w->unreached++;
		return false;
	}
	if (barred)
		r->n = worklist_keep(w->item + r->first, r->n, is_free);
	if (r->n == 0)
		*(c->consent == CHANNEL_WITHDRAWN ? &w->withdrawn : &w->unconsented) += 1;
	return r->n > 0;
}

static const char *
agent_of(const struct worklist_build *b, const struct worklist_row *r)
{
	for (size_t i = r->first; i < r->first + r->n; i++)
		if (b->w->item[i].agent)
			return b->w->item[i].agent;
	return query_cell(b->details, AGENT);
}

/*
 * The number as a clerk dials it, whatever its spelling. A number that is not valid, and one with
 * an extension, stay as they are. The caller frees it.
 */
static char *
dialled(const struct keys_country *home, const char *cell, const char *country)
{
	struct phone phone;
	char to[PHONE_SIZE];

	if (keys_phone(home, cell, country, &phone) != PHONE_VALID || *phone.extension)
		return mem_text(cell);
	return mem_text(phone_dial(&phone, home->code, to));
}

bool
worklist_fill(struct worklist_build *b, struct worklist_row *r)
{
	query_text(b->details, 1, r->id);
	if (!query_step(b->details))
		return false;
	r->name = mem_text(query_cell(b->details, NAME));
	r->phone = dialled(&b->country, query_cell(b->details, PHONE),
	    query_cell(b->details, COUNTRY));
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
		worklist_free_row(r);
	return allowed;
}
