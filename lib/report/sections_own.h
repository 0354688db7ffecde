/* sections_own - what the files of sections share (pure). */
#ifndef SECTIONS_OWN_H
#define SECTIONS_OWN_H
#include "lib/report/sections.h"

/* All words stand in these: a table of translations can be made of them. */
#define SAID(en, zh) { { en, zh } }
#define NOTHING { { NULL, NULL } }
#define INTERVAL SAID("95 % interval", "95% 区间")

/* The columns of figure-calc that compare a value with that of the period before. */
#define COMPARED(shown) \
	{ "value_before", NULL, shown, SAID("before", "上期") }, \
	{ "change", NULL, SHOWN_CHANGE, SAID("change", "变化") }, \
	{ "low", "high", SHOWN_CHANGE, INTERVAL }, \
	{ "verdict", NULL, SHOWN_WORD, SAID("verdict", "结论") }

/* The value of each group of risk, and of all customers: two sections have it, and it runs once. */
#define SECTIONS_VALUE_BY_RISK \
	"churn-flag @as-of @lang @facts | clv-calc --total --by=flag --with-all"

/* Commands that the summary has too: each runs once. */
#define SECTIONS_FIGURES "figure-calc @since @until @as-of @compare @facts"
#define SECTIONS_LIFECYCLE "cust-segment @as-of @earlier --lifecycle --profile @facts"
#define SECTIONS_RETENTION "cohort-calc --pivot=retention @as-of @facts"
#define SECTIONS_FIRST "churn-flag @as-of @lang @facts | clv-calc --sort=flag,-clv --limit=10"
#define SECTIONS_STANDARDS "service-check @since @until @as-of @store"
#define SECTIONS_LATE_CASES "feedback-list --overdue --sort=date,case_id @as-of @store"
#define SECTIONS_LATE_PROMISES "promise-list --overdue @as-of @store"
#define SECTIONS_SCORE(metric) \
	"nps-calc --metric=" metric " --period=quarter --compare @years @until @as-of @store"
#define SECTIONS_CASES \
	"SELECT 1 FROM feedback WHERE kind IN ('complaint', 'suggestion', 'question')"

/* Columns that the summary has too. */
extern const struct column sections_figure_columns[], sections_stage_columns[],
    sections_risk_columns[], sections_first_columns[], sections_standard_columns[],
    sections_case_columns[], sections_promise_columns[], sections_total_columns[],
    sections_nps_columns[];

/* What was missed and met; who is at risk. */
extern const struct clause sections_standard_clauses[], sections_risk_clauses[];

/* The blocks of each section; the last one has no id. */
extern const struct block sections_summary[], sections_figures[], sections_groups[],
    sections_customers[], sections_value[], sections_cohorts[], sections_churn[],
    sections_satisfaction[], sections_service[], sections_promises[], sections_forecast[],
    sections_quality[];

#endif
