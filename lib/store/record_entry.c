#include <stdio.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/moment.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/twins_note.h"
#include "lib/store/alias.h"
#include "lib/store/changes.h"
#include "lib/store/query.h"
#include "lib/store/record_own.h"
#include "lib/store/record_words.h"
#include "lib/store/twins_near.h"

void
record_entry_show(struct record_entry *e, const struct record *r, struct put *out)
{
	e->load.changes = changes_open(out, r->shown ? r->shown : r->key);
}

void
record_entry_shown(const struct record_entry *e)
{
	const bool are_rows = strcmp(e->of->table, "customer") == 0;	/* counted as such */

	changes_close(e->load.changes, e->load.batch, are_rows ? 0 : e->created.n);
}

static void
set_now(struct record_entry *e)
{
	int32_t day, second;

	date_now(&day, &second);
	date_time_text(day, second, e->now);
}

void
record_entry_open(struct record_entry *e, const struct record *r)
{
	e->of = r;
	e->sink = r->sink ? r->sink : &record_insert_sink;
	set_now(e);
	e->load.created = &e->created;
	e->number = e->load.source && !r->repeats ?
	    record_field_find(r->field, r->n, RECORD_EXTERNAL) : r->n;
	e->numbers = map_new();
	e->aliases = alias_open(e->load.store);
	e->equal = record_equal_open(r, e->sink, &e->load);
	e->ctx = e->sink->open(r, &e->load);
}

/* The twins among all customers: an added customer may be a stored one with a similar id. */
static struct twins *
find_twins(struct store *store)
{
	static const char sql[] = "SELECT customer_id FROM customer";
	unsigned marks = 0;
	sqlite3_stmt *q = query_new(store, sql);

	while (query_step(q))
		marks |= twins_marks(query_cell(q, 0));
	struct twins *t = twins_new();

	while (twins_possible(marks) && query_step(q))
		twins_add(t, query_cell(q, 0));
	query_free(q);
	return t;
}

void
record_entry_finish(struct record_entry *e)
{
	e->sink->finish(e->ctx);
	e->merged = alias_count(e->aliases);
	alias_close(e->aliases);
	record_equal_close(e->equal);
	e->equal = NULL;
	if (e->created.n > 0)
		e->twins = e->load.in ? find_twins(e->load.store) :
		    twins_near(e->load.store, e->created.id);
	if (e->created.n > 0 && e->load.in)
		e->known = known_as_find(e->load.store, e->load.batch->batch);
}

void
record_entry_note(const struct record_entry *e)
{
	if (e->sink->note)
		e->sink->note(e->ctx);
	alias_note(e->merged);
	known_as_note(&e->known, e->load.batch->batch);
	if (e->twins)
		twins_note(e->twins);
}

void
record_entry_close(struct record_entry *e)
{
	e->sink->close(e->ctx);
	map_free(e->numbers);
	known_as_free(&e->known);
	if (e->twins)
		twins_free(e->twins);
}

static bool
is_past(enum record_type type)
{
	return type == RECORD_PAST || type == RECORD_PAST_DAY;
}

static bool
is_future(struct record_entry *e, size_t f, char why[static RECORD_WHY])
{
	if (!is_past(e->of->field[f].type) || strcmp(e->value[f].s, e->now) <= 0)
		return false;
	set_now(e);	/* time has passed since the load began */
	if (strcmp(e->value[f].s, e->now) <= 0)
		return false;
	snprintf(why, RECORD_WHY, say("is in the future"));
	return true;
}

/* False for a time that does not exist, because the clocks are set forward. */
static bool
is_there(const struct record_entry *e, size_t f, char why[static RECORD_WHY])
{
	struct moment at;

	const struct record_field *field = &e->of->field[f];

	if ((field->type != RECORD_PAST && !field->clocked) || e->dates.zone == NULL ||
	    !moment_parse(e->value[f].s, &at) || date_zone_has(at.day, at.second))
		return true;
	snprintf(why, RECORD_WHY, say("does not exist: the clocks of '%.60s' skip it"),
	    e->dates.zone);
	return false;
}

const char *
record_entry_source(const struct record *r, const struct record_opts *o)
{
	const size_t f = record_field_find(r->field, r->n, RECORD_SOURCE);

	return f < r->n ? o->given[f] : o->source;
}

bool
record_entry_needs(const struct record *r, size_t f, const char *source)
{
	return r->field[f].required &&
	    !(source && r->repeats && r->field[f].type == RECORD_ROW);
}

/* What the row has in the field that says the scale of this one; NULL: no field does. */
static const char *
scale_of(const struct record_entry *e, const struct record_field *field)
{
	const struct record *r = e->of;

	return field->scale_of ? e->value[record_field_find(r->field, r->n, field->scale_of)].s :
	    NULL;
}

bool
record_entry_read(struct record_entry *e, size_t f, const char *cell)
{
	const struct record_field *field = &e->of->field[f];
	char why[RECORD_WHY];

	if (record_words_read(e->values, field, scale_of(e, field), &e->dates, cell, &e->value[f],
	    why) &&
	    is_there(e, f, why) && !is_future(e, f, why))
		return true;
	const char *shown = e->load.in ? table_shown(e->load.in, cell) : cell;

	if (shown != cell)
		record_bad(&e->load, field->name, "%s '%.60s' is read as empty (--null)",
		    field->name, shown);
	else
		record_bad(&e->load, field->name, "%s '%.60s' %s", field->name, cell, why);
	return false;
}

/* Is the number of the other system not in the input before? */
static bool
is_first(struct record_entry *e)
{
	const char *number = e->number < e->of->n ? e->value[e->number].s : "";
	bool is_new = true;

	if (*number != '\0')
		map_at(e->numbers, number, strlen(number), &is_new);
	if (!is_new)
		record_bad(&e->load, RECORD_EXTERNAL, "duplicate external_id '%.60s'", number);
	return is_new;
}

/* The id of a customer who was merged into another one means that one. */
static void
resolve(struct record_entry *e, size_t f)
{
	const enum record_type type = e->of->field[f].type;

	if (type == RECORD_CUSTOMER ||
	    (type == RECORD_ID && strcmp(e->of->field[f].name, "customer_id") == 0))
		e->value[f].s = alias_find(e->aliases, e->value[f].s);
}

/* The cell of a field; of the customer_id what the sink makes of the row. NULL: the row is bad. */
static const char *
cell_of(struct record_entry *e, size_t f, const char *const field[static RECORD_FIELDS],
    char *const *cell)
{
	return f == 0 && cell && e->sink->whose ? e->sink->whose(e->ctx, field, cell) : field[f];
}

static bool
read_row(struct record_entry *e, const char *const cell[static RECORD_FIELDS], char *const *all)
{
	const struct record *r = e->of;
	size_t field = r->n;
	char why[RECORD_WHY];

	for (size_t f = 0; f < r->n; f++) {
		const char *s = cell_of(e, f, cell, all);

		if (s == NULL)
			return false;
		if (*s == '\0' && !record_entry_needs(r, f, e->load.source))
			e->value[f].s = "";
		else if (!record_entry_read(e, f, s))
			return false;
		else
			resolve(e, f);
	}
	if (!is_first(e))
		return false;
	if (e->sink->look && !e->sink->look(e->ctx, e->value))
		return false;
	if (r->check == NULL || r->check(e->value, &field, why))
		return true;
	record_bad(&e->load, r->field[field].name, "%s '%.60s' %s", r->field[field].name,
	    e->value[field].s, why);
	return false;
}

/* Is it equal to a stored row, without a number that would tell them apart? */
static bool
is_equal(struct record_entry *e)
{
	return e->equal && !(e->sink->is_later && e->sink->is_later(e->ctx, e->value)) &&
	    record_equal(e->equal, e->value);
}

void
record_entry_put(struct record_entry *e, const char *const field[static RECORD_FIELDS],
    char *const *cell)
{
	if (!read_row(e, field, cell))
		record_entry_spoil(e, field);
	else if (!is_equal(e))
		e->sink->put(e->ctx, e->value, cell);
	else if (e->load.only_new)
		e->load.batch->unchanged++;
	else if (e->load.keep_good)
		record_bad(&e->load, NULL, "the row is already in the store");
	else
		e->nequal++;
}

void
record_entry_spoil(struct record_entry *e, const char *const field[static RECORD_FIELDS])
{
	if (e->sink->spoil == NULL)
		return;
	for (size_t f = 0; f < e->of->n; f++)
		e->value[f].s = field[f];
	e->sink->spoil(e->ctx, e->value);
}
