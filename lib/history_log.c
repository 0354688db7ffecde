#include "lib/histories.h"

#include <stdlib.h>
#include <string.h>

#include "lib/block.h"
#include "lib/date.h"
#include "lib/mem.h"
#include "lib/money.h"
#include "lib/work.h"

/* By blocks: each thread splits and parses one, then each folds its part of them all. */

struct log;

struct worker {			/* one thread's */
	struct log *log;
	struct block *rows;
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
	struct worker *worker;
	struct worker **order_of;	/* the blocks of this round, as they were read */
	char ***kept;		/* by part, by customer times nkeep */
	size_t *kept_room;
	int32_t *newest, *oldest;	/* by part */
};

static const char *
read_day(struct worker *b, const char *s, int32_t *day)
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
parse_row(struct worker *b, size_t row, struct fold_row *to)
{
	const struct log *l = b->log;
	char **cell = block_row(b->rows, row);
	const char *id = cell[l->id], *why;
	const size_t n = strlen(id);

	*to = (struct fold_row){ .id = id, .n = (uint32_t)n, .row = row };
	if (!text_is_id(id, n)) {
		block_bad(b->rows, row, "customer_id",
		    n == 0 ? "customer_id is empty" : "customer_id '%.70s' is longer than 64 bytes or has control characters", id);
		return false;
	}
	if ((why = read_day(b, cell[l->date], &to->day)) != NULL) {
		block_bad(b->rows, row, "date", "date '%.60s' %s", cell[l->date], why);
		return false;
	}
	enum money_result r = l->has_amount ? money_parse(cell[l->amount], &to->amount) : MONEY_OK;

	if (r != MONEY_OK) {
		block_bad(b->rows, row, "amount", "amount '%.60s' %s", cell[l->amount], money_why(r));
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
	struct worker *b = &((struct log *)ctx)->worker[i];
	struct fold_row r;

	memset(b->n, 0, b->log->parts * sizeof *b->n);
	b->read = table_read(b->log->in, b->rows);
	if (!b->read)
		return;
	const size_t rows = block_split(b->rows);

	for (size_t k = 0; k < rows; k++) {
		if (!parse_row(b, k, &r))
			continue;
		const unsigned p = fold_part_of(b->log->fold, r.hash);

		b->row[p] = mem_grow(b->row[p], b->n[p] + 1, &b->room[p], sizeof *b->row[p]);
		b->row[p][b->n[p]++] = r;
	}
}

/* A new customer, of whom nothing is kept yet. */
static void
keep_room(struct log *l, size_t part, size_t customer)
{
	l->kept[part] = mem_grow(l->kept[part], (customer + 1) * l->nkeep, &l->kept_room[part], sizeof *l->kept[part]);
	memset(l->kept[part] + customer * l->nkeep, 0, l->nkeep * sizeof *l->kept[part]);
}

/* The kept columns of a customer: taken from the first row, the same in all others. */
static bool
keep_cells(struct log *l, size_t part, size_t customer, struct block *rows, size_t row)
{
	char **cell = block_row(rows, row);
	char **kept = l->kept[part] + customer * l->nkeep;

	for (size_t k = 0; k < l->nkeep; k++)
		if (kept[k] == NULL)
			kept[k] = mem_text(cell[l->keep[k]]);
		else if (strcmp(kept[k], cell[l->keep[k]]) != 0) {
			block_bad(rows, row, table_name(l->in, l->keep[k]),
			    "--keep=%s: '%.60s' where an earlier row of the customer has '%.60s'",
			    table_name(l->in, l->keep[k]), cell[l->keep[k]], kept[k]);
			return false;
		}
	return true;
}

static void
fold_block(struct log *l, struct worker *b, size_t part)
{
	struct fold_part *p = fold_part(l->fold, (unsigned)part);
	const struct fold_row *r = b->row[part];
	const size_t n = b->n[part];
	bool is_new;

	for (size_t i = 0; i < n; i++) {
		fold_ahead(p, r, n, i);
		size_t c = fold_customer(p, &r[i], &is_new);

		if (l->nkeep > 0 && is_new)
			keep_room(l, part, c);
		if (r[i].day > l->h->as_of)
			continue;
		if (l->nkeep > 0 && !keep_cells(l, part, c, b->rows, r[i].row))
			continue;
		if (!fold_add(p, c, &r[i])) {
			block_bad(b->rows, r[i].row, "amount", "the customer's amounts add up beyond 64 bits");
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
	const struct worker *x = *(struct worker *const *)a, *y = *(struct worker *const *)b;

	if (!x->read || !y->read)
		return x->read - y->read;
	const uint64_t i = x->rows->number, k = y->rows->number;

	return (i > k) - (i < k);
}

static bool
fold_round(struct log *l)
{
	bool any = false;

	work_each(l->parts, l->parts, parse_block, l);
	for (unsigned i = 0; i < l->parts; i++)
		any |= (l->order_of[i] = &l->worker[i])->read;
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
	l->worker = mem_new(l->parts, sizeof *l->worker);
	l->order_of = mem_new(l->parts, sizeof(struct worker *));
	l->kept = mem_new(l->parts, sizeof *l->kept);
	l->kept_room = mem_new(l->parts, sizeof *l->kept_room);
	l->newest = mem_new(l->parts, sizeof *l->newest);
	l->oldest = mem_new(l->parts, sizeof *l->oldest);
	for (unsigned i = 0; i < l->parts; i++) {
		l->worker[i] = (struct worker){ .log = l, .rows = block_new(), .day = DATE_NONE,
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
			free(l->worker[i].row[k]);
		free(l->worker[i].row);
		free(l->worker[i].n);
		free(l->worker[i].room);
		block_free(l->worker[i].rows);
	}
	free(l->worker);
	free(l->order_of);
	free(l->keep);
	free(l->kept_room);
	free(l->newest);
	free(l->oldest);
}

void
history_log_read(struct histories *h, const struct history_opts *o, struct table *in)
{
	struct log l = { .h = h, .opts = o, .in = in };
	int32_t newest = DATE_NONE, oldest = INT32_MAX;

	log_open(&l);
	while (fold_round(&l))
		;
	for (unsigned i = 0; i < l.parts; i++) {
		newest = l.newest[i] > newest ? l.newest[i] : newest;
		oldest = l.oldest[i] < oldest ? l.oldest[i] : oldest;
	}
	h->kept = l.kept;
	h->keep = o->keep;
	history_fold_take(h, l.fold, l.has_amount);
	histories_note_late(h->as_of, oldest, newest);
	log_close(&l);
}
