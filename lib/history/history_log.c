#include "lib/history/history_own.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/work.h"
#include "lib/io/block.h"
#include "lib/io/rounds.h"

/*
 * An order log is read in rounds (io/rounds.h). In each round every thread takes blocks:
 * parse_block splits the rows of a block by the part of the fold that owns their customer. Then
 * every thread takes a part: fold_block folds the rows of this part, block by block. So a
 * customer's rows are folded in the order of the file, and two threads never write to one part.
 */
struct worker {			/* the rows of a block, in a slot of the reader */
	struct fold_row **row;	/* per part */
	size_t *n, *room;	/* per part */
	struct date_memo date;
	struct fingerprint print;	/* of its rows, if they are watched */
};

struct log {
	struct histories *h;
	const struct history_opts *opts;
	struct table *in;
	size_t id, date, amount, cost, order;
	bool has_amount, has_cost, has_order;
	size_t nkeep, *keep;
	size_t *covariate;	/* the column of each covariate */
	struct fold *fold;
	unsigned parts;
	struct worker *worker;
	struct rounds *reader;
	char ***kept;		/* per part, per customer, nkeep texts */
	size_t *kept_room;
	int32_t *newest, *oldest;	/* per part: of all rows; of the rows folded */
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
	if (l->has_order && cell[l->order][0] != '\0')
		to->order = fold_hash(cell[l->order], strlen(cell[l->order]));
	if (l->h->watched)
		fingerprint_add(&w->print, id, n, to->day, to->amount);
	return true;
}

static void
parse_block(void *ctx, size_t slot, struct block *b)
{
	struct log *l = ctx;
	struct worker *w = &l->worker[slot];
	struct fold_row r;

	memset(w->n, 0, l->parts * sizeof *w->n);
	for (size_t k = 0; k < b->rows; k++) {
		if (!parse_row(l, w, b, k, &r))
			continue;
		const unsigned p = fold_part_of(l->fold, r.hash);

		w->row[p] = mem_grow(w->row[p], w->n[p] + 1, &w->room[p], sizeof *w->row[p]);
		w->row[p][w->n[p]++] = r;
	}
}

/* Makes room for the kept columns of a new customer. */
static void
keep_room(struct log *l, size_t part, size_t customer)
{
	l->kept[part] = mem_grow(l->kept[part], (customer + 1) * l->nkeep, &l->kept_room[part],
	    sizeof *l->kept[part]);
	memset(l->kept[part] + customer * l->nkeep, 0, l->nkeep * sizeof *l->kept[part]);
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
keep_cells(struct log *l, size_t part, size_t customer, struct block *rows, size_t row)
{
	char **cell = block_row(rows, row);
	char **kept = l->kept[part] + customer * l->nkeep;

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

static void
fold_block(struct log *l, const struct worker *w, struct block *b, size_t part)
{
	struct fold_part *p = fold_part(l->fold, (unsigned)part);
	const struct fold_row *r = w->row[part];
	const size_t n = w->n[part];
	bool is_new;

	for (size_t i = 0; i < n; i++) {
		fold_ahead(p, r, n, i);
		size_t c = fold_customer(p, &r[i], &is_new);

		if (l->nkeep > 0 && is_new)
			keep_room(l, part, c);
		if (r[i].day > l->newest[part])
			l->newest[part] = r[i].day;
		if (r[i].day > l->h->known.day) {
			if (l->h->days && r[i].amount >= 0)
				fold_after(p, c, r[i].day);
			history_fold_later(l->h, (unsigned)part, &r[i]);
			continue;
		}
		if (l->nkeep > 0 && !keep_cells(l, part, c, b, r[i].row))
			continue;
		const char *large = fold_add(p, c, &r[i]);

		if (large) {
			block_bad(b, r[i].row, large,
			    "the sum of the customer's %ss is larger than 64 bits", large);
			continue;
		}
		if (r[i].day < l->oldest[part])
			l->oldest[part] = r[i].day;
	}
}

static void
fold_round_part(void *ctx, size_t part)
{
	struct log *l = ctx;

	for (size_t k = 0; k < rounds_count(l->reader); k++) {
		const size_t slot = rounds_slot(l->reader, k);

		fold_block(l, &l->worker[slot], rounds_block(l->reader, slot), part);
	}
}

static void
log_open(struct log *l)
{
	const struct opt_list *keep = &l->h->keep, *covariates = &l->opts->covariates;

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
	l->fold = fold_new(l->parts);
	if (l->has_cost)
		fold_keep_costs(l->fold, l->opts->day_costs);
	l->h->later = l->opts->after > 0 ? fold_new(l->parts) : NULL;
	l->worker = mem_new(l->parts, sizeof *l->worker);
	l->reader = rounds_open(l->in, l->parts);
	l->kept = mem_new(l->parts, sizeof *l->kept);
	l->kept_room = mem_new(l->parts, sizeof *l->kept_room);
	l->newest = mem_new(l->parts, sizeof *l->newest);
	l->oldest = mem_new(l->parts, sizeof *l->oldest);
	for (unsigned i = 0; i < l->parts; i++) {
		l->worker[i] = (struct worker){
			.row = mem_new(l->parts, sizeof(struct fold_row *)),
			.n = mem_new(l->parts, sizeof(size_t)),
			.room = mem_new(l->parts, sizeof(size_t)),
		};
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
	}
	free(l->worker);
	rounds_close(l->reader);
	free(l->keep);
	free(l->covariate);
	free(l->kept_room);
	free(l->newest);
	free(l->oldest);
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
		errx(EXIT_TROUBLE, "the fingerprint of the input is %s, not --expect=%s",
		    fingerprint_text(f, is), l->opts->expect);
}

void
history_log_read(struct histories *h, const struct history_opts *o, struct table *in)
{
	struct log l = { .h = h, .opts = o, .in = in };
	int32_t oldest = INT32_MAX;

	h->keep = history_keep_list(o);
	log_open(&l);
	while (rounds_next(l.reader, parse_block, &l)) {
		work_each(l.parts, l.parts, fold_round_part, &l);
		rounds_judge(l.reader);
	}
	for (unsigned i = 0; i < l.parts; i++) {
		h->newest = l.newest[i] > h->newest ? l.newest[i] : h->newest;
		oldest = l.oldest[i] < oldest ? l.oldest[i] : oldest;
	}
	take_fingerprint(&l);
	h->kept = l.kept;
	h->seen.costs = fold_has_costs(l.fold);
	/* not if the column is empty; but another part may have costs */
	h->costs = h->opts->statistics ? l.has_cost : h->seen.costs;
	history_fold_take(h, l.fold, l.has_amount, oldest);
	history_covariates_keep(h);
	log_close(&l);
}
