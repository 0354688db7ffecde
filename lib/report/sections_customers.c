#include "lib/report/sections_own.h"

#define MOVES SAID("New: customers who had not bought by {@before}. Most from and most to name " \
	"the largest flow, with its customers; cust-diff prints all.", \
	"新增：截至 {@before} 尚未购买的客户。“主要来自”“主要去向”为人数最多的一项；" \
	"全部流向见 cust-diff。")

/* One command for the profile and the moves: it runs once. */
#define SEGMENTS "cust-segment @as-of @earlier --profile @facts"

const struct column sections_stage_columns[] = {
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
MOVED(segment_moves, "segment", "segment", "客户群");

static const struct column segments[] = {
	{ "segment", NULL, SHOWN_WORD, SAID("segment", "客户群") },
	{ "customers", NULL, SHOWN_COUNT, SAID("customers", "客户数") },
	{ "customers_before", NULL, SHOWN_COUNT, SAID("before", "上期") },
	{ "share", NULL, SHOWN_SHARE, SAID("share", "占比") },
	{ "spend", NULL, SHOWN_AMOUNT, SAID("spend so far", "累计消费") },
	{ "spend_share", NULL, SHOWN_SHARE, SAID("share of spend", "消费占比") },
	{ 0 },
};

/* The largest flow is all of it, or the most of it. */
static const struct clause stage_clauses[] = {
	{ "lifecycle=active&left=0", SAID("Since {@before}, no active customer left that stage.",
	    "自 {@before} 以来，没有活跃客户离开该阶段。") },
	{ "lifecycle=active&left>0&left_most=@left", SAID("Since {@before}, {left@active} active "
	    "customers left that stage, all of them to {left_to@active}.",
	    "自 {@before} 以来，{left@active} 位活跃客户离开该阶段，转为{left_to@active}。") },
	{ "lifecycle=active&left_most<@left", SAID("Since {@before}, {left@active} active "
	    "customers "
	    "left that stage, the largest part to {left_to@active} ({left_most@active}).",
	    "自 {@before} 以来，{left@active} 位活跃客户离开该阶段，最多的 {left_most@active} "
	    "位转为{left_to@active}。") },
	{ "lifecycle=won-back", SAID("{came@won-back} were won back.",
	    "回归客户 {came@won-back} 位。") },
	{ 0 },
};

static const struct clause champions[] = {
	{ "segment=Champions&customers>0", SAID("The Champions, {share@Champions} of the "
	    "customers, have spent {spend_share@Champions} of all money so far.",
	    "冠军客户占客户的 {share@Champions}，累计消费占全部的 {spend_share@Champions}。") },
	{ "segment=Champions&customers=0", SAID("No customer is a Champion.", "没有冠军客户。") },
	{ 0 },
};

static const struct clause segment_clauses[] = {
	{ "segment=Champions&left=0", SAID("Since {@before}, no Champion moved to another "
	    "segment.",
	    "自 {@before} 以来，没有冠军客户转出。") },
	{ "segment=Champions&left>0&left_most=@left", SAID("Since {@before}, {left@Champions} "
	    "Champions moved to another segment, all of them to {left_to@Champions}.",
	    "自 {@before} 以来，{left@Champions} 位冠军客户转出，转为{left_to@Champions}。") },
	{ "segment=Champions&left_most<@left", SAID("Since {@before}, {left@Champions} Champions "
	    "moved to another segment, the largest part to {left_to@Champions} "
	    "({left_most@Champions}).",
	    "自 {@before} 以来，{left@Champions} 位冠军客户转出，最多的 {left_most@Champions} "
	    "位转为{left_to@Champions}。") },
	{ "segment=At Risk&came>0&came_most=@came", SAID("{came@At Risk} customers moved to "
	    "{segment@At Risk}, all of them from {came_from@At Risk}.",
	    "{came@At Risk} 位客户转为{segment@At Risk}，来自{came_from@At Risk}。") },
	{ "segment=At Risk&came_most<@came", SAID("{came@At Risk} customers moved to "
	    "{segment@At Risk}, the largest part from {came_from@At Risk} ({came_most@At Risk}).",
	    "{came@At Risk} 位客户转为{segment@At Risk}，最多的 {came_most@At Risk} "
	    "位来自{came_from@At Risk}。") },
	{ 0 },
};

const struct block sections_customers[] = {
	{
		.id = "lifecycle", .command = SECTIONS_LIFECYCLE,
		.counts = "customers",
		.columns = sections_stage_columns,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "lifecycle",
		    .y = "customers", .second = "customers_before",
		    .first_name = SAID("now", "现在"),
		    .second_name = SAID("{@before}", "{@before}") },
		.title = SAID("Lifecycle: days since the last purchase", "生命周期：距上次购买的天数"),
		.sentence = SAID("Customers: {customers@active} active, {customers@new} new, "
		    "{customers@won-back} won back, {customers@dormant} dormant, "
		    "{customers@churned} churned.",
		    "活跃客户 {customers@active} 人，新客户 {customers@new} 人，回归客户 "
		    "{customers@won-back} 人；沉睡 {customers@dormant} 人，流失 {customers@churned} 人。"),
		.note = SAID("New: one purchase in the last 90 days. Active: bought in the "
		    "last 180 "
		    "days. Dormant: in the last 365 days. Won back: bought again after that "
		    "time. "
		    "Three counts differ: these stages are days since the last purchase; RFM "
		    "segments rank the customers, so At Risk and Lost there are ranks, not "
		    "predictions; the risk under Churn is the predicted chance of buying "
		    "nothing in 90 days, and an alert is a change of that risk.",
		    "新客户：近 90 天首购一次。活跃：近 180 天有购买。沉睡：近 365 天有购买。"
		    "回归客户：超过该时间后再次购买。这三处统计不同：此处按距上次购买的天数；RFM 客户群按客户间的排名"
		    "（“有流失风险”“已流失”是排名，不是预测）；流失部分的风险是 90 天内不购买的预测概率，"
		    "预警是该风险的变化。"),
	},
	{
		.id = "lifecycle-moves", .command = SECTIONS_LIFECYCLE, .counts = "customers",
		.columns = stage_moves,
		.title = SAID("Who moved between the stages", "阶段迁移"),
		.clauses = stage_clauses,
		.note = MOVES,
	},
	{
		.id = "segments", .command = SEGMENTS,
		.counts = "customers", .columns = segments,
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "segment",
		    .y = "customers", .second = "customers_before",
		    .first_name = SAID("now", "现在"),
		    .second_name = SAID("{@before}", "{@before}") },
		.title = SAID("RFM segments", "RFM 客户群"),
		.clauses = champions,
		.note = SAID("Scores of recency, frequency and spend; equal fifths of the "
		    "customers, so a segment changes when others overtake it.",
		    "按最近购买、频率与金额评分，各分五等份；他人变化也会影响所属客户群。"),
	},
	{
		.id = "segment-moves", .command = SEGMENTS, .counts = "customers",
		.columns = segment_moves,
		.title = SAID("Who moved between the segments", "客户群迁移"),
		.clauses = segment_clauses,
		.note = MOVES,
	},
	{ 0 },
};
