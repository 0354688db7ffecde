#include "lib/io/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "lib/io/header.h"

static const struct lexicon columns[] = {	/* sorted by name */
	{ "a", LEXICON_TEXT, 2 }, { "abandoned", LEXICON_DATE, 6 },
	{ "abandonment", LEXICON_SHARE, 4 }, { "abc", LEXICON_TEXT, 1 },
	{ "acquired", LEXICON_DATE, 5 }, { "actor", LEXICON_TEXT, 4 },
	{ "actual", LEXICON_NUMBER, 2 }, { "added", LEXICON_NUMBER, 2 },
	{ "age", LEXICON_NUMBER, 7 }, { "agent", LEXICON_TEXT, 5 }, { "agents", LEXICON_NUMBER, 2 },
	{ "agents_high", LEXICON_NUMBER, 4 }, { "alert_id", LEXICON_NUMBER, 3 },
	{ "alias", LEXICON_TEXT, 4 }, { "alpha", LEXICON_NUMBER, 6 },
	{ "amount", LEXICON_AMOUNT, 2 }, { "answer_id", LEXICON_NUMBER, 1 },
	{ "arm", LEXICON_TEXT, 2 }, { "arrived", LEXICON_DATE, 3 }, { "as_of", LEXICON_DATE, 8 },
	{ "assigned", LEXICON_DATE, 4 }, { "at", LEXICON_DATE, 2 },
	{ "at_risk", LEXICON_NUMBER, 3 }, { "attainment", LEXICON_SHARE, 2 },
	{ "attitude", LEXICON_NUMBER, 4 }, { "attractive", LEXICON_NUMBER, 4 },
	{ "attrs", LEXICON_OBJECT, 7 }, { "b", LEXICON_TEXT, 3 }, { "bad", LEXICON_NUMBER, 2 },
	{ "balance", LEXICON_NUMBER, 2 }, { "basis", LEXICON_TEXT, 6 },
	{ "batch", LEXICON_NUMBER, 2 }, { "because", LEXICON_TEXT, 6 },
	{ "before", LEXICON_SHARE, 5 }, { "before_since", LEXICON_DATE, 8 },
	{ "before_until", LEXICON_DATE, 8 }, { "benchmark", LEXICON_NUMBER, 5 },
	{ "best", LEXICON_TEXT, 3 }, { "better", LEXICON_NUMBER, 3 },
	{ "better_high", LEXICON_NUMBER, 6 }, { "better_low", LEXICON_NUMBER, 6 },
	{ "bias", LEXICON_NUMBER, 3 }, { "birthday", LEXICON_TEXT, 6 },
	{ "birthday_calendar", LEXICON_TEXT, 7 }, { "bottom", LEXICON_SHARE, 4 },
	{ "bottom_high", LEXICON_SHARE, 6 }, { "bottom_low", LEXICON_SHARE, 6 },
	{ "bought", LEXICON_NUMBER, 3 }, { "breakage", LEXICON_SHARE, 3 },
	{ "breslow", LEXICON_NUMBER, 5 }, { "breslow_p", LEXICON_NUMBER, 4 },
	{ "c", LEXICON_TEXT, 4 }, { "cac", LEXICON_NUMBER, 1 }, { "calendar", LEXICON_TEXT, 8 },
	{ "call_day", LEXICON_DATE, 5 }, { "call_hours", LEXICON_TEXT, 5 },
	{ "calls", LEXICON_NUMBER, 2 }, { "calls_high", LEXICON_NUMBER, 6 },
	{ "calls_low", LEXICON_NUMBER, 6 }, { "came", LEXICON_NUMBER, 3 },
	{ "came_from", LEXICON_TEXT, 3 }, { "came_most", LEXICON_NUMBER, 5 },
	{ "cancelled", LEXICON_DATE, 6 }, { "case_id", LEXICON_NUMBER, 1 },
	{ "cases", LEXICON_NUMBER, 4 }, { "cases_baseline", LEXICON_NUMBER, 7 },
	{ "cases_threshold", LEXICON_NUMBER, 7 }, { "category", LEXICON_TEXT, 2 },
	{ "cause", LEXICON_TEXT, 5 }, { "censored", LEXICON_NUMBER, 5 },
	{ "centre", LEXICON_NUMBER, 8 }, { "ces_mean", LEXICON_NUMBER, 2 },
	{ "change", LEXICON_NUMBER, 2 }, { "changed", LEXICON_DATE, 5 },
	{ "channel", LEXICON_TEXT, 5 }, { "check", LEXICON_TEXT, 2 }, { "city", LEXICON_TEXT, 5 },
	{ "class", LEXICON_TEXT, 2 }, { "cluster", LEXICON_TEXT, 1 }, { "clv", LEXICON_AMOUNT, 1 },
	{ "clv_high", LEXICON_AMOUNT, 4 }, { "clv_low", LEXICON_AMOUNT, 4 },
	{ "clv_mean", LEXICON_NUMBER, 3 }, { "clv_mean_high", LEXICON_NUMBER, 6 },
	{ "clv_mean_low", LEXICON_NUMBER, 6 }, { "clv_n", LEXICON_NUMBER, 7 },
	{ "clv_sd", LEXICON_AMOUNT, 6 }, { "clv_se", LEXICON_AMOUNT, 5 },
	{ "cohort", LEXICON_TEXT, 1 }, { "cohort_size", LEXICON_NUMBER, 2 },
	{ "column", LEXICON_TEXT, 3 }, { "complaints", LEXICON_NUMBER, 4 },
	{ "complaints_baseline", LEXICON_NUMBER, 7 }, { "complaints_threshold", LEXICON_NUMBER, 7 },
	{ "confidence", LEXICON_TEXT, 2 }, { "consent", LEXICON_TEXT, 4 },
	{ "consent_id", LEXICON_NUMBER, 1 }, { "contacts", LEXICON_NUMBER, 4 },
	{ "contacts_baseline", LEXICON_NUMBER, 7 }, { "contacts_threshold", LEXICON_NUMBER, 7 },
	{ "correct", LEXICON_NUMBER, 4 }, { "correlation", LEXICON_NUMBER, 5 },
	{ "correlation_high", LEXICON_NUMBER, 7 }, { "correlation_low", LEXICON_NUMBER, 7 },
	{ "cosine", LEXICON_NUMBER, 3 }, { "cost", LEXICON_AMOUNT, 5 },
	{ "country", LEXICON_TEXT, 5 }, { "coverage", LEXICON_SHARE, 5 },
	{ "coverage80", LEXICON_SHARE, 4 }, { "coverage95", LEXICON_SHARE, 4 },
	{ "csat", LEXICON_NUMBER, 2 }, { "customer_id", LEXICON_TEXT, 1 },
	{ "customers", LEXICON_NUMBER, 2 }, { "customers_before", LEXICON_NUMBER, 2 },
	{ "customers_share", LEXICON_SHARE, 2 }, { "date", LEXICON_DATE, 2 },
	{ "days", LEXICON_NUMBER, 5 }, { "delivered", LEXICON_NUMBER, 2 },
	{ "department", LEXICON_TEXT, 4 }, { "dert", LEXICON_NUMBER, 3 },
	{ "detectable", LEXICON_NUMBER, 2 }, { "detectable_relative", LEXICON_SHARE, 2 },
	{ "detractors", LEXICON_NUMBER, 3 }, { "df", LEXICON_NUMBER, 6 },
	{ "difference", LEXICON_NUMBER, 2 }, { "difference_high", LEXICON_NUMBER, 4 },
	{ "difference_low", LEXICON_NUMBER, 4 }, { "dimension", LEXICON_TEXT, 2 },
	{ "direction", LEXICON_TEXT, 5 }, { "discount", LEXICON_AMOUNT, 5 },
	{ "discounted_orders", LEXICON_NUMBER, 4 }, { "discounted_payments", LEXICON_NUMBER, 4 },
	{ "discounted_renewals", LEXICON_NUMBER, 5 }, { "due", LEXICON_DATE, 3 },
	{ "due_now", LEXICON_DATE, 4 }, { "earned", LEXICON_NUMBER, 4 },
	{ "easy", LEXICON_NUMBER, 3 }, { "easy_high", LEXICON_NUMBER, 5 },
	{ "easy_low", LEXICON_NUMBER, 5 }, { "easy_net", LEXICON_NUMBER, 3 },
	{ "easy_share", LEXICON_NUMBER, 3 }, { "effect", LEXICON_TEXT, 2 },
	{ "email", LEXICON_TEXT, 4 }, { "en", LEXICON_TEXT, 4 }, { "end", LEXICON_NUMBER, 2 },
	{ "ended", LEXICON_DATE, 4 }, { "enough", LEXICON_TEXT, 2 },
	{ "entry_id", LEXICON_NUMBER, 1 }, { "event_id", LEXICON_NUMBER, 3 },
	{ "events", LEXICON_NUMBER, 3 }, { "events_expected", LEXICON_NUMBER, 4 },
	{ "expectation", LEXICON_NUMBER, 4 }, { "expected_orders", LEXICON_NUMBER, 3 },
	{ "expected_points", LEXICON_NUMBER, 4 }, { "expected_spend", LEXICON_AMOUNT, 3 },
	{ "expected_survivors", LEXICON_NUMBER, 3 }, { "expected_value", LEXICON_AMOUNT, 4 },
	{ "expired", LEXICON_NUMBER, 4 }, { "expires", LEXICON_DATE, 4 },
	{ "expiring", LEXICON_NUMBER, 4 }, { "explain", LEXICON_TEXT, 2 },
	{ "explained", LEXICON_SHARE, 5 }, { "export", LEXICON_TEXT, 2 },
	{ "external_id", LEXICON_TEXT, 6 }, { "f_score", LEXICON_NUMBER, 4 },
	{ "fault", LEXICON_TEXT, 2 }, { "field", LEXICON_TEXT, 2 }, { "figure", LEXICON_TEXT, 1 },
	{ "file", LEXICON_TEXT, 3 }, { "first_date", LEXICON_DATE, 6 }, { "fix", LEXICON_TEXT, 6 },
	{ "flag", LEXICON_TEXT, 2 }, { "follow_up", LEXICON_NUMBER, 5 },
	{ "fong", LEXICON_TEXT, 7 }, { "forecast", LEXICON_NUMBER, 2 },
	{ "frequency", LEXICON_NUMBER, 5 }, { "from", LEXICON_NUMBER, 2 },
	{ "from_label", LEXICON_TEXT, 2 }, { "gain", LEXICON_NUMBER, 2 },
	{ "gain_high", LEXICON_NUMBER, 4 }, { "gain_low", LEXICON_NUMBER, 4 },
	{ "gap", LEXICON_NUMBER, 2 }, { "gender", LEXICON_TEXT, 6 }, { "hard", LEXICON_NUMBER, 3 },
	{ "high", LEXICON_NUMBER, 3 },
	{ "high80", LEXICON_NUMBER, 3 },
	{ "high95", LEXICON_NUMBER, 4 }, { "hit_high", LEXICON_SHARE, 4 },
	{ "hit_low", LEXICON_SHARE, 4 }, { "hit_rate", LEXICON_SHARE, 2 },
	{ "holdout_mean", LEXICON_NUMBER, 3 }, { "holdout_n", LEXICON_NUMBER, 3 },
	{ "horizon", LEXICON_NUMBER, 4 }, { "hours", LEXICON_NUMBER, 2 },
	{ "id", LEXICON_NUMBER, 2 }, { "idle", LEXICON_NUMBER, 6 },
	{ "indifferent", LEXICON_NUMBER, 4 }, { "inertia", LEXICON_NUMBER, 6 },
	{ "interval", LEXICON_TEXT, 7 }, { "item", LEXICON_TEXT, 1 },
	{ "joined", LEXICON_NUMBER, 3 }, { "journey", LEXICON_TEXT, 2 },
	{ "journeys", LEXICON_NUMBER, 5 }, { "keep_id", LEXICON_TEXT, 1 },
	{ "keep_value", LEXICON_TEXT, 3 }, { "kept_at", LEXICON_DATE, 5 },
	{ "key", LEXICON_TEXT, 2 }, { "kind", LEXICON_TEXT, 2 },
	{ "last_bought", LEXICON_NUMBER, 4 }, { "last_contact", LEXICON_DATE, 5 },
	{ "last_date", LEXICON_DATE, 4 }, { "late", LEXICON_NUMBER, 3 },
	{ "left", LEXICON_NUMBER, 2 }, { "left_most", LEXICON_NUMBER, 5 },
	{ "left_to", LEXICON_TEXT, 3 }, { "level", LEXICON_TEXT, 2 },
	{ "lifecycle", LEXICON_TEXT, 1 }, { "lift", LEXICON_NUMBER, 4 },
	{ "limit_high", LEXICON_SHARE, 6 }, { "limit_low", LEXICON_SHARE, 6 },
	{ "line", LEXICON_NUMBER, 3 }, { "llr", LEXICON_NUMBER, 3 }, { "load", LEXICON_NUMBER, 5 },
	{ "logrank", LEXICON_NUMBER, 4 }, { "logrank_p", LEXICON_NUMBER, 3 },
	{ "lot", LEXICON_NUMBER, 4 }, { "lot_id", LEXICON_NUMBER, 1 },
	{ "lots", LEXICON_NUMBER, 5 }, { "low", LEXICON_NUMBER, 3 }, { "low80", LEXICON_NUMBER, 3 },
	{ "low95", LEXICON_NUMBER, 4 }, { "loyalty", LEXICON_TEXT, 1 },
	{ "ltv_cac", LEXICON_NUMBER, 2 }, { "ltv_cac_high", LEXICON_NUMBER, 5 },
	{ "ltv_cac_low", LEXICON_NUMBER, 5 }, { "m_score", LEXICON_NUMBER, 4 },
	{ "mae", LEXICON_NUMBER, 3 }, { "makes", LEXICON_TEXT, 3 }, { "margin", LEXICON_AMOUNT, 4 },
	{ "mase", LEXICON_NUMBER, 2 }, { "mean", LEXICON_NUMBER, 2 },
	{ "measure", LEXICON_TEXT, 1 }, { "median", LEXICON_NUMBER, 4 },
	{ "median_idle", LEXICON_NUMBER, 4 }, { "median_purchases", LEXICON_NUMBER, 4 },
	{ "median_spend", LEXICON_AMOUNT, 4 }, { "median_time", LEXICON_NUMBER, 2 },
	{ "median_time_high", LEXICON_NUMBER, 5 }, { "median_time_low", LEXICON_NUMBER, 5 },
	{ "met", LEXICON_NUMBER, 3 }, { "method", LEXICON_TEXT, 6 }, { "metric", LEXICON_TEXT, 1 },
	{ "minutes", LEXICON_NUMBER, 5 }, { "missed", LEXICON_DATE, 6 },
	{ "mix_effect", LEXICON_NUMBER, 3 }, { "model", LEXICON_TEXT, 6 },
	{ "monetary", LEXICON_AMOUNT, 6 }, { "month", LEXICON_TEXT, 1 },
	{ "mrr", LEXICON_NUMBER, 3 }, { "mrr_high", LEXICON_NUMBER, 5 },
	{ "mrr_low", LEXICON_NUMBER, 5 }, { "must_be", LEXICON_NUMBER, 4 },
	{ "n", LEXICON_NUMBER, 2 }, { "n_after", LEXICON_NUMBER, 4 },
	{ "n_before", LEXICON_NUMBER, 4 }, { "naive_mase", LEXICON_NUMBER, 3 },
	{ "naive_smape", LEXICON_NUMBER, 4 }, { "name", LEXICON_TEXT, 2 },
	{ "names", LEXICON_TEXT, 3 }, { "need", LEXICON_NUMBER, 2 },
	{ "net_high", LEXICON_NUMBER, 5 }, { "net_low", LEXICON_NUMBER, 5 },
	{ "neutral", LEXICON_NUMBER, 3 }, { "new", LEXICON_TEXT, 3 },
	{ "next_expiry", LEXICON_DATE, 3 }, { "nobody_bought", LEXICON_NUMBER, 6 },
	{ "nobody_high", LEXICON_SHARE, 7 }, { "nobody_low", LEXICON_SHARE, 7 },
	{ "nobody_n", LEXICON_NUMBER, 6 }, { "nobody_rate", LEXICON_SHARE, 3 },
	{ "note", LEXICON_TEXT, 4 }, { "nps", LEXICON_NUMBER, 2 },
	{ "occupancy", LEXICON_SHARE, 4 }, { "of_change", LEXICON_SHARE, 3 },
	{ "offer", LEXICON_TEXT, 2 }, { "offset", LEXICON_NUMBER, 1 }, { "old", LEXICON_TEXT, 3 },
	{ "one_dimensional", LEXICON_NUMBER, 4 }, { "opportunities", LEXICON_NUMBER, 4 },
	{ "order_id", LEXICON_TEXT, 2 }, { "orders", LEXICON_NUMBER, 3 },
	{ "orders_high", LEXICON_NUMBER, 4 }, { "orders_low", LEXICON_NUMBER, 4 },
	{ "orders_sd", LEXICON_NUMBER, 6 }, { "orders_se", LEXICON_NUMBER, 5 },
	{ "origins", LEXICON_NUMBER, 5 }, { "other", LEXICON_TEXT, 2 },
	{ "other_customers", LEXICON_NUMBER, 5 }, { "other_id", LEXICON_TEXT, 1 },
	{ "other_points", LEXICON_NUMBER, 6 }, { "other_value", LEXICON_TEXT, 3 },
	{ "outcome", LEXICON_TEXT, 2 }, { "overdue", LEXICON_NUMBER, 3 },
	{ "owner", LEXICON_TEXT, 4 }, { "p", LEXICON_NUMBER, 3 }, { "p_alive", LEXICON_SHARE, 2 },
	{ "p_alive_next", LEXICON_SHARE, 3 }, { "p_corrected", LEXICON_NUMBER, 3 },
	{ "pairs", LEXICON_NUMBER, 3 }, { "part", LEXICON_TEXT, 3 },
	{ "passives", LEXICON_NUMBER, 3 }, { "past_profit", LEXICON_AMOUNT, 2 },
	{ "past_value", LEXICON_AMOUNT, 1 }, { "payback_months", LEXICON_NUMBER, 2 },
	{ "peak", LEXICON_NUMBER, 2 }, { "peak_end", LEXICON_NUMBER, 2 },
	{ "pending", LEXICON_NUMBER, 4 }, { "perception", LEXICON_NUMBER, 4 },
	{ "period", LEXICON_NUMBER, 1 }, { "phone", LEXICON_TEXT, 4 },
	{ "place", LEXICON_NUMBER, 2 }, { "plan", LEXICON_TEXT, 5 },
	{ "points", LEXICON_NUMBER, 2 }, { "power", LEXICON_SHARE, 6 },
	{ "precision", LEXICON_SHARE, 2 }, { "precision_high", LEXICON_SHARE, 5 },
	{ "precision_low", LEXICON_SHARE, 5 }, { "predicted", LEXICON_NUMBER, 4 },
	{ "preferred_channel", LEXICON_TEXT, 7 }, { "preset", LEXICON_TEXT, 1 },
	{ "previous", LEXICON_NUMBER, 4 }, { "priority", LEXICON_NUMBER, 3 },
	{ "profit", LEXICON_AMOUNT, 3 }, { "promise", LEXICON_TEXT, 2 },
	{ "promise_id", LEXICON_NUMBER, 1 }, { "promises", LEXICON_NUMBER, 4 },
	{ "promises_baseline", LEXICON_NUMBER, 7 }, { "promises_threshold", LEXICON_NUMBER, 7 },
	{ "promoters", LEXICON_NUMBER, 3 }, { "purchases", LEXICON_NUMBER, 4 },
	{ "purchases_baseline", LEXICON_NUMBER, 7 }, { "purchases_threshold", LEXICON_NUMBER, 7 },
	{ "purpose", LEXICON_TEXT, 2 }, { "qualifying", LEXICON_NUMBER, 6 },
	{ "quantity", LEXICON_NUMBER, 4 }, { "questionable", LEXICON_NUMBER, 4 },
	{ "queue", LEXICON_TEXT, 2 }, { "r_score", LEXICON_NUMBER, 4 },
	{ "rank", LEXICON_NUMBER, 1 }, { "rate", LEXICON_SHARE, 2 },
	{ "rate_effect", LEXICON_NUMBER, 3 }, { "ratio", LEXICON_NUMBER, 3 },
	{ "reached", LEXICON_TEXT, 3 }, { "read", LEXICON_NUMBER, 2 },
	{ "reason", LEXICON_TEXT, 1 }, { "reasons", LEXICON_TEXT, 2 },
	{ "recall", LEXICON_SHARE, 2 }, { "recall_high", LEXICON_SHARE, 5 },
	{ "recall_low", LEXICON_SHARE, 5 }, { "recency", LEXICON_NUMBER, 7 },
	{ "recommended", LEXICON_TEXT, 1 }, { "redeemed", LEXICON_NUMBER, 4 },
	{ "refers", LEXICON_NUMBER, 6 }, { "region", LEXICON_TEXT, 6 },
	{ "rejected", LEXICON_NUMBER, 2 }, { "relative", LEXICON_SHARE, 2 },
	{ "relative_error", LEXICON_SHARE, 3 }, { "relative_high", LEXICON_SHARE, 3 },
	{ "relative_low", LEXICON_SHARE, 3 }, { "relevance", LEXICON_NUMBER, 5 },
	{ "removed", LEXICON_NUMBER, 2 }, { "reopened", LEXICON_NUMBER, 6 },
	{ "residual_clv", LEXICON_AMOUNT, 2 }, { "respondent", LEXICON_TEXT, 2 },
	{ "restored", LEXICON_NUMBER, 2 }, { "result", LEXICON_TEXT, 2 },
	{ "result_at", LEXICON_DATE, 4 }, { "retention", LEXICON_SHARE, 3 },
	{ "retention_high", LEXICON_SHARE, 5 }, { "retention_low", LEXICON_SHARE, 5 },
	{ "revenue_month", LEXICON_NUMBER, 6 }, { "reverse", LEXICON_NUMBER, 4 },
	{ "rfm", LEXICON_TEXT, 1 }, { "rhythm", LEXICON_NUMBER, 4 },
	{ "rhythm_baseline", LEXICON_NUMBER, 7 }, { "rhythm_median", LEXICON_NUMBER, 7 },
	{ "rhythm_threshold", LEXICON_NUMBER, 7 }, { "risk", LEXICON_POINTS, 1 },
	{ "row", LEXICON_NUMBER, 2 }, { "rule", LEXICON_TEXT, 6 },
	{ "rule_segment", LEXICON_TEXT, 1 }, { "satisfied", LEXICON_NUMBER, 3 },
	{ "scope", LEXICON_TEXT, 3 }, { "score", LEXICON_NUMBER, 2 },
	{ "score_baseline", LEXICON_NUMBER, 7 }, { "score_threshold", LEXICON_NUMBER, 7 },
	{ "se", LEXICON_NUMBER, 3 }, { "segment", LEXICON_TEXT, 1 },
	{ "segments", LEXICON_NUMBER, 2 }, { "series", LEXICON_TEXT, 1 },
	{ "service_level", LEXICON_SHARE, 3 }, { "service_time", LEXICON_NUMBER, 5 },
	{ "settles", LEXICON_TEXT, 6 }, { "severity", LEXICON_TEXT, 4 },
	{ "share", LEXICON_SHARE, 2 }, { "share_after", LEXICON_SHARE, 3 },
	{ "share_before", LEXICON_SHARE, 5 }, { "share_end", LEXICON_SHARE, 5 },
	{ "shared", LEXICON_NUMBER, 4 }, { "short", LEXICON_NUMBER, 5 },
	{ "signal", LEXICON_TEXT, 2 }, { "silhouette", LEXICON_NUMBER, 4 },
	{ "silhouette_n", LEXICON_NUMBER, 7 },
	{ "simulated_level", LEXICON_SHARE, 6 }, { "simulated_se", LEXICON_NUMBER, 7 },
	{ "since", LEXICON_DATE, 4 }, { "size", LEXICON_TEXT, 6 }, { "sku", LEXICON_TEXT, 2 },
	{ "sku_customers", LEXICON_NUMBER, 5 }, { "slope", LEXICON_NUMBER, 5 },
	{ "slot", LEXICON_DATE, 2 }, { "smape", LEXICON_NUMBER, 3 }, { "source", LEXICON_TEXT, 6 },
	{ "spend", LEXICON_AMOUNT, 3 }, { "spend_share", LEXICON_SHARE, 3 },
	{ "staff", LEXICON_NUMBER, 2 }, { "start", LEXICON_DATE, 3 },
	{ "started", LEXICON_DATE, 4 }, { "stat", LEXICON_TEXT, 1 }, { "state", LEXICON_TEXT, 2 },
	{ "stayed", LEXICON_NUMBER, 3 }, { "step", LEXICON_TEXT, 2 },
	{ "stratum", LEXICON_TEXT, 5 }, { "strength", LEXICON_NUMBER, 5 },
	{ "subject", LEXICON_TEXT, 1 }, { "survey", LEXICON_TEXT, 2 },
	{ "survival", LEXICON_SHARE, 2 }, { "survival_high", LEXICON_SHARE, 5 },
	{ "survival_low", LEXICON_SHARE, 5 }, { "survival_se", LEXICON_NUMBER, 6 },
	{ "survivors", LEXICON_NUMBER, 2 }, { "table", LEXICON_TEXT, 2 },
	{ "target", LEXICON_NUMBER, 3 }, { "test", LEXICON_NUMBER, 6 }, { "text", LEXICON_TEXT, 2 },
	{ "threshold", LEXICON_NUMBER, 2 }, { "tier", LEXICON_NUMBER, 2 },
	{ "tier_until", LEXICON_DATE, 5 }, { "time", LEXICON_NUMBER, 1 },
	{ "to_label", LEXICON_TEXT, 2 }, { "told", LEXICON_DATE, 6 },
	{ "tombstone", LEXICON_TEXT, 2 }, { "tool", LEXICON_TEXT, 3 }, { "top", LEXICON_NUMBER, 6 },
	{ "total", LEXICON_NUMBER, 3 }, { "total_cost", LEXICON_NUMBER, 2 },
	{ "total_high", LEXICON_NUMBER, 4 }, { "total_low", LEXICON_NUMBER, 4 },
	{ "total_strength", LEXICON_NUMBER, 5 },
	{ "total_value", LEXICON_NUMBER, 2 }, { "touch_id", LEXICON_NUMBER, 1 },
	{ "touchpoint", LEXICON_TEXT, 1 }, { "treatment_mean", LEXICON_NUMBER, 3 },
	{ "treatment_n", LEXICON_NUMBER, 3 }, { "trial", LEXICON_TEXT, 3 },
	{ "truth", LEXICON_NUMBER, 4 }, { "unchanged", LEXICON_NUMBER, 2 },
	{ "undoes", LEXICON_NUMBER, 3 }, { "undone_by", LEXICON_NUMBER, 3 },
	{ "unknown", LEXICON_NUMBER, 5 }, { "until", LEXICON_DATE, 5 },
	{ "updated", LEXICON_NUMBER, 2 }, { "usable", LEXICON_DATE, 5 },
	{ "usable_from", LEXICON_DATE, 5 }, { "value", LEXICON_NUMBER, 2 },
	{ "value_after", LEXICON_NUMBER, 2 }, { "value_before", LEXICON_NUMBER, 2 },
	{ "value_to", LEXICON_NUMBER, 2 },
	{ "values", LEXICON_NUMBER, 4 }, { "variance", LEXICON_NUMBER, 8 },
	{ "verdict", LEXICON_TEXT, 2 }, { "version", LEXICON_TEXT, 6 },
	{ "visit_id", LEXICON_NUMBER, 1 }, { "wait", LEXICON_NUMBER, 3 },
	{ "wait_high", LEXICON_NUMBER, 4 }, { "wait_low", LEXICON_NUMBER, 4 },
	{ "waited", LEXICON_NUMBER, 4 }, { "waits", LEXICON_SHARE, 5 },
	{ "wanted", LEXICON_TEXT, 4 }, { "wave", LEXICON_TEXT, 3 }, { "week", LEXICON_NUMBER, 3 },
	{ "weekday", LEXICON_TEXT, 1 }, { "weight", LEXICON_NUMBER, 5 },
	{ "what", LEXICON_TEXT, 3 }, { "winback_id", LEXICON_NUMBER, 1 },
	{ "within", LEXICON_TEXT, 3 }, { "worse", LEXICON_NUMBER, 3 },
	{ "worse_high", LEXICON_NUMBER, 6 }, { "worse_low", LEXICON_NUMBER, 6 },
	{ "worst", LEXICON_TEXT, 5 }, { "zh", LEXICON_TEXT, 4 },
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static int
by_name(const void *name, const void *column)
{
	return strcmp(name, ((const struct lexicon *)column)->name);
}

const struct lexicon *
lexicon_find(const char *name)
{
	return bsearch(name, columns, COLUMNS, sizeof *columns, by_name);
}

const struct lexicon *
lexicon_at(size_t i)
{
	return i < COLUMNS ? &columns[i] : NULL;
}

bool
lexicon_is_text(const struct lexicon *k)
{
	return k && (k->kind == LEXICON_TEXT || k->kind == LEXICON_DATE);
}

/* Whether it is one of the names, which end with NULL, or what another system calls one of them. */
static bool
is_among(const char *name, const char *const *names)
{
	const char *alias = header_alias(name);

	for (; *names; names++)
		if (header_same(name, *names) || (alias && strcmp(alias, *names) == 0))
			return true;
	return false;
}

bool
lexicon_is_personal(const char *name)
{
	static const char *const personal[] = { "name", "email", "phone", "birthday", "text",
		NULL };

	return is_among(name, personal);
}

enum lexicon_privacy
lexicon_privacy(const char *name)
{
	static const char *const ids[] = { "customer_id", "order_id", "alias", "external_id",
		"journey", "keep_id", "key", "other_id", "respondent", NULL };
	static const char *const persons[] = { "name", "email", "phone", "birthday", "agent",
		"actor", "owner", NULL };
	static const char *const words[] = { "text", "note", "wanted", "outcome", "cause",
		"promise", "reason", "offer", "old", "new", "keep_value", "other_value", "attrs",
		NULL };
	static const char *const maybe_words[] = { "value", NULL };

	return is_among(name, ids) ? LEXICON_ID : is_among(name, persons) ? LEXICON_PERSON :
	    is_among(name, words) ? LEXICON_WORDS :
	    is_among(name, maybe_words) ? LEXICON_MAYBE_WORDS : LEXICON_OPEN;
}
