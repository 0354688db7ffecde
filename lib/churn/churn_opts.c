#include "lib/churn/churn_opts.h"

#include "lib/io/opt.h"

static const char no_trial[] = "--holdout and --trial require --alert";
static const char no_evaluation[] = "--plot requires --evaluate",
    no_fit[] = "--save cannot be used with --params; no model is fitted";

bool
churn_opts_evaluates(const struct churn_opts *o)
{
	return o->evaluate != DATE_NONE;
}

bool
churn_opts_gauges(const struct churn_opts *o)
{
	return o->form.format == FLAGGED_PROM;
}

struct store *
churn_opts_store(const struct churn_opts *o)
{
	if (o->alert && !o->alerts.dry_run)
		return store_open(&o->in.store, STORE_UPDATE, NULL);
	return store_wanted(&o->in.store);
}

/* Whether only some customers are to be printed, or more columns about each. */
static bool
picks(const struct churn_opts *o)
{
	return o->of.top >= 0 || o->of.only || o->of.explain;
}

static void
check_scores(const struct churn_opts *o)
{
	const struct flag_limits *l = &o->of.limits;

	opt_refuse((const struct opt_conflict[]){
		{ !(l->watch >= 0 && l->watch <= l->raise && l->raise <= 100),
			"--watch must not be above --raise, and both must be from 0 to 100" },
		{ o->form.plot && !churn_opts_evaluates(o), no_evaluation },
		{ o->how.params && o->save, no_fit },
		{ 0 } });
	risk_check(&o->how);
}

static void
check_alerts(const struct churn_opts *o, bool operands)
{
	const bool store = store_is_wanted(&o->in.store);

	opt_refuse((const struct opt_conflict[]){
		{ o->alert && !store, "--alert requires a store; name it with -d FILE" },
		{ o->alert && operands,
			"--alert covers all customers of the store; it takes no operands" },
		{ o->alert && picks(o),
			"--alert cannot be used with --flagged, --top or --explain" },
		{ o->alert && o->form.limit,
			"--alert prints every change: --limit would lose the others" },
		{ !o->alert && (o->alerts.all || o->alerts.dry_run),
			"--all and --dry-run require --alert" },
		{ !o->alert && (opt_given("holdout") || opt_given("trial")), no_trial },
		{ 0 } });
}

/* The options that print something else instead of scores. */
static void
check_instead(const struct churn_opts *o, bool operands)
{
	const bool evaluates = churn_opts_evaluates(o), store = store_is_wanted(&o->in.store);
	const bool other = o->alert || picks(o);

	opt_refuse((const struct opt_conflict[]){
		{ churn_opts_gauges(o) && (other || evaluates || operands || !store),
			"--format=prom prints the result of the last --alert;"
			" use it with -d FILE only" },
		{ evaluates && (other || o->save || o->in.as_of != DATE_NONE),
			"--evaluate cannot be used with --alert, --top, --flagged, --explain,"
			" --save or --as-of" },
		{ 0 } });
}

void
churn_opts_check(const struct churn_opts *o, bool operands)
{
	check_scores(o);
	check_alerts(o, operands);
	check_instead(o, operands);
	consent_check(&o->may, store_is_wanted(&o->in.store),
	    !churn_opts_evaluates(o) && !churn_opts_gauges(o));
	if (o->alert) {
		alert_rows_check(&o->alerts);
		alert_trial_check(&o->alerts.trial);
	}
}

void
churn_opts_check_features(const struct churn_opts *o)
{
	const bool how = o->how.method != RISK_AUTO || o->how.model != -1 || o->rules;
	const bool what = o->alert || churn_opts_evaluates(o) || churn_opts_gauges(o);

	opt_refuse((const struct opt_conflict[]){
		{ store_is_wanted(&o->in.store),
			"a table of features is read from a FILE, not from a store" },
		{ o->save, no_fit },
		{ o->in.partition || o->in.expect,
			"--partition and --expect require an order log" },
		{ how || what || o->of.top >= 0 || o->of.explain,
			"a table of features has no purchases; it cannot be used with --alert,"
			" --evaluate, --method, --model, --rules, --top, --explain"
			" or --format=prom" },
		{ o->form.plot != NULL, no_evaluation },
		{ opt_given("holdout") || opt_given("trial"), no_trial },
		{ 0 } });
	consent_check(&o->may, false, true);
}
