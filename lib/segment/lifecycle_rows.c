#include "lib/segment/lifecycle_rows.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"

struct self {
	const struct lifecycle_rows_opts *opts;
	const struct labels *labels;
	int32_t as_of;
};

bool
lifecycle_rows_needs_days(const struct lifecycle_rows_opts *o)
{
	return o->on && !o->no_won_back;
}

static struct lifecycle_past
past(const struct self *x, size_t row)
{
	const struct history *h = labels_history(x->labels, row);
	struct lifecycle_past p = { .last = DATE_NONE, .before = DATE_NONE };

	if (h == NULL)
		return p;
	p.purchases = h->frequency + 1;
	p.last = h->last;
	if (!x->opts->no_won_back && h->days > 1)
		p.before = h->day[h->days - 2].day;
	return p;
}

static enum lifecycle_stage
stage(const struct self *x, size_t row)
{
	const struct lifecycle_past p = past(x, row);

	return lifecycle_stage(&x->opts->limits, &p, x->as_of);
}

static size_t
group(const void *self, size_t row)
{
	return stage(self, row);
}

/* As if DAY were the as-of date. Whoever was not acquired by then has no stage. */
static size_t
group_at(const void *self, size_t row, int32_t day)
{
	const struct self *x = self;
	const struct history *h = labels_history(x->labels, row);
	struct lifecycle_past p = { .last = DATE_NONE, .before = DATE_NONE };

	for (uint32_t i = 0; h && i < h->days && h->day[i].day <= day; i++) {
		p.purchases++;
		p.before = p.last;
		p.last = h->day[i].day;
	}
	const int32_t acquired = history_acquired(labels_histories(x->labels), row);

	if (p.purchases == 0 && (acquired == DATE_NONE ? h != NULL : acquired > day))
		return LABELS_NONE;
	if (x->opts->no_won_back)
		p.before = DATE_NONE;
	return lifecycle_stage(&x->opts->limits, &p, day);
}

static const char *
name(const void *self, size_t group)
{
	(void)self;
	return lifecycle_name((enum lifecycle_stage)group);
}

enum { DURATION_SIZE = 64 };

/* 90d, in the language of the cells. */
static const char *
said(struct duration d, char to[static DURATION_SIZE])
{
	const char unit[] = { d.unit, '\0' };

	snprintf(to, DURATION_SIZE, "%jd%s", (intmax_t)d.n, say_word(SAY_CELL, "duration", unit));
	return to;
}

/* " (at most 90d)", the limit of the stage; "" without one. */
static void
limit(const struct lifecycle_limits *l, enum lifecycle_stage stage, char *to, size_t n)
{
	const struct duration d = stage == LIFECYCLE_NEW ? l->new :
	    stage == LIFECYCLE_ACTIVE || stage == LIFECYCLE_WON_BACK ? l->active : l->dormant;
	char text[DURATION_SIZE];

	snprintf(to, n, stage == LIFECYCLE_CHURNED ? say_cell(" (more than %s)") :
	    say_cell(" (at most %s)"), said(d, text));
}

static int
explain(const void *self, size_t row, char *to, size_t n)
{
	const struct self *x = self;
	const struct lifecycle_past p = past(x, row);
	const enum lifecycle_stage s = stage(x, row);
	const int32_t ago = x->as_of - p.last;
	char day[DATE_SIZE], gap[DURATION_SIZE], most[128], back[160] = "";

	if (s == LIFECYCLE_PROSPECT)
		return snprintf(to, n, say_cell("prospect: no purchase by %s"),
		    date_text(x->as_of, day));
	limit(&x->opts->limits, s, most, sizeof most);
	if (s == LIFECYCLE_WON_BACK)
		snprintf(back, sizeof back,
		    say_cell(", after %d days without one (more than %s)"),
		    p.last - p.before, said(x->opts->limits.dormant, gap));
	return snprintf(to, n,
	    say_cell("%s: last purchase %d day%s ago%s, on %s%s; %jd purchase day%s"),
	    say_word(SAY_CELL, "lifecycle", lifecycle_name(s)), ago, TEXT_PLURAL_CELL(ago), most,
	    date_text(p.last, day), back,
	    (intmax_t)p.purchases, TEXT_PLURAL_CELL(p.purchases));
}

static void
check(const struct lifecycle_limits *l, int32_t as_of)
{
	const int32_t active = duration_days(l->active, as_of);

	if (duration_days(l->new, as_of) > active || active > duration_days(l->dormant, as_of))
		opt_misuse("--new-days must not be longer than --active-days,"
		    " nor that than --dormant-days");
}

struct labelling
lifecycle_rows(const struct lifecycle_rows_opts *o, const struct labels *labels)
{
	const struct histories *hs = labels_histories(labels);
	struct self *x = mem_new(1, sizeof *x);

	if (!o->no_won_back && !history_has_days(hs))
		fail("a history table does not tell who was won back; read an order"
		    " log or a store, or use --no-won-back");
	check(&o->limits, history_as_of(hs));
	*x = (struct self){ o, labels, history_as_of(hs) };
	return (struct labelling){ .column = { { "lifecycle", PUT_TEXT } }, .n = 1, .self = x,
		.groups = LIFECYCLE_STAGES, .name = name, .group = group,
		.group_at = history_has_days(hs) ? group_at : NULL, .explain = explain,
		.free = free };
}
