#include "lib/value/cohort_print.h"

#include "lib/base/fail.h"

static void
print_survival(const struct cohort_opts *o, const struct survival_rows *r, struct put *out)
{
	if (o->form.plot)
		survival_rows_plot(r, o->form.plot);
	else if (o->compare)
		survival_rows_compare(r, out);
	else
		survival_rows_print(r, out);
}

static void
print_table(const struct cohort_opts *o, char **operands, struct put *out)
{
	struct survival_rows *r = survival_rows_read(&o->lasts, &o->in, operands);

	print_survival(o, r, out);
	survival_rows_free(r);
}

static void
print_histories(const struct cohort_opts *o, const struct histories *hs, const struct groups *g,
    struct put *out)
{
	if (cohort_opts_survival(o)) {
		struct survival_rows *r = survival_rows_of(&o->lasts, hs, g);

		print_survival(o, r, out);
		survival_rows_free(r);
	} else if (out == NULL) {
		cohort_rows_plot(hs, g, &o->cohort, o->form.plot);
	} else {
		cohort_rows_print(hs, g, &o->cohort, out);
	}
}

static void
print_orders(struct cohort_opts *o, char **operands, struct put *out)
{
	o->in.days = true;
	o->in.day_costs = !cohort_opts_survival(o) && o->form.plot == NULL;
	groups_ask(&o->in, o->by);
	struct histories *hs = history_open(&o->in, operands);
	struct store *store = store_wanted(&o->in.store);

	history_find(hs, store);
	if (!history_has_days(hs))
		fail("cohorts require single orders: an order log or a store");
	struct groups *g = groups_read(hs, store, o->by);

	store_close(store);
	print_histories(o, hs, g, out);
	groups_free(g);
	history_close(hs);
}

void
cohort_print(struct cohort_opts *o, char **operands)
{
	/* the table, or the heat map of it; curves are not those of a table */
	struct put *out = put_open_or_draw(&o->form, o->form.plot && (o->by || o->survival));

	if (o->lasts.duration)
		print_table(o, operands, out);
	else
		print_orders(o, operands, out);
	if (out)
		put_close(out);
}
