/* churn-flag - who is about to leave, and why */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/churn/alert_rows.h"
#include "lib/churn/backtest.h"
#include "lib/churn/facts.h"
#include "lib/churn/flagged.h"
#include "lib/churn/indicators_rows.h"
#include "lib/churn/risk.h"
#include "lib/history/history.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/learn/flag.h"
#include "lib/learn/training.h"

static const struct tool tool = {
	"churn-flag", "[FILE...]",
	"Estimate the risk that each customer buys nothing within the horizon, with reasons.\n"
	"Reads an order log (customer_id, date, amount) or a history table as CSV, or a store;\n"
	"with --train, or with a model trained on a table, any table of features.",
	"A risk is a probability in percent.  The flag is alert at --raise or above, else watch\n"
	"at --watch or above, else ok.\n"
	"Examples:\n"
	"  churn-flag --as-of=1997-09-30 --flagged orders.csv\n"
	"  churn-flag --evaluate=1997-09-30 --horizon=273 -t orders.csv\n"
	"  churn-flag -d shop.db --alert\n"
	"  churn-flag --train=Churn --cv=5 --save=model.csv -t telco.csv\n"
	"Exit status: 0 if OK; 1 if --skip-bad left rows out; 2 if trouble.\n",
};

struct flags {
	struct history_opts in;
	struct risk_opts how;
	struct flag_limits limits;
	struct training_opts train;
	struct alert_rows_opts alerts;
	struct put_opts form;
	const char *save, *rules;
	int32_t evaluate;
	int64_t top;
	double overdue;
	bool flagged, explain, alert;
};

static bool
from_store(const struct flags *o)
{
	return o->in.store.db || o->in.store.standard;
}

struct contradiction {
	bool there;
	const char *why;
};

static void
refuse(const struct contradiction *c)
{
	for (; c->why; c++)
		if (c->there)
			opt_misuse("%s", c->why);
}

static void
check(struct flags *o, char **operands)
{
	const struct flag_limits *l = &o->limits;
	const bool evaluates = o->evaluate != DATE_NONE, gauges = o->form.format == FLAGGED_PROM;
	const bool picks = o->top >= 0 || o->flagged || o->explain;

	refuse((const struct contradiction[]){
		{ !(l->watch >= 0 && l->watch <= l->raise && l->raise <= 100), "--watch must not be above --raise, and both must be from 0 to 100" },
		{ !(o->overdue >= 0), "--overdue must be 0 or more" },
		{ o->train.plot != -1 && !evaluates, "--plot requires --evaluate or --cv" },
		{ o->how.model != -1 && o->how.method > RISK_AUTO && o->how.method != RISK_MODEL, "--model can only be used with --method=model" },
		{ o->how.params && o->save, "--save cannot be used with --params; no model is fitted" },
		{ o->how.params && o->how.method == RISK_RULES, "--params cannot be used with --method=rules; rules are not fitted" },
		{ o->train.of.yes || o->train.of.without.n > 0 || o->train.folds > 0, "--yes, --without and --cv require --train" },
		{ o->alert && !from_store(o), "--alert requires a store; name it with -d FILE" },
		{ o->alert && *operands, "--alert covers all customers of the store; it takes no operands" },
		{ o->alert && picks, "--alert cannot be used with --flagged, --top or --explain" },
		{ !o->alert && (o->alerts.all || o->alerts.dry_run), "--all and --dry-run require --alert" },
		{ gauges && (o->alert || evaluates || picks || *operands || !from_store(o)),
			"--format=prom prints the result of the last --alert; use it with -d FILE only" },
		{ evaluates && (o->alert || picks || o->save || o->in.as_of != DATE_NONE),
			"--evaluate cannot be used with --alert, --top, --flagged, --explain, --save or --as-of" },
		{ 0 } });
	if (o->alert)
		alert_rows_check(&o->alerts);
	if (evaluates)
		o->in.as_of = o->evaluate;
}

static void
check_training(const struct flags *o)
{
	refuse((const struct contradiction[]){
		{ from_store(o), "a table of features is read from a FILE, not from a store" },
		{ o->how.params && (o->train.of.label || o->save), "--train and --save cannot be used with --params; no model is fitted" },
		{ o->alert || o->evaluate != DATE_NONE || o->how.method != RISK_AUTO || o->how.model != -1 || o->rules || o->top >= 0 || o->explain
			|| o->form.format == FLAGGED_PROM, "a table of features has no purchases; it cannot be used with --alert, --evaluate, --method, --model,"
			" --rules, --top, --explain or --format=prom" },
		{ !(o->train.of.ridge >= 0), "--ridge must be 0 or more" },
		{ o->train.folds == 1, "--cv must be 2 or more" },
		{ o->train.plot != -1 && o->train.folds == 0, "--plot requires --evaluate or --cv" },
		{ 0 } });
}

static void
score(const struct flags *o, struct indicators_rules *rules, char **operands, struct put *out)
{
	struct histories *hs = history_open(&o->in, operands);
	struct facts *facts = facts_read(hs, from_store(o) ? &o->in.store : NULL);

	if (o->evaluate != DATE_NONE) {
		backtest_print(hs, facts, &o->how, out, (enum plot_form)o->train.plot);
	} else {
		struct risk *risk = risk_open(hs, facts, &o->how);
		const struct flagged f = { hs, facts, risk, rules, o->limits, o->overdue, o->flagged, o->explain, o->top };

		if (o->save)
			risk_save(risk, o->save, tool.name);
		if (o->alert)
			flagged_tell(&f, &o->in.store, &o->alerts, &o->form);
		else
			flagged_print(&f, out);
		risk_free(risk);
	}
	facts_free(facts);
	history_close(hs);
}

int
main(int argc, char *argv[])
{
	struct flags o = { .in = HISTORY_DEFAULTS, .how = RISK_DEFAULTS, .limits = FLAG_DEFAULTS, .alerts = ALERT_ROWS_DEFAULTS,
		.train = { .of.ridge = TRAINING_RIDGE, .seed = 1, .plot = -1 }, .evaluate = DATE_NONE, .top = -1, .overdue = 1 };
	const struct opt opts[] = {
		{ OPT_HEAD, 0, NULL, NULL, "Scores", NULL },
		{ OPT_CHOICE, 0, "method", RISK_METHODS, "learned if single purchases are known, else model", &o.how.method },
		{ OPT_CHOICE, 0, "model", RISK_MODELS, "purchase model for --method=model (mbgnbd)", &o.how.model },
		{ OPT_DURATION, 0, "horizon", "DURATION", "period without a purchase to predict: 90d, 12w, 3m (90d)", &o.how.horizon },
		{ OPT_FILE, 0, "params", "FILE", "score with the model in FILE instead of fitting one", &o.how.params },
		{ OPT_FILE, 0, "save", "FILE", "write the fitted model to FILE", &o.save },
		{ OPT_FILE, 0, "rules", "FILE", "weights and thresholds: indicator,weight,threshold,none,full", &o.rules },
		{ OPT_NUMBER, 0, "watch", "RISK", "flag watch at this risk or above (50)", &o.limits.watch },
		{ OPT_NUMBER, 0, "raise", "RISK", "flag alert, and open a case, at this risk or above (70)", &o.limits.raise },
		{ OPT_FLAG, 0, "flagged", NULL, "print only customers flagged watch or alert", &o.flagged },
		{ OPT_COUNT, 0, "top", "N", "print only the N riskiest, by risk times clv if clv is a column", &o.top },
		{ OPT_FLAG, 0, "explain", NULL, "also print the indicators", &o.explain },
		{ OPT_DATE, 0, "evaluate", "DATE", "compare the scores of DATE with what happened afterwards", &o.evaluate },
		{ OPT_CHOICE, 0, "plot", PLOT_FORMS, "draw the gain and the calibration of --evaluate or --cv instead", &o.train.plot },
		{ OPT_HEAD, 0, NULL, NULL, "Alerts (require a store)", NULL },
		{ OPT_FLAG, 0, "alert", NULL, "print only what has changed since the last run", &o.alert },
		{ OPT_NUMBER, 0, "overdue", "TIMES", "open no case before TIMES the usual days between purchases (1)", &o.overdue },
		ALERT_ROWS_OPTS(&o.alerts),
		{ OPT_HEAD, 0, NULL, NULL, "Tables of features", NULL },
		{ OPT_TEXT, 0, "train", "COLUMN", "learn to predict this column of two values from all others", &o.train.of.label },
		{ OPT_TEXT, 0, "yes", "WORD", "the value of that column to predict", &o.train.of.yes },
		{ OPT_MANY, 0, "without", "COLUMN", "do not use this column as a feature", &o.train.of.without },
		{ OPT_NUMBER, 0, "ridge", "PENALTY", "ridge penalty on the squared coefficients; 0 for none (1)", &o.train.of.ridge },
		{ OPT_COUNT, 0, "cv", "K", "print the quality on held-out rows, by K-fold cross-validation", &o.train.folds },
		{ OPT_COUNT, 0, "seed", "N", "random seed for the folds (1)", &o.train.seed },
		{ OPT_HEAD, 0, NULL, NULL, "Input and output", NULL },
		HISTORY_OPTS(&o.in),
		{ OPT_CHOICE, 'f', "format", PUT_FORMATS "|prom", "output format (csv); prom: gauges of the last --alert", &o.form.format },
		{ OPT_FLAG, 't', "aligned", NULL, "the same as --format=table", &o.form.aligned },
		{ OPT_FLAG, 0, "no-header", NULL, "do not print the header", &o.form.no_header },
		{ 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);
	const bool table = o.train.of.label || (o.how.params && training_made(o.how.params));

	o.alerts.limits.raise = o.limits.raise;
	(table ? check_training(&o) : check(&o, operands));
	if (o.form.format == FLAGGED_PROM) {
		alert_gauges(&o.in.store);
		return opt_leave();
	}
	struct indicators_rules rules = indicators_rows_read(o.rules);
	struct put *out = o.alert || o.train.plot != -1 ? NULL : put_open(&o.form);

	o.how.rules = &rules;
	o.in.days = true;
	o.train.save = o.save;
	o.train.of.skip_bad = o.in.skip_bad;
	if (o.train.of.label)
		training_learn(tool.name, &o.train, operands, out);
	else if (table)
		training_score(o.how.params, operands, &o.limits, o.flagged ? FLAG_WATCH : FLAG_OK, o.in.skip_bad, out);
	else
		score(&o, &rules, operands, out);
	if (out)
		put_close(out);
	return opt_leave();
}
