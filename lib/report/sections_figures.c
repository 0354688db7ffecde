#include "lib/report/sections_own.h"

const struct column sections_figure_columns[] = {
	{ "figure", NULL, SHOWN_WORD, SAID("figure", "指标") },
	{ "value", NULL, SHOWN_FIGURE, SAID("this period", "本期") },
	COMPARED(SHOWN_FIGURE),
	{ 0 },
};

static const struct column by_figures[] = {
	{ "@by", NULL, SHOWN_GROUP, SAID("group", "分组") },
	{ "value", NULL, SHOWN_AMOUNT, SAID("spend", "消费额") },
	COMPARED(SHOWN_AMOUNT),
	{ 0 },
};

static const struct column by_value[] = {
	{ "@by", NULL, SHOWN_GROUP, SAID("group", "分组") },
	{ "n", NULL, SHOWN_COUNT, SAID("customers", "客户数") },
	{ "clv", NULL, SHOWN_AMOUNT, SAID("expected value", "预期价值") },
	{ "clv_low", "clv_high", SHOWN_AMOUNT, INTERVAL },
	{ 0 },
};

static const struct column by_nps[] = {
	{ "@by", NULL, SHOWN_GROUP, SAID("group", "分组") },
	{ "n", NULL, SHOWN_COUNT, SAID("answers", "回答数") },
	{ "nps", NULL, SHOWN_POINTS, SAID("NPS", "NPS") },
	{ "low", "high", SHOWN_POINTS, INTERVAL },
	{ "size", NULL, SHOWN_WORD, SAID("sample", "样本") },
	{ 0 },
};

static const struct column by_nps_change[] = {
	{ "@by", NULL, SHOWN_GROUP, SAID("group", "分组") },
	{ "period", NULL, SHOWN_PERIOD, SAID("quarter", "季度") },
	{ "n", NULL, SHOWN_COUNT, SAID("answers", "回答数") },
	{ "nps", NULL, SHOWN_POINTS, SAID("NPS", "NPS") },
	{ "difference", NULL, SHOWN_POINTS, SAID("difference", "差异") },
	{ "difference_low", "difference_high", SHOWN_POINTS, INTERVAL },
	{ "verdict", NULL, SHOWN_WORD, SAID("than the quarter before", "与上季度相比") },
	{ 0 },
};

static const struct clause nps_changes[] = {
	{ "verdict=higher", SAID("Higher: {@by*verdict=higher}.", "提高：{@by*verdict=higher}。") },
	{ "verdict=lower", SAID("Lower: {@by*verdict=lower}.", "下降：{@by*verdict=lower}。") },
	{ "!verdict=higher,lower", SAID("No NPS has changed by more than chance explains.",
	    "没有超出随机波动的变化。") },
	{ NULL, SAID("Of 20 groups in which nothing has changed, about one is called higher or "
	    "lower; {#} are compared here.",
	    "即使没有变化，每 20 组也约有 1 组显示为提高或下降；此处比较 {#} 组。") },
	{ 0 },
};

const struct block sections_figures[] = {
	{
		.id = "figures", .command = SECTIONS_FIGURES,
		.columns = sections_figure_columns, .cards = 6,
		.rows = "figure!=alert_runs,alerts_new,alerts_worse,alerts_resolved,alerts_lost",
		.counts = "value,value_before",
		.title = SAID("This period and the one before", "本期与上期"),
		.sentence = SAID("From {@since} to {@until}, compared with {before_since} to "
		    "{before_until}.", "{@since} 至 {@until}，对比 {before_since} 至 {before_until}。"),
		.note = SAID("A change is more than noise if its 95 % interval excludes 0 %. "
		    "Customers count as independent.",
		    "若变化的 95% 区间不含 0%，则变化超出随机波动。各客户视为相互独立。"),
	},
	{ 0 },
};

const struct block sections_groups[] = {
	{
		.id = "by-spend", .command = "figure-calc @since @until @as-of @compare @by "
		    "@facts",
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
	{
		.id = "by-nps-change",
		.command = "nps-calc --period=quarter --compare @quarters @until @as-of @by @store",
		.exists = "SELECT 1 FROM feedback WHERE kind = 'nps'", .rows = "difference!=",
		.columns = by_nps_change,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "@by", .y = "difference",
		    .low = "difference_low", .high = "difference_high" },
		.title = SAID("Has the NPS changed? By {@group}, against the quarter before",
		    "各{@group} NPS 与上季度相比"),
		.clauses = nps_changes,
		.none = SAID("No group has answers in this quarter and the one before.",
		    "没有一组在本季度与上季度都有回答。"),
		.note = SAID("The difference is in points of the NPS. Its interval is that of the "
		    "adjusted scores, so it need not be centred on the difference.",
		    "差异以 NPS 的分为单位；区间取自调整后的分数，不一定以差异为中心。"),
	},
	{ 0 },
};
