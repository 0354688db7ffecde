#include "lib/backtest.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/date.h"
#include "lib/evaluation.h"
#include "lib/mem.h"
#include "lib/opt.h"

/* 1: no purchase within the horizon. */
static double *
outcomes(const struct histories *hs, int32_t horizon)
{
	const int32_t end = history_as_of(hs) + horizon;
	double *to = mem_new(history_count(hs), sizeof *to);

	for (size_t i = 0; i < history_count(hs); i++)
		to[i] = history_at(hs, i)->next == DATE_NONE || history_at(hs, i)->next > end;
	return to;
}

static void
check_window(const struct histories *hs, int32_t horizon)
{
	const int32_t as_of = history_as_of(hs), newest = history_newest(hs);
	char from[DATE_SIZE], last[DATE_SIZE];

	if (!history_has_days(hs))
		errx(EXIT_TROUBLE, "--evaluate needs an order log or a store: a history table does not say what came later");
	if (history_count(hs) == 0)
		errx(EXIT_TROUBLE, "nobody had bought anything by %s: there is nothing to evaluate", date_text(as_of, from));
	if (newest <= as_of)
		errx(EXIT_TROUBLE, "the last order is of %s: nothing is known of what came after %s", date_text(newest, last), date_text(as_of, from));
	if (newest < as_of + horizon)
		errx(EXIT_TROUBLE, "the last order is of %s: the longest horizon from %s on is --horizon=%d, not %d",
		    date_text(newest, last), date_text(as_of, from), newest - as_of, horizon);
}

/* CHANCE: the risks are probabilities. */
static void
put_risk(const struct histories *hs, const struct risk *r, double (*risk)(const struct risk *, const struct history *),
    const char *method, bool is_chance, const double *outcome, struct put *out)
{
	const size_t n = history_count(hs);
	double *score = mem_new(n, sizeof *score), *chance = mem_new(n, sizeof *chance);
	bool known = true;

	for (size_t i = 0; i < n; i++) {
		score[i] = risk(r, history_at(hs, i));
		chance[i] = score[i] / 100;
		known = known && !isnan(score[i]);
	}
	if (known)
		evaluation_put(out, method, score, is_chance ? chance : NULL, outcome, n);
	else
		opt_note("%s: some customers have no risk, so it is not evaluated", method);
	free(score);
	free(chance);
}

static void
put_idle(const struct histories *hs, const double *outcome, struct put *out)
{
	const size_t n = history_count(hs);
	double *score = mem_new(n, sizeof *score);

	for (size_t i = 0; i < n; i++)
		score[i] = history_as_of(hs) - history_at(hs, i)->last;
	evaluation_put(out, "idle", score, NULL, outcome, n);
	free(score);
}

void
backtest_print(const struct histories *hs, const struct facts *facts, const struct risk_opts *o, struct put *out)
{
	const int32_t horizon = duration_days(o->horizon, history_as_of(hs));
	struct risk_opts with = *o;

	check_window(hs, horizon);
	with.compare = true;
	double *outcome = outcomes(hs, horizon);
	struct risk *r = risk_open(hs, facts, &with);

	evaluation_columns(out);
	const bool scored = strcmp(risk_method(r), "idle") != 0;

	if (scored)
		put_risk(hs, r, risk_of, risk_method(r), risk_chosen(r) != RISK_RULES, outcome, out);
	if (scored && strcmp(risk_method(r), risk_model(r)) != 0)
		put_risk(hs, r, risk_of_model, risk_model(r), true, outcome, out);
	put_idle(hs, outcome, out);
	risk_free(r);
	free(outcome);
}
