#include "lib/store/consent.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/put.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

/* ?2 is the purpose, ?3 the channel. Where two purposes count, a withdrawal for one is enough. */
#define PURPOSE "purpose IN (?2, '" CONSENT_ANY "')"
static const char one_sql[] =
	"SELECT customer_id, min(step = 'given') FROM ("
	CONSENT_HOLDS("AND k." PURPOSE " AND every.column1 = ?3") ") GROUP BY customer_id";

/* The worst of all channels: withdrawn for some; given for each. */
static const char withdrawn_sql[] =
	"SELECT DISTINCT customer_id, 0 FROM consent WHERE " PURPOSE " AND step = 'withdrawn'"
	" AND EXISTS (" CONSENT_HOLDS("AND k.consent_id = consent.consent_id") ")";
static const char any_sql[] =
	"SELECT customer_id, sum(given) = ?3 FROM ("
	"SELECT customer_id, min(step = 'given') AS given FROM (" CONSENT_HOLDS("AND k." PURPOSE)
	") GROUP BY customer_id, channel) GROUP BY customer_id"
	" HAVING sum(given) = ?3 OR sum(given) < count(*)";

static const char purposes_sql[] =
	"SELECT (SELECT group_concat(purpose, ', ') FROM"
	" (SELECT DISTINCT purpose FROM consent ORDER BY purpose LIMIT 10))";

struct consent {
	const struct consent_opts *opts;
	/* the customers whose consent is withdrawn, or given, if that matters */
	struct map *known;
	bool *given;		/* per customer of known */
	struct map *forgotten;	/* the tombstones: whatever they gave, there is nobody to contact */
	struct map *left_out;
	int64_t withdrawn, gone;	/* of those left out; the others have not given consent */
};

void
consent_check(const struct consent_opts *o, bool store, bool list)
{
	opt_refuse((const struct opt_conflict[]){
		{ !o->purpose && (o->channel || o->required),
		    "--channel and --require-consent require --purpose" },
		{ o->purpose && *o->purpose == '\0', "--purpose is empty" },
		{ o->purpose && !store, "--purpose requires a store; name it with -d FILE" },
		{ o->purpose && !list, "--purpose requires a list of customers" },
		{ 0 } });
}

void
consent_need(struct store *store, const char *purpose)
{
	sqlite3_stmt *q = query_new(store, "SELECT 1 FROM consent WHERE purpose = ?1 LIMIT 1");

	if (!query_finds(q, purpose)) {
		sqlite3_stmt *all = query_new(store, purposes_sql);

		query_step(all);
		fail("no consent for the purpose '%.64s' is in the store (there: %s);"
		    " record it with consent-log", purpose, *query_cell(all, 0) ?
		    query_cell(all, 0) : say("none"));
	}
	query_free(q);
}

static void
read_rows(struct consent *c, struct store *store, int32_t day)
{
	const bool one = c->opts->channel != NULL, given = one || c->opts->required;
	sqlite3_stmt *q = query_new(store, one ? one_sql : given ? any_sql : withdrawn_sql);
	char text[DATE_SIZE];
	size_t room = 0;

	query_text(q, 1, date_text(day, text));
	query_text(q, 2, c->opts->purpose);
	if (one)
		query_text(q, 3, c->opts->channel);
	else if (given)
		query_int(q, 3, CONSENT_CHANNELS);
	while (query_step(q)) {
		const char *id = query_cell(q, 0);
		const size_t at = map_at(c->known, id, strlen(id), NULL);

		c->given = mem_grow(c->given, at + 1, &room, sizeof *c->given);
		c->given[at] = sqlite3_column_int(q, 1);
	}
	query_free(q);
}

static void
read_forgotten(struct consent *c, struct store *store)
{
	sqlite3_stmt *q = query_new(store, "SELECT customer_id FROM forgotten");

	while (query_step(q))
		map_at(c->forgotten, query_cell(q, 0), strlen(query_cell(q, 0)), NULL);
	query_free(q);
}

struct consent *
consent_open(const struct consent_opts *o, struct store *store, int32_t day)
{
	if (o->purpose == NULL)
		return NULL;
	struct consent *c = mem_new(1, sizeof *c);

	c->opts = o;
	c->known = map_new();
	c->forgotten = map_new();
	c->left_out = map_new();
	consent_need(store, o->purpose);
	read_rows(c, store, day);
	read_forgotten(c, store);
	return c;
}

bool
consent_bars(struct consent *c, const char *id)
{
	size_t at;
	bool is_new;

	if (c == NULL || *id == '\0')
		return false;
	const bool gone = map_find(c->forgotten, id, strlen(id), &at),
	    known = map_find(c->known, id, strlen(id), &at);

	if (!gone && (known ? c->given[at] : !c->opts->required))
		return false;
	map_at(c->left_out, id, strlen(id), &is_new);
	c->gone += is_new && gone;
	c->withdrawn += is_new && known && !gone;
	return true;
}

static bool
bars(void *ctx, const char *id)
{
	return consent_bars(ctx, id);
}

void
consent_filter(struct consent *c, struct put *out)
{
	if (c)
		put_leave_out(out, "customer_id", "purpose", bars, NULL, c);
}

static void
note(const struct consent *c)
{
	const int64_t n = (int64_t)map_count(c->left_out), unknown = n - c->withdrawn - c->gone;

	if (c->gone > 0)
		opt_note(c->gone == 1 ? "left out %jd customer who was forgotten" :
		    "left out %jd customers who were forgotten", (intmax_t)c->gone);
	if (c->withdrawn > 0)
		opt_note(c->withdrawn == 1 ?
		    "left out %jd customer who has withdrawn consent for %.64s" :
		    "left out %jd customers who have withdrawn consent for %.64s",
		    (intmax_t)c->withdrawn, c->opts->purpose);
	if (unknown > 0)
		opt_note(unknown == 1 ?
		    "left out %jd customer who has not given consent for %.64s" :
		    "left out %jd customers who have not given consent for %.64s",
		    (intmax_t)unknown, c->opts->purpose);
}

void
consent_close(struct consent *c)
{
	if (c == NULL)
		return;
	note(c);
	map_free(c->known);
	map_free(c->forgotten);
	map_free(c->left_out);
	free(c->given);
	free(c);
}

static void
done(void *ctx)
{
	consent_close(ctx);
}

struct consent *
consent_list(const struct consent_opts *o, struct store *store, int32_t day, struct put *out)
{
	struct consent *c = consent_open(o, store, day);

	if (c)
		put_leave_out(out, "customer_id", "purpose", bars, done, c);
	return c;
}
