#include "lib/churn/alert_rows_own.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/churn/stale.h"

/* The text of a word without a customer. */
static const char *
why_of(const struct alert_rows_evaluation *e, char to[static ALERT_ROWS_WHY])
{
	int n = 0;

	if (e->held)
		return stale_text(e->of->stale, to);
	if (e->succeeds)
		n = snprintf(to, ALERT_ROWS_WHY,
		    say_cell("new alert rule: %jd open case%s of the old one closed; "),
		    (intmax_t)e->closed, TEXT_PLURAL_CELL(e->closed));
	snprintf(to + n, ALERT_ROWS_WHY - (size_t)n,
	    say_cell("%jd of %zu customers are already at risk; from now on only"
	    " changes are reported (churn-flag --flagged lists customers at risk; --all reports"
	    " each of them only on the first run)"), (intmax_t)e->at_risk, e->of->n);
	return to;
}

/* Why the case was closed. */
static const char *
resolved_by(const struct alert_rows_evaluation *e, const struct alert_rows_word *w,
    char to[static ALERT_ROWS_WHY])
{
	const struct alert_rows_case *c = &e->of->at[w->i];
	char day[DATE_SIZE], risk[NUM_SIZE];

	num_text(floor(c->risk * 10) / 10, risk);
	if (c->bought > w->bought)
		snprintf(to, ALERT_ROWS_WHY, say_cell("bought on %s"), date_text(c->bought, day));
	else if (c->risk < e->limits.clear)
		snprintf(to, ALERT_ROWS_WHY,
		    say_cell("the risk fell to %s, below %g; no purchase since %s"),
		    risk, e->limits.clear, date_text(c->bought, day));
	else
		snprintf(to, ALERT_ROWS_WHY,
		    say_cell("the last purchase, on %s, is less than %jd days ago"),
		    date_text(c->bought, day), (intmax_t)e->limits.calm);
	return to;
}

struct alert_rows_row
alert_rows_row(const struct alert_rows_evaluation *e, const struct alert_rows_word *w)
{
	static char why[ALERT_ROWS_WHY];
	const struct alert_rows_scores *of = e->of;

	if (w->id == NULL)
		return (struct alert_rows_row){ .as_of = e->as_of, .change = w->change,
		    .reasons = why_of(e, why), .risk = NAN, .clv = NAN };
	const bool resolved = strcmp(w->change, alert_word_name(ALERT_RESOLVED)) == 0;
	const char *reasons = resolved ? resolved_by(e, w, why) : of->reasons(of->ctx, w->i);

	return (struct alert_rows_row){ .as_of = e->as_of, .id = w->id, .change = w->change,
	    .reasons = reasons, .risk = of->at[w->i].risk, .clv = of->at[w->i].clv };
}
