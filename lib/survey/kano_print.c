#include "lib/survey/kano_print.h"

#include "lib/io/put.h"
#include "lib/stat/binomial.h"

static const struct put_head what[] = { { "item", PUT_TEXT }, { "n", PUT_INT }, { 0 } };
static const struct put_head estimates[] = {
	{ "category", PUT_TEXT }, { "rule", PUT_TEXT },
	{ "better", PUT_REAL }, { "better_low", PUT_REAL }, { "better_high", PUT_REAL },
	{ "worse", PUT_REAL }, { "worse_low", PUT_REAL }, { "worse_high", PUT_REAL },
	{ "strength", PUT_REAL }, { "total_strength", PUT_REAL }, { "fong", PUT_REAL },
	{ "verdict", PUT_TEXT }, { 0 },
};

void
kano_print_columns(const struct kano_print *p)
{
	if (p->by)
		put_column(p->out, p->by, PUT_TEXT);
	put_columns(p->out, what);
	for (int i = 0; i < KANO_CATEGORIES; i++)
		put_column(p->out, kano_rows_counts[i], PUT_INT);
	put_columns(p->out, estimates);
	if (p->explain)
		put_column(p->out, "explain", PUT_TEXT);
}

static void
put_estimates(const struct kano_print *p, const int64_t *count, const struct kano *k)
{
	const struct binomial_range better =
	    binomial_wilson(count[KANO_A] + count[KANO_O], k->of, 1);
	const struct binomial_range worse =
	    binomial_wilson(count[KANO_O] + count[KANO_M], k->of, 1);
	char why[KANO_WHY];
	const struct value cells[] = {
		{ .s = kano_letter(k->category) }, { .s = kano_letter(k->rule) },
		{ .x = k->better }, { .x = better.low }, { .x = better.high },
		{ .x = k->worse }, { .x = -worse.high }, { .x = -worse.low },
		{ .x = k->strength }, { .x = k->total }, { .x = k->fong },
		{ .s = k->n == 0 ? NULL : k->distinct ? "distinct" : "not distinct" },
		{ .s = kano_why(count, k, why) },
	};

	put_cells(p->out, cells, sizeof cells / sizeof *cells - !p->explain);
}

void
kano_print_row(void *to, const struct kano_row *f)
{
	const struct kano_print *p = to;
	const struct kano k = kano(f->count);

	if (p->by)
		put_text(p->out, f->group);
	put_text(p->out, f->item);
	put_int(p->out, k.n);
	for (int i = 0; i < KANO_CATEGORIES; i++)
		put_int(p->out, f->count[i]);
	put_estimates(p, f->count, &k);
	put_end(p->out);
}
