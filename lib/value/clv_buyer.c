#include "lib/value/clv_buyer.h"

#include "lib/io/model.h"
#include "lib/value/buyer_statistics.h"
#include "lib/value/covariates_rows.h"
#include "lib/value/holdout.h"
#include "lib/value/tracking.h"

/* The covariates are those of the model file, or those to fit. */
static void
find_covariates(struct clv_opts *o)
{
	if (o->params) {
		o->model = model_open(o->params);
		covariates_rows_names(o->model, o->params, &o->in.covariates);
	} else if (o->covariates) {
		covariates_rows_list(o->covariates, &o->in.covariates);
	}
}

/* Whether to print the table of --tracking, which --plot draws. */
static bool
tracks(const struct clv_opts *o)
{
	return o->tracking || (o->evaluate != DATE_NONE && o->form.plot);
}

void
clv_buyer_begin(struct clv_opts *o)
{
	find_covariates(o);
	o->in.summaries = true;
	o->in.days = tracks(o) || (!o->params && buyer_needs_days(&o->value));
	o->in.by = o->by;
	if (o->evaluate != DATE_NONE) {
		o->in.as_of = o->evaluate;
		o->in.after = duration_days(o->value.horizon, o->evaluate);
	}
}

static void
print_evaluation(const struct clv_opts *o, const struct histories *hs, struct buyer *b,
    const struct clv_by *by, struct put *out)
{
	if (tracks(o)) {
		tracking_print(hs, buyer_purchases(b), o->in.after, out);
	} else {
		buyer_prepare(b);
		holdout_print(hs, b, by, out);
	}
}

void
clv_buyer_merge(const struct clv_opts *o, const char *tool, char **operands, struct put *out)
{
	struct buyer *b = buyer_statistics_fit(&o->in, &o->value, tool, operands);

	if (o->save)
		buyer_save(b, o->save, tool);
	if (o->fit)
		buyer_put(b, out, tool, o->verbose);
	else
		buyer_new_print(b, out);
	buyer_free(b);
}

void
clv_buyer_print(const struct clv_opts *o, const struct histories *hs, const struct clv_by *by,
    struct consent *consent, const char *tool, struct put *out)
{
	const bool evaluates = o->evaluate != DATE_NONE;

	if (evaluates)
		history_window_check(hs, o->in.after);
	struct buyer *b = o->params ? buyer_read(o->model, o->params, hs, &o->value)
	    : buyer_fit(hs, &o->value);

	if (o->save)
		buyer_save(b, o->save, tool);
	if (o->fit)
		buyer_put(b, out, tool, o->verbose);
	else if (evaluates)
		print_evaluation(o, hs, b, by, out);
	else if (o->total)
		buyer_total_print(hs, b, by, out);
	else if (o->new)
		buyer_new_print(b, out);
	else
		buyer_print(hs, b, o->top, consent, out);
	buyer_free(b);
}
