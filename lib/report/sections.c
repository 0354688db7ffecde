#include "lib/report/sections.h"

#include <string.h>

#define SAID(en, zh) { { en, zh } }
#define INTERVAL SAID("95 % interval", "95% 区间")

static const struct column figures[] = {
	{ "figure", NULL, SHOWN_WORD, SAID("figure", "指标"), false },
	{ "value", NULL, SHOWN_FIGURE, SAID("this period", "本期"), false },
	{ "value_before", NULL, SHOWN_FIGURE, SAID("before", "上期"), false },
	{ "change", NULL, SHOWN_CHANGE, SAID("change", "变化"), false },
	{ "low", "high", SHOWN_CHANGE, INTERVAL, false },
	{ "verdict", NULL, SHOWN_WORD, SAID("verdict", "结论"), false },
	{ 0 },
};

static const struct column by_figures[] = {
	{ "@by", NULL, SHOWN_TEXT, SAID("group", "分组"), false },
	{ "value", NULL, SHOWN_AMOUNT, SAID("spend", "消费额"), false },
	{ "value_before", NULL, SHOWN_AMOUNT, SAID("before", "上期"), false },
	{ "change", NULL, SHOWN_CHANGE, SAID("change", "变化"), false },
	{ "low", "high", SHOWN_CHANGE, INTERVAL, false },
	{ "verdict", NULL, SHOWN_WORD, SAID("verdict", "结论"), false },
	{ 0 },
};

static const struct column by_value[] = {
	{ "@by", NULL, SHOWN_TEXT, SAID("group", "分组"), false },
	{ "n", NULL, SHOWN_COUNT, SAID("customers", "客户数"), false },
	{ "clv", NULL, SHOWN_AMOUNT, SAID("expected value", "预期价值"), false },
	{ "clv_low", "clv_high", SHOWN_AMOUNT, INTERVAL, false },
	{ 0 },
};

static const struct column by_nps[] = {
	{ "@by", NULL, SHOWN_TEXT, SAID("group", "分组"), false },
	{ "n", NULL, SHOWN_COUNT, SAID("answers", "回答数"), false },
	{ "nps", NULL, SHOWN_POINTS, SAID("NPS", "NPS"), false },
	{ "low", "high", SHOWN_POINTS, INTERVAL, false },
	{ "size", NULL, SHOWN_WORD, SAID("sample", "样本"), false },
	{ 0 },
};

static const struct column stages[] = {
	{ "lifecycle", NULL, SHOWN_WORD, SAID("stage", "阶段"), false },
	{ "customers", NULL, SHOWN_COUNT, SAID("customers", "客户数"), false },
	{ "customers", NULL, SHOWN_COUNT, SAID("before", "上期"), true },
	{ "share", NULL, SHOWN_SHARE, SAID("share", "占比"), false },
	{ "spend", NULL, SHOWN_AMOUNT, SAID("spend so far", "累计消费"), false },
	{ "spend_share", NULL, SHOWN_SHARE, SAID("share of spend", "消费占比"), false },
	{ 0 },
};

static const struct column moves[] = {
	{ "from_label", NULL, SHOWN_WORD, SAID("from", "从"), false },
	{ "to_label", NULL, SHOWN_WORD, SAID("to", "到"), false },
	{ "customers", NULL, SHOWN_COUNT, SAID("customers", "客户数"), false },
	{ "share", NULL, SHOWN_SHARE, SAID("share of those before", "占原阶段比例"), false },
	{ "low", "high", SHOWN_SHARE, INTERVAL, false },
	{ "since", NULL, SHOWN_NONE, { { NULL, NULL } }, false },
	{ "as_of", NULL, SHOWN_NONE, { { NULL, NULL } }, false },
	{ 0 },
};

static const struct column segments[] = {
	{ "segment", NULL, SHOWN_WORD, SAID("segment", "细分"), false },
	{ "customers", NULL, SHOWN_COUNT, SAID("customers", "客户数"), false },
	{ "share", NULL, SHOWN_SHARE, SAID("share", "占比"), false },
	{ "spend", NULL, SHOWN_AMOUNT, SAID("spend so far", "累计消费"), false },
	{ "spend_share", NULL, SHOWN_SHARE, SAID("share of spend", "消费占比"), false },
	{ 0 },
};

static const struct column total[] = {
	{ "n", NULL, SHOWN_COUNT, SAID("customers", "客户数"), false },
	{ "expected_orders", NULL, SHOWN_COUNT, SAID("expected orders", "预期订单"), false },
	{ "orders_low", "orders_high", SHOWN_COUNT, INTERVAL, false },
	{ "clv", NULL, SHOWN_AMOUNT, SAID("expected value", "预期价值"), false },
	{ "clv_low", "clv_high", SHOWN_AMOUNT, INTERVAL, false },
	{ "model", NULL, SHOWN_TEXT, SAID("model", "模型"), false },
	{ 0 },
};

static const struct column top_shares[] = {
	{ "customers_share", NULL, SHOWN_SHARE, SAID("best customers", "最优客户"), false },
	{ "customers", NULL, SHOWN_COUNT, SAID("customers", "客户数"), false },
	{ "value", NULL, SHOWN_SHARE, SAID("share of the value", "价值占比"), false },
	{ "measure", NULL, SHOWN_NONE, { { NULL, NULL } }, false },
	{ 0 },
};

static const struct column top_spend[] = {
	{ "customers_share", NULL, SHOWN_SHARE, SAID("best customers", "最优客户"), false },
	{ "customers", NULL, SHOWN_COUNT, SAID("customers", "客户数"), false },
	{ "value", NULL, SHOWN_SHARE, SAID("share of the spend", "消费占比"), false },
	{ "measure", NULL, SHOWN_NONE, { { NULL, NULL } }, false },
	{ 0 },
};

static const struct column at_risk[] = {
	{ "flag", NULL, SHOWN_WORD, SAID("risk", "风险"), false },
	{ "n", NULL, SHOWN_COUNT, SAID("customers", "客户数"), false },
	{ "clv", NULL, SHOWN_AMOUNT, SAID("expected value", "预期价值"), false },
	{ "clv_low", "clv_high", SHOWN_AMOUNT, INTERVAL, false },
	{ 0 },
};

static const struct column worst[] = {
	{ "customer_id", NULL, SHOWN_TEXT, SAID("customer", "客户"), false },
	{ "last_date", NULL, SHOWN_TEXT, SAID("last purchase", "上次购买"), false },
	{ "spend", NULL, SHOWN_AMOUNT, SAID("spend so far", "累计消费"), false },
	{ "risk", NULL, SHOWN_POINTS, SAID("risk, %", "风险，%"), false },
	{ "clv", NULL, SHOWN_AMOUNT, SAID("expected value", "预期价值"), false },
	{ "reasons", NULL, SHOWN_LONG, SAID("reasons", "原因"), false },
	{ 0 },
};

static const struct column winback[] = {
	{ "offer", NULL, SHOWN_TEXT, SAID("offer", "方案"), false },
	{ "n", NULL, SHOWN_COUNT, SAID("attempts", "次数"), false },
	{ "rate", NULL, SHOWN_SHARE, SAID("bought again", "再次购买"), false },
	{ "low", "high", SHOWN_SHARE, INTERVAL, false },
	{ "nobody_rate", NULL, SHOWN_SHARE, SAID("without an attempt", "未挽回"), false },
	{ "difference", NULL, SHOWN_CHANGE, SAID("difference", "差异"), false },
	{ "difference_low", "difference_high", SHOWN_CHANGE, INTERVAL, false },
	{ "verdict", NULL, SHOWN_WORD, SAID("verdict", "结论"), false },
	{ 0 },
};

#define SCORES(name, metric, words, zh) \
	static const struct column name[] = { \
		{ "period", NULL, SHOWN_TEXT, SAID("quarter", "季度"), false }, \
		{ "n", NULL, SHOWN_COUNT, SAID("answers", "回答数"), false }, \
		{ metric, NULL, SHOWN_POINTS, SAID(words, zh), false }, \
		{ "low", "high", SHOWN_POINTS, INTERVAL, false }, \
		{ "verdict", NULL, SHOWN_WORD, SAID("than the quarter before", "与上季度相比"), false }, \
		{ 0 }, \
	}

SCORES(nps, "nps", "NPS", "NPS");
SCORES(csat, "csat", "satisfied, %", "满意率，%");
SCORES(ces, "ces_mean", "mean, 1 to 7", "平均分（1–7）");

static const struct column standards[] = {
	{ "metric", NULL, SHOWN_WORD, SAID("standard", "标准"), false },
	{ "scope", NULL, SHOWN_SCOPE, SAID("scope", "范围"), false },
	{ "within", NULL, SHOWN_TEXT, SAID("within", "时限"), false },
	{ "target", NULL, SHOWN_SHARE, SAID("target", "目标"), false },
	{ "attainment", NULL, SHOWN_SHARE, SAID("attained", "达成率"), false },
	{ "low", "high", SHOWN_SHARE, INTERVAL, false },
	{ "n", NULL, SHOWN_COUNT, SAID("items", "件数"), false },
	{ "result", NULL, SHOWN_WORD, SAID("result", "结果"), false },
	{ "worst", NULL, SHOWN_WORST, SAID("worst (hours)", "最差（小时）"), false },
	{ 0 },
};

static const struct column kept[] = {
	{ "metric", NULL, SHOWN_WORD, SAID("standard", "标准"), false },
	{ "target", NULL, SHOWN_SHARE, SAID("target", "目标"), false },
	{ "attainment", NULL, SHOWN_SHARE, SAID("attained", "达成率"), false },
	{ "low", "high", SHOWN_SHARE, INTERVAL, false },
	{ "n", NULL, SHOWN_COUNT, SAID("promises", "承诺数"), false },
	{ "result", NULL, SHOWN_WORD, SAID("result", "结果"), false },
	{ 0 },
};

static const struct column late_cases[] = {
	{ "case_id", NULL, SHOWN_TEXT, SAID("case", "工单"), false },
	{ "date", NULL, SHOWN_TEXT, SAID("received", "受理时间"), false },
	{ "kind", NULL, SHOWN_WORD, SAID("kind", "类型"), false },
	{ "severity", NULL, SHOWN_WORD, SAID("severity", "严重程度"), false },
	{ "department", NULL, SHOWN_TEXT, SAID("department", "部门"), false },
	{ "state", NULL, SHOWN_WORD, SAID("state", "状态"), false },
	{ "owner", NULL, SHOWN_TEXT, SAID("owner", "负责人"), false },
	{ 0 },
};

static const struct column late_promises[] = {
	{ "promise_id", NULL, SHOWN_TEXT, SAID("promise", "承诺"), false },
	{ "date", NULL, SHOWN_TEXT, SAID("made", "作出日期"), false },
	{ "promise", NULL, SHOWN_LONG, SAID("what", "内容"), false },
	{ "due_now", NULL, SHOWN_TEXT, SAID("due", "到期"), false },
	{ "touchpoint", NULL, SHOWN_TEXT, SAID("touchpoint", "触点"), false },
	{ 0 },
};

static const struct column demand[] = {
	{ "date", NULL, SHOWN_MONTH, SAID("month", "月份"), false },
	{ "forecast", NULL, SHOWN_AMOUNT, SAID("forecast", "预测"), false },
	{ "low80", "high80", SHOWN_AMOUNT, SAID("80 % interval", "80% 区间"), false },
	{ "low95", "high95", SHOWN_AMOUNT, INTERVAL, false },
	{ "value", NULL, SHOWN_NONE, { { NULL, NULL } }, false },
	{ "method", NULL, SHOWN_NONE, { { NULL, NULL } }, false },
	{ 0 },
};

static const struct column quality[] = {
	{ "check", NULL, SHOWN_WORD, SAID("check", "检查"), false },
	{ "table", NULL, SHOWN_TEXT, SAID("table", "表"), false },
	{ "column", NULL, SHOWN_WORD, SAID("column", "列"), false },
	{ "n", NULL, SHOWN_COUNT, SAID("rows", "行数"), false },
	{ "bad", NULL, SHOWN_COUNT, SAID("bad", "有问题"), false },
	{ "share", NULL, SHOWN_SHARE, SAID("share", "占比"), false },
	{ "change", NULL, SHOWN_NUMBER, SAID("change since last time", "较上次变化"), false },
	{ 0 },
};

static const struct block figures_blocks[] = {
	{
		.id = "figures", .command = "figure-calc @since @until @as-of @compare @facts",
		.columns = figures, .cards = 6, .counts = "value,value_before",
		.title = SAID("This period and the one before", "本期与上期"),
		.sentence = SAID("From {@since} to {@until}, compared with {before_since} to "
		    "{before_until}.", "{@since} 至 {@until}，对比 {before_since} 至 {before_until}。"),
		.note = SAID("A change is more than noise if its 95 % interval excludes 0 %. "
		    "Customers count as independent.",
		    "若变化的 95% 区间不含 0%，则变化超出随机波动。各客户视为相互独立。"),
	},
	{ 0 },
};

static const struct block by_blocks[] = {
	{
		.id = "by-spend", .command = "figure-calc @since @until @as-of @compare @by @facts",
		.columns = by_figures, .rows = "figure=spend",
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "@by", .y = "value",
		    .second = "value_before", .first_name = SAID("this period", "本期"),
		    .second_name = SAID("before", "上期") },
		.title = SAID("Spend by {@group}", "各{@group}消费额"),
	},
	{
		.id = "by-value", .command = "clv-calc @as-of --total @by @facts",
		.columns = by_value,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "@by", .y = "clv",
		    .low = "clv_low", .high = "clv_high" },
		.title = SAID("Expected value of the next year by {@group}",
		    "各{@group}未来一年预期价值"),
	},
	{
		.id = "by-nps", .command = "nps-calc @since @until @as-of @by @store",
		.exists = "SELECT 1 FROM feedback WHERE kind = 'nps'", .counts = "n",
		.columns = by_nps,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "@by", .y = "nps",
		    .low = "low", .high = "high" },
		.title = SAID("NPS by {@group}", "各{@group} NPS"),
		.none = SAID("Nobody answered the NPS question in this period.",
		    "本期无 NPS 回答。"),
	},
	{ 0 },
};

static const struct block customers_blocks[] = {
	{
		.id = "lifecycle", .command = "cust-segment @as-of --lifecycle --profile @facts",
		.before = "cust-segment @before --lifecycle --profile @facts",
		.counts = "customers",
		.columns = stages,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "lifecycle",
		    .y = "customers", .first_name = SAID("now", "现在"),
		    .second_name = SAID("{@before}", "{@before}") },
		.title = SAID("Lifecycle", "生命周期"),
		.sentence = SAID("{customers@active} customers are active, {customers@new} new and "
		    "{customers@won-back} won back; {customers@dormant} are dormant and "
		    "{customers@churned} churned.",
		    "活跃客户 {customers@active} 人，新客户 {customers@new} 人，赢回 "
		    "{customers@won-back} 人；休眠 {customers@dormant} 人，流失 {customers@churned} 人。"),
		.note = SAID("New: one purchase in the last 90 days. Active: bought in the "
		    "last 180 "
		    "days. Dormant: in the last 365 days. Won back: bought again after that time.",
		    "新客户：近 90 天首购一次。活跃：近 180 天有购买。休眠：近 365 天有购买。"
		    "赢回：超过该时间后再次购买。"),
	},
	{
		.id = "moves", .command = "cust-segment --matrix=lifecycle @as-of @store",
		.exists = "SELECT 1 FROM segment_run WHERE scheme = 'lifecycle' AND as_of <= ?1 "
		    "LIMIT 1 OFFSET 1",
		.columns = moves, .rows = "from_label!=@to_label",
		.title = SAID("Who moved", "阶段迁移"),
		.sentence = SAID("From {since} to {as_of}, by the stages that were remembered.",
		    "{since} 至 {as_of}，按已保存的阶段。"),
		.none = SAID("Nobody can be said to have moved: fewer than two runs of the stages "
		    "are remembered (cust-segment --lifecycle --remember=lifecycle).",
		    "无法说明迁移：保存的阶段不足两次（cust-segment --lifecycle "
		    "--remember=lifecycle）。"),
	},
	{
		.id = "segments", .command = "cust-segment @as-of --profile @facts",
		.counts = "customers", .columns = segments,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "segment",
		    .y = "customers" },
		.title = SAID("RFM segments", "RFM 细分"),
		.sentence = SAID("The Champions, {share@Champions} of the customers, have spent "
		    "{spend_share@Champions} of all money so far.",
		    "冠军客户占客户的 {share@Champions}，累计消费占全部的 "
		    "{spend_share@Champions}。"),
		.note = SAID("Scores of recency, frequency and spend; equal fifths of the "
		    "customers, "
		    "so a segment changes when others overtake it.",
		    "按最近购买、频率与金额评分，各分五等份；他人变化也会影响所属细分。"),
	},
	{ 0 },
};

static const struct block value_blocks[] = {
	{
		.id = "total", .command = "clv-calc @as-of --total @facts", .columns = total,
		.title = SAID("What the customers are worth", "客户价值"),
		.sentence = SAID("In the 365 days after {@as-of}, the {n} customers so far are "
		    "expected to place {expected_orders} orders worth {clv} "
		    "(95 % interval {clv_low} to {clv_high}).",
		    "{@as-of} 之后 365 天，现有 {n} 位客户预计下单 {expected_orders} 次，价值 {clv}"
		    "（95% 区间 {clv_low} 至 {clv_high}）。"),
		.note = SAID("Discounted by 10 % a year, without customers who are still to come.",
		    "按年 10% 折现，不含未来新客户。"),
	},
	{
		.id = "concentration",
		.command = "clv-calc @as-of @facts | cust-segment --pareto --abc=clv",
		.columns = top_shares, .counts = "customers", .rows = "measure=top_share",
		.chart = { .wanted = true, .kind = CHART_LORENZ, .x = "customers_share",
		    .y = "value", .rows = "measure=lorenz",
		    .unit = SAID("share of the customers, least valuable first",
		    "客户占比（价值由低到高）") },
		.title = SAID("How the value is distributed", "价值分布"),
		.sentence = SAID("The best 10 % of the customers hold {value@top_share,0.1} of the "
		    "expected value, the best 20 % hold {value@top_share,0.2}; Gini's coefficient "
		    "is {value@gini}.",
		    "最优 10% 客户占预期价值的 {value@top_share,0.1}，最优 20% 占 "
		    "{value@top_share,0.2}；基尼系数 {value@gini}。"),
	},
	{
		.id = "spend-concentration", .command = "cust-segment @as-of --pareto --abc @facts",
		.columns = top_spend, .counts = "customers", .rows = "measure=top_share",
		.chart = { .wanted = true, .kind = CHART_LORENZ, .x = "customers_share",
		    .y = "value", .rows = "measure=lorenz",
		    .unit = SAID("share of the customers, least spend first",
		    "客户占比（消费由低到高）") },
		.title = SAID("How the spend so far is distributed", "累计消费分布"),
		.sentence = SAID("The best 20 % of the customers have spent {value@top_share,0.2} "
		    "of all money so far.",
		    "最优 20% 客户占累计消费的 {value@top_share,0.2}。"),
	},
	{ 0 },
};

static const struct block cohorts_blocks[] = {
	{
		.id = "retention", .command = "cohort-calc --pivot=retention @as-of @facts",
		.most = 12, .latest = true,
		.chart = { .wanted = true, .kind = CHART_HEAT, .label = "cohort" },
		.title = SAID("Who buys again, month by month", "逐月复购率"),
		.sentence = SAID("A row is the customers whose first purchase was in that month; "
		    "a cell is the share of them who bought so many months later.",
		    "每行为当月首购的客户；每格为之后第几个月仍有购买的比例。"),
	},
	{ 0 },
};

static const struct block churn_blocks[] = {
	{
		.id = "at-risk",
		.command = "churn-flag @as-of @facts | clv-calc --total --by=flag",
		.columns = at_risk, .order = "alert,watch,ok",
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "flag", .y = "clv",
		    .low = "clv_low", .high = "clv_high", .strong = "flag=alert" },
		.title = SAID("Expected value by risk", "各风险等级的预期价值"),
		.sentence = SAID("{n@alert} customers are at high risk and {n@watch} at "
		    "medium risk "
		    "of buying nothing in 90 days; they still stand for {clv@alert} and "
		    "{clv@watch} "
		    "of the next year's expected value.",
		    "{n@alert} 位客户高风险、{n@watch} 位中等风险在 90 天内不购买；"
		    "其未来一年预期价值为 {clv@alert} 与 {clv@watch}。"),
		.note = SAID("High: a risk of 70 % or more. Medium: 50 % or more.",
		    "高风险：70% 及以上。中等：50% 及以上。"),
	},
	{
		.id = "first-to-call",
		.command = "churn-flag @as-of @facts | "
		    "clv-calc --sort=flag,-clv --limit=10",
		.columns = worst, .rows = "flag=alert",
		.title = SAID("Whom to call first", "优先联系"),
		.sentence = SAID("The most valuable of the customers at high risk.",
		    "高风险客户中价值最高者。"),
		.none = SAID("No customer is at high risk.", "没有高风险客户。"),
	},
	{
		.id = "alerts", .command = "figure-calc @since @until @as-of @compare @facts",
		.exists = "SELECT 1 FROM alert",
		.rows = "figure=alerts_new,alerts_worse,alerts_resolved,alerts_lost",
		.columns = figures,
		.title = SAID("Alerts of the period", "本期预警"),
		.none = SAID("No alerts: churn-flag --alert has not run in this period.",
		    "无预警：本期未运行 churn-flag --alert。"),
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
		.note = SAID("The share who bought within 90 days. Those without an attempt "
		    "were not "
		    "chosen at random, so a difference need not be an effect.",
		    "90 天内再次购买的比例。未挽回者并非随机分组，差异不一定是效果。"),
	},
	{ 0 },
};

#define SCORE_BLOCK(id_, metric, metric_column, columns_, title_, title_zh, sentence_, zh_, \
	    note_, note_zh) \
	{ \
		.id = id_, \
		.command = "nps-calc --metric=" metric " --period=quarter --compare @years " \
		    "@until @as-of @store", \
		.exists = "SELECT 1 FROM feedback WHERE kind = '" metric "'", .counts = "n", \
		.columns = columns_, \
		.chart = { .wanted = true, .kind = CHART_LINE, .label = "period", \
		    .y = metric_column, .low = "low", .high = "high" }, \
		.title = SAID(title_, title_zh), .sentence = SAID(sentence_, zh_), \
		.none = SAID("Nobody answered this question in the last two years.", \
		    "近两年无人回答此问题。"), \
		.note = SAID(note_, note_zh), \
	}

static const struct block satisfaction_blocks[] = {
	SCORE_BLOCK("nps", "nps", "nps", nps, "Would customers recommend us? (NPS)",
	    "是否愿意推荐（NPS）",
	    "In {period$} the NPS was {nps$} ({low$} to {high$}, {n$} answers); compared with the "
	    "quarter before: {verdict$}.",
	    "{period$} NPS 为 {nps$}（{low$} 至 {high$}，{n$} 个回答）；与上季度相比：{verdict$}。",
	    "Share of scores 9 and 10 less share of 0 to 6, from -100 to 100.",
	    "9–10 分占比减 0–6 分占比，范围 -100 至 100。"),
	SCORE_BLOCK("csat", "csat", "csat", csat, "Are customers satisfied? (CSAT)",
	    "客户是否满意（CSAT）",
	    "In {period$}, {csat$} % were satisfied ({low$} to {high$}, {n$} answers); "
	    "compared with "
	    "the quarter before: {verdict$}.",
	    "{period$} 满意率为 {csat$}%（{low$} 至 {high$}，{n$} 个回答）；与上季度相比：{verdict$}。",
	    "Share of scores 4 and 5 of 5.", "5 分制中 4、5 分的占比。"),
	SCORE_BLOCK("ces", "ces", "ces_mean", ces, "Is it easy to deal with us? (CES)",
	    "与我们打交道是否省力（CES）",
	    "In {period$} the mean was {ces_mean$} of 7 ({low$} to {high$}, {n$} answers); "
	    "compared "
	    "with the quarter before: {verdict$}.",
	    "{period$} 平均分为 {ces_mean$}（满分 7；{low$} 至 {high$}，{n$} 个回答）；"
	    "与上季度相比：{verdict$}。",
	    "7 is very easy.", "7 分为非常省力。"),
	{ 0 },
};

static const struct block service_blocks[] = {
	{
		.id = "standards", .command = "service-check @since @until @as-of @store",
		.exists = "SELECT 1 FROM feedback WHERE kind IN ('complaint', 'suggestion', "
		    "'question')",
		.counts = "n", .rows = "n!=0", .columns = standards,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "metric",
		    .y = "attainment", .low = "low", .high = "high", .second = "target",
		    .first_name = SAID("attained", "达成率"), .second_name = SAID("target", "目标"),
		    .strong = "result=missed" },
		.title = SAID("Service standards", "服务标准"),
		.sentence = SAID("Missed: {metric*result=missed}. Met: {metric*result=met}.",
		    "未达标：{metric*result=missed}。达标：{metric*result=met}。"),
		.none = SAID("There was nothing to measure in this period.", "本期没有可衡量的事项。"),
		.note = SAID("For reopened cases, the target is the most that is allowed. "
		    "The worst are numbers of cases or promises with their working hours.",
		    "重开工单的目标为上限。“最差”为工单或承诺编号及其工作小时。"),
	},
	{
		.id = "late-cases",
		.command = "feedback-list --overdue --limit=10 @as-of @store",
		.exists = "SELECT 1 FROM feedback WHERE kind IN ('complaint', 'suggestion', "
		    "'question')",
		.columns = late_cases,
		.title = SAID("Cases that are overdue", "逾期工单"),
		.none = SAID("No case is overdue.", "没有逾期工单。"),
		.note = SAID("The 10 oldest.", "最早的 10 个。"),
	},
	{ 0 },
};

static const struct block promises_blocks[] = {
	{
		.id = "kept", .command = "service-check @since @until @as-of @store",
		.exists = "SELECT 1 FROM promise", .counts = "n",
		.rows = "metric=kept_promises,on_time_delivery", .columns = kept,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "metric",
		    .y = "attainment", .low = "low", .high = "high", .second = "target",
		    .first_name = SAID("attained", "达成率"), .second_name = SAID("target", "目标"),
		    .strong = "result=missed" },
		.title = SAID("Promises kept", "承诺兑现"),
		.sentence = SAID("{attainment@kept_promises} of the promises made in this "
		    "period were "
		    "kept in time ({low@kept_promises} to {high@kept_promises}).",
		    "本期承诺按时兑现 {attainment@kept_promises}"
		    "（{low@kept_promises} 至 {high@kept_promises}）。"),
		.none = SAID("No promise was due in this period.", "本期没有到期的承诺。"),
	},
	{
		.id = "late-promises", .command = "promise-list --overdue --limit=10 @as-of @store",
		.exists = "SELECT 1 FROM promise", .columns = late_promises,
		.title = SAID("Promises that are overdue", "逾期承诺"),
		.none = SAID("No promise is overdue.", "没有逾期承诺。"),
		.note = SAID("The 10 oldest.", "最早的 10 个。"),
	},
	{ 0 },
};

static const struct block forecast_blocks[] = {
	{
		.id = "demand",
		.command = "demand-forecast --measure=amount --horizon=6 --past=24 @as-of @facts",
		.columns = demand, .rows = "value=",
		.chart = { .wanted = true, .kind = CHART_LINE, .label = "date", .y = "value",
		    .second = "forecast", .low = "low95", .high = "high95", .inner_low = "low80",
		    .inner_high = "high80", .first_name = SAID("actual", "实际"),
		    .second_name = SAID("forecast", "预测"), .rows = "date!=",
		    .unit = SAID("spend per month", "每月消费额") },
		.title = SAID("Spend in the next months", "未来数月消费额"),
		.sentence = SAID("In {date@value=}, customers are expected to spend "
		    "{forecast@value=} "
		    "(95 % interval {low95@value=} to {high95@value=}).",
		    "{date@value=} 预计消费 {forecast@value=}"
		    "（95% 区间 {low95@value=} 至 {high95@value=}）。"),
		.note = SAID("The bands are 80 % and 95 % intervals.", "色带为 80% 与 95% 区间。"),
	},
	{ 0 },
};

static const struct block quality_blocks[] = {
	{
		.id = "quality", .command = "data-check @today --sort=-share @store",
		.exists = "SELECT 1 FROM customer", .rows = "share!=0,1",
		.columns = quality, .most = 12,
		.title = SAID("Where the data are weakest", "数据最薄弱之处"),
		.sentence = SAID("The checks with the largest share of bad rows, 12 at most. "
		    "Columns that nobody fills are left out.",
		    "问题占比最高的检查，最多 12 项。从未填写的列不计。"),
		.none = SAID("Every check was passed.", "所有检查均通过。"),
	},
	{ 0 },
};

const struct section sections[] = {
	{ "figures", SAID("Key figures", "关键指标"), figures_blocks },
	{ "groups", SAID("By {@group}", "按{@group}"), by_blocks },
	{ "customers", SAID("Customers", "客户"), customers_blocks },
	{ "value", SAID("Customer value", "客户价值"), value_blocks },
	{ "cohorts", SAID("Cohorts", "同期群"), cohorts_blocks },
	{ "churn", SAID("Churn", "流失"), churn_blocks },
	{ "satisfaction", SAID("Satisfaction", "满意度"), satisfaction_blocks },
	{ "service", SAID("Cases and standards", "工单与标准"), service_blocks },
	{ "promises", SAID("Promises", "承诺"), promises_blocks },
	{ "forecast", SAID("Forecast", "预测"), forecast_blocks },
	{ "quality", SAID("Data quality", "数据质量"), quality_blocks },
};

const size_t sections_n = sizeof sections / sizeof *sections;

const struct section *
sections_find(const char *id, size_t n)
{
	for (size_t i = 0; i < sections_n; i++)
		if (strlen(sections[i].id) == n && memcmp(sections[i].id, id, n) == 0)
			return &sections[i];
	return NULL;
}

/* A word of custkit, and in both languages. */
static const struct word {
	const char *word;
	struct said said;
	enum shown as;		/* of a figure */
} words[] = {
	{ "spend", SAID("Spend", "消费额"), SHOWN_AMOUNT },
	{ "orders", SAID("Orders", "订单数"), SHOWN_COUNT },
	{ "customers", SAID("Customers who bought", "购买客户数"), SHOWN_COUNT },
	{ "new_customers", SAID("New customers", "新客户数"), SHOWN_COUNT },
	{ "spend_per_customer", SAID("Spend per customer", "客均消费"), SHOWN_AMOUNT },
	{ "spend_per_order", SAID("Spend per order", "单均消费"), SHOWN_AMOUNT },
	{ "orders_per_customer", SAID("Orders per customer", "客均订单"), SHOWN_NUMBER },
	{ "complaints", SAID("Complaints", "投诉"), SHOWN_COUNT },
	{ "promises", SAID("Promises made", "承诺"), SHOWN_COUNT },
	{ "alerts_new", SAID("New customers at risk", "新增风险客户"), SHOWN_COUNT },
	{ "alerts_worse", SAID("Risk got worse", "风险加剧"), SHOWN_COUNT },
	{ "alerts_resolved", SAID("Risk resolved", "风险解除"), SHOWN_COUNT },
	{ "alerts_lost", SAID("Lost", "已流失"), SHOWN_COUNT },
	{ "winbacks", SAID("Attempts to win back", "挽回次数"), SHOWN_COUNT },
	{ "more", SAID("more", "增加"), SHOWN_TEXT },
	{ "less", SAID("less", "减少"), SHOWN_TEXT },
	{ "higher", SAID("higher", "提高"), SHOWN_TEXT },
	{ "lower", SAID("lower", "下降"), SHOWN_TEXT },
	{ "within noise", SAID("within noise", "随机波动内"), SHOWN_TEXT },
	{ "prospect", SAID("prospect", "潜在"), SHOWN_TEXT },
	{ "new", SAID("new", "新客户"), SHOWN_TEXT },
	{ "active", SAID("active", "活跃"), SHOWN_TEXT },
	{ "dormant", SAID("dormant", "休眠"), SHOWN_TEXT },
	{ "churned", SAID("churned", "流失"), SHOWN_TEXT },
	{ "won-back", SAID("won back", "赢回"), SHOWN_TEXT },
	{ "Champions", SAID("Champions", "冠军客户"), SHOWN_TEXT },
	{ "Loyal", SAID("Loyal", "忠诚客户"), SHOWN_TEXT },
	{ "Potential Loyalist", SAID("Potential Loyalist", "潜力忠诚"), SHOWN_TEXT },
	{ "New", SAID("New", "新客户"), SHOWN_TEXT },
	{ "Promising", SAID("Promising", "有前景"), SHOWN_TEXT },
	{ "Need Attention", SAID("Need Attention", "需关注"), SHOWN_TEXT },
	{ "About To Sleep", SAID("About To Sleep", "即将沉睡"), SHOWN_TEXT },
	{ "At Risk", SAID("At Risk", "有风险"), SHOWN_TEXT },
	{ "Cannot Lose", SAID("Cannot Lose", "不可失去"), SHOWN_TEXT },
	{ "Hibernating", SAID("Hibernating", "冬眠"), SHOWN_TEXT },
	{ "Lost", SAID("Lost", "已流失"), SHOWN_TEXT },
	{ "ok", SAID("low", "低"), SHOWN_TEXT },
	{ "watch", SAID("medium", "中"), SHOWN_TEXT },
	{ "alert", SAID("high", "高"), SHOWN_TEXT },
	{ "small", SAID("small", "偏小"), SHOWN_TEXT },
	{ "met", SAID("met", "达标"), SHOWN_TEXT },
	{ "missed", SAID("missed", "未达标"), SHOWN_TEXT },
	{ "no data", SAID("no data", "无数据"), SHOWN_TEXT },
	{ "first_response", SAID("first response", "首次响应"), SHOWN_TEXT },
	{ "update", SAID("time without news", "无进展时间"), SHOWN_TEXT },
	{ "resolution", SAID("resolution", "解决"), SHOWN_TEXT },
	{ "reopened", SAID("reopened", "重开"), SHOWN_TEXT },
	{ "csat", SAID("satisfaction", "满意度"), SHOWN_TEXT },
	{ "answered", SAID("contacts answered", "回复联系"), SHOWN_TEXT },
	{ "kept_promises", SAID("promises kept", "兑现承诺"), SHOWN_TEXT },
	{ "on_time_delivery", SAID("delivery on time", "准时送达"), SHOWN_TEXT },
	{ "complaint", SAID("complaint", "投诉"), SHOWN_TEXT },
	{ "suggestion", SAID("suggestion", "建议"), SHOWN_TEXT },
	{ "question", SAID("question", "咨询"), SHOWN_TEXT },
	{ "praise", SAID("praise", "表扬"), SHOWN_TEXT },
	{ "low", SAID("low", "低"), SHOWN_TEXT },
	{ "medium", SAID("medium", "中"), SHOWN_TEXT },
	{ "high", SAID("high", "高"), SHOWN_TEXT },
	{ "critical", SAID("critical", "紧急"), SHOWN_TEXT },
	{ "received", SAID("received", "已受理"), SHOWN_TEXT },
	{ "acknowledged", SAID("acknowledged", "已确认"), SHOWN_TEXT },
	{ "assigned", SAID("assigned", "已分派"), SHOWN_TEXT },
	{ "in_progress", SAID("in progress", "处理中"), SHOWN_TEXT },
	{ "waiting", SAID("waiting", "等待客户"), SHOWN_TEXT },
	{ "resolved", SAID("resolved", "已解决"), SHOWN_TEXT },
	{ "informed", SAID("informed", "已告知"), SHOWN_TEXT },
	{ "complete", SAID("complete", "完整"), SHOWN_TEXT },
	{ "valid", SAID("valid", "有效"), SHOWN_TEXT },
	{ "unique", SAID("unique", "唯一"), SHOWN_TEXT },
	{ "linked", SAID("linked", "关联"), SHOWN_TEXT },
	{ "fresh", SAID("fresh", "新近"), SHOWN_TEXT },
	{ "customer", SAID("customer", "客户"), SHOWN_TEXT },
	{ "feedback", SAID("feedback", "反馈"), SHOWN_TEXT },
	{ "name", SAID("name", "姓名"), SHOWN_TEXT },
	{ "email", SAID("email", "邮箱"), SHOWN_TEXT },
	{ "phone", SAID("phone", "电话"), SHOWN_TEXT },
	{ "birthday", SAID("birthday", "生日"), SHOWN_TEXT },
	{ "gender", SAID("gender", "性别"), SHOWN_TEXT },
	{ "country", SAID("country", "国家"), SHOWN_TEXT },
	{ "region", SAID("region", "地区"), SHOWN_TEXT },
	{ "city", SAID("city", "城市"), SHOWN_TEXT },
	{ "channel", SAID("channel", "渠道"), SHOWN_TEXT },
	{ "plan", SAID("plan", "套餐"), SHOWN_TEXT },
	{ "acquired", SAID("acquired", "获客日期"), SHOWN_TEXT },
};

static const struct word *
find_word(const char *word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, word) == 0)
			return &words[i];
	return NULL;
}

const char *
sections_word(const char *word, enum language l)
{
	const struct word *w = find_word(word);

	return w ? w->said.in[l] : word;
}

enum shown
sections_figure(const char *figure)
{
	const struct word *w = find_word(figure);

	return w && w->as != SHOWN_TEXT ? w->as : SHOWN_NUMBER;
}
