#include "lib/report/sections_own.h"

/*
 * About five sentences, each of cells of a table below. What changed, whom we have, what they say,
 * what is at stake, what to do first.
 */

static const struct clause sales[] = {
	{ "figure=spend&verdict!=", SAID("From {@since} to {@until} the customers spent "
	    "{value@spend}: "
	    "{change@spend} against the period before ({verdict@spend}).",
	    "{@since} 至 {@until} 客户消费 {value@spend}，较上期 {change@spend}（{verdict@spend}）。") },
	{ "figure=spend&verdict=", SAID("From {@since} to {@until} the customers spent "
	    "{value@spend}; "
	    "there is no period before to compare it with.",
	    "{@since} 至 {@until} 客户消费 {value@spend}；没有可比的上期。") },
	{ "figure=customers_so_far", SAID("Customers so far: {value@customers_so_far}. "
	    "Of these {value@customers} bought and {value@new_customers} were new.",
	    "累计客户 {value@customers_so_far} 位，本期购买 {value@customers} 位，其中新客户 "
	    "{value@new_customers} 位。") },
	{ 0 },
};

/* The third month after the first purchase of the latest cohort is over. */
static const struct clause newest[] = {
	{ "$3!=", SAID("No customer is new since {cohort$}.", "自 {cohort$}以来没有新客户。") },
	{ 0 },
};

static const struct column cohorts[] = {
	{ "cohort", NULL, SHOWN_PERIOD, SAID("cohort", "同期群") },
	{ 0 },
};

static const struct clause first[] = {
	{ "flag=alert&clv!=", SAID("Call the customers at high risk who are worth most: "
	    "{customer_id*flag=alert}.", "再联系高风险客户中价值最高者：{customer_id*flag=alert}。") },
	{ 0 },
};

/* A log without amounts has no value. */
static const struct clause worth[] = {
	{ "flag=&clv!=", SAID("In the next year the customers are expected to be worth "
	    "{clv@flag=}.", "未来一年客户预期价值 {clv@flag=}。") },
	{ 0 },
};

static const struct clause late_cases[] = {
	{ "case_id!=", SAID("First: settle the {#} overdue cases, the oldest from {date}.",
	    "首先处理 {#} 个逾期工单，最早的收到于 {date}。") },
	{ 0 },
};

static const struct clause late_promises[] = {
	{ "promise_id!=", SAID("Keep the {#} overdue promises.", "兑现 {#} 项逾期承诺。") },
	{ 0 },
};

const struct block sections_summary[] = {
	{
		.id = "summary-sales", .command = SECTIONS_FIGURES,
		.columns = sections_figure_columns, .counts = "value,value_before",
		.clauses = sales,
	},
	{
		.id = "summary-newest", .command = SECTIONS_RETENTION, .columns = cohorts,
		.joined = true, .clauses = newest,
	},
	{
		.id = "summary-stages", .command = SECTIONS_LIFECYCLE,
		.columns = sections_stage_columns, .counts = "customers", .joined = true,
		.sentence = SAID("{customers@active} are active, {customers@dormant} dormant and "
		    "{customers@churned} churned.",
		    "活跃 {customers@active} 位，沉睡 {customers@dormant} 位，流失 "
		    "{customers@churned} 位。"),
	},
	{
		.id = "summary-worth", .command = SECTIONS_VALUE_BY_RISK,
		.columns = sections_risk_columns, .counts = "clv", .clauses = worth,
	},
	{
		.id = "summary-risk", .command = SECTIONS_VALUE_BY_RISK,
		.columns = sections_risk_columns, .joined = true,
		.clauses = sections_risk_clauses,
	},
	{
		.id = "summary-nps", .command = SECTIONS_SCORE("nps"),
		.exists = "SELECT 1 FROM feedback WHERE kind = 'nps'", .counts = "n",
		.columns = sections_nps_columns,
		.sentence = SAID("Satisfaction: in {period$} the NPS was {nps$} ({low$} to "
		    "{high$}; "
		    "answers: {n$}).", "满意度：{period$} NPS 为 {nps$}（{low$} 至 {high$}，{n$} 个回答）。"),
	},
	{
		.id = "summary-standards", .command = SECTIONS_STANDARDS, .exists = SECTIONS_CASES,
		.counts = "n", .rows = "n!=0", .columns = sections_standard_columns, .joined = true,
		.clauses = sections_standard_clauses,
	},
	{
		.id = "summary-cases", .command = SECTIONS_LATE_CASES, .exists = SECTIONS_CASES,
		.columns = sections_case_columns, .clauses = late_cases,
	},
	{
		.id = "summary-promises", .command = SECTIONS_LATE_PROMISES,
		.exists = "SELECT 1 FROM promise", .columns = sections_promise_columns,
		.joined = true, .clauses = late_promises,
	},
	{
		.id = "summary-first", .command = SECTIONS_FIRST, .columns = sections_first_columns,
		.rows = "flag=alert", .joined = true, .clauses = first,
	},
	{ 0 },
};
