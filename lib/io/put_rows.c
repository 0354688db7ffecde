#define _GNU_SOURCE
#include "lib/io/put_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/io/json.h"

struct put_rows *
put_rows_new(size_t width)
{
	struct put_rows *r = mem_new(1, sizeof *r);

	r->width = width;
	return r;
}

void
put_rows_free(struct put_rows *r)
{
	if (r == NULL)
		return;
	free(r->cell);
	text_free(&r->text);
	free(r);
}

static struct put_held *
new_cell(struct put_rows *r)
{
	r->cell = mem_grow(r->cell, r->n + 1, &r->room, sizeof *r->cell);
	return &r->cell[r->n++];
}

static bool
is_none(enum put_kind kind, const struct value *v)
{
	return v->none || (put_is_text(kind) && v->s == NULL) ||
	    (put_is_real(kind) && isnan(v->x)) || (kind == PUT_DATE && v->i == DATE_NONE);
}

void
put_rows_add(struct put_rows *r, enum put_kind kind, const struct value *v)
{
	struct put_held *cell = new_cell(r);

	*cell = (struct put_held){ .kind = (uint8_t)kind, .none = is_none(kind, v) };
	if (cell->none)
		return;
	if (put_is_text(kind)) {
		cell->at = r->text.n;
		text_add(&r->text, v->s, strlen(v->s) + 1);
	} else if (put_is_real(kind)) {
		cell->x = v->x;
	} else {
		cell->i = v->i;
	}
}

void
put_rows_append(struct put_rows *r, const struct put_rows *from)
{
	for (size_t i = 0; i < from->n; i++) {
		struct put_held *cell = new_cell(r);

		*cell = from->cell[i];
		if (put_is_text(cell->kind) && !cell->none)
			cell->at += r->text.n;
	}
	if (from->text.n > 0)
		text_add(&r->text, from->text.s, from->text.n);
}

size_t
put_rows_count(const struct put_rows *r)
{
	return r->width > 0 ? r->n / r->width : 0;
}

struct value
put_rows_cell(const struct put_rows *r, size_t row, size_t column, enum put_kind *kind)
{
	const struct put_held *cell = &r->cell[row * r->width + column];
	struct value v = { .none = cell->none };

	*kind = (enum put_kind)cell->kind;
	if (cell->none)
		return v;
	if (put_is_text(cell->kind))
		v.s = r->text.s + cell->at;
	else if (put_is_real(cell->kind))
		v.x = cell->x;
	else
		v.i = cell->i;
	return v;
}

void
put_rows_clear(struct put_rows *r)
{
	r->n = r->text.n = 0;
}

/* Sorting. */

struct sortable {
	enum { NUMBER, WORD, EMPTY } class;
	long double x;		/* can hold every int64_t */
	const char *s;
};

struct sorting {
	const struct put_key *key;
	size_t nkeys;
	struct sortable *cell;	/* nkeys per row */
};

static struct sortable
sortable(const struct put_rows *r, size_t row, const struct put_key *key)
{
	enum put_kind kind;
	const struct value v = put_rows_cell(r, row, key->column, &kind);

	if (v.none || (put_is_text(kind) && *v.s == '\0'))
		return (struct sortable){ .class = EMPTY };
	if (put_is_text(kind) && (key->bytes || !json_is_number(v.s)))
		return (struct sortable){ .class = WORD, .s = v.s };
	if (put_is_text(kind))
		return (struct sortable){ .class = NUMBER, .x = strtold(v.s, NULL) };
	if (put_is_real(kind))
		return (struct sortable){ .class = NUMBER, .x = v.x };
	return (struct sortable){ .class = NUMBER, .x = kind == PUT_AMOUNT
	    ? (long double)v.i / MONEY_ONE : (long double)v.i };
}

static int
compare(const struct sortable *a, const struct sortable *b, bool descending)
{
	if (a->class != b->class && (a->class == EMPTY || b->class == EMPTY))
		return a->class == EMPTY ? 1 : -1;
	const int order = a->class != b->class ? (int)a->class - (int)b->class
	    : a->class == WORD ? strcmp(a->s, b->s)
	    : a->class == NUMBER ? (a->x > b->x) - (a->x < b->x) : 0;

	return descending ? (order < 0) - (order > 0) : order;
}

static int
by_keys(const void *a, const void *b, void *ctx)
{
	const size_t i = *(const size_t *)a, k = *(const size_t *)b;
	const struct sorting *s = ctx;

	for (size_t j = 0; j < s->nkeys; j++) {
		const int order = compare(&s->cell[i * s->nkeys + j], &s->cell[k * s->nkeys + j],
		    s->key[j].descending);

		if (order != 0)
			return order;
	}
	return (i > k) - (i < k);
}

size_t *
put_rows_order(const struct put_rows *r, const struct put_key *key, size_t nkeys)
{
	const size_t n = put_rows_count(r);
	struct sorting s = { key, nkeys, mem_new(n * nkeys + 1, sizeof *s.cell) };
	size_t *order = mem_new(n + 1, sizeof *order);

	for (size_t i = 0; i < n; i++) {
		order[i] = i;
		for (size_t j = 0; j < nkeys; j++)
			s.cell[i * nkeys + j] = sortable(r, i, &key[j]);
	}
	qsort_r(order, n, sizeof *order, by_keys, &s);
	free(s.cell);
	return order;
}
