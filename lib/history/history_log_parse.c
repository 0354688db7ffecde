/* The rows of a block, one after the other, from text to rows of the fold. */
#include "lib/history/history_log_own.h"

#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/shortened.h"
#include "lib/io/recipe.h"

enum { BATCH = 256 };		/* rows that are read together */

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
is_of_part(const struct history_log *l, struct block *b, size_t row, const char *id, size_t n)
{
	char text[PARTS_WHY];
	const char *why = parts_why(l->h->part, id, n, text);

	if (why)
		block_bad(b, row, "customer_id", "customer_id '%.70s' %s", id, why);
	return why == NULL;
}

/* Reports a damaged order_id as bad, and returns false; any other text is one. */
static bool
is_whole_order(struct block *b, size_t row, const char *order_id)
{
	const char *why = shortened_why(order_id);

	if (why)
		block_bad(b, row, "order_id", "order_id '%.70s' %s", order_id, why);
	return why == NULL;
}

/* 0: without an order_id */
static uint64_t
order_of(const char *order_id, const char *source)
{
	return *order_id ? fold_order(order_id, strlen(order_id), source, strlen(source)) : 0;
}

/* Reports the first cell that is not a covariate as bad, and returns false. */
static bool
are_covariates(const struct history_log *l, struct block *b, size_t row)
{
	char **cell = block_row(b, row);

	for (size_t k = 0; k < l->opts->covariates.n; k++) {
		const char *name = table_name(l->in, l->covariate[k]), *x = cell[l->covariate[k]];
		const char *why = history_covariate_why(x);

		if (why) {
			block_bad(b, row, name, *x ? "%s '%.60s' %s" : "%s%s %s", name, x, why);
			return false;
		}
	}
	return true;
}

/* Converts a row of the block for the fold. Reports a bad row and returns false. */
static bool
parse_row(const struct history_log *l, struct history_log_worker *w, struct block *b, size_t row,
    struct fold_row *to)
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
	if (l->has_order && !is_whole_order(b, row, cell[l->order]))
		return false;
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
	if (l->opts->covariates.n > 0 && !are_covariates(l, b, row))
		return false;
	to->hash = fold_hash(id, n);
	if (l->has_order)
		to->order = order_of(cell[l->order], l->has_source ? cell[l->source] : "");
	if (l->h->watched)
		fingerprint_add(&w->print, id, n, to->day, to->amount);
	return true;
}

/* Gives rows to their parts; if there is only one, folds them at once. */
static void
hand_out(struct history_log *l, size_t slot, const struct fold_quick *r, size_t n)
{
	struct history_log_worker *w = &l->worker[slot];

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
parse_quickly(struct history_log *l, size_t slot, struct block *b)
{
	struct history_log_worker *w = &l->worker[slot];
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

void
history_log_parse(void *ctx, size_t slot, struct block *b)
{
	struct history_log *l = ctx;
	struct history_log_worker *w = &l->worker[slot];
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
