#include "lib/store/holder.h"

#include <string.h>

static const struct holder all[] = {
	{ "customer", HOLDER_SELF, "customer_id", NULL,
	    "name email phone birthday gender country region city channel plan attrs source"
	    " external_id", "customer", "客户" },
	{ "customer_key", HOLDER_COMPUTED, NULL, NULL, "key", "keys for matching", "匹配键" },
	{ "alias", HOLDER_ROWS, "alias", NULL, "alias source external_id phone email",
	    "earlier ids", "曾用编号" },
	{ "change", HOLDER_ROWS, "id", NULL, "old new alias", "changes", "变更记录" },
	{ "orders", HOLDER_ROWS, "id", NULL, "order_id source", "orders", "订单" },
	{ "history", HOLDER_COMPUTED, NULL, NULL, "", "purchase history", "购买历史" },
	{ "feedback", HOLDER_ROWS, "case_id", NULL, "text wanted order_id source external_id",
	    "feedback", "反馈" },
	{ "feedback_event", HOLDER_PART, "event_id", "feedback", "outcome cause note",
	    "steps of feedback", "反馈处理" },
	{ "feedback_words", HOLDER_COMPUTED, NULL, NULL, "text outcome", "index of words", "全文索引" },
	{ "touch", HOLDER_ROWS, "touch_id", NULL, "journey note source external_id", "contacts",
	    "联系记录" },
	{ "care", HOLDER_ROWS, "care_id", NULL, "", "reasons to contact", "关怀事项" },
	{ "visit", HOLDER_ROWS, "visit_id", NULL, "note source external_id", "visits", "到访记录" },
	{ "promise", HOLDER_ROWS, "promise_id", NULL, "promise order_id", "promises", "承诺" },
	{ "promise_event", HOLDER_PART, "event_id", "promise", "note", "steps of promises",
	    "承诺处理" },
	{ "answer", HOLDER_ROWS, "answer_id", NULL, "respondent value source external_id",
	    "answers to surveys", "问卷回答" },
	{ "alert", HOLDER_ROWS, "alert_id", NULL, "reasons", "churn alerts", "流失预警" },
	{ "alert_state", HOLDER_ONE, "customer_id", NULL, "", "open alert case", "预警状态" },
	{ "winback", HOLDER_ROWS, "winback_id", NULL, "reason offer", "attempts to win back",
	    "挽回" },
	{ "winback_event", HOLDER_PART, "event_id", "winback", "note", "results of attempts",
	    "挽回结果" },
	{ "segment_label", HOLDER_ROWS, "label_id", NULL, "", "remembered labels", "分群标签" },
	{ "trial_member", HOLDER_ROWS, "member_id", NULL, "", "trials", "试验" },
	{ "consent", HOLDER_ROWS, "consent_id", NULL, "note source external_id", "consent",
	    "同意记录" },
	{ "points", HOLDER_ROWS, "entry_id", NULL, "order_id reason note source", "loyalty points",
	    "积分" },
	{ "forgotten", HOLDER_ONE, "customer_id", NULL, "reason", "erasure", "删除记录" },
	{ "forgotten_id", HOLDER_PART, "hash", "forgotten", "", "hashes of earlier ids",
	    "曾用编号的散列" },
	{ "forgotten_batch", HOLDER_PART, "touched", "forgotten", "",
	    "batches that the erasure touched", "删除涉及的批次" },
};

const struct holder *
holder_all(size_t *n)
{
	*n = sizeof all / sizeof *all;
	return all;
}

const struct holder *
holder_of(const char *table)
{
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strcmp(all[i].table, table) == 0)
			return &all[i];
	return NULL;
}
