#include "lib/history/history_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/io/put.h"

enum {
	NONE = HISTORY_NONE,
	CHUNK = 4096,		/* rows that a thread scores and formats at once */
};

/*
 * history_print first makes a plan: plan_columns names the columns of the output and notes the
 * source of each. Then several threads print chunks of rows by this plan, each to a branch of the
 * output of its own; put_join joins the branches in the order of the rows.
 */
struct source {			/* of a column of the output */
	enum { CAME_IN, HISTORY, KEPT, SCORE } from;
	size_t at;		/* the column's index there */
	size_t run;		/* how many columns from this one on are neighbours there, too */
};

struct plan {
	const struct histories *h;
	struct source *source;
	size_t n;
	const struct history_scores *scores;
	size_t rows;
	struct put **branch;	/* per chunk of this round */
	size_t base;		/* the first chunk of this round */
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

static void
plan_input(struct plan *p, struct put *put)
{
	const struct history_column *score = p->scores->column;
	const struct histories *h = p->h;

	for (size_t i = 0; i < h->width; i++) {
		ptrdiff_t s = find(score, p->scores->n, h->head[i]);
		ptrdiff_t k = find(history_columns, HISTORY_COLUMNS, h->head[i]);

		if (s != NONE)
			plan_column(p, put, h->head[i], score[s].kind,
			    (struct source){ SCORE, .at = (size_t)s });
		else if (k > 0 && h->listed)
			plan_column(p, put, h->head[i], history_columns[k].kind,
			    (struct source){ HISTORY, .at = (size_t)k });
		else
			plan_column(p, put, h->head[i],
			    PUT_PASSED, (struct source){ CAME_IN, .at = i });
	}
}

/* Runs of cells of histories and scores are printed at once. */
static void
find_runs(struct plan *p)
{
	for (size_t i = p->n; i-- > 0;) {
		struct source *s = &p->source[i];
		const bool goes_on = i + 1 < p->n && (s->from == HISTORY || s->from == SCORE) &&
		    s[1].from == s->from && s[1].at == s->at + 1;

		s->run = goes_on ? 1 + s[1].run : 1;
	}
}

static void
plan_columns(struct plan *p, struct put *put)
{
	const struct histories *h = p->h;
	const struct history_column *score = p->scores->column;
	const size_t n = p->scores->n;

	p->source = mem_new(h->width + HISTORY_COLUMNS + h->keep.n + n, sizeof *p->source);
	plan_input(p, put);
	for (size_t i = 0; i < HISTORY_COLUMNS && (h->head == NULL || h->listed); i++)
		if (!came_in(h, history_columns[i].name) && (i != HISTORY_PROFIT || h->costs))
			plan_column(p, put, history_columns[i].name, history_columns[i].kind,
			    (struct source){ HISTORY, .at = i });
	for (size_t i = 0; i < h->keep.n; i++)
		plan_column(p, put, h->keep.word[i], PUT_CELL, (struct source){ KEPT, .at = i });
	for (size_t i = 0; i < n; i++)
		if (!came_in(h, score[i].name))
			plan_column(p, put, score[i].name, score[i].kind,
			    (struct source){ SCORE, .at = i });
}

/* Leaves out the columns that nobody asked for. */
static void
plan_chosen(struct plan *p, struct put *put)
{
	size_t n;
	const size_t *chosen = put_narrow(put, &n);

	if (chosen == NULL)
		return;
	struct source *source = mem_new(n, sizeof *source);

	for (size_t i = 0; i < n; i++)
		source[i] = p->source[chosen[i]];
	free(p->source);
	p->source = source;
	p->n = n;
}

static void
cells_of(const struct histories *h, size_t row, const char **cell)
{
	const char *s = h->cells.s + (h->head ? h->row_at[row] : 0);

	for (size_t i = 0; i < h->width; i++, s += strlen(s) + 1)
		cell[i] = s;
}

bool
history_has_column(const struct histories *h, const char *column)
{
	return came_in(h, column) || opt_listed(&h->keep, column);
}

const char *
history_cell(const struct histories *h, size_t row, const char *column)
{
	const char *s = h->cells.s + (h->head ? h->row_at[row] : 0);

	for (size_t i = 0; i < h->width; i++, s += strlen(s) + 1)
		if (strcmp(h->head[i], column) == 0)
			return s;
	for (size_t i = 0; i < h->keep.n && history_row(h, row) != NULL; i++)
		if (strcmp(h->keep.word[i], column) == 0)
			return history_row(h, row)->kept[i];
	return NULL;
}

static void
fill(const struct history_scores *s, const struct history *h, size_t row, struct value *cell)
{
	memset(cell, 0, s->n * sizeof *cell);
	if (s->fill_row)
		s->fill_row(s->ctx, row, cell);
	else if (h)
		s->fill(s->ctx, h, cell);
	else
		for (size_t i = 0; i < s->n; i++)
			cell[i].none = true;
}

static void
print_row(const struct plan *p, struct put *put, size_t row, struct value *score, const char **cell)
{
	const struct history *h = history_row(p->h, row);
	struct value own[HISTORY_COLUMNS] = { 0 };

	cells_of(p->h, row, cell);
	fill(p->scores, h, row, score);
	if (h)
		history_fill(p->h->known.day, p->h->money, h, own);
	for (size_t i = 0; i < p->n; i += p->source[i].run) {
		const struct source *s = &p->source[i];

		if (s->from == CAME_IN)
			put_text(put, cell[s->at]);
		else if (s->from == SCORE)
			put_cells(put, &score[s->at], s->run);
		else if (h == NULL)
			for (size_t k = 0; k < s->run; k++)
				put_none(put);
		else if (s->from == KEPT)
			put_text(put, h->kept[s->at]);
		else
			put_cells(put, &own[s->at], s->run);
	}
	put_end(put);
}

static void
print_chunk(void *ctx, size_t i)
{
	const struct plan *p = ctx;
	const size_t from = (p->base + i) * CHUNK;
	const size_t to = from + CHUNK < p->rows ? from + CHUNK : p->rows;
	struct value *score = mem_new(p->scores->n, sizeof *score);
	const char **cell = mem_new(p->h->width, sizeof *cell);

	for (size_t k = from; k < to; k++)
		print_row(p, p->branch[i], p->scores->pick ? p->scores->pick[k] : k, score, cell);
	free(cell);
	free(score);
}

void
history_print(const struct histories *h, struct put *put, const struct history_scores *scores)
{
	struct plan p = { .h = h, .scores = scores,
		.rows = scores->pick ? scores->npick : history_rows(h) };
	const size_t chunks = (p.rows + CHUNK - 1) / CHUNK, at_once = h->threads * 4;

	put_lacks(put, history_lacks, h->opts);
	plan_columns(&p, put);
	if (h->head == NULL || h->listed)
		history_note_profit(h);
	plan_chosen(&p, put);
	find_runs(&p);
	p.branch = mem_new(at_once, sizeof(struct put *));
	for (size_t i = 0; i < at_once; i++)
		p.branch[i] = put_branch(put);
	for (; p.base < chunks; p.base += at_once) {
		const size_t now = chunks - p.base < at_once ? chunks - p.base : at_once;

		work_each(h->threads, now, print_chunk, &p);
		for (size_t i = 0; i < now; i++)
			put_join(put, p.branch[i]);
	}
	for (size_t i = 0; i < at_once; i++)
		put_close(p.branch[i]);
	free(p.branch);
	free(p.source);
}
