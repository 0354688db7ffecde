/* The rows of a part of the fold, block by block. */
#include "lib/history/history_log_own.h"

#include <string.h>

#include "lib/base/mem.h"

/* A row after the as-of date. */
static void
later_row(const struct history_log_part *p, size_t customer, const struct fold_row *r)
{
	const struct history_log *l = p->log;

	if (l->h->days && r->amount >= 0)
		fold_after(fold_part(l->fold, p->at), customer, r->day);
	history_fold_later(l->h, p->at, r);
}

void
history_log_other(void *ctx, const struct fold_quick *r, size_t customer, const char *large)
{
	struct history_log_part *p = ctx;

	if (large) {
		p->large = mem_grow(p->large, p->nlarge + 1, &p->large_room, sizeof *p->large);
		p->large[p->nlarge++] = (struct history_log_large){ p->slot, r->row, large };
		return;
	}
	const struct fold_row row = fold_slowly(r);

	later_row(p, customer, &row);
}

/* Makes room for the kept columns of a new customer. */
static void
keep_room(const struct history_log *l, struct history_log_part *p, size_t customer)
{
	p->kept = mem_grow(p->kept, (customer + 1) * l->nkeep, &p->kept_room, sizeof *p->kept);
	memset(p->kept + customer * l->nkeep, 0, l->nkeep * sizeof *p->kept);
}

/* The option that keeps a column: those of --keep come first (history_keep_list). */
static const char *
option_of(const struct history_log *l, size_t k)
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
keep_cells(const struct history_log *l, struct history_log_part *p, size_t customer,
    struct block *rows, size_t row)
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
fold_block(struct history_log *l, const struct history_log_worker *w, struct block *b,
    struct history_log_part *to)
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

void
history_log_fold(void *ctx, size_t part)
{
	struct history_log *l = ctx;
	struct history_log_part *p = &l->part[part];

	for (size_t k = 0; k < rounds_count(l->reader); k++) {
		p->slot = rounds_slot(l->reader, k);
		fold_block(l, &l->worker[p->slot], rounds_block(l->reader, p->slot), p);
	}
}

void
history_log_report(struct history_log *l, struct history_log_part *p)
{
	for (size_t i = 0; i < p->nlarge; i++) {
		const struct history_log_large *g = &p->large[i];
		struct block *b = rounds_block(l->reader, g->slot);

		if (l->worker[g->slot].skipped)
			block_split(b);
		l->worker[g->slot].skipped = false;
		block_bad(b, g->row, g->what, LARGE, g->what);
	}
	p->nlarge = 0;
}
