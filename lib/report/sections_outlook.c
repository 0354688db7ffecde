#include "lib/report/sections_own.h"

static const struct column demand[] = {
	{ "date", NULL, SHOWN_MONTH, SAID("month", "月份") },
	{ "forecast", NULL, SHOWN_AMOUNT, SAID("forecast", "预测") },
	{ "low80", "high80", SHOWN_AMOUNT, SAID("80 % interval", "80% 区间") },
	{ "low95", "high95", SHOWN_AMOUNT, INTERVAL },
	{ "value", NULL, SHOWN_NONE, NOTHING },
	{ "method", NULL, SHOWN_NONE, NOTHING },
	{ 0 },
};

static const struct column quality[] = {
	{ "check", NULL, SHOWN_WORD, SAID("check", "检查") },
	{ "table", NULL, SHOWN_TABLE, SAID("table", "表") },
	{ "column", NULL, SHOWN_WORD, SAID("column", "列") },
	{ "n", NULL, SHOWN_COUNT, SAID("rows", "行数") },
	{ "bad", NULL, SHOWN_COUNT, SAID("bad", "有问题") },
	{ "share", NULL, SHOWN_SHARE, SAID("share", "占比") },
	{ "change", NULL, SHOWN_GAP, SAID("change since last time", "较上次变化") },
	{ 0 },
};

static const struct clause forecasts[] = {
	{ "value=&low95!=", SAID("In {date@value=}, customers are expected to spend "
	    "{forecast@value=} (95 % interval {low95@value=} to {high95@value=}).",
	    "{date@value=} 预计消费 {forecast@value=}"
	    "（95% 区间 {low95@value=} 至 {high95@value=}）。") },
	{ "value=&low95=", SAID("In {date@value=}, customers are expected to spend "
	    "{forecast@value=}; there are too few months so far, or they are too equal, for an "
	    "interval.",
	    "{date@value=} 预计消费 {forecast@value=}；月数太少或数值没有变化，无法给出区间。") },
	{ 0 },
};

const struct block sections_forecast[] = {
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
		.clauses = forecasts,
		.note = SAID("The width of a month is that of past errors so many months "
		    "ahead; there are "
		    "few of them, so a later month may have a narrower band by chance.",
		    "每月宽度取自过去同样提前月数的误差；"
		    "次数不多，较后月份的区间可能偶然较窄。"),
	},
	{ 0 },
};

static const struct clause quality_clauses[] = {
	{ "#all", SAID("All checks are good, except for {#} in this table.", "除以下 {#} "
	    "项外，所有检查均良好。") },
	{ "#some", SAID("{#} checks have bad rows; these have the largest share.",
	    "{#} 项检查有问题；以下为占比最高者。") },
	{ 0 },
};

const struct block sections_quality[] = {
	{
		.id = "quality", .command = "data-check @as-of --sort=-share @store",
		.exists = "SELECT 1 FROM customer", .rows = "n>0&bad>0&share<1",
		.columns = quality, .most = 12, .optional = "change",
		.title = SAID("Where the data are weakest", "数据最薄弱之处"),
		.clauses = quality_clauses,
		.note = SAID("Columns that nobody fills are left out.", "从未填写的列不计。"),
		.none = SAID("Every check is good; columns that nobody fills are left out.",
		    "所有检查均良好；从未填写的列不计。"),
	},
	{ 0 },
};
