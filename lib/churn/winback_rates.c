#include "lib/churn/winback_rates.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/duration.h"
#include "lib/base/mem.h"
#include "lib/churn/winback.h"
#include "lib/io/put.h"
#include "lib/stat/rating.h"
#include "lib/stat/sample.h"
#include "lib/store/query.h"

enum { DATE = 2, REASON, OFFER, AGENT, BOUGHT = 10 };	/* columns of winback_sql */

static const struct {
	const char *name, *order;
	int column;
} groups[] = {
	{ "offer", "offer, date, winback_id", OFFER },
	{ "reason", "reason, date, winback_id", REASON },
	{ "agent", "agent, date, winback_id", AGENT },
};

static const struct put_head rates[] = {
	{ "n", PUT_INT }, { "pending", PUT_INT }, { "bought", PUT_INT },
	{ "rate", PUT_SHARE }, { "low", PUT_SHARE }, { "high", PUT_SHARE },
	{ "nobody_n", PUT_INT }, { "nobody_bought", PUT_INT },
	{ "nobody_rate", PUT_SHARE }, { "nobody_low", PUT_SHARE }, { "nobody_high", PUT_SHARE },
	{ "method", PUT_TEXT }, { "difference", PUT_SHARE }, { "difference_low", PUT_SHARE },
	{ "difference_high", PUT_SHARE }, { "p", PUT_REAL }, { "verdict", PUT_TEXT }, { 0 },
};

struct tally {
	int64_t n, pending, bought;
};

struct window {
	struct duration within;
	int32_t as_of;
};

/*
 * Counts only customers whose period has ended. Otherwise, those who bought would be counted
 * earlier than those who did not. Ignores a customer who is MET within the period.
 */
static void
count(struct tally *t, const struct window *w, int32_t day, int32_t bought, int32_t met)
{
	const int32_t end = day + duration_days(w->within, day);

	if (met != DATE_NONE && met <= end)
		return;
	if (end > w->as_of) {
		t->pending++;
		return;
	}
	t->n++;
	t->bought += bought != DATE_NONE && bought <= end;
}

static struct tally
count_nobody(struct store *store, const struct list_opts *o, const struct window *w)
{
	char *sql = query_print("SELECT * FROM (%s) WHERE date BETWEEN ?2 AND ?3",
	    winback_nobody_sql);
	sqlite3_stmt *q = query_new(store, sql);
	char as_of[DATE_SIZE], since[DATE_SIZE] = "0001-01-01", until[DATE_SIZE] = "9999-12-31";
	struct tally t = { 0 };

	query_text(q, 1, date_text(w->as_of, as_of));
	query_text(q, 2, o->since == DATE_NONE ? since : date_text(o->since, since));
	query_text(q, 3, o->until == DATE_NONE ? until : date_text(o->until, until));
	while (query_step(q))
		count(&t, w, query_day(q, 0), query_day(q, 1), query_day(q, 2));
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
	put_text(out, isnan(d.p) ? "" : d.p >= SAMPLE_ALPHA ? "within noise" :
	    d.difference > 0 ? "higher" : "lower");
	put_end(out);
}

/* The query sorts the rows by group. */
void
winback_rates_print(struct list *list, struct store *store, const struct list_opts *o,
    enum winback_rates_by by, struct duration within)
{
	sqlite3_stmt *q = list_query(list, winback_sql, groups[by].order);
	struct put *out = put_open(&o->form);
	const struct window w = { within, list_known(list).day };
	const struct tally nobody = count_nobody(store, o, &w);
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
		count(&t, &w, query_day(q, DATE), query_day(q, BOUGHT), DATE_NONE);
	}
	if (key)
		put_rates(out, key, &t, &nobody);
	free(key);
	put_close(out);
	query_free(q);
	list_close(list);
}
