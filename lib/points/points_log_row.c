/* The fields of a row, and what each step needs. */
#include "lib/points/points_log_own.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/say.h"

const struct record_field points_log_fields[FIELDS] = {
	[CUSTOMER] = { .name = "customer_id", .type = RECORD_CUSTOMER, .own = true,
	    .required = true, .help = "the customer" },
	[DATE] = { .name = "date", .type = RECORD_PAST, .required = true,
	    .help = "when it happened (now)" },
	[STEP] = { .name = "step", .type = RECORD_WORD,
	    .words = "earn|redeem|reverse|adjust|transfer|refer|confirm",
	    .help = "what happened (earn)" },
	[POINTS] = { .name = "points", .type = RECORD_WHOLE, .own = true,
	    .help = "how many; of adjust also below 0" },
	[ORDER] = { .name = "order_id", .type = RECORD_ID, .own = true,
	    .help = "the order that earns, redeems or is refunded" },
	[AMOUNT] = { .name = "amount", .type = RECORD_SIGNED, .own = true,
	    .help = "amount of the order, or of its refund" },
	[SKU] = { .name = "sku", .type = RECORD_TEXT, .own = true, .code = true,
	    .help = "article, for rules about it" },
	[EXPIRES] = { .name = "expires", .type = RECORD_DAY,
	    .help = "first day on which the points are not usable (never)" },
	[USABLE] = { .name = "usable", .type = RECORD_DAY,
	    .help = "first day on which they are usable (at once)" },
	[OTHER] = { .name = "other_id", .type = RECORD_CUSTOMER, .own = true,
	    .help = "of transfer: who gets them; of refer: who was referred" },
	[REASON] = { .name = "reason", .type = RECORD_TEXT, .help = "why; adjust requires it" },
	[AGENT] = { .name = "agent", .type = RECORD_TEXT, .help = "who recorded it" },
	[NOTE] = { .name = "note", .type = RECORD_TEXT, .own = true, .help = "a note" },
	[SOURCE] = { .name = RECORD_SOURCE, .type = RECORD_TEXT },	/* as of order_line */
};

bool
points_log_given(const struct record_value *v, int f)
{
	return *v[f].s != '\0';
}

enum entries_step
points_log_step(const struct record_value *v)
{
	for (int i = 0; points_log_given(v, STEP) && i < ENTRIES_STEPS; i++)
		if (strcmp(v[STEP].s, entries_step_name((enum entries_step)i)) == 0)
			return (enum entries_step)i;
	return ENTRIES_EARN;
}

bool
points_log_read(const char *s, int64_t *to)
{
	char *end;

	errno = 0;
	*to = strtoll(s, &end, 10);
	return !isspace((unsigned char)*s) && *end == '\0' && end != s && errno == 0 &&
	    *to > INT64_MIN / 4 && *to < INT64_MAX / 4;
}

/* Which fields a step needs and may have, beyond customer, date, agent and note. */
static const struct {
	unsigned needs, has;
} steps[ENTRIES_STEPS] = {
	[ENTRIES_EARN] = { 0, 1U << POINTS | 1U << ORDER | 1U << AMOUNT | 1U << SKU |
	    1U << EXPIRES | 1U << USABLE | 1U << REASON },
	[ENTRIES_REDEEM] = { 1U << POINTS, 1U << ORDER | 1U << AMOUNT | 1U << REASON },
	[ENTRIES_REVERSE] = { 1U << ORDER, 1U << AMOUNT | 1U << EXPIRES | 1U << REASON },
	[ENTRIES_ADJUST] = { 1U << POINTS | 1U << REASON, 1U << EXPIRES | 1U << USABLE },
	[ENTRIES_TRANSFER] = { 1U << POINTS | 1U << OTHER, 1U << REASON },
	[ENTRIES_REFER] = { 1U << OTHER, 1U << POINTS | 1U << EXPIRES | 1U << REASON },
	[ENTRIES_CONFIRM] = { 0, 1U << ORDER | 1U << REASON },
};

static bool
wrong(size_t *field, char why[static RECORD_WHY], int at, const char *what)
{
	*field = (size_t)at;
	snprintf(why, RECORD_WHY, "%s", what);
	return false;
}

/* The fields that belong to the step. */
static bool
check_step(const struct record_value *v, size_t *field, char why[static RECORD_WHY])
{
	const enum entries_step step = points_log_step(v);
	const unsigned needs = steps[step].needs, has = steps[step].has | needs;

	for (int f = POINTS; f <= REASON; f++)
		if (needs & 1U << f && !points_log_given(v, f)) {
			*field = (size_t)f;
			snprintf(why, RECORD_WHY, say("is empty: step %s requires it"),
			    entries_step_name(step));
			return false;
		} else if (points_log_given(v, f) && !(has & 1U << f) && f != SKU) {
			*field = (size_t)f;
			snprintf(why, RECORD_WHY, say("is not for step %s"),
			    entries_step_name(step));
			return false;
		}
	return true;
}

bool
points_log_check(const struct record_value *v, size_t *field, char why[static RECORD_WHY])
{
	const enum entries_step step = points_log_step(v);
	int64_t points = 0;

	if (!check_step(v, field, why))
		return false;
	if (points_log_given(v, POINTS) && !points_log_read(v[POINTS].s, &points))
		return wrong(field, why, POINTS, say("is not a whole number"));
	if (points_log_given(v, POINTS) && step != ENTRIES_ADJUST && points <= 0)
		return wrong(field, why, POINTS, say("is not above 0"));
	if (points_log_given(v, POINTS) && points == 0)
		return wrong(field, why, POINTS, say("is 0: nothing would change"));
	if (points_log_given(v, AMOUNT) && v[AMOUNT].i < 0 &&
	    (step != ENTRIES_EARN || points_log_given(v, POINTS)))
		return wrong(field, why, AMOUNT, say("is below 0"));
	if (step == ENTRIES_REVERSE && points_log_given(v, AMOUNT) && v[AMOUNT].i == 0)
		return wrong(field, why, AMOUNT, say("is 0: nothing would change"));
	return true;
}
