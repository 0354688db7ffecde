#include "lib/forget/traces.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/forget/canary.h"
#include "lib/forget/erase.h"
#include "lib/store/connection.h"
#include "lib/store/holder.h"
#include "lib/store/query.h"

struct value {
	enum traces_state state;
	size_t from, at;	/* numbers in .places: where it was; if it is shared, where it is */
};

struct pair {			/* a person had the value */
	size_t person, value;
};

struct traces {
	struct map *bytes, *places, *pairs;
	struct value *value;
	struct pair *pair;
	size_t room, pair_room;
	struct canary *canary;
	size_t (*tally)[TRACES_STATES];	/* per person; NULL: not counted since the last change */
};

struct traces *
traces_new(void)
{
	struct traces *t = mem_new(1, sizeof *t);

	t->bytes = map_new();
	t->places = map_new();
	t->pairs = map_new();
	t->canary = canary_new();
	return t;
}

void
traces_free(struct traces *t)
{
	map_free(t->bytes);
	map_free(t->places);
	map_free(t->pairs);
	canary_free(t->canary);
	free(t->value);
	free(t->pair);
	free(t->tally);
	free(t);
}

static void
add_pair(struct traces *t, size_t person, size_t value)
{
	const struct pair p = { person, value };
	bool is_new;
	const size_t at = map_at(t->pairs, (const char *)&p, sizeof p, &is_new);

	t->pair = mem_grow(t->pair, at + 1, &t->pair_room, sizeof *t->pair);
	t->pair[at] = p;
}

static void
add(struct traces *t, size_t person, const char *place, const char *s, size_t n)
{
	bool is_new;

	if (n == 0)
		return;
	const size_t at = map_at(t->bytes, s, n, &is_new);

	add_pair(t, person, at);
	if (!is_new)
		return;
	const bool is_short = canary_is_short(s, n);

	t->value = mem_grow(t->value, at + 1, &t->room, sizeof *t->value);
	t->value[at] = (struct value){ is_short ? TRACES_SHORT : TRACES_GONE,
		map_at(t->places, place, strlen(place), NULL), 0 };
	if (!is_short)
		canary_add(t->canary, s, n, at);
}

/* 138 0013-8000 is also 13800138000. */
static void
add_digits(struct traces *t, size_t person, const char *place, const char *s, size_t n)
{
	char *digits = mem_new(n + 1, 1);
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		if (isdigit((unsigned char)s[i]))
			digits[count++] = s[i];
	if (count >= CANARY_DIGITS)
		add(t, person, place, digits, count);
	free(digits);
}

static void
add_lower(struct traces *t, size_t person, const char *place, const char *s, size_t n)
{
	char *lower = mem_new(n + 1, 1);

	for (size_t i = 0; i < n; i++)
		lower[i] = (char)tolower((unsigned char)s[i]);
	add(t, person, place, lower, n);
	free(lower);
}

/* As it stands within a JSON object, if that differs: attrs, images. */
static void
add_escaped(struct traces *t, size_t person, const char *place, const char *s, size_t n)
{
	struct text json = { 0 };

	for (size_t i = 0; i < n; i++) {
		const char *escape = s[i] == '"' ? "\\\"" : s[i] == '\\' ? "\\\\" :
		    s[i] == '\n' ? "\\n" : s[i] == '\t' ? "\\t" : s[i] == '\r' ? "\\r" : NULL;

		text_add(&json, escape ? escape : &s[i], escape ? 2 : 1);
	}
	if (json.n != n)
		add(t, person, place, json.s, json.n);
	text_free(&json);
}

static void
add_forms(struct traces *t, size_t person, const char *place, const char *s, size_t n)
{
	add(t, person, place, s, n);
	add_escaped(t, person, place, s, n);
	if (memchr(s, '@', n))
		add_lower(t, person, place, s, n);
	if (n < CANARY_PIECE && strspn(s, "+()-./ 0123456789") >= n)
		add_digits(t, person, place, s, n);
}

/* The values of a JSON object, also those of the objects in it. */
static void
add_object(struct traces *t, struct store *store, size_t person, const char *place,
    const char *json)
{
	sqlite3_stmt *q = query_new(store, "SELECT atom FROM json_tree(?) WHERE atom IS NOT NULL");

	query_text(q, 1, json);
	while (query_step(q))
		add_forms(t, person, place, query_cell(q, 0), strlen(query_cell(q, 0)));
	query_free(q);
}

static bool
is_object(struct store *store, const char *s)
{
	if (*s != '{')
		return false;
	sqlite3_stmt *q = query_new(store, "SELECT json_valid(?)");

	query_text(q, 1, s);
	const bool is = query_step(q) && sqlite3_column_int(q, 0);

	query_free(q);
	return is;
}

static void
add_cell(struct traces *t, struct store *store, size_t person, const char *place, const char *s)
{
	if (is_object(store, s))
		add_object(t, store, person, place, s);
	else
		add_forms(t, person, place, s, strlen(s));
}

/* The rows of a query: person, and the values, which are columns of TABLE. */
static void
read_rows(struct traces *t, struct store *store, const char *table, sqlite3_stmt *q)
{
	const int n = sqlite3_column_count(q);
	char **place = mem_new((size_t)n, sizeof *place);

	for (int i = 1; i < n; i++)
		place[i] = mem_print("%s.%s", table, sqlite3_column_name(q, i));
	while (query_step(q))
		for (int i = 1; i < n; i++) {
			char *cell = mem_text(query_cell(q, i));

			add_cell(t, store, (size_t)sqlite3_column_int64(q, 0), place[i], cell);
			free(cell);
		}
	for (int i = 1; i < n; i++)
		free(place[i]);
	free(place);
	query_free(q);
}

static bool
is_personal(const char *table, const char *column)
{
	const struct holder *h = holder_of(table);
	const size_t n = strlen(column);

	if (h == NULL)
		return true;
	for (const char *p = h->personal; (p = strstr(p, column)) != NULL; p += n)
		if ((p == h->personal || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return true;
	return false;
}

/* What the images for cust-undo had. */
static void
read_images(struct traces *t, struct store *store)
{
	sqlite3_stmt *q = query_new(store, "SELECT i.person, u.of_table, j.key, j.value"
	    " FROM temp.image AS i JOIN undo AS u USING (id), json_each(u.old) AS j"
	    " WHERE j.value IS NOT NULL");

	while (query_step(q)) {
		char *table = mem_text(query_cell(q, 1)), *column = mem_text(query_cell(q, 2));
		char *place = mem_print("%s.%s", table, column), *cell = mem_text(query_cell(q, 3));

		if (is_personal(table, column))
			add_cell(t, store, (size_t)sqlite3_column_int64(q, 0), place, cell);
		free(table);
		free(column);
		free(place);
		free(cell);
	}
	query_free(q);
}

void
traces_read(struct traces *t, struct store *store)
{
	size_t n;
	const struct holder *h = holder_all(&n);

	read_rows(t, store, "customer",
	    query_new(store, "SELECT person, id AS customer_id FROM temp.gone"));
	for (size_t i = 0; i < n; i++) {
		char *sql = erase_values_sql(store, &h[i]);

		if (sql)
			read_rows(t, store, h[i].table, query_made(store, sql));
	}
	read_images(t, store);
}

struct canary *
traces_canary(struct traces *t)
{
	return t->canary;
}

size_t
traces_count(const struct traces *t)
{
	return map_count(t->bytes);
}

enum traces_state
traces_state(const struct traces *t, size_t value)
{
	return t->value[value].state;
}

void
traces_set(struct traces *t, size_t value, enum traces_state state)
{
	t->value[value].state = state;
	free(t->tally);
	t->tally = NULL;
}

void
traces_share(struct traces *t, size_t value, const char *place)
{
	traces_set(t, value, TRACES_SHARED);
	t->value[value].at = map_at(t->places, place, strlen(place), NULL);
}

const char *
traces_from(const struct traces *t, size_t value)
{
	return map_key(t->places, t->value[value].from);
}

const char *
traces_at(const struct traces *t, size_t value)
{
	return map_key(t->places, t->value[value].at);
}

static void
tally(struct traces *t)
{
	size_t persons = 0;

	for (size_t i = 0; i < map_count(t->pairs); i++)
		if (t->pair[i].person >= persons)
			persons = t->pair[i].person + 1;
	t->tally = mem_new(persons, sizeof *t->tally);
	for (size_t i = 0; i < map_count(t->pairs); i++)
		t->tally[t->pair[i].person][t->value[t->pair[i].value].state]++;
}

size_t
traces_of(struct traces *t, size_t person, enum traces_state state)
{
	if (t->tally == NULL)
		tally(t);
	return t->tally[person][state];
}
