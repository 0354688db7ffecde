#include "lib/service/contacts.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/known.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/sort.h"
#include "lib/base/text.h"
#include "lib/io/cite.h"
#include "lib/io/table.h"
#include "lib/store/query.h"

enum cell { CUSTOMER, JOURNEY, TOUCHPOINT, SCORE, DATE, CELLS };
static const char *const names[CELLS] = { "customer_id", "journey", "touchpoint", "score", "date" };

struct found {			/* a contact, in the order of the input */
	uint32_t touchpoint, journey;	/* numbers in the maps, or MOMENTS_NOWHERE */
	int32_t score;
	uint64_t moment;
};

struct contacts {
	const struct contacts_opts *opts;
	int32_t until;		/* the earlier of --until and --as-of */
	struct map *touchpoints, *journeys;
	struct text key;
	struct date_reader dates;
	struct date_memo date;
	struct partition part;			/* .n 0: customers of any part */
	uint64_t rows;
	struct found *found;
	size_t n, room, nowhere;
	size_t *touchpoint, *journey;		/* in bytewise order */
	/* sorted by journey; contacts without a journey come last */
	struct moments_contact *contact;
	size_t *from;	/* the first contact of each journey, and of those without one */
	enum cell field;			/* the bad cell of a row, and the reason */
	const char *why;
	char buf[RATING_WHY];
};
_Static_assert((int)RATING_WHY >= (int)PARTS_WHY, "room for both reasons");

static bool
bad(struct contacts *c, enum cell field, const char *why)
{
	c->field = field;
	c->why = why;
	return false;
}

static bool
read_score(struct contacts *c, const char *s, int32_t *to)
{
	*to = rating_of(s);
	if (*to >= MOMENTS_SCALE.low && *to <= MOMENTS_SCALE.high)
		return true;
	return bad(c, SCORE, rating_why(*to, MOMENTS_SCALE, c->buf));
}

/*
 * Computes a number that grows with time. A day without a time of day sorts before its first
 * second.
 */
static bool
read_date(struct contacts *c, const char *s, int32_t *day, uint64_t *moment)
{
	enum { DAY = 86400 + 1 };
	int32_t second;
	const enum date_result r = date_read_next(&c->dates, &c->date, s, day, &second);

	if (r != DATE_OK)
		return bad(c, DATE, date_why(r));
	*moment = (uint64_t)((int64_t)*day - date_of(1, 1, 1)) * DAY + (uint64_t)(second + 1);
	return true;
}

static bool
read_journey(struct contacts *c, const char *const cell[CELLS], uint32_t *to)
{
	for (enum cell i = CUSTOMER; i <= JOURNEY; i++)
		if (*cell[i] && text_id_why(cell[i]))
			return bad(c, i, text_id_why(cell[i]));
	if (*cell[JOURNEY] == '\0')
		return true;
	c->key.n = 0;
	text_add(&c->key, cell[CUSTOMER], strlen(cell[CUSTOMER]) + 1);
	text_add(&c->key, cell[JOURNEY], strlen(cell[JOURNEY]));
	*to = (uint32_t)map_at(c->journeys, c->key.s, c->key.n, NULL);
	return true;
}

/*
 * Takes one row; false if it is bad. A cell is "" if its column does not exist; only DATE is NULL.
 */
static bool
take(struct contacts *c, const char *const cell[CELLS])
{
	struct found f = { .touchpoint = MOMENTS_NOWHERE, .journey = MOMENTS_NOWHERE };
	int32_t day;

	const char *other = parts_why(c->part, cell[CUSTOMER], strlen(cell[CUSTOMER]), c->buf);

	if (other)
		return bad(c, CUSTOMER, other);
	if (*cell[SCORE] == '\0')
		return true;
	if (!read_score(c, cell[SCORE], &f.score))
		return false;
	if (cell[DATE] && !read_date(c, cell[DATE], &day, &f.moment))
		return false;
	if (cell[DATE] && ((c->opts->since != DATE_NONE && day < c->opts->since) || day > c->until))
		return true;
	if (!read_journey(c, cell, &f.journey))
		return false;
	if (*cell[TOUCHPOINT])
		f.touchpoint = (uint32_t)map_at(c->touchpoints, cell[TOUCHPOINT],
		    strlen(cell[TOUCHPOINT]), NULL);
	c->nowhere += f.touchpoint == MOMENTS_NOWHERE;
	c->found = mem_grow(c->found, c->n + 1, &c->room, sizeof *c->found);
	c->found[c->n++] = f;
	return true;
}

static void
read_table(struct contacts *c, bool touchpoints, char **operands)
{
	const struct contacts_opts *o = c->opts;
	struct table *t = table_open(operands,
	    &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP,
	    .reading = &o->reading });
	const bool needed[CELLS] = { [CUSTOMER] = c->part.n > 0, [JOURNEY] = true,
		[SCORE] = true, [TOUCHPOINT] = touchpoints,
		[DATE] = o->since != DATE_NONE || o->until != DATE_NONE || o->as_of != DATE_NONE };
	const char *cell[CELLS] = { "", "", "", "", NULL };
	size_t at[CELLS];
	bool has[CELLS];

	c->dates = o->dates;
	for (int i = 0; i < CELLS; i++) {
		has[i] = table_find(t, names[i], &at[i]);
		if (needed[i] && !has[i])
			table_column(t, names[i]);
		if (has[i] && (i == DATE || i == SCORE))
			table_reads(t, at[i], i == DATE ? RECIPE_DATE : RECIPE_NUMBER);
	}
	for (char **row; (row = table_next(t)) != NULL;) {
		for (int i = 0; i < CELLS; i++)
			if (has[i])
				cell[i] = row[at[i]];
		if (!take(c, cell))
			table_bad(t, names[c->field], "%s '%.60s' %s", names[c->field],
			    cell[c->field], c->why);
	}
	c->rows = table_rows(t);
	table_close(t);
}

static void
read_store(struct contacts *c, struct store *store)
{
	sqlite3_stmt *q = query_new(store,
	    "SELECT customer_id, journey, touchpoint, score, date FROM touch"
	    " WHERE score IS NOT NULL ORDER BY touch_id");
	const char *cell[CELLS];

	while (query_step(q)) {
		for (int i = 0; i < CELLS; i++)
			cell[i] = query_cell(q, i);
		if (!take(c, cell))
			fail("bad contact in the store: %s '%.60s' %s",
			    names[c->field], cell[c->field], c->why);
	}
	query_free(q);
}

/* The rank of each number of the map in ORDER. */
static uint64_t *
ranks(const struct map *m, const size_t *order)
{
	uint64_t *rank = mem_new(map_count(m), sizeof *rank);

	for (size_t i = 0; i < map_count(m); i++)
		rank[order[i]] = i;
	return rank;
}

/*
 * The rows sorted by journey and, within a journey, by moment. Both sorts are stable, so rows of
 * the same moment stay in the order of the input.
 */
static uint64_t *
in_order(const struct contacts *c, const uint64_t *journey)
{
	uint64_t *key = mem_new(c->n, sizeof *key), *row = mem_new(c->n, sizeof *row);

	for (size_t i = 0; i < c->n; i++) {
		row[i] = i;
		key[i] = c->found[i].moment;
	}
	sort_with(key, row, c->n);
	for (size_t i = 0; i < c->n; i++) {
		const uint32_t j = c->found[row[i]].journey;

		key[i] = j == MOMENTS_NOWHERE ? map_count(c->journeys) : journey[j];
	}
	sort_with(key, row, c->n);
	free(key);
	return row;
}

static void
arrange(struct contacts *c)
{
	const size_t journeys = map_count(c->journeys);

	c->touchpoint = map_order(c->touchpoints);
	c->journey = map_order(c->journeys);
	uint64_t *touchpoint = ranks(c->touchpoints, c->touchpoint);
	uint64_t *journey = ranks(c->journeys, c->journey);
	uint64_t *row = in_order(c, journey);

	c->contact = mem_new(c->n, sizeof *c->contact);
	c->from = mem_new(journeys + 1, sizeof *c->from);
	for (size_t i = 0; i < c->n; i++) {
		const struct found *f = &c->found[row[i]];

		c->contact[i] = (struct moments_contact){ f->touchpoint, f->score };
		if (f->touchpoint != MOMENTS_NOWHERE)
			c->contact[i].touchpoint = (uint32_t)touchpoint[f->touchpoint];
		if (f->journey != MOMENTS_NOWHERE)
			c->from[journey[f->journey] + 1] = i + 1;
	}
	free(c->found);
	free(touchpoint);
	free(journey);
	free(row);
}

void
contacts_check(const struct contacts_opts *o, char **operands)
{
	opt_since_until(o->since, o->until);
	if (store_is_wanted(&o->store))
		opt_no_operands(operands);
	if (store_is_wanted(&o->store) && o->partition)
		opt_misuse("--partition cannot be used with a store");
}

struct contacts *
contacts_read(const struct contacts_opts *o, struct store *store, bool touchpoints, char **operands)
{
	struct contacts *c = mem_new(1, sizeof *c);

	c->opts = o;
	opt_use_zone(o->dates.zone);	/* for a store the zone is in use already */
	const int32_t known = known_by(o->as_of).day;

	cite_as_of(known);
	c->until = o->until == DATE_NONE || o->until > known ? known : o->until;
	c->part = parts_of(o->partition);
	c->touchpoints = map_new();
	c->journeys = map_new();
	if (store)
		read_store(c, store);
	else
		read_table(c, touchpoints, operands);
	arrange(c);
	return c;
}

void
contacts_free(struct contacts *c)
{
	map_free(c->touchpoints);
	map_free(c->journeys);
	text_free(&c->key);
	free(c->touchpoint);
	free(c->journey);
	free(c->contact);
	free(c->from);
	free(c);
}

size_t
contacts_touchpoints(const struct contacts *c)
{
	return map_count(c->touchpoints);
}

const char *
contacts_touchpoint(const struct contacts *c, size_t i)
{
	return map_key(c->touchpoints, c->touchpoint[i]);
}

size_t
contacts_journeys(const struct contacts *c)
{
	return map_count(c->journeys);
}

struct contacts_journey
contacts_journey(const struct contacts *c, size_t i)
{
	const char *key = map_key(c->journeys, c->journey[i]);

	return (struct contacts_journey){ key, key + strlen(key) + 1, &c->contact[c->from[i]],
	    c->from[i + 1] - c->from[i] };
}

const struct moments_contact *
contacts_alone(const struct contacts *c, size_t *n)
{
	const size_t from = c->from[map_count(c->journeys)];

	*n = c->n - from;
	return &c->contact[from];
}

size_t
contacts_nowhere(const struct contacts *c)
{
	return c->nowhere;
}

uint64_t
contacts_rows(const struct contacts *c)
{
	return c->rows;
}
