#include "lib/churn/backtest.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/learn/evaluation.h"

/* Per customer: 1 without a purchase within the horizon, else 0. */
static double *
outcomes(const struct histories *hs, int32_t horizon)
{
	const int32_t end = history_as_of(hs) + horizon;
	double *to = mem_new(history_count(hs), sizeof *to);

	for (size_t i = 0; i < history_count(hs); i++)
		to[i] = history_at(hs, i)->next == DATE_NONE || history_at(hs, i)->next > end;
	return to;
}

enum { METHODS = 3 };		/* the chosen one, the purchase model, the idle time */

struct scores {
	double *score[METHODS], *chance[METHODS];
	struct evaluation_method of[METHODS];
	size_t n;
};

/* Adds a method. CHANCE: its risks are probabilities. */
static void
add_risk(struct scores *s, const struct histories *hs, const struct risk *r,
    double (*risk)(const struct risk *, const struct history *), const char *name, bool chance)
{
	const size_t n = history_count(hs);
	double *score = s->score[s->n] = mem_new(n, sizeof *score);
	double *p = s->chance[s->n] = mem_new(n, sizeof *p);
	bool known = true;

	for (size_t i = 0; i < n; i++) {
		score[i] = risk(r, history_at(hs, i));
		p[i] = score[i] / 100;
		known = known && !isnan(score[i]);
	}
	if (known) {
		s->of[s->n] = (struct evaluation_method){ name, score, chance ? p : NULL };
		s->n++;
		return;
	}
	opt_note("%s: not evaluated, because some customers have no risk", name);
	free(score);
	free(p);
}

static void
add_idle(struct scores *s, const struct histories *hs)
{
	const size_t n = history_count(hs);
	double *score = s->score[s->n] = mem_new(n, sizeof *score);

	for (size_t i = 0; i < n; i++)
		score[i] = history_as_of(hs) - history_at(hs, i)->last;
	s->chance[s->n] = NULL;
	s->of[s->n++] = (struct evaluation_method){ "idle", score, NULL };
}

static void
add_all(struct scores *s, const struct histories *hs, const struct risk *r)
{
	if (strcmp(risk_method(r), "idle") != 0) {
		add_risk(s, hs, r, risk_of, risk_method(r), risk_chosen(r) != RISK_RULES);
		if (strcmp(risk_method(r), risk_model(r)) != 0)
			add_risk(s, hs, r, risk_of_model, risk_model(r), true);
	}
	add_idle(s, hs);
}

void
backtest_print(const struct histories *hs, const struct facts *facts, const struct risk_opts *o,
    struct put *out, const char *form)
{
	const int32_t horizon = duration_days(o->horizon, history_as_of(hs));
	struct risk_opts with = *o;
	struct scores s = { .n = 0 };

	history_window_check(hs, horizon);
	with.compare = true;
	double *outcome = outcomes(hs, horizon);
	struct risk *r = risk_open(hs, facts, &with);

	add_all(&s, hs, r);
	if (out)
		evaluation_print(out, s.of, s.n, outcome, history_count(hs));
	else
		evaluation_plot(form, s.of, s.n, outcome, history_count(hs));
	for (size_t i = 0; i < s.n; i++) {
		free(s.score[i]);
		free(s.chance[i]);
	}
	risk_free(r);
	free(outcome);
}
