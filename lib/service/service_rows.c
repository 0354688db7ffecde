#include "lib/service/service_rows.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/moment.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/service/attain.h"
#include "lib/service/scope.h"
#include "lib/service/service.h"
#include "lib/service/standards.h"
#include "lib/service/verdict.h"
#include "lib/service/worktime.h"

struct check {
	const struct service *of;
	struct attain *attain;		/* per standard; not used for the list */
	struct put **rows;		/* the output per standard, for the list */
};

/*
 * The list: one row per item. Rows of different standards arrive mixed, so each standard has a
 * branch of the output.
 */

static const struct put_head list_columns[] = {
	{ "metric", PUT_TEXT }, { "scope", PUT_TEXT }, { "id", PUT_INT },
	{ "customer_id", PUT_TEXT }, { "start", PUT_TEXT }, { "end", PUT_TEXT },
	{ "hours", PUT_REAL }, { "within", PUT_TEXT }, { "result", PUT_TEXT }, { 0 },
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
	scope_put(out, s->scope);
	put_int(out, i->id);
	put_text(out, i->customer_id);
	put_moment(out, i->start);
	put_moment(out, i->end);
	put_real(out, i->seconds == ATTAIN_UNTIMED ? NAN : worktime_hours(i->seconds));
	put_text(out, s->within);
	put_text(out, attain_name(i->result));
	put_end(out);
}

void
service_rows_list(const struct service *of, struct put *out)
{
	struct check check = { .of = of }, *c = &check;
	const size_t n = of->standards->n;

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

/* The check: one row per standard. */

static void
take_item(void *ctx, size_t standard, const struct service_item *i)
{
	const struct check *c = ctx;

	attain_add(&c->attain[standard], i->id, i->seconds, i->result);
}

void
service_rows_check(const struct service *of, size_t worst, bool status, struct put *out)
{
	struct check check = { .of = of }, *c = &check;
	const struct standards *s = c->of->standards;
	size_t none = 0;

	verdict_columns(out);
	c->attain = mem_new(s->n, sizeof *c->attain);
	for (size_t i = 0; i < s->n; i++)
		attain_begin(&c->attain[i], worst);
	service_measure(c->of, take_item, c);
	for (size_t i = 0; i < s->n; i++) {
		const enum verdict result = verdict_put(out, &s->of[i], &c->attain[i],
		    calendar_name(c->of->calendar));

		attain_free(&c->attain[i]);
		none += result == VERDICT_NO_DATA;
		if (status && result == VERDICT_MISSED)
			opt_status(EXIT_NO);
	}
	free(c->attain);
	if (status && none > 0)
		opt_note(none == 1 ?
		    "%zu of %zu standards has no data and is not counted as missed" :
		    "%zu of %zu standards have no data and are not counted as missed", none, s->n);
}
