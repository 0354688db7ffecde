#include "lib/orders.h"

#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/date.h"
#include "lib/fold.h"
#include "lib/map.h"
#include "lib/mem.h"
#include "lib/money.h"
#include "lib/num.h"
#include "lib/text.h"

static const char insert_sql[] =
	"INSERT INTO orders (customer_id, date, amount, order_id, sku, quantity, cost, discount, channel, batch)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

static const char stored_sql[] =	/* the lines of an order, on any day */
	"SELECT customer_id, date, amount, order_id, sku, quantity, cost, discount, channel FROM orders"
	" WHERE order_id = ?1";

static const char history_sql[] =
	"INSERT INTO history (customer_id, orders, first_date, last_date, spend, frequency, repeat_spend, latest,"
	" early_refunds) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

enum field { CUSTOMER, DATE, AMOUNT, ORDER, SKU, QUANTITY, COST, DISCOUNT, CHANNEL, FIELDS };

static const char *const names[FIELDS] = {
	"customer_id", "date", "amount", "order_id", "sku", "quantity", "cost", "discount", "channel",
};

/* A row as it will be stored: the texts are the table's or the line's own. */
struct line {
	const char *text[FIELDS];	/* of the customer, the date, the order, the sku, the channel */
	int64_t money[FIELDS];		/* of the amount, the cost, the discount */
	bool has[FIELDS];
	double quantity;
	int32_t day;
	char date[DATE_TIME_SIZE];
};

/* A line of an order that is in the store already: judged when all of them have been read. */
struct pending {
	char *key;			/* what is compared: all cells */
	struct line line;		/* its texts point into own */
	char *own;
	struct table_row row;
};

struct order {				/* one order_id on one day, stored before */
	char **stored;
	size_t nstored;
	struct pending *line;
	size_t n, room;
};

enum customer_state { KNOWN = 1, UNKNOWN, CREATED };

struct customer {
	enum customer_state state;
	int32_t earliest;		/* day of its rows in this load */
	bool again;			/* its history must be computed anew */
};

/* An index that is put aside while much is added: sorting it once beats a search for every row. */
struct index {
	const char *name;
	char *sql;			/* that makes it anew; NULL while it is there */
};

enum { MANY = 1 << 16 };		/* rows from which that may pay */

struct orders {
	struct load *l;
	struct index by_customer, by_order;
	int64_t stored_before;		/* rows, at most */
	const struct orders_opts *opts;
	ptrdiff_t at[FIELDS];		/* columns; -1: not there */
	sqlite3_stmt *insert, *stored, *known, *forget;
	struct fold *fold;
	struct fold_part *part;
	struct customer *customer;	/* by the fold's number */
	size_t room;
	bool had_orders;		/* were there order_ids before */
	bool hold;			/* orders are judged whole, at the end: those stored before; with --rejects all */
	bool had_history;
	struct map *keys;		/* order_id and day of the orders looked up */
	struct order **order;		/* by the map's number; NULL: not stored before */
	bool *other_day;		/* was the order_id stored before on another day */
	struct map *spoiled;		/* order_ids of bad rows: what is stored of them stays */
	size_t norders, order_room, other_room;
};

static bool
ignored(const struct opt_list *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->word[i], name) == 0)
			return true;
	return false;
}

static bool
find_columns(struct orders *o)
{
	const struct table *t = o->l->in;
	size_t at;

	for (size_t i = 0; i < o->opts->ignore.n; i++)
		table_column(t, o->opts->ignore.word[i]);
	for (int f = 0; f < FIELDS; f++)
		o->at[f] = table_find(t, names[f], &at) && !ignored(&o->opts->ignore, names[f]) ? (ptrdiff_t)at : -1;
	for (int f = CUSTOMER; f <= AMOUNT; f++) {
		table_column(t, names[f]);
		if (o->at[f] == -1)
			opt_misuse("--ignore=%s: an order has it", names[f]);
	}
	for (size_t i = 0; i < table_width(t); i++) {
		bool is_known = ignored(&o->opts->ignore, table_name(t, i));

		for (int f = 0; f < FIELDS; f++)
			is_known = is_known || strcmp(names[f], table_name(t, i)) == 0;
		if (!is_known)
			errx(EXIT_TROUBLE, "unknown column '%s': leave it out with --ignore=%s", table_name(t, i), table_name(t, i));
	}
	return true;
}

static bool
bad(struct orders *o, enum field f, const char *value, const char *why)
{
	table_bad(o->l->in, names[f], "%s '%.60s' %s", names[f], value, why);
	return false;
}

static const char *
cell(const struct orders *o, char **row, enum field f)
{
	return o->at[f] == -1 ? "" : row[o->at[f]];
}

static void
spoil(struct orders *o, char **row)
{
	const char *order = cell(o, row, ORDER);

	if (o->hold && *order != '\0')
		map_at(o->spoiled, order, strlen(order), NULL);
}

static bool
read_ids(struct orders *o, char **row, struct line *to)
{
	const char *id = cell(o, row, CUSTOMER), *order = cell(o, row, ORDER);

	if (*id == '\0')
		return bad(o, CUSTOMER, id, "is empty");
	if (!text_is_id(id, strlen(id)))
		return bad(o, CUSTOMER, id, "is longer than 64 bytes or has control characters");
	if (*order != '\0' && !text_is_id(order, strlen(order)))
		return bad(o, ORDER, order, "is longer than 64 bytes or has control characters");
	to->text[CUSTOMER] = id;
	to->text[ORDER] = order;
	to->text[SKU] = cell(o, row, SKU);
	to->text[CHANNEL] = cell(o, row, CHANNEL);
	return true;
}

static bool
read_amounts(struct orders *o, char **row, struct line *to)
{
	static const enum field money[] = { AMOUNT, COST, DISCOUNT };
	const char *quantity = cell(o, row, QUANTITY);

	for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
		const enum field f = money[i];
		const char *s = cell(o, row, f);

		to->has[f] = *s != '\0';
		if (!to->has[f] && f == AMOUNT)
			return bad(o, f, s, "is empty");
		enum money_result r = to->has[f] ? money_parse(s, &to->money[f]) : MONEY_OK;

		if (r != MONEY_OK)
			return bad(o, f, s, money_why(r));
	}
	to->has[QUANTITY] = *quantity != '\0';
	if (to->has[QUANTITY] && !num_parse(quantity, &to->quantity))
		return bad(o, QUANTITY, quantity, "is not a number");
	return true;
}

static bool
read_line(struct orders *o, char **row, struct line *to)
{
	const char *date = cell(o, row, DATE);
	int32_t second;

	*to = (struct line){ 0 };
	if (!read_ids(o, row, to))
		return false;
	enum date_result r = date_read(&o->l->opts.dates, date, &to->day, &second);

	if (r != DATE_OK)
		return bad(o, DATE, date, date_why(r));
	date_time_text(to->day, second, to->date);
	return read_amounts(o, row, to);
}

static void
store_line(struct orders *o, const struct line *n)
{
	sqlite3_stmt *q = o->insert;

	store_text(q, 1, n->text[CUSTOMER]);
	store_text(q, 2, n->date);
	store_int(q, 3, n->money[AMOUNT]);
	store_text(q, 4, n->text[ORDER]);
	store_text(q, 5, n->text[SKU]);
	if (n->has[QUANTITY])
		store_real(q, 6, n->quantity);
	else
		store_null(q, 6);
	for (int f = COST; f <= DISCOUNT; f++)
		if (n->has[f])
			store_int(q, f + 1, n->money[f]);
		else
			store_null(q, f + 1);
	store_text(q, 9, n->text[CHANNEL]);
	store_int(q, 10, o->l->batch.batch);
	store_run(q);
}

static struct fold_row
fold_row_of(const struct line *n)
{
	const char *id = n->text[CUSTOMER], *order = n->text[ORDER];
	struct fold_row r = { .id = id, .n = (uint32_t)strlen(id), .amount = n->money[AMOUNT], .day = n->day };

	r.hash = fold_hash(id, r.n);
	r.order = *order ? fold_hash(order, strlen(order)) : 0;
	return r;
}

/* The row's customer, looked up in the store when first seen. */
static size_t
customer_of(struct orders *o, const struct fold_row *r)
{
	bool is_new;
	size_t c = fold_customer(o->part, r, &is_new);

	if (!is_new)
		return c;
	o->customer = mem_grow(o->customer, c + 1, &o->room, sizeof *o->customer);
	o->customer[c] = (struct customer){ .state = KNOWN, .earliest = INT32_MAX };
	store_text(o->known, 1, r->id);
	if (!store_step(o->known))
		o->customer[c].state = o->opts->create ? CREATED : UNKNOWN;
	sqlite3_reset(o->known);
	return c;
}

static void
put_aside(sqlite3 *db, struct index *x)
{
	sqlite3_stmt *q = store_query(db, "SELECT sql FROM sqlite_schema WHERE name = ?");
	char *drop = sqlite3_mprintf("DROP INDEX %w", x->name);

	store_text(q, 1, x->name);
	if (store_step(q))
		x->sql = mem_text(store_cell(q, 0));
	store_finish(q);
	if (x->sql)
		store_exec(db, drop);
	sqlite3_free(drop);
}

static void
put_back(sqlite3 *db, struct index *x)
{
	if (x->sql)
		store_exec(db, x->sql);
	free(x->sql);
	x->sql = NULL;
}

/* Once more has been added than was there. */
static void
put_aside_indexes(struct orders *o)
{
	const int64_t added = o->l->batch.added;

	if (o->by_customer.sql || added < MANY || added < o->stored_before)
		return;
	put_aside(o->l->db, &o->by_customer);
	if (!o->had_orders)
		put_aside(o->l->db, &o->by_order);
}

static bool
add_line(struct orders *o, const struct line *n, size_t c, const struct fold_row *r)
{
	if (!fold_add(o->part, c, r))
		return false;
	if (n->day < o->customer[c].earliest)
		o->customer[c].earliest = n->day;
	if (load_good(o->l))
		store_line(o, n);
	return true;
}

/* All cells of a line, so that equal lines are equal texts. */
static char *
line_key(const struct line *n)
{
	struct text t = { 0 };
	char buf[NUM_SIZE];

	for (int f = 0; f < FIELDS; f++) {
		const char *s = f == DATE ? n->date : n->text[f];

		if (f == QUANTITY)
			num_text(n->quantity, buf);
		else if (f == AMOUNT || f == COST || f == DISCOUNT)
			num_int(n->money[f], buf);
		if (f == QUANTITY || f == AMOUNT || f == COST || f == DISCOUNT)
			s = f == AMOUNT || n->has[f] ? buf : "";
		text_add(&t, s, strlen(s));
		text_add(&t, "\x1f", 1);
	}
	text_add(&t, "", 1);
	return t.s;
}

static struct line
line_of_stored(sqlite3_stmt *q)
{
	struct line n = { .quantity = sqlite3_column_double(q, QUANTITY) };

	for (int f = 0; f < FIELDS; f++) {
		n.has[f] = sqlite3_column_type(q, f) != SQLITE_NULL;
		if (f == AMOUNT || f == COST || f == DISCOUNT)
			n.money[f] = sqlite3_column_int64(q, f);
		else if (f != QUANTITY)
			n.text[f] = store_cell(q, f);
	}
	strncat(n.date, n.text[DATE], sizeof n.date - 1);
	return n;
}

/* The order of this line as it was stored before; NULL if it was not.  Remembered by (order_id, day). */
static struct order *
order_before(struct orders *o, const struct line *n, bool *other_day)
{
	struct order *found = NULL;
	char day[DATE_SIZE];

	*other_day = false;
	date_text(n->day, day);
	store_text(o->stored, 1, n->text[ORDER]);
	while (store_step(o->stored)) {
		if (strncmp(store_cell(o->stored, DATE), day, strlen(day)) != 0) {
			*other_day = true;
			continue;
		}
		struct line stored = line_of_stored(o->stored);

		if (found == NULL)
			found = mem_new(1, sizeof *found);
		found->stored = mem_resize(found->stored, found->nstored + 1, sizeof *found->stored);
		found->stored[found->nstored++] = line_key(&stored);
	}
	return found;
}

/* NULL: the line's order is new to the store, and the line can be added at once. */
static struct order *
order_of(struct orders *o, const struct line *n, size_t c)
{
	const char *id = n->text[ORDER];
	char key[128], day[DATE_SIZE];
	const size_t len = strlen(id);
	bool is_new;

	memcpy(key, id, len);
	memcpy(key + len, date_text(n->day, day), DATE_SIZE);
	size_t at = map_at(o->keys, key, len + DATE_SIZE, &is_new);

	if (is_new) {
		o->order = mem_grow(o->order, at + 1, &o->order_room, sizeof(struct order *));
		o->other_day = mem_grow(o->other_day, at + 1, &o->other_room, sizeof *o->other_day);
		o->other_day[at] = false;
		o->order[at] = o->had_orders ? order_before(o, n, &o->other_day[at]) : NULL;
		if (o->order[at] == NULL && o->l->opts.rejects)
			o->order[at] = mem_new(1, sizeof *o->order[at]);
		o->norders = at + 1;
	}
	o->customer[c].again |= o->other_day[at];	/* the order counts once, not once a day */
	return o->order[at];
}

static void
postpone(struct orders *o, struct order *order, const struct line *n)
{
	struct pending p = { .key = line_key(n), .line = *n, .row = table_row_keep(o->l->in) };
	struct text own = { 0 };

	for (int f = 0; f < FIELDS; f++)
		if (n->text[f])
			text_add(&own, n->text[f], strlen(n->text[f]) + 1);
	p.own = own.s;
	for (int f = 0, at = 0; f < FIELDS; f++)
		if (n->text[f]) {
			p.line.text[f] = p.own + at;
			at += (int)strlen(n->text[f]) + 1;
		}
	order->line = mem_grow(order->line, order->n + 1, &order->room, sizeof *order->line);
	order->line[order->n++] = p;
}

static void
take_row(struct orders *o, char **row)
{
	struct line n;

	if (!read_line(o, row, &n)) {
		spoil(o, row);
		return;
	}
	const struct fold_row r = fold_row_of(&n);
	const size_t c = customer_of(o, &r);

	if (o->customer[c].state == UNKNOWN) {
		bad(o, CUSTOMER, n.text[CUSTOMER], "is not in the store: add it with cust-add, or here with --create");
		spoil(o, row);
		return;
	}
	struct order *order = o->hold && *n.text[ORDER] ? order_of(o, &n, c) : NULL;

	if (order) {
		postpone(o, order, &n);
	} else if (add_line(o, &n, c, &r)) {
		o->l->batch.added++;
		put_aside_indexes(o);
	} else {
		bad(o, AMOUNT, cell(o, row, AMOUNT), "makes the customer's amounts add up beyond 64 bits");
	}
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
by_key(const void *a, const void *b)
{
	const struct pending *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static bool
same_lines(struct order *order)
{
	qsort(order->stored, order->nstored, sizeof *order->stored, by_text);
	qsort(order->line, order->n, sizeof *order->line, by_key);
	if (order->n != order->nstored)
		return false;
	for (size_t i = 0; i < order->n; i++)
		if (strcmp(order->line[i].key, order->stored[i]) != 0)
			return false;
	return true;
}

/* The stored lines go; whoever they belonged to has another history now. */
static void
forget_order(struct orders *o, const struct order *order)
{
	const struct line *n = &order->line[0].line;
	char day[DATE_SIZE];

	for (size_t i = 0; i < order->nstored; i++) {
		struct fold_row r = { .id = order->stored[i] };

		r.n = (uint32_t)strcspn(r.id, "\x1f");
		order->stored[i][r.n] = '\0';
		r.hash = fold_hash(r.id, r.n);
		o->customer[customer_of(o, &r)].again = true;
	}
	date_text(n->day, day);
	store_text(o->forget, 1, n->text[ORDER]);
	store_text(o->forget, 2, day);
	store_run(o->forget);
}

/* Returns the customer. */
static size_t
add_or_reject(struct orders *o, const struct pending *p, int64_t *count)
{
	const struct fold_row r = fold_row_of(&p->line);
	const size_t c = customer_of(o, &r);

	if (add_line(o, &p->line, c, &r))
		++*count;
	else
		table_row_bad(o->l->in, &p->row, names[AMOUNT], "the customer's amounts add up beyond 64 bits");
	return c;
}

static void
replace_order(struct orders *o, struct order *order)
{
	forget_order(o, order);
	for (size_t i = 0; i < order->n; i++)
		o->customer[add_or_reject(o, &order->line[i], &o->l->batch.updated)].again = true;
}

/* One that was held until it was known that no line of it is bad. */
static void
add_order(struct orders *o, struct order *order)
{
	for (size_t i = 0; i < order->n; i++)
		add_or_reject(o, &order->line[i], &o->l->batch.added);
	put_aside_indexes(o);
}

static int
by_line(const void *a, const void *b)
{
	const struct pending *x = a, *y = b;

	return (x->row.line > y->row.line) - (x->row.line < y->row.line);
}

static void
reject_order(struct orders *o, struct order *order, const char *why)
{
	char day[DATE_SIZE];

	qsort(order->line, order->n, sizeof *order->line, by_line);
	for (size_t i = 0; i < order->n; i++)
		table_row_bad(o->l->in, &order->line[i].row, names[ORDER], "order_id '%.60s' of %s %s",
		    order->line[i].line.text[ORDER], date_text(order->line[i].line.day, day), why);
}

static bool
is_spoiled(const struct orders *o, const struct order *order)
{
	const char *id = order->line[0].line.text[ORDER];
	size_t at;

	return map_find(o->spoiled, id, strlen(id), &at);
}

static void
free_order(struct order *order)
{
	for (size_t i = 0; i < order->nstored; i++)
		free(order->stored[i]);
	for (size_t i = 0; i < order->n; i++) {
		free(order->line[i].key);
		free(order->line[i].own);
		table_row_free(&order->line[i].row);
	}
	free(order->stored);
	free(order->line);
	free(order);
}

static void
judge_orders(struct orders *o)
{
	for (size_t i = 0; i < o->norders; i++) {
		struct order *order = o->order[i];

		if (order == NULL)
			continue;
		if (same_lines(order))
			o->l->batch.unchanged += (int64_t)order->n;
		else if (order->nstored == 0 && is_spoiled(o, order))
			reject_order(o, order, "has another line that is bad: an order comes whole or not at all");
		else if (order->nstored == 0)
			add_order(o, order);
		else if (!o->opts->replace)
			reject_order(o, order, "is in the store with other lines: --replace puts these in their place");
		else if (is_spoiled(o, order))
			reject_order(o, order, "has another line that is bad: what is in the store stays");
		else
			replace_order(o, order);
		free_order(order);
	}
}

static void
put_history(sqlite3_stmt *q, const struct fold_sum *s)
{
	char first[DATE_SIZE] = "", last[DATE_SIZE] = "", latest[DATE_SIZE];

	if (s->first != DATE_NONE) {
		date_text(s->first, first);
		date_text(s->last, last);
	}
	store_text(q, 1, s->id);
	store_int(q, 2, s->orders);
	store_text(q, 3, first);
	store_text(q, 4, last);
	store_int(q, 5, s->spend);
	store_int(q, 6, s->frequency);
	store_int(q, 7, s->repeat_spend);
	store_text(q, 8, date_text(s->latest, latest));
	store_int(q, 9, s->early_refunds);
	store_run(q);
}

/* Rows that are all later than what is stored: H and S are one history. */
static bool
join(sqlite3_stmt *h, const struct customer *c, struct fold_sum *s)
{
	const int32_t first = date_parse(store_cell(h, 1)), latest = date_parse(store_cell(h, 6));
	const int64_t frequency = sqlite3_column_int64(h, 4), spend = sqlite3_column_int64(h, 3);
	int64_t total, batch_repeat = s->repeat_spend;

	if (c->again || c->earliest <= latest || first == DATE_NONE || __builtin_add_overflow(spend, s->spend, &total))
		return false;
	/* The load's first purchase day is a repeat now; its early refunds net into the stored last day,
	   which is a repeat purchase but for a customer who has only the first. */
	if (s->early_refunds > 0)
		return false;
	if (s->first != DATE_NONE)
		batch_repeat = s->spend;
	s->repeat_spend = sqlite3_column_int64(h, 5) + batch_repeat;
	s->frequency = frequency + (s->first == DATE_NONE ? 0 : s->frequency + 1);
	s->orders += sqlite3_column_int64(h, 0);
	s->spend = total;
	s->last = s->last == DATE_NONE ? date_parse(store_cell(h, 2)) : s->last;
	s->first = first;
	s->early_refunds = sqlite3_column_int64(h, 7);
	return true;
}

struct histories_sql {
	sqlite3_stmt *get, *put, *drop, *compute;
};

static void
update_history(struct orders *o, const struct histories_sql *q, size_t c)
{
	struct fold_sum s = fold_sum(o->part, c);
	bool stored = false, simple = !o->customer[c].again;

	if (o->had_history) {
		store_text(q->get, 1, s.id);
		if ((stored = store_step(q->get)))
			simple = join(q->get, &o->customer[c], &s);
		sqlite3_reset(q->get);
	}
	if (stored || !simple) {
		store_text(q->drop, 1, s.id);
		store_run(q->drop);
	}
	if (simple) {
		put_history(q->put, &s);
		return;
	}
	store_text(q->compute, 1, s.id);
	store_run(q->compute);
}

struct by_id {
	const char *id;
	size_t c;
};

static int
ascending(const void *a, const void *b)
{
	const struct by_id *x = a, *y = b;

	return strcmp(x->id, y->id);
}

/* In the order of their ids, so that the trees grow at their ends. */
static struct by_id *
sorted_customers(const struct orders *o, size_t *n)
{
	struct by_id *all = mem_new(fold_customers(o->part), sizeof *all);

	*n = 0;
	for (size_t c = 0; c < fold_customers(o->part); c++)
		if (o->customer[c].again || o->customer[c].earliest != INT32_MAX)
			all[(*n)++] = (struct by_id){ fold_sum(o->part, c).id, c };
	qsort(all, *n, sizeof *all, ascending);
	return all;
}

static void
create_customers(struct orders *o, const struct by_id *all, size_t n)
{
	sqlite3_stmt *q = store_query(o->l->db, "INSERT INTO customer (customer_id) VALUES (?)");
	int64_t made = 0;

	for (size_t i = 0; i < n; i++)
		if (o->customer[all[i].c].state == CREATED) {
			store_text(q, 1, all[i].id);
			store_run(q);
			made++;
		}
	store_finish(q);
	if (made > 0 && !o->l->opts.dry_run)
		opt_note("%jd customer%s made", (intmax_t)made, made == 1 ? "" : "s");
}

static void
update_histories(struct orders *o)
{
	sqlite3 *db = o->l->db;
	struct histories_sql q = {
		store_query(db, "SELECT orders, first_date, last_date, spend, frequency, repeat_spend, latest, early_refunds"
		    " FROM history WHERE customer_id = ?"),
		store_query(db, history_sql),
		store_query(db, "DELETE FROM history WHERE customer_id = ?"),
		store_query(db, "INSERT INTO history SELECT * FROM history_computed WHERE customer_id = ?"),
	};
	size_t n;
	struct by_id *all = sorted_customers(o, &n);

	create_customers(o, all, n);
	for (size_t i = 0; i < n; i++)
		update_history(o, &q, all[i].c);
	free(all);
	store_finish(q.get);
	store_finish(q.put);
	store_finish(q.drop);
	store_finish(q.compute);
}

static void
orders_close(struct orders *o)
{
	store_finish(o->insert);
	store_finish(o->stored);
	store_finish(o->known);
	store_finish(o->forget);
	fold_free(o->fold);
	map_free(o->keys);
	map_free(o->spoiled);
	free(o->customer);
	free(o->order);
	free(o->other_day);
}

void
orders_load(struct load *l, const struct orders_opts *opts)
{
	struct orders o = { .l = l, .opts = opts, .by_customer = { .name = "orders_customer" },
		.by_order = { .name = "orders_order" } };

	find_columns(&o);
	o.insert = store_query(l->db, insert_sql);
	o.stored = store_query(l->db, stored_sql);
	o.known = store_query(l->db, "SELECT 1 FROM customer WHERE customer_id = ?");
	o.forget = store_query(l->db, "DELETE FROM orders WHERE order_id = ?1 AND substr(date, 1, 10) = ?2");
	o.had_orders = store_number(l->db, "SELECT EXISTS (SELECT 1 FROM orders WHERE order_id IS NOT NULL)");
	o.hold = o.had_orders || l->opts.rejects;
	o.stored_before = store_number(l->db, "SELECT max(id) FROM orders");
	o.had_history = store_number(l->db, "SELECT EXISTS (SELECT 1 FROM history)");
	o.fold = fold_new(1);
	o.part = fold_part(o.fold, 0);
	o.keys = map_new();
	o.spoiled = map_new();
	for (char **row; (row = table_next(l->in)) != NULL;)
		take_row(&o, row);
	judge_orders(&o);
	put_back(l->db, &o.by_customer);
	put_back(l->db, &o.by_order);
	if (load_good(l))
		update_histories(&o);
	orders_close(&o);
}
