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
	"The risk that each customer buys nothing within the horizon, and the reasons.\n"
	"Reads an order log (customer_id, date, amount) or a history table as CSV, or a store; with --train or\n"
	"the model of a table, any table of features.",
	"A risk is a probability in percent; watch from --watch on, alert from --raise on.\n"
	"Examples:\n"
	"  churn-flag --as-of=1997-09-30 --flagged orders.csv\n"
	"  churn-flag --evaluate=1997-09-30 --horizon=273 -t orders.csv\n"
	"  churn-flag -d shop.db --alert\n"
	"  churn-flag --train=Churn --cv=5 --save=model.csv -t telco.csv\n"
	"Exit status: 0; 1 --skip-bad left rows out; 2 trouble.\n",
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
		{ !(l->watch >= 0 && l->watch <= l->raise && l->raise <= 100), "--watch is from 0 to --raise, and that is no more than 100" },
		{ !(o->overdue >= 0), "--overdue is 0 or more" },
		{ o->train.plot != -1 && !evaluates, "--plot draws what --evaluate or --cv prints" },
		{ o->how.model != -1 && o->how.method > RISK_AUTO && o->how.method != RISK_MODEL, "--model is for --method=model" },
		{ o->how.params && o->save, "--params scores without fitting: there is nothing to --save" },
		{ o->how.params && o->how.method == RISK_RULES, "--params is a fitted model, and --method=rules has none" },
		{ o->train.of.yes || o->train.of.without.n > 0 || o->train.folds > 0, "--yes, --without and --cv are for --train" },
		{ o->alert && !from_store(o), "--alert compares with what a store remembers: name it with -d FILE" },
		{ o->alert && *operands, "--alert is for all customers of the store, not for some" },
		{ o->alert && picks, "--alert prints what has changed: leave --flagged, --top and --explain out" },
		{ !o->alert && (o->alerts.all || o->alerts.dry_run), "--all and --dry-run are for --alert" },
		{ gauges && (o->alert || evaluates || picks || *operands || !from_store(o)),
			"--format=prom prints what the last --alert found: it goes with -d FILE alone" },
		{ evaluates && (o->alert || picks || o->save || o->in.as_of != DATE_NONE),
			"--evaluate prints how good scores were, not the scores: leave --alert, --top, --flagged, --explain, --save and --as-of out" },
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
		{ from_store(o), "a table of features comes from a FILE, not from a store" },
		{ o->how.params && (o->train.of.label || o->save), "--params scores without fitting: it goes with neither --train nor --save" },
		{ o->alert || o->evaluate != DATE_NONE || o->how.method != RISK_AUTO || o->how.model != -1 || o->rules || o->top >= 0 || o->explain
			|| o->form.format == FLAGGED_PROM, "a table of features has no purchases: leave --alert, --evaluate, --method, --model, --rules, --top,"
			" --explain and --format=prom out" },
		{ !(o->train.of.ridge >= 0), "--ridge is 0 or more" },
		{ o->train.folds == 1, "--cv is 2 or more" },
		{ o->train.plot != -1 && o->train.folds == 0, "--plot draws what --evaluate or --cv prints" },
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
		{ OPT_CHOICE, 0, "method", RISK_METHODS, "learned where there are single purchases, else model", &o.how.method },
		{ OPT_CHOICE, 0, "model", RISK_MODELS, "the purchase model of --method=model (mbgnbd)", &o.how.model },
		{ OPT_DURATION, 0, "horizon", "DURATION", "how long no purchase is to be feared: 90d, 12w, 3m (90d)", &o.how.horizon },
		{ OPT_FILE, 0, "params", "FILE", "score by this model file instead of fitting", &o.how.params },
		{ OPT_FILE, 0, "save", "FILE", "write the model into FILE", &o.save },
		{ OPT_FILE, 0, "rules", "FILE", "indicator,weight,threshold,none,full: weights and thresholds", &o.rules },
		{ OPT_NUMBER, 0, "watch", "RISK", "flag watch from here on (50)", &o.limits.watch },
		{ OPT_NUMBER, 0, "raise", "RISK", "flag alert from here on; and a case begins (70)", &o.limits.raise },
		{ OPT_FLAG, 0, "flagged", NULL, "only watch and alert", &o.flagged },
		{ OPT_COUNT, 0, "top", "N", "the N riskiest, by risk times clv where there is that column", &o.top },
		{ OPT_FLAG, 0, "explain", NULL, "the indicators beside the score", &o.explain },
		{ OPT_DATE, 0, "evaluate", "DATE", "hold the scores of this day against what came to pass", &o.evaluate },
		{ OPT_CHOICE, 0, "plot", PLOT_FORMS, "draw the gain and the calibration of --evaluate or --cv instead", &o.train.plot },
		{ OPT_HEAD, 0, NULL, NULL, "Alerts, from a store", NULL },
		{ OPT_FLAG, 0, "alert", NULL, "print only what has changed since the last run", &o.alert },
		{ OPT_NUMBER, 0, "overdue", "TIMES", "no case before so many times the usual days between purchases (1)", &o.overdue },
		ALERT_ROWS_OPTS(&o.alerts),
		{ OPT_HEAD, 0, NULL, NULL, "Tables of features", NULL },
		{ OPT_TEXT, 0, "train", "COLUMN", "learn this column of two words from all others", &o.train.of.label },
		{ OPT_TEXT, 0, "yes", "WORD", "which of the words is the one to fear", &o.train.of.yes },
		{ OPT_MANY, 0, "without", "COLUMN", "this column is no feature", &o.train.of.without },
		{ OPT_NUMBER, 0, "ridge", "PENALTY", "on the squares of the coefficients; 0: none (1)", &o.train.of.ridge },
		{ OPT_COUNT, 0, "cv", "K", "print how good it is on rows not learned from, in K folds", &o.train.folds },
		{ OPT_COUNT, 0, "seed", "N", "of the folds (1)", &o.train.seed },
		{ OPT_HEAD, 0, NULL, NULL, "Input and output", NULL },
		HISTORY_OPTS(&o.in),
		{ OPT_CHOICE, 'f', "format", PUT_FORMATS "|prom", "how the table is written (csv); prom: gauges of the last --alert", &o.form.format },
		{ OPT_FLAG, 't', "aligned", NULL, "the same as --format=table", &o.form.aligned },
		{ OPT_FLAG, 0, "no-header", NULL, "leave the header out", &o.form.no_header },
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
