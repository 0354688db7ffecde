/* winback-list - attempts to win customers back as CSV, and what each offer did */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/duration.h"
#include "lib/base/mem.h"
#include "lib/churn/winback.h"
#include "lib/io/opt.h"
#include "lib/stat/rating.h"
#include "lib/store/list.h"
#include "lib/store/query.h"

static const struct tool tool = {
	"winback-list", "",
	"Print the attempts to win customers back, by date and number, with their results and\n"
	"the customer's next purchase.  --by prints the share of attempts followed by a purchase\n"
	"within 90 days, compared with customers who were reported as NEW but whom nobody tried\n"
	"to win back.",
	"Examples:\n"
	"  winback-list --result=open -t\n"
	"  winback-list -d shop.db --by=offer --since=2026-01-01 -t\n"
	"Exit status: 0 if OK; 2 if trouble.\n",
};

enum { ANY = -1, DATE = 2, REASON, OFFER, AGENT, BOUGHT = 10 };

static const struct {
	const char *name, *order;
	int column;
} groups[] = {
	{ "offer", "offer, date, winback_id", OFFER }, { "reason", "reason, date, winback_id", REASON },
	{ "agent", "agent, date, winback_id", AGENT },
};

static const struct put_head rates[] = {
	{ "n", PUT_INT }, { "pending", PUT_INT }, { "bought", PUT_INT }, { "rate", PUT_SHARE }, { "low", PUT_SHARE }, { "high", PUT_SHARE },
	{ "nobody_n", PUT_INT }, { "nobody_bought", PUT_INT }, { "nobody_rate", PUT_SHARE }, { "nobody_low", PUT_SHARE },
	{ "nobody_high", PUT_SHARE }, { "method", PUT_TEXT }, { "difference", PUT_SHARE }, { "difference_low", PUT_SHARE },
	{ "difference_high", PUT_SHARE }, { "p", PUT_REAL }, { "verdict", PUT_TEXT }, { 0 },
};

struct tally {
	int64_t n, pending, bought;
};

struct window {
	struct duration within;
	int32_t as_of;
};

/* The day of a date or date-time. */
static int32_t
day_of(const char *s)
{
	char day[DATE_SIZE] = "";

	strncat(day, s, DATE_SIZE - 1);
	return date_parse(day);
}

/* Only what is over counts: who has bought before it is would come in earlier than who has not. */
static void
count(struct tally *t, const struct window *w, const char *date, const char *bought, const char *met)
{
	const int32_t day = day_of(date), end = day + duration_days(w->within, day);

	if (*met && day_of(met) <= end)
		return;
	if (end > w->as_of) {
		t->pending++;
		return;
	}
	t->n++;
	t->bought += *bought && day_of(bought) <= end;
}

static struct tally
count_nobody(struct store *store, const struct list_opts *o, const struct window *w)
{
	char *sql = sqlite3_mprintf("SELECT * FROM (%s) WHERE date BETWEEN ?2 AND ?3", winback_nobody_sql);
	sqlite3_stmt *q = query_new(store, sql);
	char as_of[DATE_SIZE], since[DATE_SIZE] = "0001-01-01", until[DATE_SIZE] = "9999-12-31";
	struct tally t = { 0 };

	query_text(q, 1, date_text(o->as_of, as_of));
	query_text(q, 2, o->since == DATE_NONE ? since : date_text(o->since, since));
	query_text(q, 3, o->until == DATE_NONE ? until : date_text(o->until, until));
	while (query_step(q))
		count(&t, w, query_cell(q, 0), query_cell(q, 1), query_cell(q, 2));
	query_free(q);
	sqlite3_free(sql);
	return t;
}

static struct sample_estimate
put_share(struct put *out, const struct tally *t)
{
	const struct sample_estimate e = rating_share(t->bought, t->n, 1);

	put_real(out, e.value / 100);
	put_real(out, e.low / 100);
	put_real(out, e.high / 100);
	return e;
}

static void
put_rates(struct put *out, const char *key, const struct tally *t, const struct tally *nobody)
{
	put_text(out, key);
	put_int(out, t->n);
	put_int(out, t->pending);
	put_int(out, t->bought);
	const struct sample_estimate e = put_share(out, t);

	put_int(out, nobody->n);
	put_int(out, nobody->bought);
	const struct sample_estimate without = put_share(out, nobody);
	const struct sample_difference d = sample_compare(&without, &e);

	put_text(out, t->n + nobody->n > 0 ? "wilson" : "");
	put_real(out, (e.value - without.value) / 100);
	put_real(out, d.low / 100);
	put_real(out, d.high / 100);
	put_real(out, d.p);
	put_text(out, isnan(d.p) ? "" : d.p >= SAMPLE_ALPHA ? "within noise" : d.difference > 0 ? "higher" : "lower");
	put_end(out);
}

/* The rows come group by group. */
static void
list_rates(struct list *list, const struct list_opts *o, int by, struct duration within)
{
	sqlite3_stmt *q = list_query(list, winback_sql, groups[by].order);
	struct put *out = put_open(&o->form);
	const struct window w = { within, o->as_of };
	const struct tally nobody = count_nobody(list_db(list), o, &w);
	struct tally t = { 0 };
	char *key = NULL;

	put_column(out, groups[by].name, PUT_TEXT);
	put_columns(out, rates);
	while (query_step(q)) {
		const char *next = query_cell(q, groups[by].column);

		if (key && strcmp(key, next) != 0) {
			put_rates(out, key, &t, &nobody);
			t = (struct tally){ 0 };
		}
		if (key == NULL || strcmp(key, next) != 0) {
			free(key);
			key = mem_text(next);
		}
		count(&t, &w, query_cell(q, DATE), query_cell(q, BOUGHT), "");
	}
	if (key)
		put_rates(out, key, &t, &nobody);
	free(key);
	put_close(out);
	query_free(q);
	list_close(list);
}

int
main(int argc, char *argv[])
{
	static const char *const results[] = { "open", "won", "lost" };
	struct list_opts o = LIST_DEFAULTS;
	struct duration within = { 0 };
	int result = ANY, by = ANY;
	const char *offer = NULL, *agent = NULL;
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "result", "open|won|lost", "only attempts with this result", &result },
		{ OPT_TEXT, 0, "offer", "TEXT", "only attempts with this offer", &offer },
		{ OPT_TEXT, 0, "agent", "TEXT", "only attempts by this agent", &agent },
		{ OPT_CHOICE, 0, "by", "offer|reason|agent", "compare the purchase rate of each with that of no attempt", &by },
		{ OPT_DURATION, 0, "within", "DURATION", "with --by: count purchases within this period (90d)", &within },
		LIST_OPTS(&o), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (within.n > 0 && by == ANY)
		opt_misuse("--within requires --by");
	if (within.n == 0)
		within = (struct duration){ 90, 'd' };
	struct list *list = list_open(&o);

	list_if(list, "result = ?", result == ANY ? NULL : results[result]);
	list_if(list, "offer = ?", offer);
	list_if(list, "agent = ?", agent);
	if (by == ANY)
		list_print(list, winback_sql, "date, winback_id");
	else
		list_rates(list, &o, by, within);
	return opt_leave();
}
