#include "lib/history/history_log_own.h"

#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/io/recipe.h"

static void
open_columns(struct history_log *l)
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
part_clear(struct history_log *l, struct history_log_part *p)
{
	const size_t n = p->kept ? fold_customers(fold_part(l->fold, p->at)) * l->nkeep : 0;

	for (size_t i = 0; i < n; i++)
		free(p->kept[i]);
	free(p->kept);
	free(p->large);
	*p = (struct history_log_part){ .log = l, .at = p->at, .batch = { .until = l->h->known.day,
		.newest = DATE_NONE, .oldest = INT32_MAX, .other = history_log_other, .ctx = p } };
}

static void
open_parts(struct history_log *l)
{
	l->worker = mem_new(l->parts, sizeof *l->worker);
	l->part = mem_new(l->parts, sizeof *l->part);
	for (unsigned i = 0; i < l->parts; i++) {
		l->worker[i] = (struct history_log_worker){
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
open_folds(struct history_log *l)
{
	l->fold = fold_new(l->parts);
	if (l->has_cost)
		fold_keep_costs(l->fold, l->opts->day_costs);
	l->h->later = l->opts->after > 0 ? fold_new(l->parts) : NULL;
}

static void
log_open(struct history_log *l)
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
worker_free(struct history_log_worker *w, unsigned parts)
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
log_close(struct history_log *l)
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
begin_again(struct history_log *l)
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
read_rows(struct history_log *l)
{
	bool drops = !l->h->days && table_can_again(l->in);

	if (drops)
		fold_drop_days(l->fold);
	while (rounds_next(l->reader, history_log_parse, l)) {
		work_each(l->parts, l->parts, history_log_fold, l);
		for (unsigned i = 0; i < l->parts; i++)
			history_log_report(l, &l->part[i]);
		rounds_judge(l->reader);
		if (drops && fold_is_jumbled(l->fold)) {
			begin_again(l);
			drops = false;
		}
	}
}

/* The fingerprint of the log, which must be that of --expect. */
static void
take_fingerprint(const struct history_log *l)
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
	struct history_log l = { .h = h, .opts = o, .in = in };
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
