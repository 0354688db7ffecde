#include "lib/churn/churn_flag.h"

#include "lib/churn/backtest.h"
#include "lib/churn/facts.h"
#include "lib/churn/indicators_rows.h"
#include "lib/io/opt.h"
#include "lib/learn/training.h"

static void
print(struct churn_opts *o, struct store *store, const char *tool, struct put *out)
{
	struct risk *risk = risk_open(o->of.hs, o->of.facts, &o->how);

	o->of.risk = risk;
	if (o->save)
		risk_save(risk, o->save, tool);
	if (o->alert)
		flagged_tell(&o->of, store, &o->alerts, &o->form);
	else
		flagged_print(&o->of, out);
	risk_free(risk);
}

void
churn_flag_gauges(const struct store_opts *file)
{
	struct store *store = store_wanted(file);

	alert_gauges(store);
	store_close(store);
}

static void
score(struct churn_opts *o, char **operands, const char *tool, struct put *out)
{
	const struct indicators_rules rules = indicators_rows_read(o->rules);

	if (churn_opts_evaluates(o))
		o->in.as_of = o->evaluate;
	struct histories *hs = history_open(&o->in, operands);
	struct store *store = churn_opts_store(o);

	history_find(hs, store);
	struct facts *facts = facts_read(hs, store);

	o->of.consent = consent_open(&o->may, store, history_as_of(hs));
	o->how.rules = o->of.rules = &rules;
	o->of.hs = hs;
	o->of.facts = facts;
	if (o->alert && history_count(hs) == 0)
		opt_note("no purchases by %s; nothing to report",
		    date_text(history_as_of(hs), (char[DATE_SIZE]){ 0 }));
	else if (churn_opts_evaluates(o))
		backtest_print(hs, facts, &o->how, out, o->form.plot);
	else
		print(o, store, tool, out);
	facts_free(facts);
	store_close(store);
	history_close(hs);
}

void
churn_flag(struct churn_opts *o, char **operands, bool features, const char *tool)
{
	struct put *out = o->alert ? NULL : put_open_or_draw(&o->form, o->form.plot != NULL);

	if (features)
		training_score(&(struct training_use){ .path = o->how.params,
		    .limits = o->of.limits, .least = o->of.only ? FLAG_WATCH : FLAG_OK,
		    .reading = &o->in.reading, .skip_bad = o->in.skip_bad }, operands, out);
	else
		score(o, operands, tool, out);
	if (out)
		put_close(out);
	consent_close(o->of.consent);
}
