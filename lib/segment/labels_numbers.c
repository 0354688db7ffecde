#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/segment/labels_own.h"

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
	case PUT_MEAN:
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
			fail("%s: column '%s' has dates, not numbers", option, name);
		if (!number_of(kind, &v, &to[i]))
			fail("%s: customer '%s' has '%.60s' in column '%s', which is"
			    " not a number", option, labels_id(l, row), v.s, name);
		if (fabs(to[i]) > NUM_LARGEST)
			fail("%s: customer '%s' has %g in column '%s'; the largest"
			    " number is %g", option, labels_id(l, row), to[i], name, NUM_LARGEST);
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
			const enum put_kind kind = labels_history_cell(l, history_at(l->hs, k),
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
			fail("%s: no column '%s'", option, name[i]);
		of_histories = of_histories && l->column[column[i]].from == LABELS_HISTORY;
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
