#include "lib/report/sections_own.h"

#define SCORES(name, metric, words, zh) \
	static const struct column name[] = { \
		{ "period", NULL, SHOWN_PERIOD, SAID("quarter", "季度") }, \
		{ "n", NULL, SHOWN_COUNT, SAID("answers", "回答数") }, \
		{ metric, NULL, SHOWN_POINTS, SAID(words, zh) }, \
		{ "low", "high", SHOWN_POINTS, INTERVAL }, \
		{ "verdict", NULL, SHOWN_WORD, SAID("than the quarter before", "与上季度相比") }, \
		{ 0 }, \
	}

SCORES(nps, "nps", "NPS", "NPS");
SCORES(csat, "csat", "satisfied, %", "满意率，%");
SCORES(ces, "ces_mean", "mean, 1 to 7", "平均分（1–7）");


static const struct column standards[] = {
	{ "metric", NULL, SHOWN_WORD, SAID("standard", "标准") },
	{ "scope", NULL, SHOWN_SCOPE, SAID("scope", "范围") },
	{ "within", NULL, SHOWN_TEXT, SAID("within", "时限") },
	{ "target", NULL, SHOWN_SHARE, SAID("target", "目标") },
	{ "attainment", NULL, SHOWN_SHARE, SAID("attained", "达成率") },
	{ "low", "high", SHOWN_SHARE, INTERVAL },
	{ "n", NULL, SHOWN_COUNT, SAID("items", "件数") },
	{ "result", NULL, SHOWN_WORD, SAID("result", "结果") },
	{ "worst", NULL, SHOWN_WORST, SAID("worst (hours)", "最差（小时）") },
	{ 0 },
};

static const struct column kept[] = {
	{ "metric", NULL, SHOWN_WORD, SAID("standard", "标准") },
	{ "target", NULL, SHOWN_SHARE, SAID("target", "目标") },
	{ "attainment", NULL, SHOWN_SHARE, SAID("attained", "达成率") },
	{ "low", "high", SHOWN_SHARE, INTERVAL },
	{ "n", NULL, SHOWN_COUNT, SAID("promises", "承诺数") },
	{ "result", NULL, SHOWN_WORD, SAID("result", "结果") },
	{ 0 },
};

static const struct column late_cases[] = {
	{ "case_id", NULL, SHOWN_TEXT, SAID("case", "工单") },
	{ "date", NULL, SHOWN_TEXT, SAID("received", "受理时间") },
	{ "kind", NULL, SHOWN_WORD, SAID("kind", "类型") },
	{ "severity", NULL, SHOWN_WORD, SAID("severity", "严重程度") },
	{ "department", NULL, SHOWN_TEXT, SAID("department", "部门") },
	{ "state", NULL, SHOWN_WORD, SAID("state", "状态") },
	{ "owner", NULL, SHOWN_TEXT, SAID("owner", "负责人") },
	{ 0 },
};

static const struct column late_promises[] = {
	{ "promise_id", NULL, SHOWN_TEXT, SAID("promise", "承诺") },
	{ "date", NULL, SHOWN_TEXT, SAID("made", "作出日期") },
	{ "promise", NULL, SHOWN_LONG, SAID("what", "内容") },
	{ "due_now", NULL, SHOWN_TEXT, SAID("due", "到期") },
	{ "touchpoint", NULL, SHOWN_TEXT, SAID("touchpoint", "触点") },
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


const struct block sections_satisfaction[] = {
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

const struct block sections_service[] = {
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

const struct block sections_promises[] = {
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
