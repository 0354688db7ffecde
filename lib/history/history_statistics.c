/* The rows of statistics that all tools have which read an order log. */
#include "lib/history/history_own.h"

#include <string.h>

#include "lib/base/fail.h"

struct statistics *
history_statistics_begin(const struct histories *h, const char *tool,
    const struct statistics_option *options, struct put *out)
{
	const struct history_seen *seen = &h->seen;
	const char *has[4] = { NULL };
	size_t n = 0;

	if (h->print.large)
		fail("the sum of all amounts exceeds 64 bits");
	if (h->money)
		has[n++] = "amount";
	if (h->costs)
		has[n++] = "cost";
	if (h->day)
		has[n++] = "days";
	struct statistics *s = statistics_begin(&(struct statistics_head){ .tool = tool,
	    .part = h->part, .as_of = h->known.day, .option = options, .has = has,
	    .rows = h->print.rows, .customers = (int64_t)h->n, .print = &h->print }, out);

	statistics_put(s, "left_out", "later", NULL, NULL, seen->later);
	statistics_put(s, "left_out", "refunds", NULL, NULL, seen->refunds);
	statistics_put(s, "left_out", "early", NULL, NULL, seen->early);
	statistics_put(s, "costs", NULL, NULL, NULL, seen->costs);
	if (seen->oldest != INT32_MAX)
		statistics_date(s, "oldest", seen->oldest, 1);
	if (seen->newest != DATE_NONE)
		statistics_date(s, "newest", seen->newest, 1);
	return s;
}

static bool
take_left_out(struct history_seen *seen, const char *what, int64_t n)
{
	if (strcmp(what, "later") == 0)
		seen->later += n;
	else if (strcmp(what, "refunds") == 0)
		seen->refunds += n;
	else if (strcmp(what, "early") == 0)
		seen->early += n;
	else
		return false;
	return true;
}

bool
history_statistics_take(struct history_seen *seen, const char *stat,
    char *const cell[static STATISTICS_CELLS], int64_t n)
{
	int32_t day;

	if (strcmp(stat, "left_out") == 0)
		return take_left_out(seen, cell[0], n);
	if (strcmp(stat, "costs") == 0) {
		seen->costs = true;
		return true;
	}
	if (strcmp(stat, "oldest") == 0 && statistics_is_date(cell[0], &day)) {
		seen->oldest = day < seen->oldest ? day : seen->oldest;
		return true;
	}
	if (strcmp(stat, "newest") == 0 && statistics_is_date(cell[0], &day)) {
		seen->newest = day > seen->newest ? day : seen->newest;
		return true;
	}
	return false;
}

void
history_statistics_check(const struct history_opts *o)
{
	statistics_check_merge(&o->reading);
	if (o->expect && !fingerprint_parse(o->expect, &(struct fingerprint){ 0 }))
		opt_misuse("--expect=%s is not ROWS,AMOUNT,DIGEST", o->expect);
}
