#include "lib/report/sections_own.h"

/* One command for the profile and the moves: it runs once. */
#define LIFECYCLE "cust-segment @as-of @earlier --lifecycle --profile @facts"
#define SEGMENTS "cust-segment @as-of @earlier --profile @facts"

static const struct column stages[] = {
	{ "lifecycle", NULL, SHOWN_WORD, SAID("stage", "阶段") },
	{ "customers", NULL, SHOWN_COUNT, SAID("customers", "客户数") },
	{ "customers_before", NULL, SHOWN_COUNT, SAID("before", "上期") },
	{ "share", NULL, SHOWN_SHARE, SAID("share", "占比") },
	{ "spend", NULL, SHOWN_AMOUNT, SAID("spend so far", "累计消费") },
	{ "spend_share", NULL, SHOWN_SHARE, SAID("share of spend", "消费占比") },
	{ 0 },
};

/* Both labels have the same columns of moves. */
#define MOVED(name, first, words, zh) \
	static const struct column name[] = { \
		{ first, NULL, SHOWN_WORD, SAID(words, zh) }, \
		{ "customers_before", NULL, SHOWN_COUNT, SAID("before", "上期") }, \
		{ "stayed", NULL, SHOWN_COUNT, SAID("stayed", "留在") }, \
		{ "left", NULL, SHOWN_COUNT, SAID("left", "离开") }, \
		{ "left_to", NULL, SHOWN_WORD, SAID("most to", "主要去向") }, \
		{ "left_most", NULL, SHOWN_COUNT, SAID("of them", "其中") }, \
		{ "came", NULL, SHOWN_COUNT, SAID("came", "转入") }, \
		{ "came_from", NULL, SHOWN_WORD, SAID("most from", "主要来自") }, \
		{ "came_most", NULL, SHOWN_COUNT, SAID("of them", "其中") }, \
		{ "joined", NULL, SHOWN_COUNT, SAID("new", "新增") }, \
		{ "customers", NULL, SHOWN_COUNT, SAID("now", "现在") }, \
		{ 0 }, \
	}

MOVED(stage_moves, "lifecycle", "stage", "阶段");
MOVED(segment_moves, "segment", "segment", "细分");

static const struct column segments[] = {
	{ "segment", NULL, SHOWN_WORD, SAID("segment", "细分") },
	{ "customers", NULL, SHOWN_COUNT, SAID("customers", "客户数") },
	{ "customers_before", NULL, SHOWN_COUNT, SAID("before", "上期") },
	{ "share", NULL, SHOWN_SHARE, SAID("share", "占比") },
	{ "spend", NULL, SHOWN_AMOUNT, SAID("spend so far", "累计消费") },
	{ "spend_share", NULL, SHOWN_SHARE, SAID("share of spend", "消费占比") },
	{ 0 },
};

const struct block sections_customers[] = {
	{
		.id = "lifecycle", .command = LIFECYCLE,
		.counts = "customers",
		.columns = stages,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "lifecycle",
		    .y = "customers", .second = "customers_before",
		    .first_name = SAID("now", "现在"),
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
		.id = "lifecycle-moves", .command = LIFECYCLE, .counts = "customers",
		.columns = stage_moves,
		.title = SAID("Who moved between the stages", "阶段迁移"),
		.sentence = SAID("Since {@before}, {left@active} active customers left that stage, "
		    "most of them for {left_to@active} ({left_most@active}); {came@won-back} were "
		    "won back.",
		    "自 {@before} 以来，{left@active} 位活跃客户离开该阶段，其中 {left_most@active} "
		    "位转为{left_to@active}；赢回 {came@won-back} 位。"),
		.note = SAID("New: customers who had not bought by {@before}. Most from and most "
		    "to name the largest flow, with its customers; cust-diff prints all.",
		    "新增：截至 {@before} 尚未购买的客户。“主要来自”“主要去向”为人数最多的一项；"
		    "全部流向见 cust-diff。"),
	},
	{
		.id = "segments", .command = SEGMENTS,
		.counts = "customers", .columns = segments,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "segment",
		    .y = "customers", .second = "customers_before",
		    .first_name = SAID("now", "现在"),
		    .second_name = SAID("{@before}", "{@before}") },
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
	{
		.id = "segment-moves", .command = SEGMENTS, .counts = "customers",
		.columns = segment_moves,
		.title = SAID("Who moved between the segments", "细分迁移"),
		.sentence = SAID("Since {@before}, {left@Champions} Champions became something "
		    "else, most of them {left_to@Champions} ({left_most@Champions}); "
		    "{came@At Risk} customers came to be At Risk, most of them from "
		    "{came_from@At Risk} "
		    "({came_most@At Risk}).",
		    "自 {@before} 以来，{left@Champions} 位冠军客户转出，其中 {left_most@Champions} "
		    "位转为{left_to@Champions}；{came@At Risk} 位客户转为有风险，其中 "
		    "{came_most@At Risk} 位来自{came_from@At Risk}。"),
		.note = SAID("New: customers who had not bought by {@before}. Most from and most "
		    "to name the largest flow, with its customers; cust-diff prints all.",
		    "新增：截至 {@before} 尚未购买的客户。“主要来自”“主要去向”为人数最多的一项；"
		    "全部流向见 cust-diff。"),
	},
	{ 0 },
};
