#include "lib/survey/answers_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/header.h"
#include "lib/io/table.h"
#include "lib/store/query.h"
#include "lib/survey/answers_header.h"

/*
 * The rows of a wide table are kept until the last of them is read (wide_put). Then the answers are
 * recorded by item (wide_finish), so that the items of the store are in the order of the columns.
 * To record an answer is the work of record_insert_sink, as it is for a long table. Whatever makes
 * a row bad is found when it is read: none of its answers must be recorded.
 */
enum { SURVEY, WAVE, DATE, CUSTOMER, RESPONDENT, ITEM, PART, VALUE, EXTERNAL, FIELDS };
enum { NAMES = ITEM };		/* the fields that the row of a respondent has once */

static const struct record_field fields[] = {
	[SURVEY] = { .name = "survey", .type = RECORD_ID, .required = true,
	    .help = "name of the survey" },
	[WAVE] = { .name = "wave", .type = RECORD_ID,
	    .help = "wave of the survey, such as 2025Q1" },
	[DATE] = { .name = "date", .type = RECORD_PAST,
	    .help = "when it was given (by options: now)" },
	[CUSTOMER] = { .name = "customer_id", .type = RECORD_CUSTOMER, .own = true,
	    .help = "customer who answered" },
	[RESPONDENT] = { .name = "respondent", .type = RECORD_ID, .own = true,
	    .help = "who answered, if not a customer; or what a scorecard marks" },
	[ITEM] = { .name = "item", .type = RECORD_TEXT, .own = true, .required = true,
	    .help = "question, as named in the map or instrument" },
	[PART] = { .name = "part", .type = RECORD_TEXT,
	    .help = "expectation or perception; functional or dysfunctional" },
	[VALUE] = { .name = "value", .type = RECORD_TEXT, .own = true, .required = true,
	    .numeric = true, .help = "the answer" },
	[EXTERNAL] = RECORD_EXTERNAL_FIELD,
};

static const char nobody[] = SAY("is empty, and so is respondent; give one of them");

static const char stored_sql[] =
	"SELECT item, part FROM answer WHERE survey = ?1 AND coalesce(wave, '') = coalesce(?2, '')"
	" AND coalesce(customer_id, '') = coalesce(?3, '')"
	" AND coalesce(respondent, '') = coalesce(?4, '')";

struct wide_load {
	const struct record_load *load;
	void *insert;			/* of record_insert_sink */
	const struct answers_parts *parts;
	struct answers_wide *wide;
	bool named;			/* a row says who answered; else its number does */
	char respondent[RECORD_ID_SIZE];	/* of the current row */
	sqlite3_stmt *stored;
	struct map *people;
	uint64_t *line;			/* where each of them answered */
	size_t people_room;
	struct arena text;
	const char ***row;		/* the NAMES fields of a row, then its answers by item */
	size_t rows, rows_room;
	size_t answered, unanswered;	/* the items with and without an answer */
};

static bool
somebody(const struct record_value *value, size_t *field, char why[static RECORD_WHY])
{
	if (*value[CUSTOMER].s || *value[RESPONDENT].s)
		return true;
	*field = CUSTOMER;
	snprintf(why, RECORD_WHY, "%s", say(nobody));
	return false;
}

/* The parts of an item; 1 without parts. */
static size_t
sides(const struct answers_parts *parts)
{
	return parts ? ANSWERS_SIDES : 1;
}

static const char *
part_of(const struct answers_parts *parts, size_t side)
{
	return parts ? parts->word[side] : "";
}

/* The field of this column; FIELDS if it is none. */
static size_t
field_of(const char *name)
{
	size_t f = 0;

	while (f < FIELDS && !header_same(fields[f].name, name))
		f++;
	return f;
}

/* A table that is neither long nor wide: ends the tool if each question may have a column. */
static void
suggest_columns(const struct table *t)
{
	struct text others = { 0 };

	if (table_fault(t))
		return;
	for (size_t i = 0; i < table_width(t); i++) {
		const char *name = table_name(t, i), *alias = header_alias(name);
		const size_t f = field_of(alias ? alias : name);

		if (f == ITEM || f == VALUE)
			return;
		if (f < FIELDS || alias)
			continue;
		text_add(&others, ",", others.n > 0);
		text_add(&others, name, strlen(name));
	}
	text_add(&others, "", 1);
	if (others.n > 1) {
		const size_t room = 4 * others.n + 8;	/* of quotes, and of those within */

		fail("%s: no column 'item'; if each question has a column, use"
		    " --item-columns=%s", table_file(t),
		    text_shell(others.s, mem_new(room, 1), room));
	}
	text_free(&others);
}

static bool
mark_columns(struct table *t, const void *sink_opts, bool *of_wide)
{
	const struct answers_record_opts *o = sink_opts;
	struct answers_header h = answers_header_find(t, o->columns);

	if (h.wide == NULL) {
		suggest_columns(t);
		return false;
	}
	for (size_t i = 0; i < answers_wide_items(h.wide); i++) {
		const char *item = answers_wide_name(h.wide, i);

		if (h.parts == NULL && field_of(item) < FIELDS)
			opt_misuse("--item-columns: the column '%s' is not an item", item);
		for (size_t side = 0; side < sides(h.parts); side++)
			of_wide[answers_wide_columns(h.wide, i)[side]] = true;
	}
	answers_wide_free(h.wide);
	return true;
}

static void *
wide_open(const struct record *r, const struct record_load *l)
{
	struct wide_load *w = mem_new(1, sizeof *w);
	size_t at;

	(void)r;
	w->load = l;
	w->insert = record_insert_sink.open(&answers_record, l);
	const struct answers_record_opts *o = l->opts;
	const struct answers_header h = answers_header_find(l->in, o->columns);

	w->wide = h.wide;
	w->parts = h.parts;
	w->named = table_find(l->in, "customer_id", &at) || table_find(l->in, "respondent", &at);
	w->stored = query_new(l->store, stored_sql);
	w->people = map_new();
	return w;
}

/* What record_insert_sink looks at: the texts of all fields. */
static void
fill(struct record_value to[static RECORD_FIELDS], const char *const *names, const char *item,
    const char *part, const char *value)
{
	for (size_t f = 0; f < NAMES; f++)
		to[f].s = names[f];
	to[ITEM].s = item;
	to[PART].s = part;
	to[VALUE].s = value;
	to[EXTERNAL].s = "";
}

/* The fields that the row has once, with the number of a row that names nobody. */
static void
take_names(struct wide_load *w, const struct record_value *value, const char *to[static NAMES])
{
	for (size_t f = 0; f < NAMES; f++)
		to[f] = value[f].s;
	if (w->named || *to[CUSTOMER] || *to[RESPONDENT])
		return;
	snprintf(w->respondent, sizeof w->respondent, "%jd-%09zu",
	    (intmax_t)w->load->batch->batch, w->rows + 1);
	to[RESPONDENT] = w->respondent;
}

static bool
wide_look(void *ctx, const struct record_value *value)
{
	struct wide_load *w = ctx;
	struct record_value all[RECORD_FIELDS] = { 0 };
	const char *names[NAMES];

	take_names(w, value, names);
	if (*names[CUSTOMER] == '\0' && *names[RESPONDENT] == '\0') {
		record_bad(w->load, "customer_id", "customer_id '' %s", say(nobody));
		return false;
	}
	fill(all, names, "", "", "");
	return record_insert_sink.look(w->insert, all);
}

/* Has an earlier row of the table the answers of this person in this wave? */
static bool
is_new_person(struct wide_load *w, const char *const *names)
{
	const size_t who = *names[RESPONDENT] ? RESPONDENT : CUSTOMER;
	const size_t by[] = { SURVEY, WAVE, who };
	struct text key = { 0 };
	bool is_new;

	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		text_add(&key, names[by[i]], strlen(names[by[i]]) + 1);
	const size_t at = map_at(w->people, key.s, key.n, &is_new);

	text_free(&key);
	w->line = mem_grow(w->line, at + 1, &w->people_room, sizeof *w->line);
	if (is_new)
		w->line[at] = table_line(w->load->in);
	else
		record_bad(w->load, fields[who].name, "duplicate %s '%s' (first on line %ju)",
		    fields[who].name, names[who], (uintmax_t)w->line[at]);
	return is_new;
}

/* The cell that answers the item and part of the store; "" if there is none. */
static const char *
answer_of(const struct wide_load *w, char *const *cell, const char *item, const char *part)
{
	for (size_t i = 0; i < answers_wide_items(w->wide); i++)
		for (size_t side = 0; side < sides(w->parts); side++)
			if (strcmp(item, answers_wide_name(w->wide, i)) == 0 &&
			    strcmp(part, part_of(w->parts, side)) == 0)
				return cell[answers_wide_columns(w->wide, i)[side]];
	return "";
}

static bool
is_new_row(struct wide_load *w, const char *const *names, char *const *cell)
{
	const size_t by[] = { SURVEY, WAVE, CUSTOMER, RESPONDENT };
	bool is_new = true;

	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		query_text(w->stored, (int)i + 1, names[by[i]]);
	while (query_step(w->stored)) {
		const char *item = query_cell(w->stored, 0);

		if (is_new && *answer_of(w, cell, item, query_cell(w->stored, 1))) {
			record_bad(w->load, NULL,
			    "the answer to item '%.60s' is already in the store", item);
			is_new = false;
		}
	}
	return is_new;
}

static const char *
keep(struct wide_load *w, const char *s)
{
	return *s ? arena_text(&w->text, s, strlen(s)) : "";
}

static void
wide_put(void *ctx, const struct record_value *value, char *const *cell)
{
	struct wide_load *w = ctx;
	const size_t items = answers_wide_items(w->wide);
	const char *names[NAMES];

	take_names(w, value, names);
	if (!is_new_row(w, names, cell) || !is_new_person(w, names))
		return;
	const size_t n = sides(w->parts);
	const char **row = mem_new(NAMES + items * n, sizeof *row);

	for (size_t f = 0; f < NAMES; f++)
		row[f] = keep(w, names[f]);
	for (size_t i = 0; i < items * n; i++)
		row[NAMES + i] = keep(w, cell[answers_wide_columns(w->wide, i / n)[i % n]]);
	w->row = mem_grow(w->row, w->rows + 1, &w->rows_room, sizeof *w->row);
	w->row[w->rows++] = row;
}

/* Records the answers of all rows to an item. Returns whether there are any. */
static bool
record_item(struct wide_load *w, size_t item)
{
	struct record_value all[RECORD_FIELDS] = { 0 };
	const size_t n = sides(w->parts);
	bool any = false;

	for (size_t i = 0; i < w->rows; i++)
		for (size_t side = 0; side < n; side++) {
			const char *answer = w->row[i][NAMES + item * n + side];

			if (*answer == '\0')
				continue;
			any = true;
			fill(all, w->row[i], answers_wide_name(w->wide, item),
			    part_of(w->parts, side), answer);
			record_insert_sink.look(w->insert, all);
			record_insert_sink.put(w->insert, all, NULL);
		}
	return any;
}

static bool
has_answer(const struct wide_load *w, const char *const *row)
{
	for (size_t i = 0; i < answers_wide_items(w->wide) * sides(w->parts); i++)
		if (*row[NAMES + i])
			return true;
	return false;
}

/* The counts are those of the rows of the table, not of their answers. */
static void
wide_finish(void *ctx)
{
	struct wide_load *w = ctx;
	struct batch *b = w->load->batch;

	for (size_t i = 0; record_good(w->load) && i < answers_wide_items(w->wide); i++)
		*(record_item(w, i) ? &w->answered : &w->unanswered) += 1;
	b->added = 0;
	for (size_t i = 0; i < w->rows; i++)
		*(has_answer(w, w->row[i]) ? &b->added : &b->unchanged) += 1;
	record_insert_sink.finish(w->insert);
	query_free(w->stored);
}

static void
wide_note(const void *ctx)
{
	const struct wide_load *w = ctx;

	record_insert_sink.note(w->insert);
	if (w->unanswered > 0)
		opt_note("no answers to %zu of %zu items", w->unanswered,
		    w->answered + w->unanswered);
}

static void
wide_close(void *ctx)
{
	struct wide_load *w = ctx;

	record_insert_sink.close(w->insert);
	answers_wide_free(w->wide);
	map_free(w->people);
	for (size_t i = 0; i < w->rows; i++)
		free(w->row[i]);
	free(w->row);
	free(w->line);
	arena_free(&w->text);
	free(w);
}

static const struct record_sink wide_sink = {
	.open = wide_open, .look = wide_look, .put = wide_put, .finish = wide_finish,
	.note = wide_note, .close = wide_close,
};
static const struct record wide_record = {
	.table = "answer", .key = "answer_id", .field = fields, .n = NAMES, .sink = &wide_sink,
};
static const char *const apart[] = { "item", "part", NULL };
const struct record answers_record = {
	.table = "answer", .key = "answer_id", .field = fields,
	.n = FIELDS, .check = somebody,
	.wide = &wide_record, .wide_columns = mark_columns, .numbered = RECORD_EXTERNAL,
	.repeats = true, .apart = apart,
};
