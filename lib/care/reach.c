#include "lib/care/reach.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/store/query.h"

/* In CONSENT_HOLDS the day is ?1, and the id ?2. */
static const char consent_sql[] = CONSENT_HOLDS("AND k.customer_id = ?2");
enum { PURPOSE = 1, CHANNEL, STEP = 4 };

static const char *const names[REACH_PURPOSES] = {
	[REACH_MARKETING] = "marketing", [REACH_SERVICE] = "service",
	[REACH_CONTRACT] = "contract",
};

struct reach {
	const struct consent_opts *opts;
	sqlite3_stmt *consent;
	char day[DATE_SIZE];
	struct reach_customer of;
	enum channel_consent known[REACH_PURPOSES][CHANNEL_CHANNELS];
};

int
reach_purpose_of(const char *name)
{
	for (int i = 0; i < REACH_PURPOSES; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

struct reach *
reach_open(struct store *store, const struct consent_opts *o, int32_t day)
{
	struct reach *r = mem_new(1, sizeof *r);

	*r = (struct reach){ .opts = o, .consent = query_new(store, consent_sql) };
	query_text(r->consent, 1, date_text(day, r->day));
	return r;
}

void
reach_close(struct reach *r)
{
	query_free(r->consent);
	free(r);
}

/* Does consent for the purpose WORD, which was given or withdrawn, count for a rule of PURPOSE? */
static bool
counts(const struct reach *r, const char *word, bool given, int purpose)
{
	if (strcasecmp(word, CONSENT_ANY) == 0 || strcasecmp(word, names[purpose]) == 0)
		return purpose != REACH_MARKETING || !r->opts->purpose ||
		    strcasecmp(word, CONSENT_ANY) == 0 ||
		    strcasecmp(word, r->opts->purpose) == 0;
	if (purpose != REACH_MARKETING)
		return false;
	if (r->opts->purpose)
		return strcasecmp(word, r->opts->purpose) == 0;
	return !given || (strcasecmp(word, names[REACH_SERVICE]) != 0 &&
	    strcasecmp(word, names[REACH_CONTRACT]) != 0);
}

void
reach_read(struct reach *r, const struct reach_customer *c)
{
	r->of = *c;
	memset(r->known, 0, sizeof r->known);
	if (!c->consents)
		return;
	query_text(r->consent, 2, c->id);
	while (query_step(r->consent)) {
		const bool given = *query_cell(r->consent, STEP) == 'g';
		const int at = channel_of(query_cell(r->consent, CHANNEL));

		for (int p = 0; p < REACH_PURPOSES; p++) {
			if (!counts(r, query_cell(r->consent, PURPOSE), given, p))
				continue;
			if (!given)
				r->known[p][at] = CHANNEL_WITHDRAWN;
			else if (r->known[p][at] == CHANNEL_UNKNOWN)
				r->known[p][at] = CHANNEL_GIVEN;
		}
	}
}

/* Withdrawn for one purpose; otherwise that for marketing counts, as the others need none. */
static enum channel_consent
together(const struct reach *r, unsigned purposes, int channel)
{
	enum channel_consent c = CHANNEL_UNKNOWN;

	for (int p = REACH_PURPOSES - 1; p >= 0; p--) {
		const enum channel_consent of = r->known[p][channel];

		if ((purposes & 1u << p) == 0)
			continue;
		if (of == CHANNEL_WITHDRAWN)
			return of;
		if (p == REACH_MARKETING || of == CHANNEL_GIVEN)
			c = of;
	}
	return c;
}

bool
reach_withdrawn(const struct reach *r, unsigned purposes, int channel)
{
	return together(r, purposes, channel) == CHANNEL_WITHDRAWN;
}

struct channel_choice
reach_choose(const struct reach *r, unsigned purposes)
{
	const struct consent_opts *o = r->opts;
	struct channel_facts f = { .preferred = r->of.preferred, .phone = r->of.phone,
		.mail = r->of.mail, .only = o->channel ? channel_of(o->channel) : CHANNEL_NONE,
		.required = o->required && (purposes & 1u << REACH_MARKETING) };

	for (int i = 0; i < CHANNEL_CHANNELS; i++)
		f.of[i] = together(r, purposes, i);
	return channel_choose(&f);
}

unsigned
reach_open_to(const struct reach *r, unsigned purposes)
{
	unsigned open = 0;

	for (unsigned p = 1; p < 1u << REACH_PURPOSES; p <<= 1) {
		const struct channel_choice c = reach_choose(r, p);

		if ((purposes & p) && c.consent != CHANNEL_WITHDRAWN && c.reached)
			open |= p;
	}
	return open;
}
