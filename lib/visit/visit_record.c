#include "lib/visit/visit_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/moment.h"
#include "lib/base/say.h"
#include "lib/store/image.h"
#include "lib/store/query.h"

enum { CUSTOMER, QUEUE, AGENT, SLOT = VISIT_RECORD_SLOT, MINUTES, ARRIVED = VISIT_RECORD_ARRIVED,
	NOTE = ARRIVED + VISIT_STEPS, EXTERNAL };

static const struct record_field fields[] = {
	[CUSTOMER] = { .name = "customer_id", .type = RECORD_CUSTOMER, .own = true,
	    .help = "customer who comes" },
	[QUEUE] = { .name = "queue", .type = RECORD_ID, .own = true,
	    .help = "service or counter" },
	[AGENT] = { .name = "agent", .type = RECORD_TEXT, .help = "who serves" },
	[SLOT] = { .name = "slot", .type = RECORD_MOMENT, .clocked = true, .own = true,
	    .help = "date and time of the appointment; none: a ticket" },
	[MINUTES] = { .name = "minutes", .type = RECORD_WHOLE, .low = 1, .high = 1440,
	    .help = "planned length of the appointment" },
	[ARRIVED] = { .name = "arrived", .type = RECORD_PAST, .own = true,
	    .help = "when the customer came (of a ticket: now)" },
	{ .name = "started", .type = RECORD_MOMENT, .clocked = true },
	{ .name = "ended", .type = RECORD_MOMENT, .clocked = true },
	{ .name = "abandoned", .type = RECORD_MOMENT, .clocked = true },
	{ .name = "cancelled", .type = RECORD_MOMENT, .clocked = true },
	{ .name = "missed", .type = RECORD_MOMENT, .clocked = true },
	[NOTE] = { .name = "note", .type = RECORD_TEXT, .own = true, .help = "a note" },
	[EXTERNAL] = RECORD_EXTERNAL_FIELD,
};

static bool
check(const struct record_value *value, size_t *field, char why[static RECORD_WHY])
{
	struct visit v = { 0 };
	const char *column, *wrong;

	for (*field = SLOT; *field < NOTE; ++*field)
		if (*field != MINUTES && !visit_moment(value[*field].s,
		    *field == SLOT ? &v.slot : &v.at[*field - ARRIVED])) {
			snprintf(why, RECORD_WHY, say("has no time of day"));
			return false;
		}
	if ((wrong = visit_why(&v, &column)) == NULL)
		return true;
	*field = record_field_find(fields, sizeof fields / sizeof *fields, column);
	snprintf(why, RECORD_WHY, "%s", wrong);
	return false;
}

/* --- double bookings ----------------------------------------------------------------------- */

/*
 * ?1: the agent or customer, ?2: the slot, ?3: the minutes. An appointment is at most a day long,
 * so only those since a day before the slot can reach into it.
 */
#define OVERLAPS(column) \
	"SELECT visit_id, slot FROM visit WHERE " column " = ?1 AND slot IS NOT NULL" \
	" AND slot > strftime('%Y-%m-%dT%H:%M:%S', ?2, '-1 day')" \
	" AND slot <= " VISIT_RECORD_END("?2", "?3") \
	" AND (slot = ?2 OR (slot < " VISIT_RECORD_END("?2", "?3") \
	" AND " VISIT_RECORD_END("slot", "coalesce(minutes, 0)") " > ?2))" \
	" AND cancelled IS NULL LIMIT 1"

struct booking {
	const struct record_load *load;
	void *insert;			/* of record_insert_sink */
	sqlite3_stmt *agent, *customer;
};

static void *
booking_open(const struct record *r, const struct record_load *l)
{
	struct booking *b = mem_new(1, sizeof *b);

	*b = (struct booking){ l, record_insert_sink.open(r, l),
		query_new(l->store, OVERLAPS("agent")), query_new(l->store,
		OVERLAPS("customer_id")) };
	return b;
}

/* Whether the agent or customer in FIELD is free; reports it if not. */
static bool
is_free(const struct booking *b, sqlite3_stmt *q, const struct record_value *value, size_t field)
{
	bool taken;

	if (*value[field].s == '\0' || *value[SLOT].s == '\0' ||
	    *value[ARRIVED + VISIT_CANCEL].s)
		return true;
	query_text(q, 1, value[field].s);
	query_text(q, 2, value[SLOT].s);
	query_int(q, 3, *value[MINUTES].s ? value[MINUTES].i : 0);
	taken = query_step(q);
	if (taken)
		record_bad(b->load, fields[SLOT].name, "slot '%.20s' is taken: %s '%.60s' has"
		    " visit %jd at %s", value[SLOT].s, fields[field].name, value[field].s,
		    (intmax_t)sqlite3_column_int64(q, 0), query_cell(q, 1));
	sqlite3_reset(q);
	return !taken;
}

static bool
booking_look(void *ctx, const struct record_value *value)
{
	const struct booking *b = ctx;

	return record_insert_sink.look(b->insert, value) &&
	    is_free(b, b->agent, value, AGENT) && is_free(b, b->customer, value, CUSTOMER);
}

static void
booking_put(void *ctx, const struct record_value *value, char *const *cell)
{
	struct booking *b = ctx;

	record_insert_sink.put(b->insert, value, cell);
}

static void
booking_finish(void *ctx)
{
	struct booking *b = ctx;

	query_free(b->agent);
	query_free(b->customer);
	record_insert_sink.finish(b->insert);
}

static void
booking_note(const void *ctx)
{
	const struct booking *b = ctx;

	record_insert_sink.note(b->insert);
}

static void
booking_print(const void *ctx, struct put *out)
{
	const struct booking *b = ctx;

	record_insert_sink.print(b->insert, out);
}

static void
booking_close(void *ctx)
{
	struct booking *b = ctx;

	record_insert_sink.close(b->insert);
	free(b);
}

static const struct record_sink booking_sink = {
	.open = booking_open, .look = booking_look, .put = booking_put,
	.finish = booking_finish, .note = booking_note, .print = booking_print,
	.close = booking_close, .adds = true,
};

const struct record visit_record = {
	.table = "visit", .key = "visit_id", .field = fields, .n = sizeof fields / sizeof *fields,
	.check = check, .sink = &booking_sink, .numbered = "external_id", .creates = true,
};

/* --- steps --------------------------------------------------------------------------------- */

static int64_t
moment_of_cell(sqlite3_stmt *q, int at)
{
	int64_t moment;

	if (!visit_moment(query_cell(q, at), &moment))
		fail(VISIT_RECORD_DAMAGED);
	return moment;
}

struct visit
visit_record_read(sqlite3_stmt *q, int at)
{
	struct visit v = { .slot = moment_of_cell(q, at) };

	for (int i = 0; i < VISIT_STEPS; i++)
		v.at[i] = moment_of_cell(q, at + 1 + i);
	return v;
}

/* The visit with this number; false if there is none. */
static bool
find(struct store *store, int64_t id, struct visit *to)
{
	sqlite3_stmt *q = query_new(store, "SELECT " VISIT_RECORD_MOMENTS " FROM visit"
	    " WHERE visit_id = ?");

	query_int(q, 1, id);
	const bool found = query_step(q);

	if (found)
		*to = visit_record_read(q, 0);
	query_free(q);
	return found;
}

/* Takes the step, or explains why the visit cannot take it. */
static bool
take(struct visit *v, enum visit_step step, int64_t now, char why[static STEP_LOAD_WHY])
{
	const char *column, *wrong;

	if (v->at[step] != VISIT_NONE) {
		snprintf(why, STEP_LOAD_WHY, say("is already %s"),
		    visit_state_name(visit_after(step)));
		return false;
	}
	v->at[step] = now;
	if ((wrong = visit_why(v, &column)) == NULL)
		return true;
	snprintf(why, STEP_LOAD_WHY, say("cannot take this step: %s %s"), column, wrong);
	return false;
}

const char *
visit_record_take(void *ctx, struct store *store, int64_t id, char why[static STEP_LOAD_WHY])
{
	struct visit_record_step *s = ctx;
	char key[NUM_SIZE];
	struct visit v;

	if (!find(store, id, &v)) {
		snprintf(why, STEP_LOAD_WHY, say("is not in the store"));
		return NULL;
	}
	if (!take(&v, s->what, moment_first(s->by.when), why))
		return NULL;
	struct images *images = image_open(store, "visit", s->by.batch);
	sqlite3_stmt *q = query_made(store, query_print("UPDATE visit SET \"%w\" = ?2,"
	    " note = coalesce(?3, note) WHERE visit_id = ?1", visit_column(s->what)));

	num_int(id, key);
	image_keep(images, key);
	query_int(q, 1, id);
	query_text(q, 2, s->by.at);
	query_text(q, 3, s->by.note);
	query_run(q);
	query_free(q);
	image_close(images);
	return visit_state_name(visit_after(s->what));
}
