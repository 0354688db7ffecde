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
	{ "table", NULL, SHOWN_TEXT, SAID("table", "表") },
	{ "column", NULL, SHOWN_WORD, SAID("column", "列") },
	{ "n", NULL, SHOWN_COUNT, SAID("rows", "行数") },
	{ "bad", NULL, SHOWN_COUNT, SAID("bad", "有问题") },
	{ "share", NULL, SHOWN_SHARE, SAID("share", "占比") },
	{ "change", NULL, SHOWN_NUMBER, SAID("change since last time", "较上次变化") },
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
		.sentence = SAID("In {date@value=}, customers are expected to spend "
		    "{forecast@value=} "
		    "(95 % interval {low95@value=} to {high95@value=}).",
		    "{date@value=} 预计消费 {forecast@value=}"
		    "（95% 区间 {low95@value=} 至 {high95@value=}）。"),
		.note = SAID("The bands are 80 % and 95 % intervals.", "色带为 80% 与 95% 区间。"),
	},
	{ 0 },
};

const struct block sections_quality[] = {
	{
		.id = "quality", .command = "data-check @as-of --sort=-share @store",
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
