#include "lib/report/sections_own.h"

/* What cust-segment needs of each customer, and no more: it is much for a million of them. */
#define CONCENTRATION \
	"clv-calc @as-of --columns=customer_id,as_of,first_date,last_date,frequency,clv @facts" \
	" | cust-segment --pareto --abc=clv"

const struct column sections_total_columns[] = {
	{ "n", NULL, SHOWN_COUNT, SAID("customers", "客户数") },
	{ "expected_orders", NULL, SHOWN_COUNT, SAID("expected orders", "预计购买次数") },
	{ "orders_low", "orders_high", SHOWN_COUNT, INTERVAL },
	{ "clv", NULL, SHOWN_AMOUNT, SAID("expected value", "预期价值") },
	{ "clv_low", "clv_high", SHOWN_AMOUNT, INTERVAL },
	{ "model", NULL, SHOWN_NONE, NOTHING },
	{ 0 },
};

static const struct column top_shares[] = {
	{ "customers_share", NULL, SHOWN_SHARE, SAID("best customers", "最优客户") },
	{ "customers", NULL, SHOWN_COUNT, SAID("customers", "客户数") },
	{ "value", NULL, SHOWN_SHARE, SAID("share of the value", "价值占比") },
	{ "measure", NULL, SHOWN_NONE, NOTHING },
	{ 0 },
};

static const struct column top_spend[] = {
	{ "customers_share", NULL, SHOWN_SHARE, SAID("best customers", "最优客户") },
	{ "customers", NULL, SHOWN_COUNT, SAID("customers", "客户数") },
	{ "value", NULL, SHOWN_SHARE, SAID("share of the spend", "消费占比") },
	{ "measure", NULL, SHOWN_NONE, NOTHING },
	{ 0 },
};

static const struct column bins[] = {
	{ "value", "value_to", SHOWN_RANGE, SAID("expected value", "预期价值") },
	{ "customers", NULL, SHOWN_COUNT, SAID("customers", "客户数") },
	{ "customers_share", NULL, SHOWN_SHARE, SAID("share", "占比") },
	{ 0 },
};

static const struct column best[] = {
	{ "customer_id", NULL, SHOWN_TEXT, SAID("customer", "客户") },
	{ "clv", NULL, SHOWN_AMOUNT, SAID("expected value", "预期价值") },
	{ "spend", NULL, SHOWN_AMOUNT, SAID("spend so far", "累计消费") },
	{ "orders", NULL, SHOWN_COUNT, SAID("orders", "订单数") },
	{ "last_date", NULL, SHOWN_TEXT, SAID("last purchase", "最近购买") },
	{ 0 },
};

const struct block sections_value[] = {
	{
		.id = "total", .command = SECTIONS_VALUE_BY_RISK, .columns = sections_total_columns,
		.rows = "flag=",
		.title = SAID("What the customers are worth", "客户价值"),
		.sentence = SAID("In the 365 days after {@as-of}, the {n@flag=} customers so far "
		    "are expected to place {expected_orders@flag=} orders worth {clv@flag=} "
		    "(95 % interval {clv_low@flag=} to {clv_high@flag=}).",
		    "{@as-of} 之后 365 天，现有 {n@flag=} 位客户预计下单 {expected_orders@flag=} 次，"
		    "价值 {clv@flag=}（95% 区间 {clv_low@flag=} 至 {clv_high@flag=}）。"),
		.note = SAID("Discounted by 10 % a year, without customers who are still to "
		    "come.",
		    "年折现率 10%，不含未来新客户。"),
	},
	{
		.id = "concentration",
		.command = CONCENTRATION,
		.columns = top_shares, .counts = "customers", .rows = "measure=top_share",
		.chart = { .wanted = true, .kind = CHART_LORENZ, .x = "customers_share",
		    .y = "value", .rows = "measure=lorenz",
		    .unit = SAID("share of the customers, least valuable first",
		    "客户占比（价值由低到高）"),
		    .first_name = SAID("share of the value", "价值占比") },
		.title = SAID("How the value is distributed", "价值分布"),
		.sentence = SAID("The best 10 % of the customers hold {value@top_share,0.1} of "
		    "the "
		    "expected value, the best 20 % hold {value@top_share,0.2}; Gini's "
		    "coefficient "
		    "is {value@gini}.",
		    "最优 10% 客户占预期价值的 {value@top_share,0.1}，最优 20% 占 "
		    "{value@top_share,0.2}；基尼系数 {value@gini}。"),
		.note = SAID("The straight line: if all customers were worth the same.",
		    "直线：若所有客户价值相同。"),
	},
	{
		.id = "histogram", .command = CONCENTRATION,
		.columns = bins, .counts = "customers", .rows = "measure=histogram",
		.chart = { .wanted = true, .kind = CHART_BARS, .label = "value", .y = "customers",
		    .unit = SAID("customers", "客户数") },
		.title = SAID("How many customers have which value", "不同价值的客户数"),
		.sentence = SAID("Half of the customers are worth {value@quantile,0.5} or less in "
		    "the next year, which is the median; the middle half of them is between "
		    "{value@quantile,0.25} and {value@quantile,0.75}. The mean is {value@mean}; "
		    "it is larger if a few are worth much, so the median tells more about a "
		    "usual customer.",
		    "一半客户未来一年的预期价值不超过 {value@quantile,0.5}（中位数），居中的一半在 "
		    "{value@quantile,0.25} 至 {value@quantile,0.75} 之间。平均值为 {value@mean}；"
		    "少数客户价值很高时平均值偏大，中位数更能代表普通客户。"),
		.note = SAID("A bar is the number of customers whose expected value of the "
		    "next year is in this range; the ranges are not equally wide.",
		    "每条为未来一年预期价值在该区间的客户数；各区间宽度不等。"),
	},
	{
		.id = "best-customers",
		.command = "clv-calc @as-of --sort=-clv,customer_id --limit=10 @facts",
		.columns = best, .names = true,
		.title = SAID("The ten most valuable customers", "价值最高的十位客户"),
	},
	{
		.id = "spend-concentration", .command = "cust-segment @as-of --pareto --abc "
		    "@facts",
		.columns = top_spend, .counts = "customers", .rows = "measure=top_share",
		.chart = { .wanted = true, .kind = CHART_LORENZ, .x = "customers_share",
		    .y = "value", .rows = "measure=lorenz",
		    .unit = SAID("share of the customers, least spend first",
		    "客户占比（消费由低到高）"),
		    .first_name = SAID("share of the spend", "消费占比") },
		.title = SAID("How the spend so far is distributed", "累计消费分布"),
		.sentence = SAID("The best 20 % of the customers have spent "
		    "{value@top_share,0.2} "
		    "of all money so far.",
		    "最优 20% 客户占累计消费的 {value@top_share,0.2}。"),
		.note = SAID("The straight line: if all customers had spent the same.",
		    "直线：若所有客户消费相同。"),
	},
	{ 0 },
};

const struct block sections_cohorts[] = {
	{
		.id = "retention", .command = SECTIONS_RETENTION,
		.most = 12, .latest = true,
		.chart = { .wanted = true, .kind = CHART_HEAT, .label = "cohort" },
		.title = SAID("Who buys again, month by month", "逐月复购率"),
		.sentence = SAID("A row is the customers whose first purchase was in that month; "
		    "a cell is the share of them who bought so many months later.",
		    "每行为当月首购的客户；每格为之后第几个月仍有购买的比例。"),
	},
	{ 0 },
};
