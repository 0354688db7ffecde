#include "lib/history/history_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/work.h"
#include "lib/history/quick.h"
#include "lib/io/block.h"
#include "lib/io/recipe.h"
#include "lib/io/rounds.h"

/*
 * An order log is read in rounds (io/rounds.h). In each round every thread takes blocks:
 * parse_block splits the rows of a block by the part of the fold that owns their customer. Then
 * every thread takes a part: fold_block folds the rows of this part, block by block. So a
 * customer's rows are folded in the order of the file, and two threads never write to one part.
 *
 * The plain rows with which a block begins are read the quick way (quick.h), usually all of them.
 * The others go through cells, as all do if the log has costs or columns to keep.
 */
enum { BATCH = 256 };		/* rows that are read together */

struct worker {			/* the rows of a block, in a slot of the reader */
	/* per part: */
	struct fold_quick **quick;	/* these come first */
	size_t *nquick, *quick_room;
	struct fold_row **row;
	size_t *n, *room;
	struct date_memo date;
	struct quick reader;
	bool skipped;		/* the block was not split */
	struct fingerprint print;	/* of its rows, if they are watched */
};

struct large {			/* a row that was read the quick way, and makes a sum too large */
	size_t slot, row;
	const char *what;
};

struct part {			/* of the fold */
	struct log *log;
	unsigned at;
	size_t slot;		/* of the rows at hand */
	struct fold_batch batch;	/* newest: of all rows; oldest: of the rows folded */
	struct large *large;
	size_t nlarge, large_room;
	char **kept;		/* per customer, nkeep texts */
	size_t kept_room;
};

struct log {
	struct histories *h;
	const struct history_opts *opts;
	struct table *in;
	size_t id, date, amount, cost, order, source;
	bool has_amount, has_cost, has_order, has_source;
	bool is_quick;		/* plain rows can be read the quick way, with these columns: */
	struct quick_columns columns;
	size_t nkeep, *keep;
	size_t *covariate;	/* the column of each covariate */
	struct fold *fold;
	unsigned parts;
	struct part *part;
	struct worker *worker;
	struct rounds *reader;
};

/* A blank cost is not known. */
static bool
parse_cost(struct block *b, size_t row, const char *cell, struct fold_row *to)
{
	if (*cell == '\0')
		return true;
	const enum money_result r = money_parse(cell, &to->cost);

	to->has_cost = r == MONEY_OK;
	if (r != MONEY_OK)
		block_bad(b, row, "cost", "cost '%.60s' %s", cell, money_why(r));
	return r == MONEY_OK;
}

/* With --partition. Reports a customer of another part as bad and returns false. */
static bool
is_of_part(const struct log *l, struct block *b, size_t row, const char *id, size_t n)
{
	char text[PARTS_WHY];
	const char *why = parts_why(l->h->part, id, n, text);

	if (why)
		block_bad(b, row, "customer_id", "customer_id '%.70s' %s", id, why);
	return why == NULL;
}

/* 0: without an order_id */
static uint64_t
order_of(const char *order_id, const char *source)
{
	return *order_id ? fold_order(order_id, strlen(order_id), source, strlen(source)) : 0;
}

/* Converts a row of the block for the fold. Reports a bad row and returns false. */
static bool
parse_row(const struct log *l, struct worker *w, struct block *b, size_t row, struct fold_row *to)
{
	char **cell = block_row(b, row);
	const char *id = cell[l->id];
	const size_t n = strlen(id);
	int32_t second;

	*to = (struct fold_row){ .id = id, .n = (uint32_t)n, .row = row };
	const char *why = text_is_usual_id(id, n) ? NULL : text_id_why(id);

	if (why) {
		block_bad(b, row, "customer_id",
		    n == 0 ? "customer_id is empty" : "customer_id '%.70s' %s", id, why);
		return false;
	}
	if (l->h->part.n > 0 && !is_of_part(l, b, row, id, n))
		return false;
	const enum date_result d =
	    date_read_next(&l->opts->dates, &w->date, cell[l->date], &to->day, &second);

	if (d != DATE_OK) {
		block_bad(b, row, "date", "date '%.60s' %s", cell[l->date], date_why(d));
		return false;
	}
	enum money_result r = l->has_amount ? money_parse(cell[l->amount], &to->amount) : MONEY_OK;

	if (r != MONEY_OK) {
		block_bad(b, row, "amount", "amount '%.60s' %s", cell[l->amount], money_why(r));
		return false;
	}
	if (l->has_cost && !parse_cost(b, row, cell[l->cost], to))
		return false;
	for (size_t k = 0; k < l->opts->covariates.n; k++) {
		const char *name = table_name(l->in, l->covariate[k]), *x = cell[l->covariate[k]];

		if ((why = history_covariate_why(x)) != NULL) {
			block_bad(b, row, name, *x ? "%s '%.60s' %s" : "%s%s %s", name, x, why);
			return false;
		}
	}
	to->hash = fold_hash(id, n);
	if (l->has_order)
		to->order = order_of(cell[l->order], l->has_source ? cell[l->source] : "");
	if (l->h->watched)
		fingerprint_add(&w->print, id, n, to->day, to->amount);
	return true;
}

/* A row after the as-of date. */
static void
later_row(const struct part *p, size_t customer, const struct fold_row *r)
{
	const struct log *l = p->log;

	if (l->h->days && r->amount >= 0)
		fold_after(fold_part(l->fold, p->at), customer, r->day);
	history_fold_later(l->h, p->at, r);
}

/* A row that fold_batch did not add. */
static void
other_row(void *ctx, const struct fold_quick *r, size_t customer, const char *large)
{
	struct part *p = ctx;

	if (large) {
		p->large = mem_grow(p->large, p->nlarge + 1, &p->large_room, sizeof *p->large);
		p->large[p->nlarge++] = (struct large){ p->slot, r->row, large };
		return;
	}
	const struct fold_row row = fold_slowly(r);

	later_row(p, customer, &row);
}

/* Gives rows to their parts; if there is only one, folds them at once. */
static void
hand_out(struct log *l, size_t slot, const struct fold_quick *r, size_t n)
{
	struct worker *w = &l->worker[slot];

	if (l->parts == 1) {
		l->part->slot = slot;
		fold_batch(fold_part(l->fold, 0), r, n, &l->part->batch);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		const unsigned p = fold_part_of(l->fold, r[i].hash);

		w->quick[p] = mem_grow(w->quick[p], w->nquick[p] + 1, &w->quick_room[p],
		    sizeof *w->quick[p]);
		w->quick[p][w->nquick[p]++] = r[i];
	}
}

/* Reads the plain rows with which the block begins. Returns how many these are. */
static size_t
parse_quickly(struct log *l, size_t slot, struct block *b)
{
	struct worker *w = &l->worker[slot];
	struct fold_quick row[BATCH];

	w->skipped = false;
	if (!l->is_quick || (b->recipe && !recipe_is_simple(b->recipe)) ||
	    !quick_begin(&w->reader, &l->columns, b))
		return 0;
	for (size_t n; (n = quick_rows(&w->reader, &l->columns, row, BATCH)) > 0;)
		hand_out(l, slot, row, n);
	w->skipped = quick_is_done(&w->reader);
	return w->reader.row;
}

static void
parse_block(void *ctx, size_t slot, struct block *b)
{
	struct log *l = ctx;
	struct worker *w = &l->worker[slot];
	struct fold_row r;

	memset(w->n, 0, l->parts * sizeof *w->n);
	memset(w->nquick, 0, l->parts * sizeof *w->nquick);
	const size_t quick = parse_quickly(l, slot, b);

	if (w->skipped) {
		block_skip(b, quick);
		return;
	}
	block_split(b);
	for (size_t k = quick; k < b->rows; k++) {
		if (!parse_row(l, w, b, k, &r))
			continue;
		const unsigned p = fold_part_of(l->fold, r.hash);

		w->row[p] = mem_grow(w->row[p], w->n[p] + 1, &w->room[p], sizeof *w->row[p]);
		w->row[p][w->n[p]++] = r;
	}
}

/* Makes room for the kept columns of a new customer. */
static void
keep_room(const struct log *l, struct part *p, size_t customer)
{
	p->kept = mem_grow(p->kept, (customer + 1) * l->nkeep, &p->kept_room, sizeof *p->kept);
	memset(p->kept + customer * l->nkeep, 0, l->nkeep * sizeof *p->kept);
}

/* The option that keeps a column: those of --keep come first (history_keep_list). */
static const char *
option_of(const struct log *l, size_t k)
{
	if (k < l->opts->keep.n)
		return "--keep";
	return opt_listed(&l->opts->covariates, l->h->keep.word[k]) ? "--covariates" : "--by";
}

/*
 * Takes the kept columns from the customer's first row. Every other row must have the same; if not,
 * reports it as bad and returns false.
 */
static bool
keep_cells(const struct log *l, struct part *p, size_t customer, struct block *rows, size_t row)
{
	char **cell = block_row(rows, row);
	char **kept = p->kept + customer * l->nkeep;

	for (size_t k = 0; k < l->nkeep; k++)
		if (kept[k] == NULL)
			kept[k] = mem_text(cell[l->keep[k]]);
		else if (strcmp(kept[k], cell[l->keep[k]]) != 0) {
			block_bad(rows, row, table_name(l->in, l->keep[k]),
			    "%s=%s: '%.60s' differs from '%.60s'"
			    " in an earlier row of the customer",
			    option_of(l, k), table_name(l->in, l->keep[k]), cell[l->keep[k]],
			    kept[k]);
			return false;
		}
	return true;
}

#define LARGE "the sum of the customer's %ss is larger than 64 bits"

static void
fold_block(struct log *l, const struct worker *w, struct block *b, struct part *to)
{
	struct fold_part *p = fold_part(l->fold, to->at);
	const struct fold_row *r = w->row[to->at];
	const size_t n = w->n[to->at];
	bool is_new;

	fold_batch(p, w->quick[to->at], w->nquick[to->at], &to->batch);
	for (size_t i = 0; i < n; i++) {
		fold_ahead(p, r, n, i);
		size_t c = fold_customer(p, &r[i], &is_new);

		if (l->nkeep > 0 && is_new)
			keep_room(l, to, c);
		if (r[i].day > to->batch.newest)
			to->batch.newest = r[i].day;
		if (r[i].day > l->h->known.day) {
			later_row(to, c, &r[i]);
			continue;
		}
		if (l->nkeep > 0 && !keep_cells(l, to, c, b, r[i].row))
			continue;
		const char *large = fold_add(p, c, &r[i]);

		if (large) {
			block_bad(b, r[i].row, large, LARGE, large);
			continue;
		}
		if (r[i].day < to->batch.oldest)
			to->batch.oldest = r[i].day;
	}
}

static void
fold_round_part(void *ctx, size_t part)
{
	struct log *l = ctx;
	struct part *p = &l->part[part];

	for (size_t k = 0; k < rounds_count(l->reader); k++) {
		p->slot = rounds_slot(l->reader, k);
		fold_block(l, &l->worker[p->slot], rounds_block(l->reader, p->slot), p);
	}
}

/* Reports the rows that fold_batch found too large. Only now their cells are needed. */
static void
report_large(struct log *l, struct part *p)
{
	for (size_t i = 0; i < p->nlarge; i++) {
		const struct large *g = &p->large[i];
		struct block *b = rounds_block(l->reader, g->slot);

		if (l->worker[g->slot].skipped)
			block_split(b);
		l->worker[g->slot].skipped = false;
		block_bad(b, g->row, g->what, LARGE, g->what);
	}
	p->nlarge = 0;
}

static void
open_columns(struct log *l)
{
	l->id = table_column(l->in, "customer_id");
	l->date = table_column(l->in, "date");
	l->has_amount = table_find(l->in, "amount", &l->amount);
	table_reads(l->in, l->date, RECIPE_DATE);
	if (l->has_amount)
		table_reads(l->in, l->amount, RECIPE_AMOUNT);
	l->has_cost = l->has_amount && table_find(l->in, "cost", &l->cost);
	if (l->has_cost)
		table_reads(l->in, l->cost, RECIPE_AMOUNT);
	l->has_order = table_find(l->in, "order_id", &l->order);
	l->has_source = l->has_order && table_find(l->in, "source", &l->source);
	l->is_quick = !l->has_cost && l->h->keep.n == 0 && !l->h->watched &&
	    l->h->part.n == 0;
	l->columns = (struct quick_columns){ .width = table_width(l->in), .id = l->id,
		.date = l->date, .amount = l->amount, .order = l->order, .source = l->source,
		.has_amount = l->has_amount, .has_order = l->has_order,
		.has_source = l->has_source, .dates = &l->opts->dates };
}

/* Before the first row, and before it is read again. */
static void
part_clear(struct log *l, struct part *p)
{
	const size_t n = p->kept ? fold_customers(fold_part(l->fold, p->at)) * l->nkeep : 0;

	for (size_t i = 0; i < n; i++)
		free(p->kept[i]);
	free(p->kept);
	free(p->large);
	*p = (struct part){ .log = l, .at = p->at, .batch = { .until = l->h->known.day,
		.newest = DATE_NONE, .oldest = INT32_MAX, .other = other_row, .ctx = p } };
}

static void
open_parts(struct log *l)
{
	l->worker = mem_new(l->parts, sizeof *l->worker);
	l->part = mem_new(l->parts, sizeof *l->part);
	for (unsigned i = 0; i < l->parts; i++) {
		l->worker[i] = (struct worker){
			.quick = mem_new(l->parts, sizeof(struct fold_quick *)),
			.nquick = mem_new(l->parts, sizeof(size_t)),
			.quick_room = mem_new(l->parts, sizeof(size_t)),
			.row = mem_new(l->parts, sizeof(struct fold_row *)),
			.n = mem_new(l->parts, sizeof(size_t)),
			.room = mem_new(l->parts, sizeof(size_t)),
			.reader = { .way = marks_best() },
		};
		part_clear(l, &l->part[i]);
		l->part[i].at = i;
	}
}

static void
open_folds(struct log *l)
{
	l->fold = fold_new(l->parts);
	if (l->has_cost)
		fold_keep_costs(l->fold, l->opts->day_costs);
	l->h->later = l->opts->after > 0 ? fold_new(l->parts) : NULL;
}

static void
log_open(struct log *l)
{
	const struct opt_list *keep = &l->h->keep, *covariates = &l->opts->covariates;

	open_columns(l);
	l->nkeep = keep->n;
	l->keep = mem_new(keep->n, sizeof *l->keep);
	for (size_t k = 0; k < keep->n; k++)
		l->keep[k] = table_column(l->in, keep->word[k]);
	l->covariate = mem_new(covariates->n, sizeof *l->covariate);
	for (size_t k = 0; k < covariates->n; k++) {
		l->covariate[k] = table_column(l->in, covariates->word[k]);
		table_reads(l->in, l->covariate[k], RECIPE_NUMBER);
	}
	l->parts = l->h->threads;
	open_folds(l);
	l->reader = rounds_open(l->in, l->parts);
	rounds_unsplit(l->reader);
	open_parts(l);
}

static void
worker_free(struct worker *w, unsigned parts)
{
	for (unsigned k = 0; k < parts; k++) {
		free(w->quick[k]);
		free(w->row[k]);
	}
	free(w->quick);
	free(w->nquick);
	free(w->quick_room);
	free(w->row);
	free(w->n);
	free(w->room);
	quick_free(&w->reader);
}

static void
log_close(struct log *l)
{
	for (unsigned i = 0; i < l->parts; i++) {
		worker_free(&l->worker[i], l->parts);
		free(l->part[i].large);
	}
	free(l->worker);
	free(l->part);
	rounds_close(l->reader);
	free(l->keep);
	free(l->covariate);
}

/* Begins again, and keeps the days from now on. */
static void
begin_again(struct log *l)
{
	for (unsigned i = 0; i < l->parts; i++) {
		part_clear(l, &l->part[i]);
		l->worker[i].print = (struct fingerprint){ 0 };
	}
	fold_free(l->fold);
	if (l->h->later)
		fold_free(l->h->later);
	open_folds(l);
	table_again(l->in);
}

/* The days take most of the memory, and matter only if the rows are not in the order of dates. */
static void
read_rows(struct log *l)
{
	bool drops = !l->h->days && table_can_again(l->in);

	if (drops)
		fold_drop_days(l->fold);
	while (rounds_next(l->reader, parse_block, l)) {
		work_each(l->parts, l->parts, fold_round_part, l);
		for (unsigned i = 0; i < l->parts; i++)
			report_large(l, &l->part[i]);
		rounds_judge(l->reader);
		if (drops && fold_is_jumbled(l->fold)) {
			begin_again(l);
			drops = false;
		}
	}
}

/* The fingerprint of the log, which must be that of --expect. */
static void
take_fingerprint(const struct log *l)
{
	struct fingerprint expected, *f = &l->h->print;
	char is[FINGERPRINT_SIZE];

	for (unsigned i = 0; i < l->parts; i++)
		fingerprint_join(f, &l->worker[i].print);
	if (l->opts->expect && (!fingerprint_parse(l->opts->expect, &expected) ||
	    !fingerprint_equal(f, &expected)))
		fail("the fingerprint of the input is %s, not --expect=%s",
		    fingerprint_text(f, is), l->opts->expect);
}

void
history_log_read(struct histories *h, const struct history_opts *o, struct table *in)
{
	struct log l = { .h = h, .opts = o, .in = in };
	int32_t oldest = INT32_MAX;

	h->keep = history_keep_list(o);
	log_open(&l);
	read_rows(&l);
	h->kept = mem_new(l.parts, sizeof *h->kept);
	for (unsigned i = 0; i < l.parts; i++) {
		const struct fold_batch *b = &l.part[i].batch;

		h->newest = b->newest > h->newest ? b->newest : h->newest;
		oldest = b->oldest < oldest ? b->oldest : oldest;
		h->kept[i] = l.part[i].kept;
	}
	take_fingerprint(&l);
	h->seen.costs = fold_has_costs(l.fold);
	/* not if the column is empty; but another part may have costs */
	h->costs = h->opts->statistics ? l.has_cost : h->seen.costs;
	log_close(&l);
	history_fold_take(h, l.fold, l.has_amount, oldest);
	history_covariates_keep(h);
}
