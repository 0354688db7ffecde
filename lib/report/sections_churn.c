#include "lib/report/sections_own.h"

const struct column sections_risk_columns[] = {
	{ "flag", NULL, SHOWN_WORD, SAID("risk", "风险") },
	{ "n", NULL, SHOWN_COUNT, SAID("customers", "客户数") },
	{ "clv", NULL, SHOWN_AMOUNT, SAID("expected value", "预期价值") },
	{ "clv_low", "clv_high", SHOWN_AMOUNT, INTERVAL },
	{ 0 },
};

const struct column sections_first_columns[] = {
	{ "customer_id", NULL, SHOWN_TEXT, SAID("customer", "客户") },
	{ "last_date", NULL, SHOWN_TEXT, SAID("last purchase", "最近购买") },
	{ "spend", NULL, SHOWN_AMOUNT, SAID("spend so far", "累计消费") },
	{ "risk", NULL, SHOWN_POINTS, SAID("risk, %", "风险，%") },
	{ "clv", NULL, SHOWN_AMOUNT, SAID("expected value", "预期价值") },
	{ "reasons", NULL, SHOWN_LONG, SAID("reasons", "原因") },
	{ 0 },
};

/* A group of risk without customers has no row. */
const struct clause sections_risk_clauses[] = {
	{ "flag=alert&clv=", SAID("Customers at high risk of buying nothing in 90 days: "
	    "{n@alert}.", "{n@alert} 位客户在 90 天内不购买的风险高。") },
	{ "flag=alert&clv!=", SAID("Customers at high risk of buying nothing in 90 days: "
	    "{n@alert}. "
	    "{clv@alert} of the next year's expected value is theirs.",
	    "{n@alert} 位客户在 90 天内不购买的风险高，其未来一年预期价值为 {clv@alert}。") },
	{ "!flag=alert", SAID("No customer is at high risk of buying nothing in 90 days.",
	    "没有客户在 90 天内不购买的风险高。") },
	{ "flag=watch&clv=", SAID("At medium risk: {n@watch}.", "{n@watch} 位风险中等。") },
	{ "flag=watch&clv!=", SAID("At medium risk: {n@watch}, with {clv@watch} of it.",
	    "{n@watch} 位风险中等，预期价值为 {clv@watch}。") },
	{ "!flag=watch", SAID("None is at medium risk.", "没有风险中等的客户。") },
	{ 0 },
};

static const struct column alerts[] = {
	{ "figure", NULL, SHOWN_WORD, SAID("alert", "预警") },
	{ "value", NULL, SHOWN_FIGURE, SAID("this period", "本期") },
	COMPARED(SHOWN_FIGURE),
	{ 0 },
};

static const struct column trial[] = {
	{ "measure", NULL, SHOWN_WORD, SAID("outcome", "结果") },
	{ "treatment_n", NULL, SHOWN_COUNT, SAID("contacted", "跟进组") },
	{ "holdout_n", NULL, SHOWN_COUNT, SAID("held out", "对照组") },
	{ "pending", NULL, SHOWN_COUNT, SAID("pending", "未到期") },
	{ "treatment_mean", NULL, SHOWN_MEASURE, SAID("result, contacted", "跟进组结果") },
	{ "holdout_mean", NULL, SHOWN_MEASURE, SAID("result, held out", "对照组结果") },
	{ "difference", NULL, SHOWN_GAP_OF_MEASURE, SAID("difference", "差异") },
	{ "difference_low", "difference_high", SHOWN_GAP_OF_MEASURE, INTERVAL },
	{ 0 },
};

static const struct column winback[] = {
	{ "offer", NULL, SHOWN_TEXT, SAID("offer", "方案") },
	{ "n", NULL, SHOWN_COUNT, SAID("attempts", "次数") },
	{ "pending", NULL, SHOWN_COUNT, SAID("pending", "未到期") },
	{ "rate", NULL, SHOWN_SHARE, SAID("bought again", "再次购买") },
	{ "low", "high", SHOWN_SHARE, INTERVAL },
	{ "nobody_rate", NULL, SHOWN_SHARE, SAID("without an attempt", "未挽回") },
	{ "difference", NULL, SHOWN_GAP, SAID("difference", "差异") },
	{ "difference_low", "difference_high", SHOWN_GAP, INTERVAL },
	{ "verdict", NULL, SHOWN_WORD, SAID("verdict", "结论") },
	{ 0 },
};

static const struct clause trial_clauses[] = {
	{ "measure=bought&difference_low>0", SAID("Proven: contacting them made more of them "
	    "buy.",
	    "已证实：跟进使更多客户购买。") },
	{ "measure=bought&difference_high<0", SAID("Proven: contacting them made fewer of them "
	    "buy.",
	    "已证实：跟进使购买的客户减少。") },
	{ "measure=bought&difference_low!=&difference_low<0&difference_high>0",
	    SAID("Not proven: a difference of this size may be chance.",
	    "未证实：这样的差异可能出于偶然。") },
	{ NULL, SAID("They were assigned by {@matured}.", "均于 {@matured} 及之前分组。") },
	{ 0 },
};

const struct block sections_churn[] = {
	{
		.id = "at-risk",
		.command = SECTIONS_VALUE_BY_RISK, .rows = "flag=alert,watch,ok",
		.columns = sections_risk_columns, .order = "alert,watch,ok",
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "flag", .y = "clv",
		    .low = "clv_low", .high = "clv_high", .strong = "flag=alert" },
		.title = SAID("Expected value by risk", "各风险等级的预期价值"),
		.clauses = sections_risk_clauses,
		.note = SAID("High: a risk of 70 % or more. Medium: 50 % or more.",
		    "高风险：70% 及以上。中等：50% 及以上。"),
	},
	{
		.id = "first-to-call",
		.command = SECTIONS_FIRST,
		.columns = sections_first_columns, .rows = "flag=alert", .names = true,
		.title = SAID("Whom to call first", "优先联系"),
		.sentence = SAID("The most valuable of the customers at high risk.",
		    "高风险客户中价值最高者。"),
		.none = SAID("No customer is at high risk.", "没有高风险客户。"),
	},
	{
		.id = "alerts", .command = SECTIONS_FIGURES,
		.exists = "SELECT 1 FROM alert_run WHERE as_of <= ?1",
		.rows = "figure=alert_runs,alerts_new,alerts_worse,alerts_resolved,alerts_lost",
		.columns = alerts, .optional = "change,low,verdict",
		.title = SAID("Alerts of the period", "本期预警"),
		.none = SAID("churn-flag --alert did not run in this period or the one before, "
		    "so "
		    "it is not known who came to be at risk. Let cron(8) run it each day.",
		    "本期与上期均未运行 churn-flag --alert，无法得知新增的风险客户。"
		    "请用 cron(8) 每天运行。"),
		.note = SAID("An alert is a change of a customer's risk from one run to the "
		    "next, "
		    "so these are not the numbers of customers at risk now. Given up: silent "
		    "for so "
		    "long that no more alerts are raised. The first run only takes stock. "
		    "There is "
		    "no change if a period has the first run, or more runs than the other.",
		    "预警是客户风险在两次运行之间的变化，不是现有风险客户数。放弃：沉默过久，不再预警。"
		    "首次运行只作盘点。若一期含首次运行，或两期运行次数不同，则不比较。"),
	},
	{
		.id = "winback", .command = "winback-list --by=offer @as-of @store",
		.exists = "SELECT 1 FROM winback", .columns = winback,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "offer", .y = "rate",
		    .low = "low", .high = "high", .second = "nobody_rate",
		    .first_name = SAID("with the offer", "有挽回"),
		    .second_name = SAID("without an attempt", "未挽回") },
		.title = SAID("Does win-back work?", "挽回是否有效"),
		.none = SAID("No attempts to win customers back are recorded.", "没有挽回记录。"),
		.sentence = SAID("These are the attempts made by {@matured}, whose 90 days "
		    "were over by "
		    "{@as-of}; later ones are pending.",
		    "统计 {@matured} 及之前的挽回，其 90 天截至 {@as-of} 已满；之后的未到期。"),
		.note = SAID("The share who bought within 90 days. Those without an attempt "
		    "were not "
		    "chosen at random, so a difference need not be an effect.",
		    "90 天内再次购买的比例。未挽回者并非随机分组，差异不一定是效果。"),
	},
	{
		.id = "trial", .command = "trial-calc @trial --outcomes=bought,spend @as-of "
		    "@store",
		.exists = "SELECT 1 FROM trial_member WHERE assigned <= ?1", .columns = trial,
		.counts = "treatment_n,holdout_n",
		.title = SAID("Does it pay to act on alerts? (hold-out)", "跟进预警是否值得（对照组）"),
		.sentence = SAID("Of {treatment_n@measure=bought} customers who were contacted, "
		    "{treatment_mean@measure=bought} bought within 90 days; of "
		    "{holdout_n@measure=bought} who were held out at random, "
		    "{holdout_mean@measure=bought}. The difference is "
		    "{difference@measure=bought} (95 % interval "
		    "{difference_low@measure=bought} to "
		    "{difference_high@measure=bought}).",
		    "在跟进的 {treatment_n@measure=bought} 位客户中，90 天内购买的占 "
		    "{treatment_mean@measure=bought}；对照组 {holdout_n@measure=bought} 位中占 "
		    "{holdout_mean@measure=bought}。差异为 {difference@measure=bought}（95% 区间 "
		    "{difference_low@measure=bought} 至 {difference_high@measure=bought}）。"),
		.clauses = trial_clauses,
		.none = SAID("It cannot be told whether acting on alerts pays, because no "
		    "customers were held out at random. churn-flag --alert --holdout=10% starts "
		    "such a trial; trial-calc then compares.",
		    "没有随机分出的对照组，无法判断跟进预警是否值得。churn-flag --alert "
		    "--holdout=10% 可开始分组，之后用 trial-calc 比较。"),
		.note = SAID("The customers were assigned at random, so a difference whose "
		    "interval excludes 0 is an effect. Pending: their 90 days are not over.",
		    "客户为随机分组：若区间不含 0，差异即为效果。未到期：90 天尚未结束。"),
	},
	{ 0 },
};
