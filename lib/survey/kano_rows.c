#include "lib/survey/kano_rows.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"

static const int64_t MOST = INT64_C(1000000000000);

const char *const kano_rows_counts[KANO_CATEGORIES] = {
	"attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable",
};

const struct answers_parts kano_rows_parts = { { "functional", "dysfunctional" }, "" };

static const char *
read_answer(const void *ctx, size_t item, const char *cell, double *to)
{
	const enum kano_answer a = kano_answer(cell);

	(void)ctx, (void)item;
	if (a == KANO_ANSWERS)
		return say("is not a valid answer (1 to 5, like, must-be, neutral, live-with or "
		    "dislike)");
	*to = a;
	return NULL;
}

const struct answers_form kano_rows_form = { .who = { "respondent", "customer_id" },
	.parts = &kano_rows_parts, .value = read_answer };

static void
count(const struct answers *a, struct kano_row *f)
{
	const size_t items = answers_items(a);

	for (size_t i = 0; i < answers_people(a); i++) {
		const struct answers_person *p = answers_person(a, i);

		for (const struct answers_pair *v = p->pair; v < p->pair + p->n; v++)
			if (!isnan(v->value[0]) && !isnan(v->value[1]))
				f[p->group * items + v->item].count[
				    kano_category((enum kano_answer)v->value[0],
				    (enum kano_answer)v->value[1])]++;
	}
}

struct kano_row *
kano_rows_of(const struct answers *a)
{
	const size_t items = answers_items(a), n = answers_groups(a) * items;
	struct kano_row *f = mem_new(n, sizeof *f);

	count(a, f);
	for (size_t i = 0; i < n; i++) {
		f[i].group = answers_group(a, i / items);
		f[i].item = answers_item(a, i % items);
	}
	return f;
}

void
kano_rows_count(const struct answers_opts *o, struct store *store, char **operands,
    void (*row)(void *, const struct kano_row *), void *ctx)
{
	struct answers *a = answers_read(&kano_rows_form, o, store, operands);
	const size_t n = answers_groups(a) * answers_items(a);
	struct kano_row *f = kano_rows_of(a);

	answers_note_unpaired(answers_unpaired(a));
	for (size_t i = 0; i < n; i++)
		row(ctx, &f[i]);
	free(f);
	answers_free(a);
}

/* The column of a category: its letter, or else its name. */
static size_t
column(const struct table *t, enum kano_category c)
{
	size_t at;

	return table_find(t, kano_letter(c), &at) ? at : table_column(t, kano_rows_counts[c]);
}

static bool
read_counts(struct table *t, char **cell, const size_t *at, int64_t *to)
{
	for (int i = 0; i < KANO_CATEGORIES; i++)
		if (!num_count(cell[at[i]], &to[i]) || to[i] > MOST) {
			table_bad(t, table_name(t, at[i]),
			    "%s '%.80s' is not a whole number from 0 to %jd", table_name(t, at[i]),
			    cell[at[i]], (intmax_t)MOST);
			return false;
		}
	return true;
}

void
kano_rows_read(const struct answers_opts *o, char **operands,
    void (*row)(void *, const struct kano_row *), void *ctx)
{
	if (store_is_wanted(&o->store) || o->survey || o->wave || o->as_of != DATE_NONE)
		opt_misuse("--counts requires CSV; it cannot be used with a store, --survey, "
		    "--wave or --as-of");
	struct table *t = table_open(operands,
	    &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP,
	    .reading = &o->reading });
	const size_t item = table_column(t, "item"), by = o->by ? table_column(t, o->by) : 0;
	size_t at[KANO_CATEGORIES];
	struct kano_row f;

	for (int i = 0; i < KANO_CATEGORIES; i++)
		at[i] = column(t, (enum kano_category)i);
	for (char **cell; (cell = table_next(t)) != NULL;) {
		f.group = cell[by];
		f.item = cell[item];
		if (*f.item == '\0')
			table_bad(t, "item", "item is empty");
		else if (read_counts(t, cell, at, f.count))
			row(ctx, &f);
	}
	table_close(t);
}
