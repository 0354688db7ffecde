#include "lib/report/sections_own.h"

#define SCORES(name, metric, words, zh) \
	const struct column name[] = { \
		{ "period", NULL, SHOWN_PERIOD, SAID("quarter", "季度") }, \
		{ "n", NULL, SHOWN_COUNT, SAID("answers", "回答数") }, \
		{ metric, NULL, SHOWN_POINTS, SAID(words, zh) }, \
		{ "low", "high", SHOWN_POINTS, INTERVAL }, \
		{ "verdict", NULL, SHOWN_WORD, SAID("than the quarter before", "与上季度相比") }, \
		{ 0 }, \
	}

SCORES(sections_nps_columns, "nps", "NPS", "NPS");
static SCORES(csat, "csat", "satisfied, %", "满意率，%");
static SCORES(ces, "ces_mean", "mean, 1 to 7", "平均分（1–7）");


const struct column sections_standard_columns[] = {
	{ "metric", NULL, SHOWN_WORD, SAID("standard", "标准") },
	{ "scope", NULL, SHOWN_SCOPE, SAID("scope", "范围") },
	{ "within", NULL, SHOWN_LIMIT, SAID("within", "时限") },
	{ "target", NULL, SHOWN_SHARE, SAID("target", "目标") },
	{ "attainment", NULL, SHOWN_SHARE, SAID("attained", "达成率") },
	{ "low", "high", SHOWN_SHARE, INTERVAL },
	{ "n", NULL, SHOWN_COUNT, SAID("decided", "已有结果") },
	{ "pending", NULL, SHOWN_COUNT, SAID("pending", "未到期") },
	{ "result", NULL, SHOWN_WORD, SAID("result", "结果") },
	{ "worst", NULL, SHOWN_WORST, SAID("worst", "最差") },
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

const struct column sections_case_columns[] = {
	{ "case_id", NULL, SHOWN_TEXT, SAID("case", "工单") },
	{ "date", NULL, SHOWN_TIME, SAID("received", "收到时间") },
	{ "kind", NULL, SHOWN_WORD, SAID("kind", "类型") },
	{ "severity", NULL, SHOWN_WORD, SAID("severity", "严重程度") },
	{ "department", NULL, SHOWN_TEXT, SAID("department", "部门") },
	{ "state", NULL, SHOWN_WORD, SAID("state", "状态") },
	{ "owner", NULL, SHOWN_TEXT, SAID("owner", "负责人") },
	{ 0 },
};

const struct column sections_promise_columns[] = {
	{ "promise_id", NULL, SHOWN_TEXT, SAID("promise", "承诺") },
	{ "date", NULL, SHOWN_TIME, SAID("made", "作出时间") },
	{ "promise", NULL, SHOWN_LONG, SAID("what", "内容") },
	{ "due_now", NULL, SHOWN_TIME, SAID("due", "到期") },
	{ "touchpoint", NULL, SHOWN_TEXT, SAID("touchpoint", "接触点") },
	{ 0 },
};

#define SCORE_BLOCK(id_, metric, metric_column, columns_, title_, title_zh, sentence_, zh_, \
	    note_, note_zh) \
	{ \
		.id = id_, \
		.command = SECTIONS_SCORE(metric), \
		.exists = "SELECT 1 FROM feedback WHERE kind = '" metric "'", .counts = "n", \
		.columns = columns_, \
		.chart = { .wanted = true, .kind = CHART_LINE, .label = "period", \
		    .y = metric_column, .low = "low", .high = "high" }, \
		.title = SAID(title_, title_zh), \
		.clauses = (const struct clause[]){ \
			{ "$verdict!=", SAID(sentence_ \
			    "; compared with the quarter before: {verdict$}.", \
			    zh_ "；与上季度相比：{verdict$}。") }, \
			{ "$verdict=", SAID(sentence_ ".", zh_ "。") }, \
			{ 0 } }, \
		.none = SAID("Nobody answered this question in the last two years.", \
		    "近两年无人回答此问题。"), \
		.note = SAID(note_, note_zh), \
	}


const struct block sections_satisfaction[] = {
	SCORE_BLOCK("nps", "nps", "nps", sections_nps_columns, "Would customers recommend us? "
	    "(NPS)",
	    "是否愿意推荐（NPS）",
	    "In {period$} the NPS was {nps$} ({low$} to {high$}; answers: {n$})",
	    "{period$} NPS 为 {nps$}（{low$} 至 {high$}，{n$} 个回答）",
	    "Share of scores 9 and 10 less share of 0 to 6, from -100 to 100.",
	    "9–10 分占比减 0–6 分占比，范围 -100 至 100。"),
	SCORE_BLOCK("csat", "csat", "csat", csat, "Are customers satisfied? (CSAT)",
	    "客户是否满意（CSAT）",
	    "In {period$}, {csat$} % were satisfied ({low$} to {high$}; answers: {n$})",
	    "{period$} 满意率为 {csat$}%（{low$} 至 {high$}，{n$} 个回答）",
	    "Share of scores 4 and 5 of 5, of the answers to this question alone.",
	    "5 分制中 4、5 分的占比，仅统计对此问题的回答。"),
	SCORE_BLOCK("ces", "ces", "ces_mean", ces, "Is it easy to deal with us? (CES)",
	    "与我们打交道是否省力（CES）",
	    "In {period$} the mean was {ces_mean$} of 7 ({low$} to {high$}; answers: {n$})",
	    "{period$} 平均分为 {ces_mean$}（满分 7；{low$} 至 {high$}，{n$} 个回答）",
	    "7 is very easy.", "7 分为非常省力。"),
	{ 0 },
};

/* A target within the interval may be missed by chance; of reopened cases it is the most. */
#define STANDARDS \
	{ "metric!=reopened&result=missed&high<@target", SAID("Missed: " \
	    "{metric*metric!=reopened&result=missed&high<@target}.", \
	    "未达标：{metric*metric!=reopened&result=missed&high<@target}。") }, \
	{ "metric=reopened&result=missed&low>@target", SAID("Too many cases were reopened.", \
	    "重新打开的工单过多。") }, \
	{ "metric!=reopened&result=missed&high>@target", SAID("Missed, may be chance: " \
	    "{metric*metric!=reopened&result=missed&high>@target}.", \
	    "未达标，可能出于偶然：{metric*metric!=reopened&result=missed&high>@target}。") }, \
	{ "metric=reopened&result=missed&low<@target", SAID("More cases were reopened than are " \
	    "allowed, which may be chance.", "重新打开的工单超过上限，可能出于偶然。") }, \
	{ "result=met", SAID("Met: {metric*result=met}.", "达标：{metric*result=met}。") }

const struct clause sections_standard_clauses[] = {
	STANDARDS,
	{ 0 },
};

static const struct clause standard_clauses[] = {
	STANDARDS,
	{ "n>0&calendar=around the clock", SAID("Times are by the clock, nights and weekends "
	    "included, because there is no calendar.", "无工作日历，时长含夜间与周末。") },
	{ "n>0&calendar!=around the clock", SAID("Times are working hours by the calendar.",
	    "时长为日历中的工作时间。") },
	{ 0 },
};

static const struct clause late_clauses[] = {
	{ "#all", SAID("All {#}, the oldest first.", "共 {#} 个，按时间先后。") },
	{ "#some", SAID("The 10 oldest of {#}.", "共 {#} 个，以下为最早的 10 个。") },
	{ 0 },
};

const struct block sections_service[] = {
	{
		.id = "standards", .command = SECTIONS_STANDARDS,
		.exists = SECTIONS_CASES,
		.counts = "n", .rows = "n!=0", .columns = sections_standard_columns,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "metric",
		    .y = "attainment", .low = "low", .high = "high", .second = "target",
		    .first_name = SAID("attained", "达成率"), .second_name = SAID("target", "目标"),
		    .strong = "result=missed" },
		.title = SAID("Service standards", "服务标准"),
		.clauses = standard_clauses,
		.none = SAID("There was nothing to measure in this period.", "本期没有可衡量的事项。"),
		.note = SAID("For reopened cases, the target is the most that is allowed. The "
		    "worst "
		    "are numbers of cases or promises. A case without a result is pending "
		    "until its "
		    "limit is over, so a standard with a longer limit has fewer decided cases. "
		    "Satisfaction counts the answers to the CSAT question and the scores that "
		    "customers gave when their case was followed up; CSAT above counts the "
		    "answers "
		    "alone.",
		    "重新打开工单的目标为上限。“最差”为工单或承诺编号。未有结果的工单在时限内为未到期，"
		    "因此时限较长的标准已有结果的工单较少。此处满意度含 CSAT 回答与工单回访评分；"
		    "上文 CSAT 仅含回答。"),
	},
	{
		.id = "late-cases",
		.command = SECTIONS_LATE_CASES, .most = 10,
		.exists = SECTIONS_CASES,
		.columns = sections_case_columns,
		.title = SAID("Cases that are overdue", "逾期工单"),
		.none = SAID("No case is overdue.", "没有逾期工单。"),
		.clauses = late_clauses,
	},
	{ 0 },
};

const struct block sections_promises[] = {
	{
		.id = "kept", .command = SECTIONS_STANDARDS,
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
		.id = "late-promises", .command = SECTIONS_LATE_PROMISES, .most = 10,
		.exists = "SELECT 1 FROM promise", .columns = sections_promise_columns,
		.title = SAID("Promises that are overdue", "逾期承诺"),
		.none = SAID("No promise is overdue.", "没有逾期承诺。"),
		.clauses = late_clauses,
		.note = SAID("These are not kept yet. A promise that was kept late is broken "
		    "too, and "
		    "not in this list; promise-list prints it.",
		    "此处为尚未兑现者。逾期后兑现的承诺也算未按时兑现，不在此列；见 promise-list。"),
	},
	{ 0 },
};
