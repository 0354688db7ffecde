/* service-check - is the service as good as its standards ask */
#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/moment.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/service/service.h"
#include "lib/service/verdict.h"
#include "lib/service/worktime.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"service-check", "",
	"Measure the service against its standards: time to first response, time without news,\n"
	"time to resolution, promises kept, deliveries on time, cases reopened, satisfaction,\n"
	"contacts answered.  Times are working time by the calendar.\n"
	"Events after the as-of date are ignored.",
	"Intervals are 95 % confidence intervals (Wilson).\n"
	"Examples:\n"
	"  service-check -d shop.db --since=2025-06-01 --until=2025-06-30 --calendar=cn.csv -t\n"
	"  service-check -d shop.db --standards=ours.csv --check >r.csv || mail -s late me@example.org <r.csv\n"
	"  service-check -d shop.db --list --format=json | jq 'select(.result == \"missed\")'\n"
	"Exit status: 0 if OK; 1 if --check is given and a standard is missed; 2 if trouble.\n",
};

enum { MOST_WORST = 1000 };

struct check {
	const struct service *of;
	struct attain *attain;		/* of each standard; or with --list */
	struct put **rows;		/* of each standard */
};

/* One row an item. */

static const struct put_head list_columns[] = {
	{ "metric", PUT_TEXT }, { "scope", PUT_TEXT }, { "id", PUT_INT }, { "customer_id", PUT_TEXT }, { "start", PUT_TEXT },
	{ "end", PUT_TEXT }, { "hours", PUT_REAL }, { "within", PUT_TEXT }, { "result", PUT_TEXT }, { 0 },
};

static void
put_moment(struct put *out, int64_t seconds)
{
	char text[DATE_TIME_SIZE];

	put_text(out, seconds == SERVICE_GOES_ON ? "" : moment_text(moment_of(seconds), text));
}

static void
take_row(void *ctx, size_t standard, const struct service_item *i)
{
	const struct check *c = ctx;
	const struct standard *s = &c->of->standards->of[standard];
	struct put *out = c->rows[standard];

	put_text(out, standards_metric_name(s->metric));
	put_text(out, s->scope);
	put_int(out, i->id);
	put_text(out, i->customer_id);
	put_moment(out, i->start);
	put_moment(out, i->end);
	put_real(out, i->seconds == ATTAIN_UNTIMED ? NAN : worktime_hours(i->seconds));
	put_text(out, s->within);
	put_text(out, attain_name(i->result));
	put_end(out);
}

static void
list(struct check *c, struct put *out)
{
	const size_t n = c->of->standards->n;

	put_columns(out, list_columns);
	c->rows = mem_new(n, sizeof(struct put *));
	for (size_t i = 0; i < n; i++)
		c->rows[i] = put_branch(out);
	service_measure(c->of, take_row, c);
	for (size_t i = 0; i < n; i++) {
		put_join(out, c->rows[i]);
		put_close(c->rows[i]);
	}
	free(c->rows);
}

/* One row a standard. */

static void
take_item(void *ctx, size_t standard, const struct service_item *i)
{
	const struct check *c = ctx;

	attain_add(&c->attain[standard], i->id, i->seconds, i->result);
}

static void
check(struct check *c, size_t worst, bool status, struct put *out)
{
	const struct standards *s = c->of->standards;
	size_t none = 0;

	verdict_columns(out);
	c->attain = mem_new(s->n, sizeof *c->attain);
	for (size_t i = 0; i < s->n; i++)
		attain_begin(&c->attain[i], worst);
	service_measure(c->of, take_item, c);
	for (size_t i = 0; i < s->n; i++) {
		const enum verdict result = verdict_put(out, &s->of[i], &c->attain[i], calendar_name(c->of->calendar));

		attain_free(&c->attain[i]);
		none += result == VERDICT_NO_DATA;
		if (status && result == VERDICT_MISSED)
			opt_status(EXIT_NO);
	}
	free(c->attain);
	if (status && none > 0)
		opt_note("%zu of %zu standards %s no data and %s not counted as missed", none, s->n, none == 1 ? "has" : "have", none == 1 ? "is" : "are");
}

int
main(int argc, char *argv[])
{
	struct service_opts files = { 0 };
	struct store_opts file = { 0 };
	struct put_opts form = { 0 };
	struct service service;
	int32_t as_of = DATE_NONE, since = DATE_NONE, until = DATE_NONE;
	int64_t worst = 3;
	bool status = false, items = false;
	const struct opt opts[] = {
		SERVICE_OPTS(&files),
		{ OPT_DATE, 0, "since", "DATE", "only what was received or promised on or after DATE", &since },
		{ OPT_DATE, 0, "until", "DATE", "only what was received or promised on or before DATE", &until },
		{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (now)", &as_of },
		{ OPT_COUNT, 0, "worst", "N", "name the N worst misses of each standard (3)", &worst },
		{ OPT_FLAG, 0, "list", NULL, "print one row per case, promise or contact instead", &items },
		{ OPT_FLAG, 0, "check", NULL, "exit 1 if a standard is missed", &status },
		STORE_OPTS(&file), PUT_OPTS(&form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (worst > MOST_WORST)
		opt_misuse("--worst must be at most %d", MOST_WORST);
	if (items && status)
		opt_misuse("--check cannot be used with --list");
	opt_since_until(since, until);
	struct store *store = store_open(&file, STORE_READ, NULL);

	store_use_zone(store);
	service_open(&service, store, &files, as_of);
	service.since = since;
	service.until = until;
	struct check c = { .of = &service };
	struct put *out = put_open(&form);

	if (items)
		list(&c, out);
	else
		check(&c, (size_t)worst, status, out);
	put_close(out);
	service_close(&service);
	store_close(store);
	return opt_leave();
}
