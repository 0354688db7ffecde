#include "lib/report/sections_own.h"

#include <string.h>

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
	{ "promises", SAID("Promises made", "作出的承诺"), SHOWN_COUNT },
	{ "alerts_new", SAID("Alerts: newly at risk", "预警：新增风险"), SHOWN_COUNT },
	{ "alerts_worse", SAID("Alerts: risk got worse", "预警：风险加剧"), SHOWN_COUNT },
	{ "alerts_resolved", SAID("Alerts: risk resolved", "预警：风险解除"), SHOWN_COUNT },
	{ "alerts_lost", SAID("Alerts: given up", "预警：放弃"), SHOWN_COUNT },
	{ "winbacks", SAID("Attempts to win back", "挽回次数"), SHOWN_COUNT },
	{ "alert_runs", SAID("Runs of the alerts", "预警运行次数"),
	    SHOWN_COUNT },
	{ "bought", SAID("bought again", "再次购买"), SHOWN_SHARE },
	{ "more", SAID("more", "增加"), SHOWN_TEXT },
	{ "less", SAID("less", "减少"), SHOWN_TEXT },
	{ "higher", SAID("higher", "提高"), SHOWN_TEXT },
	{ "lower", SAID("lower", "下降"), SHOWN_TEXT },
	{ "within noise", SAID("within noise", "在随机波动范围内"), SHOWN_TEXT },
	{ "too few", SAID("too few to tell", "样本太少，无法判断"), SHOWN_TEXT },
	{ "prospect", SAID("prospect", "潜在"), SHOWN_TEXT },
	{ "new", SAID("new", "新客"), SHOWN_TEXT },
	{ "active", SAID("active", "活跃"), SHOWN_TEXT },
	{ "dormant", SAID("dormant", "沉睡"), SHOWN_TEXT },
	{ "churned", SAID("churned", "流失"), SHOWN_TEXT },
	{ "won-back", SAID("won back", "回归客户"), SHOWN_TEXT },
	{ "Champions", SAID("Champions", "冠军客户"), SHOWN_TEXT },
	{ "Loyal", SAID("Loyal", "忠诚客户"), SHOWN_TEXT },
	{ "Potential Loyalist", SAID("Potential Loyalist", "潜力忠诚"), SHOWN_TEXT },
	{ "New", SAID("New", "新客户"), SHOWN_TEXT },
	{ "Promising", SAID("Promising", "有前景"), SHOWN_TEXT },
	{ "Need Attention", SAID("Need Attention", "需关注"), SHOWN_TEXT },
	{ "About To Sleep", SAID("About To Sleep", "即将沉睡"), SHOWN_TEXT },
	{ "At Risk", SAID("At Risk (RFM)", "有流失风险（RFM）"), SHOWN_TEXT },
	{ "Cannot Lose", SAID("Cannot Lose", "不可失去"), SHOWN_TEXT },
	{ "Hibernating", SAID("Hibernating", "冬眠"), SHOWN_TEXT },
	{ "Lost", SAID("Lost (RFM)", "已流失（RFM）"), SHOWN_TEXT },
	{ "ok", SAID("low", "低"), SHOWN_TEXT },
	{ "watch", SAID("medium", "中"), SHOWN_TEXT },
	{ "alert", SAID("high", "高"), SHOWN_TEXT },
	{ "small", SAID("small", "偏小"), SHOWN_TEXT },
	{ "met", SAID("met", "达标"), SHOWN_TEXT },
	{ "missed", SAID("missed", "未达标"), SHOWN_TEXT },
	{ "no data", SAID("no data", "无数据"), SHOWN_TEXT },
	{ "first_response", SAID("first response", "首次响应"), SHOWN_TEXT },
	{ "update", SAID("time without news", "无回音时长"), SHOWN_TEXT },
	{ "resolution", SAID("resolution", "解决"), SHOWN_TEXT },
	{ "reopened", SAID("reopened", "重新打开"), SHOWN_TEXT },
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
	{ "received", SAID("received", "已收到"), SHOWN_TEXT },
	{ "acknowledged", SAID("acknowledged", "已确认收到"), SHOWN_TEXT },
	{ "assigned", SAID("assigned", "已指派"), SHOWN_TEXT },
	{ "in_progress", SAID("in progress", "处理中"), SHOWN_TEXT },
	{ "waiting", SAID("waiting", "等待中"), SHOWN_TEXT },
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
	{ "touch", SAID("contacts", "联系"), SHOWN_TEXT },
	{ "promise", SAID("promise", "承诺"), SHOWN_TEXT },
	{ "order_id", SAID("order_id", "订单号"), SHOWN_TEXT },
	{ "customer_id", SAID("customer_id", "客户编号"), SHOWN_TEXT },
	{ "text", SAID("text", "内容"), SHOWN_TEXT },
	{ "department", SAID("department", "部门"), SHOWN_TEXT },
	{ "touchpoint", SAID("touchpoint", "接触点"), SHOWN_TEXT },
	{ "direction", SAID("direction", "方向"), SHOWN_TEXT },
	{ "amount", SAID("amount", "金额"), SHOWN_TEXT },
	{ "date", SAID("date", "日期"), SHOWN_TEXT },
	{ "sku", SAID("sku", "商品编号"), SHOWN_TEXT },
	{ "quantity", SAID("quantity", "件数"), SHOWN_TEXT },
	{ "cost", SAID("cost", "成本"), SHOWN_TEXT },
	{ "birthday_calendar", SAID("birthday_calendar", "生日历法"), SHOWN_TEXT },
	{ "preferred_channel", SAID("preferred_channel", "偏好渠道"), SHOWN_TEXT },
	{ "customers_so_far", SAID("Customers so far, all", "累计客户总数"), SHOWN_COUNT },
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

const char *
sections_table(const char *table, enum language l)
{
	static const struct said orders = { { "Orders", "订单" } };

	return strcmp(table, "orders") == 0 ? orders.in[l] : sections_word(table, l);
}

enum shown
sections_figure(const char *figure)
{
	const struct word *w = find_word(figure);

	return w && w->as != SHOWN_TEXT ? w->as : SHOWN_NUMBER;
}
