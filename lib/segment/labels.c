#include "lib/segment/labels.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/io/header.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/segment/profile.h"

enum { WHY_SIZE = 4000 };
enum from { HISTORY, INPUT, KEPT, LABELLING };

struct column {
	const char *name;
	enum from from;
	size_t at;		/* the column's index there */
	size_t labelling;
};

struct labels {
	const struct histories *hs;
	struct labelling *of;
	size_t n, room;
	struct column *column;
	size_t width, column_room;
};

static bool
is_equal(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static bool
find_by(const struct labels *l, bool (*same)(const char *, const char *), const char *name,
    size_t *column)
{
	for (*column = 0; *column < l->width; ++*column)
		if (same(l->column[*column].name, name))
			return true;
	return false;
}

/* A column of a later source takes the place of an earlier one of the same name. */
static void
add_column(struct labels *l, struct column c)
{
	size_t at;

	if (!find_by(l, is_equal, c.name, &at)) {
		at = l->width++;
		l->column = mem_grow(l->column, l->width, &l->column_room, sizeof *l->column);
	}
	l->column[at] = c;
}

/* Where history_print takes a column from the histories, so does this. */
struct labels *
labels_new(const struct histories *hs)
{
	struct labels *l = mem_new(1, sizeof *l);
	const struct opt_list *keep = history_keep(hs);

	l->hs = hs;
	for (size_t i = 0; i < history_width(hs); i++)
		add_column(l, (struct column){ history_name(hs, i), INPUT, i, 0 });
	for (size_t i = 0; i < HISTORY_COLUMNS && history_adds_columns(hs); i++)
		if (i > 0 || history_width(hs) == 0)
			add_column(l, (struct column){ history_columns[i].name, HISTORY, i, 0 });
	for (size_t i = 0; i < keep->n; i++)
		add_column(l, (struct column){ keep->word[i], KEPT, i, 0 });
	return l;
}

void
labels_free(struct labels *l)
{
	for (size_t i = 0; i < l->n; i++)
		l->of[i].free(l->of[i].self);
	free(l->of);
	free(l->column);
	free(l);
}

void
labels_add(struct labels *l, struct labelling new)
{
	size_t at;

	for (size_t i = 0; i < new.n; i++) {
		const char *name = new.column[i].name;

		if (find_by(l, is_equal, name, &at) && l->column[at].from == LABELLING)
			opt_misuse("two of the options append a column '%s'", name);
		add_column(l, (struct column){ name, LABELLING, i, l->n });
	}
	l->of = mem_grow(l->of, l->n + 1, &l->room, sizeof *l->of);
	l->of[l->n++] = new;
}

size_t
labels_count(const struct labels *l)
{
	return l->n;
}

const struct labelling *
labels_at(const struct labels *l, size_t i)
{
	return &l->of[i];
}

const struct histories *
labels_histories(const struct labels *l)
{
	return l->hs;
}

size_t
labels_rows(const struct labels *l)
{
	return history_rows(l->hs);
}

const struct history *
labels_history(const struct labels *l, size_t row)
{
	return history_row(l->hs, row);
}

const char *
labels_id(const struct labels *l, size_t row)
{
	const char *id = history_cell(l->hs, row, history_columns[0].name);

	return id ? id : history_row(l->hs, row)->id;
}

const char *
labels_name(const struct labelling *of, size_t row)
{
	const size_t group = of->group(of->self, row);

	return group == LABELS_NONE ? NULL : of->name(of->self, group);
}

/* Columns. */

size_t
labels_width(const struct labels *l)
{
	return l->width;
}

const char *
labels_column(const struct labels *l, size_t column)
{
	return l->column[column].name;
}

bool
labels_find(const struct labels *l, const char *name, size_t *column)
{
	return find_by(l, is_equal, name, column) || find_by(l, header_same, name, column);
}

/* The cells of a labelling, with its label. */
static void
fill_one(const struct labelling *of, size_t row, struct value *cell)
{
	if (of->fill)
		of->fill(of->self, row, cell);
	cell[of->label] = (struct value){ .s = labels_name(of, row) };
}

static enum put_kind
history_cell_of(const struct labels *l, const struct history *h, size_t at, struct value *to)
{
	struct value all[HISTORY_COLUMNS] = { 0 };

	if (h)
		history_fill(history_as_of(l->hs), history_has_spend(l->hs), h, all);
	else
		all[at].none = true;
	*to = all[at];
	return history_columns[at].kind;
}

enum put_kind
labels_cell(const struct labels *l, size_t row, size_t column, struct value *to)
{
	const struct column *c = &l->column[column];
	const struct history *h = history_row(l->hs, row);
	struct value cell[LABELS_COLUMNS] = { 0 };

	switch (c->from) {
	case HISTORY:
		return history_cell_of(l, h, c->at, to);
	case INPUT:
		*to = (struct value){ .s = history_cell(l->hs, row, c->name) };
		return PUT_CELL;
	case KEPT:
		*to = (struct value){ .s = h ? h->kept[c->at] : NULL };
		return PUT_CELL;
	case LABELLING:
		break;
	}
	const struct labelling *of = &l->of[c->labelling];

	fill_one(of, row, cell);
	*to = cell[c->at];
	return of->column[c->at].kind;
}

/* Numbers. */

/* False if the cell is not a number and not empty. An empty cell is NAN. */
static bool
number_of(enum put_kind kind, const struct value *v, double *to)
{
	*to = NAN;
	if (v->none)
		return true;
	switch (kind) {
	case PUT_AMOUNT:
		*to = (double)v->i / MONEY_ONE;
		return true;
	case PUT_INT:
		*to = (double)v->i;
		return true;
	case PUT_REAL:
	case PUT_SHARE:
		*to = v->x;
		return true;
	case PUT_DATE:
		return false;
	case PUT_TEXT:
	case PUT_CELL:
	case PUT_PASSED:
		break;
	}
	return v->s == NULL || *v->s == '\0' || num_parse(v->s, to);
}

static void
read_row(const struct labels *l, const char *option, const size_t *column, size_t n, size_t row,
    double *to)
{
	for (size_t i = 0; i < n; i++) {
		const char *name = l->column[column[i]].name;
		struct value v;
		const enum put_kind kind = labels_cell(l, row, column[i], &v);

		if (kind == PUT_DATE)
			errx(EXIT_TROUBLE, "%s: column '%s' has dates, not numbers", option, name);
		if (!number_of(kind, &v, &to[i]))
			errx(EXIT_TROUBLE, "%s: customer '%s' has '%.60s' in column '%s', which is"
			    " not a number", option, labels_id(l, row), v.s, name);
	}
}

static bool
is_complete(const double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (isnan(x[i]))
			return false;
	return true;
}

static void
fit_on_rows(struct labels_numbers *x)
{
	x->fit = mem_new(x->rows * x->n, sizeof *x->fit);
	for (size_t r = 0; r < x->rows; r++)
		if (is_complete(x->row + r * x->n, x->n))
			memcpy(x->fit + x->fits++ * x->n, x->row + r * x->n,
			    x->n * sizeof *x->fit);
}

static void
fit_on_histories(const struct labels *l, const size_t *column, struct labels_numbers *x)
{
	const size_t n = history_count(l->hs);

	x->fit = mem_new(n * x->n, sizeof *x->fit);
	for (size_t k = 0; k < n; k++) {
		double *to = x->fit + x->fits * x->n;

		for (size_t i = 0; i < x->n; i++) {
			struct value v;
			const enum put_kind kind = history_cell_of(l, history_at(l->hs, k),
			    l->column[column[i]].at, &v);

			(void)number_of(kind, &v, &to[i]);
		}
		x->fits += is_complete(to, x->n);
	}
}

struct labels_numbers
labels_numbers(const struct labels *l, const char *option, const char *const *name, size_t n)
{
	struct labels_numbers x = { .n = n, .rows = labels_rows(l) };
	size_t *column = mem_new(n, sizeof *column);
	bool of_histories = history_width(l->hs) > 0;

	for (size_t i = 0; i < n; i++) {
		if (!labels_find(l, name[i], &column[i]))
			errx(EXIT_TROUBLE, "%s: no column '%s'", option, name[i]);
		of_histories = of_histories && l->column[column[i]].from == HISTORY;
	}
	x.row = mem_new(x.rows * n, sizeof *x.row);
	for (size_t r = 0; r < x.rows; r++)
		read_row(l, option, column, n, r, x.row + r * n);
	if (of_histories)
		fit_on_histories(l, column, &x);
	else
		fit_on_rows(&x);
	free(column);
	return x;
}

void
labels_numbers_free(struct labels_numbers *x)
{
	free(x->row);
	free(x->fit);
}

/* Printing. */

struct plan {
	const struct labels *l;
	bool why;
};

/* The reasons of all labellings that have a group for the row. */
static const char *
explain(const struct labels *l, size_t row)
{
	static _Thread_local char why[WHY_SIZE];
	size_t n = 0;

	why[0] = '\0';
	for (size_t i = 0; i < l->n; i++) {
		const struct labelling *of = &l->of[i];

		if (of->group(of->self, row) == LABELS_NONE)
			continue;
		if (n > 0)
			n += (size_t)snprintf(why + n, WHY_SIZE - n, " | ");
		n = n < WHY_SIZE ? n : WHY_SIZE - 1;
		n += (size_t)of->explain(of->self, row, why + n, WHY_SIZE - n);
		n = n < WHY_SIZE ? n : WHY_SIZE - 1;
	}
	return why;
}

static void
fill(const void *ctx, size_t row, struct value *cell)
{
	const struct plan *p = ctx;

	for (size_t i = 0; i < p->l->n; i++) {
		fill_one(&p->l->of[i], row, cell);
		cell += p->l->of[i].n;
	}
	if (p->why)
		cell->s = explain(p->l, row);
}

void
labels_print(const struct labels *l, bool why, struct put *out)
{
	struct history_column *column = mem_new(l->n * LABELS_COLUMNS + 1, sizeof *column);
	const struct plan plan = { l, why };
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->of[i].n; k++)
			column[n++] = l->of[i].column[k];
	if (why)
		column[n++] = (struct history_column){ "explain", PUT_TEXT };
	history_print_rows(l->hs, out, column, n, fill, &plan);
	free(column);
}

void
labels_profile(const struct labels *l, const struct labelling *of, struct put *out)
{
	struct profile *p = profile_new(of->groups, history_has_spend(l->hs),
	    history_has_profit(l->hs));

	for (size_t r = 0; r < labels_rows(l); r++) {
		const size_t group = of->group(of->self, r);
		const struct history *h = labels_history(l, r);

		if (group == LABELS_NONE)
			continue;
		if (h)
			profile_add(p, group, &(struct profile_customer){
			    history_as_of(l->hs) - h->last, h->frequency + 1, h->spend,
			    h->profit, h->has_profit });
		else
			profile_add_none(p, group);
	}
	history_note_profit(l->hs);
	profile_columns(p, out, of->column[of->label].name);
	for (size_t i = 0; i < of->groups; i++)
		profile_put(p, i, of->name(of->self, i), out);
	profile_free(p);
}
