#include "lib/segment/labels_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/header.h"
#include "lib/io/opt.h"

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
add_column(struct labels *l, struct labels_column c)
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
		add_column(l, (struct labels_column){ history_name(hs, i), LABELS_INPUT, i, 0 });
	/* a list has the first one, customer_id, itself */
	for (size_t i = history_width(hs) > 0; i < HISTORY_COLUMNS && history_adds_columns(hs); i++)
		add_column(l, (struct labels_column){ history_columns[i].name, LABELS_HISTORY, i,
		    0 });
	for (size_t i = 0; i < keep->n; i++)
		add_column(l, (struct labels_column){ keep->word[i], LABELS_KEPT, i, 0 });
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

		if (find_by(l, is_equal, name, &at) && l->column[at].from == LABELS_LABELLING)
			opt_misuse("two of the options append a column '%s'", name);
		add_column(l, (struct labels_column){ name, LABELS_LABELLING, i, l->n });
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

void
labels_fill(const struct labelling *of, size_t row, struct value *cell)
{
	if (of->fill)
		of->fill(of->self, row, cell);
	if (!of->fills_label)
		cell[of->label] = (struct value){ .s = labels_name(of, row) };
}

enum put_kind
labels_history_cell(const struct labels *l, const struct history *h, size_t at, struct value *to)
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
	const struct labels_column *c = &l->column[column];
	const struct history *h = history_row(l->hs, row);
	struct value cell[LABELS_COLUMNS] = { 0 };

	switch (c->from) {
	case LABELS_HISTORY:
		return labels_history_cell(l, h, c->at, to);
	case LABELS_INPUT:
		*to = (struct value){ .s = history_cell(l->hs, row, c->name) };
		return PUT_CELL;
	case LABELS_KEPT:
		*to = (struct value){ .s = h ? h->kept[c->at] : NULL };
		return PUT_CELL;
	case LABELS_LABELLING:
		break;
	}
	const struct labelling *of = &l->of[c->labelling];

	labels_fill(of, row, cell);
	*to = cell[c->at];
	return of->column[c->at].kind;
}
