#include "lib/value/cohort_opts.h"

#include "lib/io/opt.h"
#include "lib/store/store.h"

bool
cohort_opts_survival(const struct cohort_opts *o)
{
	return o->survival || o->compare;
}

void
cohort_opts_check(struct cohort_opts *o)
{
	const bool lasts = cohort_opts_survival(o), table = o->lasts.duration != NULL;

	opt_refuse((const struct opt_conflict[]){
		{ o->survival && o->compare, "--survival cannot be used with --compare" },
		{ lasts && (o->cohort.complete || o->cohort.pivot != -1 ||
			o->cohort.period != PERIOD_NONE || opt_given("margin")),
		    "--period, --pivot, --complete and --margin are for cohorts, not for"
		    " --survival or --compare" },
		{ !lasts && (table || o->lasts.event || o->lasts.idle.n > 0),
		    "--duration, --event and --idle require --survival or --compare" },
		{ lasts && table == (o->lasts.idle.n > 0),
		    "--survival and --compare require --duration and --event, or --idle" },
		{ table != (o->lasts.event != NULL), "--duration and --event require each other" },
		{ o->lasts.yes && !table, "--yes requires --event" },
		{ table && store_is_wanted(&o->in.store),
		    "--duration is for a table; use --idle with a store" },
		{ table && o->in.as_of != DATE_NONE,
		    "--as-of is for orders, not for a table with --duration" },
		{ o->form.plot && o->compare, "--plot cannot be used with --compare" },
		{ o->form.plot && o->cohort.pivot != -1, "--plot cannot be used with --pivot" },
		{ 0 } });
	o->lasts.by = o->by;
	if (o->cohort.period == PERIOD_NONE)
		o->cohort.period = PERIOD_MONTH;
}
