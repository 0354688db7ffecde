#include "lib/store/consent_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/store/query.h"

enum { CUSTOMER, DATE, PURPOSE, CHANNEL, STEP, BASIS, VERSION, AGENT, NOTE, EXTERNAL, FIELDS };

static const struct record_field fields[FIELDS] = {
	[CUSTOMER] = { .name = "customer_id", .type = RECORD_CUSTOMER, .own = true,
	    .required = true, .help = "the customer" },
	[DATE] = { .name = "date", .type = RECORD_PAST, .required = true,
	    .help = "when the customer gave or withdrew it (now)" },
	[PURPOSE] = { .name = "purpose", .type = RECORD_ID, .required = true, .arg = "TEXT",
	    .help = "what for: marketing, survey" },
	[CHANNEL] = { .name = "channel", .type = RECORD_WORD, .words = RECORD_CHANNELS,
	    .help = "only for this channel (all)" },
	[STEP] = { .name = "step", .type = RECORD_WORD, .required = true,
	    .words = "given|withdrawn", .help = "what the customer did" },
	[BASIS] = { .name = "basis", .type = RECORD_TEXT,
	    .help = "legal basis: consent, contract" },
	[VERSION] = { .name = "version", .option = "text-version", .type = RECORD_TEXT,
	    .numeric = true, .help = "version of the text that the customer agreed to" },
	[AGENT] = { .name = "agent", .type = RECORD_TEXT, .help = "who recorded it" },
	[NOTE] = { .name = "note", .type = RECORD_TEXT, .own = true,
	    .help = "where and how: form, letter, call" },
	[EXTERNAL] = RECORD_EXTERNAL_FIELD,
};

static bool
check(const struct record_value *value, size_t *field, char why[static RECORD_WHY])
{
	const char *s = value[PURPOSE].s;

	if (*s != ' ' && s[strlen(s) - 1] != ' ')
		return true;
	*field = PURPOSE;
	snprintf(why, RECORD_WHY, say("begins or ends with a blank"));
	return false;
}

static bool
may_change(struct store *store, int64_t key, const struct record_value *value, size_t *field,
    char why[static RECORD_WHY])
{
	(void)store, (void)value;
	*field = EXTERNAL;
	snprintf(why, RECORD_WHY,
	    say("is consent_id %jd with other values; consent is only added to:"
	    " give the row a number of its own"), (intmax_t)key);
	return false;
}

/* The default sink, which also counts the withdrawals of what was not given. */
struct sink {
	void *inserter;
	const struct record_load *load;
	int64_t before;		/* the last consent_id before the load */
	int64_t never;
};

/* ?1 is sink.before. Not a query per row: a large load has no indexes before its end. */
static const char never_sql[] =
	"SELECT count(*) FROM consent AS w WHERE consent_id > ?1 AND step = 'withdrawn'"
	" AND NOT EXISTS (SELECT 1 FROM consent AS g WHERE g.customer_id = w.customer_id"
	" AND g.purpose = w.purpose AND g.step = 'given' AND g.day <= w.day)";

static void *
sink_open(const struct record *r, const struct record_load *l)
{
	struct sink *s = mem_new(1, sizeof *s);

	s->before = query_number(l->store, "SELECT coalesce(max(consent_id), 0) FROM consent");
	s->inserter = record_insert_sink.open(r, l);
	s->load = l;
	return s;
}

static bool
sink_look(void *ctx, const struct record_value *value)
{
	return record_insert_sink.look(((struct sink *)ctx)->inserter, value);
}

static void
sink_put(void *ctx, const struct record_value *value, char *const *cell)
{
	record_insert_sink.put(((struct sink *)ctx)->inserter, value, cell);
}

static void
sink_finish(void *ctx)
{
	struct sink *s = ctx;

	record_insert_sink.finish(s->inserter);
	sqlite3_stmt *q = query_new(s->load->store, never_sql);

	query_int(q, 1, s->before);
	query_step(q);
	s->never = sqlite3_column_int64(q, 0);
	query_free(q);
}

static void
sink_note(const void *ctx)
{
	const struct sink *s = ctx;

	record_insert_sink.note(s->inserter);
	if (s->never > 0)
		opt_note("withdrawn, but never recorded as given: %jd (compare the purposes:"
		    " consent-list --history)", (intmax_t)s->never);
}

static void
sink_print(const void *ctx, struct put *out)
{
	record_insert_sink.print(((const struct sink *)ctx)->inserter, out);
}

static void
sink_close(void *ctx)
{
	record_insert_sink.close(((struct sink *)ctx)->inserter);
	free(ctx);
}

static const struct record_sink sink = {
	.open = sink_open, .look = sink_look, .put = sink_put, .finish = sink_finish,
	.note = sink_note, .print = sink_print, .close = sink_close, .adds = true,
};

const struct record consent_log = { .table = "consent", .key = "consent_id", .field = fields,
	.n = FIELDS, .check = check, .may_change = may_change, .sink = &sink,
	.numbered = RECORD_EXTERNAL, .creates = true };
