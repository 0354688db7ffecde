/* churn-flag - flag the customers who are likely to leave, with reasons */
#include "lib/churn/churn_flag.h"
#include "lib/churn/churn_opts.h"
#include "lib/draw/draw.h"
#include "lib/io/opt.h"
#include "lib/learn/training.h"

static const struct tool tool = {
	"churn-flag", "[FILE...]",
	"Estimate the risk that each customer buys nothing within the horizon, with reasons.\n"
	"Reads an order log (customer_id, date, amount) or a history table as CSV, or a store;\n"
	"with a model of churn-train, any table of features.",
	"A risk is a probability in percent.  The flag is alert at --raise or above, else watch\n"
	"at --watch or above, else ok.\n"
	"Examples:\n"
	"  churn-flag --as-of=1997-09-30 --flagged orders.csv\n"
	"  churn-flag --evaluate=1997-09-30 --horizon=273 -t orders.csv\n"
	"  churn-flag -d shop.db --alert\n"
	"  churn-flag --params=model.csv telco.csv\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out or the alerts are held from now"
	" on; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct churn_opts o = CHURN_OPTS_DEFAULTS;
	const struct opt opts[] = {
		{ OPT_HEAD, 0, NULL, NULL, "Scores", NULL },
		RISK_OPTS(&o.how),
		{ OPT_OUTPUT, 0, "save", "FILE", "write the fitted model to FILE", &o.save },
		{ OPT_FILE, 0, "rules", "FILE",
		    "weights and thresholds: indicator,weight,threshold,none,full", &o.rules },
		FLAGGED_OPTS(&o.of),
		{ OPT_DATE, 0, "evaluate", "DATE",
		    "compare the scores of DATE with what happened afterwards", &o.evaluate },
		DRAW_OPT(&o.form, "draw the gain and the calibration of --evaluate instead"),
		{ OPT_HEAD, 0, NULL, NULL, "Alerts (require a store)", NULL },
		{ OPT_FLAG, 0, "alert", NULL,
		    "print only what has changed since the last run", &o.alert },
		ALERT_ROWS_OPTS(&o.alerts),
		{ OPT_CHOICE, 0, "stale", "hold|alert",
		    "if orders have stopped coming in: hold the alerts, or go on (hold)",
		    &o.of.stale },
		{ OPT_HEAD, 0, NULL, NULL, "Input and output", NULL },
		CONSENT_OPTS(&o.may),
		HISTORY_OPTS(&o.in),
		{ OPT_CHOICE, 'f', "format", PUT_FORMATS "|prom",
		    "output format (csv); prom: gauges of the last --alert", &o.form.format },
		PUT_COLUMNS_OPTS(&o.form), PUT_ROWS_OPTS(&o.form), CHURN_OPTS_GONE, { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);
	const bool features = o.how.params && training_made(o.how.params);

	put_check(&o.form);
	o.in.days = true;
	o.alerts.limits.raise = o.of.limits.raise;
	if (features)
		churn_opts_check_features(&o);
	else
		churn_opts_check(&o, *operands != NULL);
	if (churn_opts_gauges(&o))
		churn_flag_gauges(&o.in.store);
	else
		churn_flag(&o, operands, features, tool.name);
	return opt_leave();
}
