#include "lib/churn/flagged.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/sort.h"
#include "lib/base/text.h"

enum { RISK, FLAG, REASONS, METHOD, COVERAGE, INDICATORS_AT, OF_INDICATOR = 3, REASONS_SIZE = 1000 };
enum { COLUMNS = INDICATORS_AT + INDICATORS * OF_INDICATOR };

/* Some sentence there always is. */
static const char *
reasons(const struct flagged *f, const struct history *h, const struct indicators_facts *facts, const struct indicators *seen)
{
	static _Thread_local char to[REASONS_SIZE];

	if (indicators_reasons(facts, seen, f->rules, to, sizeof to) == 0)
		snprintf(to, sizeof to, "no purchase for %d days after purchases on %jd day%s", history_as_of(f->hs) - h->last,
		    (intmax_t)h->frequency + 1, TEXT_PLURAL(h->frequency + 1));
	return to;
}

/* The column coverage is printed with a risk by rules, and with the indicators. */
static bool
has_coverage(const struct flagged *f)
{
	return f->explain || risk_chosen(f->risk) == RISK_RULES;
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
	for (int k = 0; f->explain && k < INDICATORS; k++) {
		struct value *of = &cell[INDICATORS_AT + k * OF_INDICATOR];

		of[0].x = seen.of[k].value;
		of[1].x = seen.of[k].baseline;
		of[2].x = f->rules->of[k].threshold;
	}
}

static size_t
columns(const struct flagged *f, struct history_column to[static COLUMNS], char name[static INDICATORS * OF_INDICATOR][32])
{
	static const struct history_column always[] = {
		[RISK] = { "risk", PUT_REAL }, [FLAG] = { "flag", PUT_TEXT }, [REASONS] = { "reasons", PUT_TEXT },
		[METHOD] = { "method", PUT_TEXT }, [COVERAGE] = { "coverage", PUT_REAL },
	};
	static const char *const suffix[OF_INDICATOR] = { "", "_baseline", "_threshold" };

	memcpy(to, always, sizeof always);
	for (int i = 0; i < INDICATORS * OF_INDICATOR; i++) {
		snprintf(name[i], sizeof name[i], "%s%s", indicators_name((enum indicators_kind)(i / OF_INDICATOR)), suffix[i % OF_INDICATOR]);
		to[INDICATORS_AT + i] = (struct history_column){ name[i], PUT_REAL };
	}
	return f->explain ? COLUMNS : has_coverage(f) ? INDICATORS_AT : COVERAGE;
}

/* Which rows, and in which order. */

static double
stake(const struct flagged *f, size_t row)
{
	const char *clv = history_cell(f->hs, row, "clv");
	double value = 1;

	if (clv && !num_parse(clv, &value))
		value = 0;
	const double risk = risk_of(f->risk, history_row(f->hs, row));

	return isnan(risk) ? -INFINITY : risk * value;
}

/* With --top the highest stake first, of equals who has been away for longer; else as they came. */
static size_t *
pick(const struct flagged *f, size_t *n)
{
	const size_t rows = history_rows(f->hs);
	const bool top = f->top >= 0;
	struct sort_ranked *all = mem_resize(NULL, rows, sizeof *all);

	*n = 0;
	for (size_t i = 0; i < rows; i++) {
		const struct history *h = history_row(f->hs, i);

		if (h && (!f->only || flag_of(risk_of(f->risk, h), &f->limits) >= FLAG_WATCH))
			all[(*n)++] = (struct sort_ranked){ top ? stake(f, i) : 0, top ? h->last : 0, i };
	}
	size_t *to = sort_top(all, n, top ? (size_t)f->top : *n);

	free(all);
	return to;
}

void
flagged_print(const struct flagged *f, struct put *out)
{
	struct history_column column[COLUMNS];
	char name[INDICATORS * OF_INDICATOR][32];
	const size_t n = columns(f, column, name);
	size_t npick = 0, *which = f->only || f->top >= 0 ? pick(f, &npick) : NULL;

	history_print(f->hs, out, column, n, fill, f, which, npick);
	free(which);
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

/* Not overdue: who bought more recently than the usual days between two purchases is not missed yet. */
static bool
is_calm(const struct flagged *f, const struct history *h)
{
	const struct indicators_facts facts = facts_of(f->facts, h);
	const double gap = isnan(facts.gap) ? facts.usual_gap : facts.gap;

	return (double)facts.idle < f->overdue * gap;
}

void
flagged_tell(const struct flagged *f, struct store *store, const struct alert_rows_opts *o, const struct put_opts *form)
{
	const size_t n = history_count(f->hs);
	struct alert_rows_case *cases = mem_new(n, sizeof *cases);

	for (size_t i = 0; i < n; i++) {
		const struct history *h = history_at(f->hs, i);
		const double risk = risk_of(f->risk, h);

		cases[i] = (struct alert_rows_case){ h->id, risk, NAN, flag_of(risk, &f->limits),
			!isnan(risk) && risk >= o->limits.clear && is_calm(f, h) };
	}
	alert_rows_tell(store, &(struct alert_rows_scores){ history_as_of(f->hs), cases, n, reasons_of, f }, o, form);
	free(cases);
}
