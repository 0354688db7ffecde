#include "lib/points/entries.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/store/changes.h"
#include "lib/store/insert.h"
#include "lib/store/query.h"

enum { CUSTOMERS = 2, ID_SIZE = 65 };

struct entries {
	struct store *store;
	int64_t batch;
	struct changes *shown;
	struct insert *insert;
	sqlite3_stmt *lots, *debt;
	bool any_debt;			/* some customer has owed points */
	struct held {
		char id[ID_SIZE];	/* "": none */
		struct lots lots;
	} held[CUSTOMERS];
	size_t oldest;			/* of the held, the next to be replaced */
	struct entry *entry;
	int64_t *id;			/* of the entries that were kept just now */
	size_t n, room, id_room;
	struct arena days;
};

static const char *const steps[ENTRIES_STEPS] = { "earn", "redeem", "reverse", "expire", "adjust",
	"transfer", "refer", "confirm", "settle" };

/* The lots of a customer, each followed by its entries. */
static const char lots_sql[] =
	"SELECT coalesce(lot, entry_id) AS of, lot IS NULL, entry_id, points, day, usable, expires,"
	" step FROM points WHERE customer_id = ?1 ORDER BY of, lot IS NOT NULL, day, entry_id";
static const char debt_sql[] =
	"SELECT 1 FROM points WHERE customer_id = ?1 AND lot IS NULL AND points < 0 LIMIT 1";
static const char any_debt_sql[] =
	"SELECT EXISTS (SELECT 1 FROM points WHERE lot IS NULL AND points < 0)";

const char *
entries_step_name(enum entries_step step)
{
	return steps[step];
}

struct entries *
entries_open(struct store *store, int64_t batch, struct changes *shown)
{
	static const char *const columns[] = { "customer_id", "date", "step", "points", "lot",
		"refers", "usable", "expires", "order_id", "amount", "rule", "reason", "agent",
		"note", "batch", "source" };
	struct entries *l = mem_new(1, sizeof *l);

	*l = (struct entries){ .store = store, .batch = batch, .shown = shown,
		.insert = insert_new(store, "points", columns,
		    sizeof columns / sizeof *columns, 0),
		.lots = entries_query(store), .debt = query_new(store, debt_sql),
		.any_debt = query_number(store, any_debt_sql) > 0 };
	return l;
}

static void
forget_lots(struct entries *l)
{
	for (size_t i = 0; i < CUSTOMERS; i++) {
		lots_free(&l->held[i].lots);
		l->held[i].id[0] = '\0';
	}
}

void
entries_close(struct entries *l)
{
	forget_lots(l);
	insert_free(l->insert);
	query_free(l->lots);
	query_free(l->debt);
	arena_free(&l->days);
	free(l->entry);
	free(l->id);
	free(l);
}

sqlite3_stmt *
entries_query(struct store *store)
{
	return query_new(store, lots_sql);
}

static int32_t
day_or_never(sqlite3_stmt *q, int at)
{
	const int32_t day = query_day(q, at);

	return day == DATE_NONE ? LOTS_NEVER : day;
}

static void
read_entry(sqlite3_stmt *q, struct lot *lot)
{
	const int64_t points = sqlite3_column_int64(q, 3);
	const int32_t day = query_day(q, 4);

	if (strcmp(query_cell(q, 7), steps[ENTRIES_CONFIRM]) == 0 && day < lot->usable)
		lot->usable = day;
	if (strcmp(query_cell(q, 7), steps[ENTRIES_EXPIRE]) == 0)
		lot->expired -= points;
	lots_add(lot, day, points);
}

void
entries_read(sqlite3_stmt *q, struct lots *to)
{
	struct lot *lot = NULL;

	while (query_step(q)) {
		if (!sqlite3_column_int(q, 1)) {
			if (lot && lot->id == sqlite3_column_int64(q, 0))
				read_entry(q, lot);
			continue;	/* else cust-check reports it */
		}
		const struct lot opened = { .id = sqlite3_column_int64(q, 2),
			.day = query_day(q, 4), .usable = day_or_never(q, 5),
			.expires = day_or_never(q, 6) };

		lot = lots_open(to, &opened, sqlite3_column_int64(q, 3));
	}
	lots_sort(to);
}

static struct lots *
held_lots(struct entries *l, const char *customer)
{
	for (size_t i = 0; i < CUSTOMERS; i++)
		if (strcmp(l->held[i].id, customer) == 0)
			return &l->held[i].lots;
	return NULL;
}

bool
entries_owes(struct entries *l, const char *customer)
{
	return l->any_debt && query_finds(l->debt, customer);
}

/* Applies an entry to the lots in memory, in which new lots have the numbers of entries_put. */
static void
apply(struct lots *lots, const struct entry *e, int64_t id)
{
	int32_t day, second;

	date_read_any(&(struct date_reader){ 0 }, e->date, &day, &second);
	if (e->lot == 0) {
		lots_open(lots, &(struct lot){ .id = id, .day = day, .usable = e->usable,
		    .expires = e->expires }, e->points);
		lots_sort(lots);
		return;
	}
	struct lot *lot = lots_find(lots, e->lot);

	if (lot == NULL)
		return;
	lots_add(lot, day, e->points);
	if (e->step == ENTRIES_EXPIRE)
		lot->expired -= e->points;
	if (e->step == ENTRIES_CONFIRM && day < lot->usable)
		lot->usable = day;
}

struct lots *
entries_lots(struct entries *l, const char *customer)
{
	struct lots *found = held_lots(l, customer);

	if (found)
		return found;
	struct held *h = &l->held[l->oldest];

	l->oldest = (l->oldest + 1) % CUSTOMERS;
	lots_free(&h->lots);
	memcpy(h->id, customer, strlen(customer) + 1);
	query_text(l->lots, 1, h->id);
	entries_read(l->lots, &h->lots);
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->entry[i].customer, h->id) == 0)
			apply(&h->lots, &l->entry[i], -(int64_t)i - 1);
	return &h->lots;
}

int64_t
entries_put(struct entries *l, const struct entry *e)
{
	struct lots *lots = held_lots(l, e->customer);

	l->entry = mem_grow(l->entry, l->n + 1, &l->room, sizeof *l->entry);
	l->entry[l->n++] = *e;
	l->any_debt |= e->lot == 0 && e->points < 0;
	if (lots)
		apply(lots, e, -(int64_t)l->n);
	return -(int64_t)l->n;
}

/* The entry_id that LOT or REFERS means. */
static int64_t
real_id(const struct entries *l, int64_t id)
{
	return id < 0 ? l->id[-id - 1] : id;
}

static void
put_id(struct insert *to, int64_t id)
{
	if (id == 0)
		insert_none(to);
	else
		insert_int(to, id);
}

static void
put_day(struct insert *to, bool of_lot, int32_t day, char buf[static DATE_SIZE])
{
	if (of_lot && day != LOTS_NEVER)
		insert_text(to, date_text(day, buf));
	else
		insert_none(to);
}

static const char *
or_empty(const char *s)
{
	return s ? s : "";
}

/* Writes an entry. Returns its entry_id. */
static int64_t
write_entry(struct entries *l, const struct entry *e)
{
	struct insert *to = l->insert;
	char usable[DATE_SIZE], expires[DATE_SIZE];
	const bool has_order = e->order && *e->order;

	insert_text(to, e->customer);
	insert_text(to, e->date);
	insert_text(to, steps[e->step]);
	insert_int(to, e->points);
	put_id(to, real_id(l, e->lot));
	put_id(to, real_id(l, e->refers));
	put_day(to, e->lot == 0, e->usable, usable);
	put_day(to, e->lot == 0, e->expires, expires);
	insert_text(to, or_empty(e->order));
	if (e->amount)
		insert_int(to, *e->amount);
	else
		insert_none(to);
	insert_text(to, or_empty(e->rule));
	insert_text(to, or_empty(e->reason));
	insert_text(to, or_empty(e->agent));
	insert_text(to, or_empty(e->note));
	insert_int(to, l->batch);
	insert_text(to, has_order ? or_empty(e->source) : "");
	return insert_end(to);
}

static void
show_field(struct entries *l, const char *key, const char *field, const char *now)
{
	if (now && *now)
		changes_field(l->shown, key, field, "", now);
}

/* For -n. */
static void
show(struct entries *l, const struct entry *e, int64_t id)
{
	char key[NUM_SIZE], points[NUM_SIZE], lot[NUM_SIZE], day[DATE_SIZE];

	num_int(id, key);
	if (!changes_begin_added(l->shown, key))
		return;
	num_int(e->points, points);
	num_int(real_id(l, e->lot), lot);
	show_field(l, key, "customer_id", e->customer);
	show_field(l, key, "date", e->date);
	show_field(l, key, "step", steps[e->step]);
	show_field(l, key, "points", points);
	if (e->lot != 0)
		show_field(l, key, "lot", lot);
	if (e->lot == 0 && e->expires != LOTS_NEVER)
		show_field(l, key, "expires", date_text(e->expires, day));
	show_field(l, key, "order_id", e->order);
}

int64_t
entries_keep(struct entries *l)
{
	l->id = mem_grow(l->id, l->n + 1, &l->id_room, sizeof *l->id);
	for (size_t i = 0; i < l->n; i++) {
		l->id[i] = write_entry(l, &l->entry[i]);
		if (l->shown)
			show(l, &l->entry[i], l->id[i]);
	}
	const int64_t first = l->n > 0 ? l->id[0] : 0;

	entries_drop(l);
	return first;
}

void
entries_drop(struct entries *l)
{
	forget_lots(l);
	arena_clear(&l->days);
	l->n = 0;
}

const char *
entries_day(struct entries *l, int32_t day)
{
	char text[DATE_SIZE];

	return arena_text(&l->days, date_text(day, text), DATE_SIZE - 1);
}
