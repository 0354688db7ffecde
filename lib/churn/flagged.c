#include "lib/churn/flagged.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/sort.h"
#include "lib/base/text.h"
#include "lib/churn/stale.h"
#include "lib/io/opt.h"
#include "lib/store/consent.h"
#include "lib/value/buyer.h"

enum { RISK, FLAG, REASONS, METHOD, COVERAGE, INDICATORS_AT, OF_INDICATOR = 3,
    REASONS_SIZE = 1000 };
enum { MEDIAN_AT = INDICATORS_AT + INDICATORS * OF_INDICATOR, CLV_AT, COLUMNS };

/*
 * Whether the customer is long overdue by their rhythm, but not flagged alert. The risk is learned
 * from such customers, so the reason must also say how often they return.
 */
static bool
contradicts(const struct flagged *f, const struct indicators *seen, double risk)
{
	const struct indicator *rhythm = &seen->of[INDICATORS_RHYTHM];

	return rhythm->raised && rhythm->measure >= f->rules->of[INDICATORS_RHYTHM].full &&
	    risk < f->limits.raise &&
	    risk_chosen(f->risk) != RISK_RULES;
}

/* There is always at least one sentence. */
static const char *
reasons(const struct flagged *f, const struct history *h, const struct indicators_facts *facts,
    const struct indicators *seen)
{
	static _Thread_local char to[REASONS_SIZE];
	const double risk = risk_of(f->risk, h);
	const size_t n = indicators_reasons(facts, seen, f->rules, to, sizeof to);

	if (n > 0 && contradicts(f, seen, risk))
		snprintf(to + n, sizeof to - n,
		    say_cell("; still, about %.0f in 100 such customers buy within %d days"),
		    100 - risk, risk_horizon(f->risk));
	if (n == 0)
		snprintf(to, sizeof to,
		    say_cell("no purchase for %d days after purchases on %jd day%s"),
		    history_as_of(f->hs) - h->last,
		    (intmax_t)h->frequency + 1, TEXT_PLURAL_CELL(h->frequency + 1));
	return to;
}

/* Whether to print the column coverage. */
static bool
has_coverage(const struct flagged *f)
{
	return f->explain || risk_chosen(f->risk) == RISK_RULES;
}

/* The index of the column clv. The columns before it do not depend on it. */
static size_t
clv_at(const struct flagged *f)
{
	return f->explain ? CLV_AT : has_coverage(f) ? INDICATORS_AT : COVERAGE;
}

static void
fill(const void *ctx, const struct history *h, struct value *cell)
{
	const struct flagged *f = ctx;
	const struct indicators_facts facts = facts_of(f->facts, h);
	const struct indicators seen = indicators_measure(&facts, f->rules);
	const double risk = risk_of(f->risk, h);
	const enum flag flag = flag_of(risk, &f->limits);

	cell[RISK].x = risk;
	cell[FLAG].s = isnan(risk) ? "" : flag_name(flag);
	cell[REASONS].s = flag == FLAG_OK ? "" : reasons(f, h, &facts, &seen);
	cell[METHOD].s = risk_method(f->risk);
	if (has_coverage(f))
		cell[COVERAGE].x = indicators_risk(&seen, f->rules).coverage;
	if (f->buyer)
		cell[clv_at(f)].x = buyer_score(f->buyer, h).clv;
	if (f->explain)
		cell[MEDIAN_AT].s = isnan(seen.of[INDICATORS_RHYTHM].baseline) ? ""
		    : isnan(facts.gap) ? "all" : "own";
	for (int k = 0; f->explain && k < INDICATORS; k++) {
		struct value *of = &cell[INDICATORS_AT + k * OF_INDICATOR];

		of[0].x = seen.of[k].value;
		of[1].x = seen.of[k].baseline;
		of[2].x = f->rules->of[k].threshold;
	}
}

static size_t
columns(const struct flagged *f, struct history_column to[static COLUMNS],
    char name[static INDICATORS * OF_INDICATOR][32])
{
	static const struct history_column always[] = {
		[RISK] = { "risk", PUT_REAL }, [FLAG] = { "flag", PUT_TEXT },
		[REASONS] = { "reasons", PUT_TEXT },
		[METHOD] = { "method", PUT_TEXT }, [COVERAGE] = { "coverage", PUT_REAL },
	};
	static const char *const suffix[OF_INDICATOR] = { "", "_baseline", "_threshold" };

	memcpy(to, always, sizeof always);
	for (int i = 0; i < INDICATORS * OF_INDICATOR; i++) {
		snprintf(name[i], sizeof name[i], "%s%s",
		    indicators_name((enum indicators_kind)(i / OF_INDICATOR)),
		    suffix[i % OF_INDICATOR]);
		to[INDICATORS_AT + i] = (struct history_column){ name[i], PUT_REAL };
	}
	to[MEDIAN_AT] = (struct history_column){ "rhythm_median", PUT_TEXT };
	const size_t n = clv_at(f);

	if (f->buyer)
		to[n] = (struct history_column){ "clv", PUT_REAL };
	return n + (f->buyer != NULL);
}

/* Choosing rows and their order. */

/* Risk times clv: that of the fitted model, else the column clv. The risk if there is neither. */
static double
stake(const struct flagged *f, size_t row)
{
	const struct history *h = history_row(f->hs, row);
	const char *clv = history_cell(f->hs, row, "clv");
	double value = 1;

	if (clv && *clv == '\0')
		value = 0;
	else if (clv && !num_parse(clv, &value))
		fail("clv '%.60s' of customer_id '%.60s' is not a number", clv,
		    h->id);
	if (f->buyer)
		value = buyer_score(f->buyer, h).clv;
	return risk_of(f->risk, h) * value;
}

/*
 * The rows of customers flagged watch or alert. With --top: the highest stake first, and among
 * equals the earliest last purchase first. Else in their order.
 */
static size_t *
pick(const struct flagged *f, size_t *n)
{
	const size_t rows = history_rows(f->hs);
	const bool top = f->top >= 0;
	struct sort_ranked *all = mem_resize(NULL, rows, sizeof *all);

	*n = 0;
	for (size_t i = 0; i < rows; i++) {
		const struct history *h = history_row(f->hs, i);

		if (h && flag_of(risk_of(f->risk, h), &f->limits) >= FLAG_WATCH &&
		    !consent_bars(f->consent, h->id))
			all[(*n)++] = (struct sort_ranked){ top ? stake(f, i) : 0,
			    top ? h->last : 0, i };
	}
	size_t *to = sort_top(all, n, top ? (size_t)f->top : *n);

	free(all);
	return to;
}

/* For --top: fits a model of the clv, unless the input has a column clv. NULL: not needed. */
static struct buyer *
fit_buyer(const struct flagged *f)
{
	const bool has_clv = history_rows(f->hs) > 0 && history_cell(f->hs, 0, "clv") != NULL;

	return f->top >= 0 && !has_clv ? buyer_try(f->hs, risk_purchases(f->risk)) : NULL;
}

void
flagged_print(struct flagged *f, struct put *out)
{
	struct history_column column[COLUMNS];
	char name[INDICATORS * OF_INDICATOR][32];

	f->buyer = fit_buyer(f);
	const size_t n = columns(f, column, name);
	size_t npick = 0, *which = f->only || f->top >= 0 ? pick(f, &npick) : NULL;

	consent_filter(f->consent, out);
	history_print(f->hs, out, &(struct history_scores){ .column = column, .n = n, .fill = fill,
	    .ctx = f, .pick = which, .npick = npick });
	free(which);
	if (f->buyer)
		buyer_free(f->buyer);
}

/* Alerts. */

static const char *
reasons_of(const void *ctx, size_t i)
{
	const struct flagged *f = ctx;
	const struct history *h = history_at(f->hs, i);
	const struct indicators_facts facts = facts_of(f->facts, h);
	const struct indicators seen = indicators_measure(&facts, f->rules);

	return reasons(f, h, &facts, &seen);
}

/* The days with an order of any customer. */
static struct stale
order_days(const struct histories *hs)
{
	int32_t from = history_as_of(hs);

	for (size_t i = 0; i < history_count(hs); i++)
		from = history_at(hs, i)->first < from ? history_at(hs, i)->first : from;
	struct stale_days *days = stale_days_new(from, history_as_of(hs));

	for (size_t i = 0; i < history_count(hs); i++) {
		const struct history *h = history_at(hs, i);

		for (size_t k = 0; k < h->days; k++)
			stale_days_add(days, h->day[k].day);
	}
	return stale_days_free(days);
}

void
flagged_tell(const struct flagged *f, struct store *store, const struct alert_rows_opts *o,
    const struct put_opts *form)
{
	const size_t n = history_count(f->hs);
	const struct stale stale = order_days(f->hs);
	const bool held = f->stale == FLAGGED_HOLD && stale_is(&stale, history_as_of(f->hs));
	struct buyer *buyer = held ? NULL : buyer_try(f->hs, risk_purchases(f->risk));
	struct alert_rows_case *cases = mem_new(n, sizeof *cases);

	for (size_t i = 0; i < n; i++) {
		const struct history *h = history_at(f->hs, i);
		const double risk = risk_of(f->risk, h);

		cases[i] = (struct alert_rows_case){ h->id, risk,
		    buyer ? buyer_score(buyer, h).clv : NAN, h->last,
			flag_of(risk, &f->limits) };
	}
	alert_rows_tell(store, &(struct alert_rows_scores){ history_as_of(f->hs),
	    risk_horizon(f->risk), cases, n,
		held ? &stale : NULL, reasons_of, f, f->consent }, o, form);
	free(cases);
	if (buyer)
		buyer_free(buyer);
}
