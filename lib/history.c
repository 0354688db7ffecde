#define _GNU_SOURCE
#include "lib/history.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/fold.h"
#include "lib/map.h"
#include "lib/mem.h"
#include "lib/money.h"
#include "lib/num.h"
#include "lib/sort.h"
#include "lib/table.h"
#include "lib/text.h"
#include "lib/work.h"

enum {
	NONE = -1,		/* no such column; no such history */
	CHUNK = 4096,		/* rows that a thread scores and formats at a time */
	LATE = 31,		/* days after the last order from which an as-of date looks forgotten */
};

enum form { FORM_AUTO, FORM_LOG, FORM_TABLE };	/* as in --input */
enum { FIT_STORE, FIT_INPUT };

struct histories {
	int32_t as_of;
	bool money;
	unsigned threads;
	struct history *all;	/* the customers */
	size_t n, room;

	/* rows that came in and go out again */
	char **head;		/* NULL: none did, the rows are the customers */
	size_t width, rows;
	struct text cells;	/* each NUL-terminated, row by row */
	size_t *row_at;		/* in the cells */
	ptrdiff_t *row_of;	/* the row's history, or NONE */
	size_t row_room, of_room;
	bool listed;		/* rows of -d FILE LIST: they have no history columns of their own */

	struct opt_list keep;
	struct fold *fold;	/* owns the ids */
	struct text ids;	/* so does this */
	char ***kept;		/* of order logs: by part, by customer times keep.n */
	size_t *nkept;
	unsigned parts;
	const struct history **fitted;	/* --fit-on=input: those listed; else NULL */
	size_t nfitted;
};

const struct history_column history_columns[] = {
	{ "customer_id", PUT_TEXT }, { "as_of", PUT_DATE }, { "orders", PUT_INT },
	{ "first_date", PUT_DATE }, { "last_date", PUT_DATE }, { "spend", PUT_AMOUNT },
	{ "frequency", PUT_INT }, { "recency", PUT_INT }, { "age", PUT_INT }, { "idle", PUT_INT },
	{ "monetary", PUT_REAL },
};
_Static_assert(sizeof history_columns / sizeof *history_columns == HISTORY_COLUMNS, "the columns of a history");

static double
monetary(int64_t repeat_spend, int64_t frequency)
{
	return frequency > 0 ? (double)repeat_spend / ((double)MONEY_ONE * (double)frequency) : NAN;
}

/* An order log, by blocks: each thread splits and parses one, then each folds its part of them all. */

struct log;

struct block {			/* one thread's */
	struct log *log;
	struct table_block *rows;
	struct fold_row **row;	/* by part */
	size_t *n, *room;
	bool read;
	char date[DATE_SIZE];	/* the last one, which the next row often has too */
	int32_t day;
};

struct log {
	struct histories *h;
	const struct history_opts *opts;
	struct table *in;
	size_t id, date, amount, order;
	bool has_amount, has_order;
	size_t nkeep, *keep;
	struct fold *fold;
	unsigned parts;
	struct block *block;
	struct block **order_of;	/* the blocks of this round, as they were read */
	char ***kept;		/* by part, by customer times nkeep */
	size_t *kept_room;
	int32_t *newest, *oldest;	/* by part */
};

static const char *
read_day(struct block *b, const char *s, int32_t *day)
{
	int32_t second;

	if (b->day != DATE_NONE && strncmp(s, b->date, sizeof b->date) == 0) {
		*day = b->day;
		return NULL;
	}
	enum date_result r = date_read(&b->log->opts->dates, s, day, &second);

	if (r != DATE_OK)
		return date_why(r);
	b->day = DATE_NONE;
	if (strlen(s) < sizeof b->date) {
		strcpy(b->date, s);
		b->day = *day;
	}
	return NULL;
}

/* The cells of a row as the fold wants them; false if they are bad. */
static bool
parse_row(struct block *b, size_t row, struct fold_row *to)
{
	const struct log *l = b->log;
	char **cell = table_block_row(b->rows, row);
	const char *id = cell[l->id], *why;
	const size_t n = strlen(id);

	*to = (struct fold_row){ .id = id, .n = (uint32_t)n, .row = row };
	if (!text_is_id(id, n)) {
		table_block_bad(b->rows, row, "customer_id",
		    n == 0 ? "customer_id is empty" : "customer_id '%.70s' is longer than 64 bytes or has control characters", id);
		return false;
	}
	if ((why = read_day(b, cell[l->date], &to->day)) != NULL) {
		table_block_bad(b->rows, row, "date", "date '%.60s' %s", cell[l->date], why);
		return false;
	}
	enum money_result r = l->has_amount ? money_parse(cell[l->amount], &to->amount) : MONEY_OK;

	if (r != MONEY_OK) {
		table_block_bad(b->rows, row, "amount", "amount '%.60s' %s", cell[l->amount], money_why(r));
		return false;
	}
	to->hash = fold_hash(id, n);
	if (l->has_order && cell[l->order][0] != '\0')
		to->order = fold_hash(cell[l->order], strlen(cell[l->order]));
	return true;
}

static void
parse_block(void *ctx, size_t i)
{
	struct block *b = &((struct log *)ctx)->block[i];
	struct fold_row r;

	memset(b->n, 0, b->log->parts * sizeof *b->n);
	b->read = table_read(b->log->in, b->rows);
	if (!b->read)
		return;
	const size_t rows = table_split(b->rows);

	for (size_t k = 0; k < rows; k++) {
		if (!parse_row(b, k, &r))
			continue;
		const unsigned p = fold_part_of(b->log->fold, r.hash);

		b->row[p] = mem_grow(b->row[p], b->n[p] + 1, &b->room[p], sizeof *b->row[p]);
		b->row[p][b->n[p]++] = r;
	}
}

/* The kept columns of a customer: taken from the first row, the same in all others. */
static bool
keep_cells(struct log *l, size_t part, size_t customer, bool is_new, struct table_block *rows, size_t row)
{
	char **cell = table_block_row(rows, row);
	char **kept;

	l->kept[part] = mem_grow(l->kept[part], (customer + 1) * l->nkeep, &l->kept_room[part], sizeof *l->kept[part]);
	kept = l->kept[part] + customer * l->nkeep;
	for (size_t k = 0; k < l->nkeep; k++)
		if (is_new)
			kept[k] = mem_text(cell[l->keep[k]]);
		else if (strcmp(kept[k], cell[l->keep[k]]) != 0) {
			table_block_bad(rows, row, table_name(l->in, l->keep[k]),
			    "--keep=%s: '%.60s' where an earlier row of the customer has '%.60s'",
			    table_name(l->in, l->keep[k]), cell[l->keep[k]], kept[k]);
			return false;
		}
	return true;
}

static void
fold_block(struct log *l, struct block *b, size_t part)
{
	struct fold_part *p = fold_part(l->fold, (unsigned)part);
	const struct fold_row *r = b->row[part];
	const size_t n = b->n[part];
	bool is_new;

	for (size_t i = 0; i < n; i++) {
		fold_ahead(p, r, n, i);
		size_t c = fold_customer(p, &r[i], &is_new);

		if (l->nkeep > 0 && !keep_cells(l, part, c, is_new, b->rows, r[i].row))
			continue;
		if (r[i].day > l->h->as_of)
			continue;
		if (!fold_add(p, c, &r[i])) {
			table_block_bad(b->rows, r[i].row, "amount", "the customer's amounts add up beyond 64 bits");
			continue;
		}
		if (r[i].day > l->newest[part])
			l->newest[part] = r[i].day;
		if (r[i].day < l->oldest[part])
			l->oldest[part] = r[i].day;
	}
}

static void
fold_round_part(void *ctx, size_t part)
{
	struct log *l = ctx;

	for (unsigned i = 0; i < l->parts; i++)
		if (l->order_of[i]->read)
			fold_block(l, l->order_of[i], part);
}

static int
by_number(const void *a, const void *b)
{
	const struct block *x = *(struct block *const *)a, *y = *(struct block *const *)b;

	if (!x->read || !y->read)
		return x->read - y->read;
	uint64_t i = table_block_number(x->rows), k = table_block_number(y->rows);

	return (i > k) - (i < k);
}

static bool
fold_round(struct log *l)
{
	bool any = false;

	work_each(l->parts, l->parts, parse_block, l);
	for (unsigned i = 0; i < l->parts; i++)
		any |= (l->order_of[i] = &l->block[i])->read;
	qsort(l->order_of, l->parts, sizeof *l->order_of, by_number);
	work_each(l->parts, l->parts, fold_round_part, l);
	for (unsigned i = 0; i < l->parts; i++)
		if (l->order_of[i]->read)
			table_judge(l->in, l->order_of[i]->rows);
	return any;
}

static void
log_open(struct log *l)
{
	const struct opt_list *keep = &l->opts->keep;

	l->id = table_column(l->in, "customer_id");
	l->date = table_column(l->in, "date");
	l->has_amount = table_find(l->in, "amount", &l->amount);
	l->has_order = table_find(l->in, "order_id", &l->order);
	l->nkeep = keep->n;
	l->keep = mem_new(keep->n, sizeof *l->keep);
	for (size_t k = 0; k < keep->n; k++)
		l->keep[k] = table_column(l->in, keep->word[k]);
	l->parts = l->h->threads;
	l->fold = fold_new(l->parts);
	l->block = mem_new(l->parts, sizeof *l->block);
	l->order_of = mem_new(l->parts, sizeof(struct block *));
	l->kept = mem_new(l->parts, sizeof *l->kept);
	l->kept_room = mem_new(l->parts, sizeof *l->kept_room);
	l->newest = mem_new(l->parts, sizeof *l->newest);
	l->oldest = mem_new(l->parts, sizeof *l->oldest);
	for (unsigned i = 0; i < l->parts; i++) {
		l->block[i] = (struct block){ .log = l, .rows = table_block_new(l->in), .day = DATE_NONE,
			.row = mem_new(l->parts, sizeof(struct fold_row *)),
			.n = mem_new(l->parts, sizeof(size_t)), .room = mem_new(l->parts, sizeof(size_t)) };
		l->newest[i] = DATE_NONE;
		l->oldest[i] = INT32_MAX;
	}
}

static void
log_close(struct log *l)
{
	for (unsigned i = 0; i < l->parts; i++) {
		for (unsigned k = 0; k < l->parts; k++)
			free(l->block[i].row[k]);
		free(l->block[i].row);
		free(l->block[i].n);
		free(l->block[i].room);
		table_block_free(l->block[i].rows);
	}
	free(l->block);
	free(l->order_of);
	free(l->keep);
	free(l->kept_room);
	free(l->newest);
	free(l->oldest);
}

/* Sorted by id, bytewise. */

/* The first eight bytes of an id, the first the heaviest. */
static uint64_t
prefix(const char *id)
{
	uint64_t p = 0;

	for (size_t i = 0; i < sizeof p && id[i] != '\0'; i++)
		p |= (uint64_t)(unsigned char)id[i] << (8 * (sizeof p - 1 - i));
	return p;
}

static int
by_id(const void *a, const void *b)
{
	const struct history *x = a, *y = b;

	return strcmp(x->id, y->id);
}

struct sorted {			/* what each part of the fold gives */
	struct log *log;
	struct history *h;
	size_t n;
	int64_t later, refunds_only, early;
};

/* By radix on the first bytes, and then those that begin alike. */
static void
sort_by_id(struct sorted *s)
{
	uint64_t *key = mem_new(s->n, sizeof *key), *with = mem_new(s->n, sizeof *with);
	struct history *h = mem_resize(NULL, s->n, sizeof *h);

	for (size_t i = 0; i < s->n; i++) {
		key[i] = prefix(s->h[i].id);
		with[i] = i;
	}
	sort_with(key, with, s->n);
	for (size_t i = 0; i < s->n; i++)
		h[i] = s->h[with[i]];
	for (size_t i = 0, end; i < s->n; i = end) {
		for (end = i + 1; end < s->n && key[end] == key[i]; end++)
			;
		if (end - i > 1)
			qsort(h + i, end - i, sizeof *h, by_id);
	}
	free(s->h);
	free(key);
	free(with);
	s->h = h;
}

static void
settle_part(void *ctx, size_t i)
{
	struct sorted *s = (struct sorted *)ctx + i;
	struct log *l = s->log;
	struct fold_part *p = fold_part(l->fold, (unsigned)i);
	const size_t n = fold_customers(p);
	bool sorted = true;

	s->h = mem_resize(NULL, n, sizeof *s->h);
	for (size_t c = 0; c < n; c++) {
		const struct fold_sum f = fold_sum(p, c);

		s->early += f.early_refunds;
		s->later += f.latest == DATE_NONE;
		s->refunds_only += f.latest != DATE_NONE && f.first == DATE_NONE;
		if (f.first == DATE_NONE)
			continue;
		s->h[s->n++] = (struct history){ f.id, f.first, f.last, f.orders, f.frequency, f.spend,
			l->has_amount ? monetary(f.repeat_spend, f.frequency) : NAN,
			l->nkeep ? (const char *const *)l->kept[i] + c * l->nkeep : NULL };
		sorted = sorted && (s->n < 2 || strcmp(s->h[s->n - 2].id, f.id) < 0);
	}
	fold_settle(p);
	if (!sorted)
		sort_by_id(s);
}

static void
merge_parts(struct histories *h, struct sorted *s, unsigned parts)
{
	size_t *at = mem_new(parts, sizeof *at);

	for (unsigned i = 0; i < parts; i++)
		h->n += s[i].n;
	h->all = mem_resize(NULL, h->n, sizeof *h->all);
	for (size_t n = 0; n < h->n; n++) {
		unsigned least = parts;

		for (unsigned i = 0; i < parts; i++)
			if (at[i] < s[i].n && (least == parts || by_id(&s[i].h[at[i]], &s[least].h[at[least]]) < 0))
				least = i;
		h->all[n] = s[least].h[at[least]++];
	}
	free(at);
}

static const char *
plural(int64_t n)
{
	return n == 1 ? "" : "s";
}

static void
note_left_out(int64_t later, int64_t refunds_only, int64_t early, int32_t as_of)
{
	char date[DATE_SIZE];

	date_text(as_of, date);
	if (later > 0)
		opt_note("%jd customer%s first seen after %s left out", (intmax_t)later, plural(later), date);
	if (refunds_only > 0)
		opt_note("%jd customer%s with refunds but no purchase by %s left out", (intmax_t)refunds_only,
		    plural(refunds_only), date);
	if (early > 0)
		opt_note("%jd refund%s before any purchase count%s in spend, not in monetary", (intmax_t)early,
		    plural(early), early == 1 ? "s" : "");
}

/* An old log without --as-of looks as if everybody had left: the commonest mistake. */
static void
note_late(int32_t as_of, int32_t oldest, int32_t newest)
{
	char last[DATE_SIZE], date[DATE_SIZE];

	if (newest != DATE_NONE && as_of - newest > LATE && as_of - newest > (newest - oldest) / 10)
		opt_note("the last order is of %s, the as-of date is %s: was --as-of=%s meant?",
		    date_text(newest, last), date_text(as_of, date), last);
}

static void
read_log(struct histories *h, const struct history_opts *o, struct table *in)
{
	struct log l = { .h = h, .opts = o, .in = in };
	int32_t newest = DATE_NONE, oldest = INT32_MAX;
	struct sorted all = { 0 };

	log_open(&l);
	while (fold_round(&l))
		;
	struct sorted *s = mem_new(l.parts, sizeof *s);

	for (unsigned i = 0; i < l.parts; i++) {
		s[i].log = &l;
		newest = l.newest[i] > newest ? l.newest[i] : newest;
		oldest = l.oldest[i] < oldest ? l.oldest[i] : oldest;
	}
	work_each(l.parts, l.parts, settle_part, s);
	merge_parts(h, s, l.parts);
	for (unsigned i = 0; i < l.parts; i++) {
		all.later += s[i].later;
		all.refunds_only += s[i].refunds_only;
		all.early += s[i].early;
		free(s[i].h);
	}
	free(s);
	note_left_out(all.later, all.refunds_only, all.early, h->as_of);
	note_late(h->as_of, oldest, newest);
	h->money = l.has_amount;
	h->fold = l.fold;
	h->keep = o->keep;
	h->kept = l.kept;
	h->nkept = mem_new(l.parts, sizeof *h->nkept);
	h->parts = l.parts;
	for (unsigned i = 0; i < l.parts && l.nkeep > 0; i++)
		h->nkept[i] = fold_customers(fold_part(l.fold, i)) * l.nkeep;
	log_close(&l);
}

/* A history table. */

struct columns {
	ptrdiff_t id, as_of, orders, first, last, spend, frequency, recency, age, idle, monetary;
};

static ptrdiff_t
column(const struct table *t, const char *name)
{
	size_t at;

	return table_find(t, name, &at) ? (ptrdiff_t)at : NONE;
}

static struct columns
columns_of(const struct table *t)
{
	return (struct columns){
		column(t, "customer_id"), column(t, "as_of"), column(t, "orders"), column(t, "first_date"),
		column(t, "last_date"), column(t, "spend"), column(t, "frequency"), column(t, "recency"),
		column(t, "age"), column(t, "idle"), column(t, "monetary"),
	};
}

static void
keep_row(struct histories *h, char **cell, ptrdiff_t of)
{
	h->row_at = mem_grow(h->row_at, h->rows + 1, &h->row_room, sizeof *h->row_at);
	h->row_of = mem_grow(h->row_of, h->rows + 1, &h->of_room, sizeof *h->row_of);
	h->row_at[h->rows] = h->cells.n;
	h->row_of[h->rows++] = of;
	for (size_t i = 0; i < h->width; i++)
		text_add(&h->cells, cell[i], strlen(cell[i]) + 1);
}

static void
keep_head(struct histories *h, const struct table *t)
{
	h->width = table_width(t);
	h->head = mem_new(h->width, sizeof *h->head);
	for (size_t i = 0; i < h->width; i++)
		h->head[i] = mem_text(table_name(t, i));
}

/* A cell of whole days that must say what the dates say. */
static bool
days_agree(struct table *t, const char *name, const char *cell, int64_t days)
{
	int64_t n;

	if (num_count(cell, &n) && n == days)
		return true;
	table_bad(t, name, "%s '%.60s' where the dates say %jd", name, cell, (intmax_t)days);
	return false;
}

static bool
bad_cell(struct table *t, const char *name, const char *cell, const char *why)
{
	table_bad(t, name, "%s '%.60s' %s", name, cell, why);
	return false;
}

/* All rows have the same as-of date; the first one's counts. */
static bool
read_as_of(struct histories *h, struct table *t, const char *cell, bool given)
{
	const int32_t day = date_parse(cell);
	char buf[DATE_SIZE];

	if (day == DATE_NONE)
		return bad_cell(t, "as_of", cell, "is not a date (YYYY-MM-DD)");
	if (h->as_of == DATE_NONE)
		h->as_of = day;
	if (day == h->as_of)
		return true;
	table_bad(t, "as_of", given ? "as_of '%s' where --as-of=%s was given: the histories cannot be moved to another date"
	    : "as_of '%s' where an earlier row has %s", cell, date_text(h->as_of, buf));
	if (given)
		exit(EXIT_TROUBLE);
	return false;
}

static bool
read_dates(struct histories *h, struct table *t, const struct columns *c, char **cell, struct history *to)
{
	to->first = date_parse(cell[c->first]);
	to->last = date_parse(cell[c->last]);
	if (to->first == DATE_NONE)
		return bad_cell(t, "first_date", cell[c->first], "is not a date (YYYY-MM-DD)");
	if (to->last == DATE_NONE)
		return bad_cell(t, "last_date", cell[c->last], "is not a date (YYYY-MM-DD)");
	if (to->last < to->first)
		return bad_cell(t, "last_date", cell[c->last], "is before first_date");
	if (to->last > h->as_of)
		return bad_cell(t, "last_date", cell[c->last], "is after the as-of date");
	if (!num_count(cell[c->frequency], &to->frequency))
		return bad_cell(t, "frequency", cell[c->frequency], "is not a count");
	if (to->frequency > to->last - to->first || (to->frequency == 0 && to->last > to->first))
		return bad_cell(t, "frequency", cell[c->frequency], "does not fit first_date and last_date");
	return (c->recency == NONE || days_agree(t, "recency", cell[c->recency], to->last - to->first)) &&
	    (c->age == NONE || days_agree(t, "age", cell[c->age], h->as_of - to->first)) &&
	    (c->idle == NONE || days_agree(t, "idle", cell[c->idle], h->as_of - to->last));
}

static bool
read_money(const struct histories *h, struct table *t, const struct columns *c, char **cell, struct history *to)
{
	enum money_result r;

	to->orders = NONE;
	if (c->orders != NONE && cell[c->orders][0] != '\0' && !num_count(cell[c->orders], &to->orders))
		return bad_cell(t, "orders", cell[c->orders], "is not a count");
	to->monetary = NAN;
	if (!h->money)
		return true;
	if ((r = money_parse(cell[c->spend], &to->spend)) != MONEY_OK)
		return bad_cell(t, "spend", cell[c->spend], money_why(r));
	if (to->frequency > 0 && !num_parse(cell[c->monetary], &to->monetary))
		return bad_cell(t, "monetary", cell[c->monetary], "is not a number");
	return true;
}

/* One row; NONE where it is of a customer without a purchase, -2 where it is bad. */
static ptrdiff_t
table_row(struct histories *h, struct table *t, const struct columns *c, char **cell, struct map *ids, bool given)
{
	const char *id = cell[c->id];
	struct history to = { 0 };
	bool is_new;

	if (!text_is_id(id, strlen(id)))
		return bad_cell(t, "customer_id", id, "is not an id of 1 to 64 bytes") - 2;
	map_at(ids, id, strlen(id), &is_new);
	if (!is_new)
		return bad_cell(t, "customer_id", id, "a second time") - 2;
	if (cell[c->first][0] == '\0' && cell[c->last][0] == '\0')
		return NONE;
	if ((c->as_of != NONE && !read_as_of(h, t, cell[c->as_of], given)) || !read_dates(h, t, c, cell, &to) ||
	    !read_money(h, t, c, cell, &to))
		return -2;
	to.id = (const char *)(uintptr_t)h->ids.n;	/* settled when no more is added */
	text_add(&h->ids, id, strlen(id) + 1);
	h->all = mem_grow(h->all, h->n + 1, &h->room, sizeof *h->all);
	h->all[h->n] = to;
	return (ptrdiff_t)h->n++;
}

/* Is there money: the columns, and an amount in the first row that has a purchase. */
static bool
money_columns(const struct columns *c)
{
	return c->spend != NONE && c->monetary != NONE;
}

static void
settle_ids(struct histories *h)
{
	for (size_t i = 0; i < h->n; i++)
		h->all[i].id = h->ids.s + (uintptr_t)h->all[i].id;
}

static void
read_table(struct histories *h, const struct history_opts *o, struct table *t)
{
	const struct columns c = columns_of(t);
	struct map *ids = map_new();
	bool asked = false;

	if (o->keep.n > 0)
		opt_misuse("--keep is for an order log: the columns of a history table all pass through");
	if (c.as_of == NONE && o->as_of == DATE_NONE)
		opt_misuse("the history table has no column as_of: name the date with --as-of");
	h->as_of = o->as_of;
	keep_head(h, t);
	for (char **cell; (cell = table_next(t)) != NULL;) {
		if (!asked && cell[c.first][0] != '\0') {
			h->money = money_columns(&c) && cell[c.spend][0] != '\0';
			asked = true;
		}
		ptrdiff_t of = table_row(h, t, &c, cell, ids, o->as_of != DATE_NONE);

		if (of != -2)
			keep_row(h, cell, of);
	}
	settle_ids(h);
	map_free(ids);
}

/* The store. */

static void
fold_store(struct histories *h, sqlite3 *db)
{
	sqlite3_stmt *q = store_query(db, "SELECT customer_id, date, amount, order_id FROM orders");
	struct log l = { .h = h, .parts = 1, .fold = fold_new(1), .has_amount = true };
	struct fold_part *p = fold_part(l.fold, 0);
	int32_t newest = DATE_NONE, oldest = INT32_MAX;

	while (store_step(q)) {
		struct fold_row r = { .id = store_cell(q, 0), .n = (uint32_t)sqlite3_column_bytes(q, 0),
			.amount = sqlite3_column_int64(q, 2) };
		char date[DATE_SIZE] = "";
		const char *order = store_cell(q, 3);

		strncat(date, store_cell(q, 1), sizeof date - 1);
		if ((r.day = date_parse(date)) == DATE_NONE)
			errx(EXIT_TROUBLE, "the store has an order of '%s': see cust-check", date);
		r.hash = fold_hash(r.id, r.n);
		r.order = *order ? fold_hash(order, strlen(order)) : 0;
		size_t c = fold_customer(p, &r, NULL);

		if (r.day > h->as_of)
			continue;
		if (!fold_add(p, c, &r))
			errx(EXIT_TROUBLE, "the amounts of customer '%s' add up beyond 64 bits", r.id);
		newest = r.day > newest ? r.day : newest;
		oldest = r.day < oldest ? r.day : oldest;
	}
	store_finish(q);
	struct sorted s = { .log = &l };

	settle_part(&s, 0);
	merge_parts(h, &s, 1);
	free(s.h);
	note_left_out(s.later, s.refunds_only, s.early, h->as_of);
	note_late(h->as_of, oldest, newest);
	h->fold = l.fold;
}

/* The table history, as long as no order is later than the as-of date; false if one is. */
static bool
read_maintained(struct histories *h, sqlite3 *db)
{
	sqlite3_stmt *q = store_query(db, "SELECT customer_id, orders, first_date, last_date, spend, frequency,"
	    " repeat_spend, latest, early_refunds FROM history ORDER BY customer_id");
	int64_t refunds_only = 0, early = 0;
	int32_t newest = DATE_NONE, oldest = INT32_MAX;
	char as_of[DATE_SIZE];
	bool all = true;

	date_text(h->as_of, as_of);
	while (all && store_step(q)) {
		struct history to = { .id = (const char *)(uintptr_t)h->ids.n, .orders = sqlite3_column_int64(q, 1),
			.first = date_parse(store_cell(q, 2)), .last = date_parse(store_cell(q, 3)),
			.spend = sqlite3_column_int64(q, 4), .frequency = sqlite3_column_int64(q, 5) };
		const int32_t latest = date_parse(store_cell(q, 7));

		all = strcmp(store_cell(q, 7), as_of) <= 0;
		early += sqlite3_column_int64(q, 8);
		newest = latest > newest ? latest : newest;
		if (to.first == DATE_NONE) {
			refunds_only++;
			continue;
		}
		oldest = to.first < oldest ? to.first : oldest;
		to.monetary = monetary(sqlite3_column_int64(q, 6), to.frequency);
		text_add(&h->ids, store_cell(q, 0), (size_t)sqlite3_column_bytes(q, 0) + 1);
		h->all = mem_grow(h->all, h->n + 1, &h->room, sizeof *h->all);
		h->all[h->n++] = to;
	}
	store_finish(q);
	if (!all) {
		h->n = h->ids.n = 0;
		return false;
	}
	settle_ids(h);
	note_left_out(0, refunds_only, early, h->as_of);
	note_late(h->as_of, oldest, newest);
	return true;
}

static bool
known(sqlite3_stmt *q, const char *id)
{
	store_text(q, 1, id);
	bool is = store_step(q);

	sqlite3_reset(q);
	return is;
}

/* The customers named in CSV: their rows, each with its history. */
static void
read_list(struct histories *h, const struct history_opts *o, sqlite3 *db, char **operands)
{
	struct table *t = table_open(operands, &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP });
	const size_t id = table_column(t, "customer_id");
	sqlite3_stmt *q = store_query(db, "SELECT 1 FROM customer WHERE customer_id = ?");
	struct map *ids = map_new();
	size_t at;

	for (size_t i = 0; i < h->n; i++)
		map_at(ids, h->all[i].id, strlen(h->all[i].id), NULL);
	h->listed = true;
	keep_head(h, t);
	for (char **cell; (cell = table_next(t)) != NULL;)
		if (map_find(ids, cell[id], strlen(cell[id]), &at))
			keep_row(h, cell, (ptrdiff_t)at);
		else if (known(q, cell[id]))
			keep_row(h, cell, NONE);
		else
			bad_cell(t, "customer_id", cell[id], "is not in the store");
	map_free(ids);
	store_finish(q);
	table_close(t);
}

static void
fit_on_input(struct histories *h)
{
	char *seen = mem_new(h->n, 1);

	h->fitted = mem_new(h->rows, sizeof(struct history *));
	for (size_t r = 0; r < h->rows; r++)
		if (h->row_of[r] != NONE && !seen[h->row_of[r]]) {
			seen[h->row_of[r]] = 1;
			h->fitted[h->nfitted++] = &h->all[h->row_of[r]];
		}
	free(seen);
}

static void
set_zone(const char *zone)
{
	if (zone == NULL)
		return;
	if (!date_zone_known(zone))
		errx(EXIT_TROUBLE, "no time zone '%s' (a name like Asia/Shanghai)", zone);
	setenv("TZ", zone, 1);
	tzset();
}

static void
open_store(struct histories *h, const struct history_opts *o, char **operands)
{
	if (o->keep.n > 0 || o->input != FORM_AUTO)
		opt_misuse("--keep and --input are for CSV, not for a store");
	sqlite3 *db = store_open(&o->store, STORE_READ, NULL);
	char *zone = store_meta(db, "timezone");

	set_zone(zone);
	free(zone);
	h->as_of = o->as_of == DATE_NONE ? date_today() : o->as_of;
	h->money = true;
	store_exec(db, "BEGIN");
	if (!read_maintained(h, db))
		fold_store(h, db);
	if (*operands)
		read_list(h, o, db, operands);
	if (*operands && o->fit_on == FIT_INPUT)
		fit_on_input(h);
	store_exec(db, "COMMIT");
	store_close(db);
}

static enum form
form_of(const struct history_opts *o, const struct table *t)
{
	const bool log = column(t, "customer_id") != NONE && column(t, "date") != NONE;
	const bool table = column(t, "customer_id") != NONE && column(t, "first_date") != NONE &&
	    column(t, "last_date") != NONE && column(t, "frequency") != NONE;

	if (o->input == FORM_LOG || (o->input == FORM_AUTO && log && !table))
		return FORM_LOG;
	if (o->input == FORM_TABLE && !table)
		errx(EXIT_TROUBLE, "a history table has the columns customer_id, first_date, last_date and frequency");
	if (log && table && o->input == FORM_AUTO)
		opt_misuse("the columns are those of an order log and of a history table: say --input=log or --input=history");
	if (!table)
		errx(EXIT_TROUBLE, "an order log has the columns customer_id and date; a history table has customer_id,"
		    " first_date, last_date and frequency");
	return FORM_TABLE;
}

static void
open_csv(struct histories *h, const struct history_opts *o, char **operands)
{
	struct table *t = table_open(operands, &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP });

	set_zone(o->dates.zone);
	if (form_of(o, t) == FORM_TABLE)
		read_table(h, o, t);
	else {
		h->as_of = o->as_of == DATE_NONE ? date_today() : o->as_of;
		read_log(h, o, t);
	}
	table_close(t);
}

struct histories *
history_open(const struct history_opts *o, char **operands)
{
	struct histories *h = mem_new(1, sizeof *h);
	const unsigned most = work_threads();

	h->threads = o->threads > 0 && o->threads < 16 ? (unsigned)o->threads : most;
	if (o->store.db || o->store.standard)
		open_store(h, o, operands);
	else
		open_csv(h, o, operands);
	return h;
}

int32_t
history_as_of(const struct histories *h)
{
	return h->as_of;
}

bool
history_has_money(const struct histories *h)
{
	return h->money;
}

unsigned
history_threads(const struct histories *h)
{
	return h->threads;
}

size_t
history_count(const struct histories *h)
{
	return h->fitted ? h->nfitted : h->n;
}

const struct history *
history_at(const struct histories *h, size_t i)
{
	return h->fitted ? h->fitted[i] : &h->all[i];
}

size_t
history_all(const struct histories *h)
{
	return h->n;
}

const struct history *
history_any(const struct histories *h, size_t i)
{
	return &h->all[i];
}

size_t
history_index(const struct histories *h, const struct history *of)
{
	return (size_t)(of - h->all);
}

size_t
history_rows(const struct histories *h)
{
	return h->head ? h->rows : h->n;
}

const struct history *
history_row(const struct histories *h, size_t row)
{
	if (h->head == NULL)
		return &h->all[row];
	return h->row_of[row] == NONE ? NULL : &h->all[h->row_of[row]];
}

void
history_fill(int32_t as_of, bool money, const struct history *h, struct value v[static HISTORY_COLUMNS])
{
	v[0].s = h->id;
	v[1].i = as_of;
	v[2].i = h->orders;
	v[2].none = h->orders == NONE;
	v[3].i = h->first;
	v[4].i = h->last;
	v[5].i = h->spend;
	v[5].none = !money;
	v[6].i = h->frequency;
	v[7].i = h->last - h->first;
	v[8].i = as_of - h->first;
	v[9].i = as_of - h->last;
	v[10].x = h->monetary;
}

/* Printing: which cell of a printed row comes from where. */

struct source {
	enum { CAME_IN, HISTORY, KEPT, SCORE } from;
	size_t at;
};

struct plan {
	const struct histories *h;
	struct source *source;
	size_t n;
	size_t nscores;
	void (*fill)(const void *, const struct history *, struct value *);
	const void *ctx;
	const size_t *pick;
	size_t rows;
	struct put **part;	/* by chunk of this round */
	size_t base;		/* first chunk of this round */
};

static ptrdiff_t
find(const struct history_column *c, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(c[i].name, name) == 0)
			return (ptrdiff_t)i;
	return NONE;
}

static bool
came_in(const struct histories *h, const char *name)
{
	for (size_t i = 0; i < h->width; i++)
		if (strcmp(h->head[i], name) == 0)
			return true;
	return false;
}

static void
plan_column(struct plan *p, struct put *put, const char *name, enum put_kind kind, struct source s)
{
	put_column(put, name, kind);
	p->source[p->n++] = s;
}

/* Cells that came in are text; where the words of the tables say number, JSON may say so too. */
static void
plan_input(struct plan *p, struct put *put, const struct history_column *score, size_t n)
{
	const struct histories *h = p->h;

	for (size_t i = 0; i < h->width; i++) {
		ptrdiff_t s = find(score, n, h->head[i]), k = find(history_columns, HISTORY_COLUMNS, h->head[i]);

		if (s != NONE)
			plan_column(p, put, h->head[i], score[s].kind, (struct source){ SCORE, (size_t)s });
		else if (k > 0 && h->listed)
			plan_column(p, put, h->head[i], history_columns[k].kind, (struct source){ HISTORY, (size_t)k });
		else
			plan_column(p, put, h->head[i], k > 0 && history_columns[k].kind != PUT_DATE ? PUT_CELL : PUT_TEXT,
			    (struct source){ CAME_IN, i });
	}
}

static void
plan_columns(struct plan *p, struct put *put, const struct history_column *score, size_t n)
{
	const struct histories *h = p->h;

	p->source = mem_new(h->width + HISTORY_COLUMNS + h->keep.n + n, sizeof *p->source);
	plan_input(p, put, score, n);
	for (size_t i = 0; i < HISTORY_COLUMNS && (h->head == NULL || h->listed); i++)
		if (!came_in(h, history_columns[i].name))
			plan_column(p, put, history_columns[i].name, history_columns[i].kind, (struct source){ HISTORY, i });
	for (size_t i = 0; i < h->keep.n; i++)
		plan_column(p, put, h->keep.word[i], PUT_CELL, (struct source){ KEPT, i });
	for (size_t i = 0; i < n; i++)
		if (!came_in(h, score[i].name))
			plan_column(p, put, score[i].name, score[i].kind, (struct source){ SCORE, i });
}

static void
cells_of(const struct histories *h, size_t row, const char **cell)
{
	const char *s = h->cells.s + (h->head ? h->row_at[row] : 0);

	for (size_t i = 0; i < h->width; i++, s += strlen(s) + 1)
		cell[i] = s;
}

static void
print_row(const struct plan *p, struct put *put, size_t row, struct value *score, const char **cell)
{
	const struct history *h = history_row(p->h, row);
	struct value own[HISTORY_COLUMNS] = { 0 };

	memset(score, 0, p->nscores * sizeof *score);
	cells_of(p->h, row, cell);
	if (h) {
		history_fill(p->h->as_of, p->h->money, h, own);
		p->fill(p->ctx, h, score);
	}
	for (size_t i = 0; i < p->n; i++) {
		const struct source *s = &p->source[i];

		if (s->from == CAME_IN)
			put_text(put, cell[s->at]);
		else if (h == NULL)
			put_none(put);
		else if (s->from == KEPT)
			put_text(put, h->kept[s->at]);
		else
			put_value(put, s->from == HISTORY ? &own[s->at] : &score[s->at]);
	}
	put_end(put);
}

static void
print_chunk(void *ctx, size_t i)
{
	const struct plan *p = ctx;
	const size_t from = (p->base + i) * CHUNK, to = from + CHUNK < p->rows ? from + CHUNK : p->rows;
	struct value *score = mem_new(p->nscores, sizeof *score);
	const char **cell = mem_new(p->h->width, sizeof *cell);

	for (size_t k = from; k < to; k++)
		print_row(p, p->part[i], p->pick ? p->pick[k] : k, score, cell);
	free(cell);
	free(score);
}

void
history_print(const struct histories *h, struct put *put, const struct history_column *score, size_t n,
    void (*fill)(const void *, const struct history *, struct value *), const void *ctx,
    const size_t *pick, size_t npick)
{
	struct plan p = { .h = h, .nscores = n, .fill = fill, .ctx = ctx, .pick = pick,
		.rows = pick ? npick : history_rows(h) };
	const size_t chunks = (p.rows + CHUNK - 1) / CHUNK, at_once = h->threads * 4;

	plan_columns(&p, put, score, n);
	p.part = mem_new(at_once, sizeof(struct put *));
	for (size_t i = 0; i < at_once; i++)
		p.part[i] = put_part(put);
	for (; p.base < chunks; p.base += at_once) {
		const size_t now = chunks - p.base < at_once ? chunks - p.base : at_once;

		work_each(h->threads, now, print_chunk, &p);
		for (size_t i = 0; i < now; i++)
			put_join(put, p.part[i]);
	}
	for (size_t i = 0; i < at_once; i++)
		put_close(p.part[i]);
	free(p.part);
	free(p.source);
}

void
history_close(struct histories *h)
{
	for (size_t i = 0; i < h->width; i++)
		free(h->head[i]);
	free(h->head);
	free(h->all);
	free(h->fitted);
	free(h->row_at);
	free(h->row_of);
	text_free(&h->cells);
	text_free(&h->ids);
	for (unsigned i = 0; i < h->parts; i++) {
		for (size_t k = 0; k < h->nkept[i]; k++)
			free(h->kept[i][k]);
		free(h->kept[i]);
	}
	free(h->kept);
	free(h->nkept);
	if (h->fold)
		fold_free(h->fold);
	free(h);
}
