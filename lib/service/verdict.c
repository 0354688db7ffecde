#include "lib/service/verdict.h"

#include <math.h>

#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/service/scope.h"
#include "lib/service/worktime.h"
#include "lib/stat/binomial.h"

enum { HOUR = 3600 };

static const struct put_head columns[] = {
	{ "metric", PUT_TEXT }, { "scope", PUT_TEXT }, { "target", PUT_SHARE },
	{ "within", PUT_TEXT }, { "n", PUT_INT }, { "met", PUT_INT }, { "attainment", PUT_SHARE },
	{ "low", PUT_SHARE }, { "high", PUT_SHARE }, { "method", PUT_TEXT }, { "pending", PUT_INT },
	{ "median", PUT_REAL }, { "result", PUT_TEXT }, { "worst", PUT_TEXT },
	{ "calendar", PUT_TEXT }, { 0 },
};

/* Prints the ids of the worst misses, each with its hours: 12:53.5 7:20 */
static void
put_worst(struct put *out, const struct attain *a)
{
	struct text t = { 0 };
	char number[NUM_SIZE];

	for (size_t i = 0; i < a->nworst; i++) {
		if (i > 0)
			text_add(&t, " ", 1);
		text_add(&t, number, num_int(a->worst[i].id, number));
		if (a->worst[i].seconds == ATTAIN_UNTIMED)
			continue;
		text_add(&t, ":", 1);
		text_add(&t, number, put_number_text(out,
		    worktime_hours(a->worst[i].seconds), number));
	}
	text_add(&t, "", 1);
	put_text(out, t.s);
	text_free(&t);
}

/* The items that the target limits: for reopened those that missed, else those that met. */
static int64_t
counted(const struct standard *s, const struct attain *a)
{
	return a->count[s->metric == STANDARDS_REOPENED ? ATTAIN_MISSED : ATTAIN_MET];
}

static enum verdict
judge(const struct standard *s, const struct attain *a)
{
	/* noise: the error of a rate like 33.3% as a double */
	const double share = (double)counted(s, a) / (double)attain_n(a), noise = 1e-12;

	if (attain_n(a) == 0)
		return VERDICT_NO_DATA;
	return (s->metric == STANDARDS_REOPENED ? share <= s->target + noise :
	    share >= s->target - noise) ? VERDICT_MET : VERDICT_MISSED;
}

void
verdict_columns(struct put *out)
{
	put_columns(out, columns);
}

enum verdict
verdict_put(struct put *out, const struct standard *s, struct attain *a, const char *calendar)
{
	static const char *const results[] = { "met", "missed", "no data" };
	const enum verdict result = judge(s, a);
	const int64_t n = attain_n(a);
	const struct binomial_range r = binomial_wilson(counted(s, a), n, 1);

	put_text(out, standards_metric_name(s->metric));
	scope_put(out, s->scope);
	put_real(out, s->target);
	put_text(out, s->within);
	put_int(out, n);
	put_int(out, a->count[ATTAIN_MET]);
	put_real(out, n > 0 ? (double)counted(s, a) / (double)n : NAN);
	put_real(out, r.low);
	put_real(out, r.high);
	put_text(out, n > 0 ? "wilson" : "");
	put_int(out, a->count[ATTAIN_PENDING]);
	put_real(out, attain_median(a) / HOUR);
	put_text(out, results[result]);
	put_worst(out, a);
	put_text(out, calendar);
	put_end(out);
	return result;
}
