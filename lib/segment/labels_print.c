#include <stdio.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/io/put.h"
#include "lib/segment/labels_own.h"
#include "lib/segment/moved.h"
#include "lib/segment/profile.h"

enum { WHY_SIZE = 4000 };

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
		labels_fill(&p->l->of[i], row, cell);
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
	history_print(l->hs, out, &(struct history_scores){ .column = column, .n = n,
	    .fill_row = fill, .ctx = &plan });
	free(column);
}

static const struct put_head moved_head[] = {
	{ "since", PUT_DATE }, { "customers_before", PUT_INT }, { "stayed", PUT_INT },
	{ "joined", PUT_INT }, { "came", PUT_INT }, { "came_from", PUT_TEXT },
	{ "came_most", PUT_INT }, { "left", PUT_INT }, { "left_to", PUT_TEXT },
	{ "left_most", PUT_INT }, { 0 } };

static void
put_moved(const struct moved *m, const struct labelling *of, size_t group, int32_t since,
    struct put *out)
{
	const struct moved_segment s = moved_of(m, group);

	put_date(out, since);
	put_int(out, s.before);
	put_int(out, s.stayed);
	put_int(out, s.joined);
	put_int(out, s.came);
	put_text(out, s.from == MOVED_NONE ? NULL : of->name(of->self, s.from));
	put_int(out, s.most_came);
	put_int(out, s.left);
	put_text(out, s.to == MOVED_NONE ? NULL : of->name(of->self, s.to));
	put_int(out, s.most_left);
}

static struct moved *
moved(const struct labels *l, const struct labelling *of, const size_t *before)
{
	struct moved *m = moved_new(of->groups);

	for (size_t r = 0; r < labels_rows(l); r++)
		moved_add(m, before[r], of->group(of->self, r));
	return m;
}

void
labels_profile(const struct labels *l, const struct labelling *of, const size_t *before,
    int32_t since, struct put *out)
{
	struct profile *p = profile_new(of->groups, history_has_spend(l->hs),
	    history_has_profit(l->hs));
	struct moved *m = before ? moved(l, of, before) : NULL;

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
	if (m)
		put_columns(out, moved_head);
	for (size_t i = 0; i < of->groups; i++) {
		profile_put(p, i, of->name(of->self, i), out);
		if (m)
			put_moved(m, of, i, since, out);
		put_end(out);
	}
	moved_free(m);
	profile_free(p);
}
