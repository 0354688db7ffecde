#include "lib/io/known.h"

#include <stdlib.h>
#include <string.h>

static const struct known columns[] = {	/* by name */
	{ "acquired", KNOWN_DATE, 5 }, { "actor", KNOWN_TEXT, 4 }, { "added", KNOWN_NUMBER, 2 },
	{ "age", KNOWN_NUMBER, 7 }, { "agent", KNOWN_TEXT, 5 }, { "alert_id", KNOWN_NUMBER, 3 },
	{ "amount", KNOWN_AMOUNT, 2 }, { "answer_id", KNOWN_NUMBER, 1 },
	{ "as_of", KNOWN_DATE, 8 }, { "at", KNOWN_DATE, 2 }, { "attainment", KNOWN_SHARE, 2 },
	{ "attractive", KNOWN_NUMBER, 4 }, { "attrs", KNOWN_OBJECT, 7 },
	{ "batch", KNOWN_NUMBER, 2 }, { "benchmark", KNOWN_NUMBER, 5 },
	{ "better", KNOWN_NUMBER, 3 }, { "better_high", KNOWN_NUMBER, 6 },
	{ "better_low", KNOWN_NUMBER, 6 }, { "birthday", KNOWN_TEXT, 6 },
	{ "bottom", KNOWN_SHARE, 4 }, { "bottom_high", KNOWN_SHARE, 6 },
	{ "bottom_low", KNOWN_SHARE, 6 }, { "bought", KNOWN_NUMBER, 3 },
	{ "calendar", KNOWN_TEXT, 8 }, { "case_id", KNOWN_NUMBER, 1 },
	{ "cases", KNOWN_NUMBER, 4 }, { "cases_baseline", KNOWN_NUMBER, 7 },
	{ "cases_threshold", KNOWN_NUMBER, 7 }, { "category", KNOWN_TEXT, 2 },
	{ "cause", KNOWN_TEXT, 5 }, { "centre", KNOWN_NUMBER, 8 },
	{ "ces_mean", KNOWN_NUMBER, 2 }, { "change", KNOWN_NUMBER, 2 },
	{ "changed", KNOWN_DATE, 5 }, { "channel", KNOWN_TEXT, 5 }, { "check", KNOWN_TEXT, 2 },
	{ "city", KNOWN_TEXT, 5 }, { "clv", KNOWN_AMOUNT, 1 }, { "column", KNOWN_TEXT, 3 },
	{ "complaints", KNOWN_NUMBER, 4 }, { "complaints_baseline", KNOWN_NUMBER, 7 },
	{ "complaints_threshold", KNOWN_NUMBER, 7 }, { "contacts", KNOWN_NUMBER, 4 },
	{ "contacts_baseline", KNOWN_NUMBER, 7 }, { "contacts_threshold", KNOWN_NUMBER, 7 },
	{ "correlation", KNOWN_NUMBER, 5 }, { "correlation_high", KNOWN_NUMBER, 7 },
	{ "correlation_low", KNOWN_NUMBER, 7 }, { "cost", KNOWN_AMOUNT, 5 },
	{ "country", KNOWN_TEXT, 5 }, { "coverage", KNOWN_SHARE, 5 },
	{ "csat", KNOWN_NUMBER, 2 }, { "customer_id", KNOWN_TEXT, 1 },
	{ "customers", KNOWN_NUMBER, 2 }, { "date", KNOWN_DATE, 2 },
	{ "department", KNOWN_TEXT, 4 }, { "detractors", KNOWN_NUMBER, 3 },
	{ "difference", KNOWN_NUMBER, 2 }, { "difference_high", KNOWN_NUMBER, 4 },
	{ "difference_low", KNOWN_NUMBER, 4 }, { "dimension", KNOWN_TEXT, 2 },
	{ "direction", KNOWN_TEXT, 5 }, { "discount", KNOWN_AMOUNT, 5 },
	{ "due", KNOWN_DATE, 3 }, { "due_now", KNOWN_DATE, 4 }, { "easy", KNOWN_NUMBER, 3 },
	{ "easy_high", KNOWN_NUMBER, 5 }, { "easy_low", KNOWN_NUMBER, 5 },
	{ "easy_net", KNOWN_NUMBER, 3 }, { "easy_share", KNOWN_NUMBER, 3 },
	{ "email", KNOWN_TEXT, 4 }, { "end", KNOWN_NUMBER, 2 }, { "event_id", KNOWN_NUMBER, 3 },
	{ "expectation", KNOWN_NUMBER, 4 }, { "expected_orders", KNOWN_NUMBER, 3 },
	{ "expected_spend", KNOWN_AMOUNT, 3 }, { "explain", KNOWN_TEXT, 5 },
	{ "f_score", KNOWN_NUMBER, 4 }, { "fault", KNOWN_TEXT, 2 }, { "field", KNOWN_TEXT, 2 },
	{ "file", KNOWN_TEXT, 3 }, { "first_date", KNOWN_DATE, 6 }, { "flag", KNOWN_TEXT, 2 },
	{ "follow_up", KNOWN_NUMBER, 5 }, { "fong", KNOWN_TEXT, 7 },
	{ "frequency", KNOWN_NUMBER, 5 }, { "gain", KNOWN_NUMBER, 2 },
	{ "gain_high", KNOWN_NUMBER, 4 }, { "gain_low", KNOWN_NUMBER, 4 },
	{ "gap", KNOWN_NUMBER, 2 }, { "gender", KNOWN_TEXT, 6 }, { "hard", KNOWN_NUMBER, 3 },
	{ "high", KNOWN_NUMBER, 3 }, { "hours", KNOWN_NUMBER, 2 }, { "id", KNOWN_NUMBER, 2 },
	{ "idle", KNOWN_NUMBER, 6 }, { "indifferent", KNOWN_NUMBER, 4 },
	{ "item", KNOWN_TEXT, 1 }, { "journey", KNOWN_TEXT, 2 }, { "journeys", KNOWN_NUMBER, 5 },
	{ "kept_at", KNOWN_DATE, 5 }, { "kind", KNOWN_TEXT, 2 }, { "last_date", KNOWN_DATE, 4 },
	{ "level", KNOWN_TEXT, 2 }, { "line", KNOWN_NUMBER, 3 }, { "low", KNOWN_NUMBER, 3 },
	{ "m_score", KNOWN_NUMBER, 4 }, { "mean", KNOWN_NUMBER, 2 },
	{ "measure", KNOWN_TEXT, 1 }, { "median", KNOWN_NUMBER, 4 },
	{ "median_idle", KNOWN_NUMBER, 4 }, { "median_purchases", KNOWN_NUMBER, 4 },
	{ "median_spend", KNOWN_AMOUNT, 4 }, { "met", KNOWN_NUMBER, 3 },
	{ "method", KNOWN_TEXT, 6 }, { "metric", KNOWN_TEXT, 1 }, { "model", KNOWN_TEXT, 1 },
	{ "monetary", KNOWN_AMOUNT, 6 }, { "must_be", KNOWN_NUMBER, 4 },
	{ "n", KNOWN_NUMBER, 2 }, { "name", KNOWN_TEXT, 2 }, { "names", KNOWN_TEXT, 3 },
	{ "need", KNOWN_NUMBER, 2 }, { "net_high", KNOWN_NUMBER, 5 },
	{ "net_low", KNOWN_NUMBER, 5 }, { "neutral", KNOWN_NUMBER, 3 }, { "new", KNOWN_TEXT, 3 },
	{ "nobody_bought", KNOWN_NUMBER, 6 }, { "nobody_high", KNOWN_SHARE, 7 },
	{ "nobody_low", KNOWN_SHARE, 7 }, { "nobody_n", KNOWN_NUMBER, 6 },
	{ "nobody_rate", KNOWN_SHARE, 3 }, { "note", KNOWN_TEXT, 4 }, { "nps", KNOWN_NUMBER, 2 },
	{ "offer", KNOWN_TEXT, 2 }, { "old", KNOWN_TEXT, 3 },
	{ "one_dimensional", KNOWN_NUMBER, 4 }, { "order_id", KNOWN_TEXT, 2 },
	{ "orders", KNOWN_NUMBER, 3 }, { "outcome", KNOWN_TEXT, 2 },
	{ "overdue", KNOWN_NUMBER, 3 }, { "owner", KNOWN_TEXT, 4 }, { "p", KNOWN_NUMBER, 3 },
	{ "p_alive", KNOWN_SHARE, 2 }, { "part", KNOWN_TEXT, 3 },
	{ "passives", KNOWN_NUMBER, 3 }, { "peak", KNOWN_NUMBER, 2 },
	{ "peak_end", KNOWN_NUMBER, 2 }, { "pending", KNOWN_NUMBER, 4 },
	{ "perception", KNOWN_NUMBER, 4 }, { "phone", KNOWN_TEXT, 4 }, { "plan", KNOWN_TEXT, 5 },
	{ "predicted", KNOWN_NUMBER, 4 }, { "previous", KNOWN_NUMBER, 4 },
	{ "promise", KNOWN_TEXT, 2 }, { "promise_id", KNOWN_NUMBER, 1 },
	{ "promises", KNOWN_NUMBER, 4 }, { "promises_baseline", KNOWN_NUMBER, 7 },
	{ "promises_threshold", KNOWN_NUMBER, 7 }, { "promoters", KNOWN_NUMBER, 3 },
	{ "purchases", KNOWN_NUMBER, 4 }, { "purchases_baseline", KNOWN_NUMBER, 7 },
	{ "purchases_threshold", KNOWN_NUMBER, 7 }, { "quantity", KNOWN_NUMBER, 4 },
	{ "questionable", KNOWN_NUMBER, 4 }, { "r_score", KNOWN_NUMBER, 4 },
	{ "rank", KNOWN_NUMBER, 1 }, { "rate", KNOWN_SHARE, 2 }, { "reached", KNOWN_TEXT, 3 },
	{ "read", KNOWN_NUMBER, 2 }, { "reason", KNOWN_TEXT, 2 }, { "reasons", KNOWN_TEXT, 2 },
	{ "recency", KNOWN_NUMBER, 7 }, { "region", KNOWN_TEXT, 6 },
	{ "rejected", KNOWN_NUMBER, 2 }, { "relevance", KNOWN_NUMBER, 5 },
	{ "reopened", KNOWN_NUMBER, 6 }, { "respondent", KNOWN_TEXT, 2 },
	{ "result", KNOWN_TEXT, 2 }, { "result_at", KNOWN_DATE, 4 },
	{ "reverse", KNOWN_NUMBER, 4 }, { "rfm", KNOWN_TEXT, 1 }, { "rhythm", KNOWN_NUMBER, 4 },
	{ "rhythm_baseline", KNOWN_NUMBER, 7 }, { "rhythm_threshold", KNOWN_NUMBER, 7 },
	{ "risk", KNOWN_POINTS, 1 }, { "rule", KNOWN_TEXT, 6 }, { "satisfied", KNOWN_NUMBER, 3 },
	{ "scope", KNOWN_TEXT, 3 }, { "score", KNOWN_NUMBER, 2 },
	{ "score_baseline", KNOWN_NUMBER, 7 }, { "score_threshold", KNOWN_NUMBER, 7 },
	{ "se", KNOWN_NUMBER, 3 }, { "segment", KNOWN_TEXT, 1 }, { "segments", KNOWN_NUMBER, 2 },
	{ "severity", KNOWN_TEXT, 4 }, { "share", KNOWN_SHARE, 2 },
	{ "share_before", KNOWN_SHARE, 5 }, { "share_end", KNOWN_SHARE, 5 },
	{ "size", KNOWN_TEXT, 6 }, { "sku", KNOWN_TEXT, 4 }, { "slope", KNOWN_NUMBER, 5 },
	{ "spend", KNOWN_AMOUNT, 3 }, { "spend_share", KNOWN_SHARE, 3 },
	{ "start", KNOWN_DATE, 3 }, { "state", KNOWN_TEXT, 2 }, { "step", KNOWN_TEXT, 2 },
	{ "strength", KNOWN_NUMBER, 5 }, { "subject", KNOWN_TEXT, 1 },
	{ "survey", KNOWN_TEXT, 2 }, { "target", KNOWN_NUMBER, 3 }, { "test", KNOWN_NUMBER, 6 },
	{ "text", KNOWN_TEXT, 2 }, { "told", KNOWN_DATE, 6 },
	{ "total_strength", KNOWN_NUMBER, 5 }, { "touch_id", KNOWN_NUMBER, 1 },
	{ "touchpoint", KNOWN_TEXT, 1 }, { "unchanged", KNOWN_NUMBER, 2 },
	{ "until", KNOWN_DATE, 5 }, { "updated", KNOWN_NUMBER, 2 }, { "value", KNOWN_NUMBER, 2 },
	{ "variance", KNOWN_NUMBER, 8 }, { "verdict", KNOWN_TEXT, 2 },
	{ "wanted", KNOWN_TEXT, 4 }, { "wave", KNOWN_TEXT, 3 }, { "weight", KNOWN_NUMBER, 5 },
	{ "what", KNOWN_TEXT, 3 }, { "winback_id", KNOWN_NUMBER, 1 },
	{ "within", KNOWN_TEXT, 3 }, { "worse", KNOWN_NUMBER, 3 },
	{ "worse_high", KNOWN_NUMBER, 6 }, { "worse_low", KNOWN_NUMBER, 6 },
	{ "worst", KNOWN_TEXT, 5 },
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static int
by_name(const void *name, const void *column)
{
	return strcmp(name, ((const struct known *)column)->name);
}

const struct known *
known_column(const char *name)
{
	return bsearch(name, columns, COLUMNS, sizeof *columns, by_name);
}

const struct known *
known_next(const struct known *k)
{
	if (k == NULL)
		return columns;
	return ++k < columns + COLUMNS ? k : NULL;
}

bool
known_is_personal(const char *name)
{
	static const char *const personal[] = { "name", "email", "phone", "birthday", "text" };

	for (size_t i = 0; i < sizeof personal / sizeof *personal; i++)
		if (strcmp(name, personal[i]) == 0)
			return true;
	return false;
}
