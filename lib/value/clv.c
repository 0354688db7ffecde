#include "lib/value/clv.h"

#include "lib/history/history.h"
#include "lib/io/put.h"
#include "lib/store/consent.h"
#include "lib/value/buyer_statistics.h"
#include "lib/value/clv_buyer.h"
#include "lib/value/clv_by.h"
#include "lib/value/covariates_rows.h"
#include "lib/value/historic_rows.h"

/* The models that read histories. */
static void
use_histories(struct clv_opts *o, enum family family, char **operands, const char *tool)
{
	const struct bgbb_rows_opts bgbb = clv_opts_bgbb(o, tool);

	if (family == FAMILY_BUYER)
		clv_buyer_begin(o);
	else
		o->in.days = true;
	o->in.day_costs = family == FAMILY_HISTORIC;
	struct histories *hs = history_open(&o->in, operands);
	struct store *store = store_wanted(&o->in.store);

	history_find(hs, store);
	struct clv_by by = clv_by_find(hs, store, o->by);

	by.with_all = o->with_all;
	struct put *out = put_open(&o->form);
	struct consent *consent = consent_list(&o->may, store, history_as_of(hs), out);

	store_close(store);
	if (family == FAMILY_BGBB)
		(o->in.statistics ? bgbb_rows_statistics : bgbb_rows_log)(&bgbb, hs, out);
	else if (family == FAMILY_HISTORIC)
		historic_rows_print(hs, o->value.discount, out);
	else if (o->in.statistics)
		buyer_statistics_print(hs, tool, out);
	else
		clv_buyer_print(o, hs, &by, consent, tool, out);
	put_close(out);
	clv_by_free(&by);
	history_close(hs);
	covariates_rows_free(&o->in.covariates);
}

/* Fits the models to statistics. */
static void
use_statistics(const struct clv_opts *o, enum family family, char **operands, const char *tool)
{
	const struct bgbb_rows_opts bgbb = clv_opts_bgbb(o, tool);
	struct put *out = put_open(&o->form);

	if (family == FAMILY_BGBB)
		bgbb_rows_merge(&bgbb, &o->in, operands, out);
	else
		clv_buyer_merge(o, tool, operands, out);
	put_close(out);
}

/* The models that read a table of their own. */
static void
use_table(const struct clv_opts *o, enum family family, char **operands, const char *tool)
{
	const struct bgbb_rows_opts bgbb = clv_opts_bgbb(o, tool);
	const struct sbg_rows_opts sbg = clv_opts_sbg(o, tool);
	const struct retention_rows_opts retention = clv_opts_retention(o);
	struct put *out = put_open(&o->form);

	if (family == FAMILY_BGBB_TABLE)
		bgbb_rows_table(&bgbb, operands, out);
	else if (family == FAMILY_SBG)
		sbg_rows_print(&sbg, operands, out);
	else
		retention_rows_print(&retention, operands, out);
	put_close(out);
}

void
clv_print(struct clv_opts *o, enum family family, char **operands, const char *tool)
{
	if (o->from_statistics)
		use_statistics(o, family, operands, tool);
	else if (family_has_histories(family))
		use_histories(o, family, operands, tool);
	else
		use_table(o, family, operands, tool);
}
