#include "lib/points/programme.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/points/lots.h"

__extension__ typedef __int128 wide;	/* products of two amounts */

int64_t
programme_amount(const struct programme_order *o)
{
	int64_t sum = 0;

	for (size_t i = 0; i < o->n; i++)
		sum += o->line[i].amount;
	return sum;
}

/* The amount of the lines that the rule is about; false: there is no such line. */
static bool
matching(const struct programme_rule *r, const struct programme_order *o, int64_t *amount)
{
	bool any = false;

	*amount = 0;
	for (size_t i = 0; i < o->n; i++) {
		if (r->sku && strcmp(r->sku, o->line[i].sku) != 0)
			continue;
		any = true;
		*amount += o->line[i].amount;
	}
	return any;
}

static bool
is_in_time(const struct programme_rule *r, int32_t day)
{
	return (r->since == DATE_NONE || day >= r->since) &&
	    (r->until == DATE_NONE || day <= r->until);
}

static wide
divided(wide x, wide by, enum programme_rounding rounding)
{
	switch (rounding) {
	case PROGRAMME_UP:
		return (x + by - 1) / by;
	case PROGRAMME_NEAREST:
		return (2 * x + by) / (2 * by);
	default:
		return x / by;
	}
}

bool
programme_points(const struct programme_rule *r, const struct programme_order *o, int64_t *to)
{
	int64_t amount;

	*to = 0;
	if (!is_in_time(r, o->day) || o->tier < r->tier || programme_amount(o) < r->minimum ||
	    !matching(r, o, &amount) || amount < 0)
		return true;
	const wide points = r->per == 0 ? (wide)r->points :
	    divided((wide)amount * r->points, r->per, r->rounding);

	*to = (int64_t)points;
	return points <= INT64_MAX;
}

int64_t
programme_share(int64_t amount, int64_t part, int64_t whole)
{
	return (int64_t)divided((wide)amount * part, whole, PROGRAMME_NEAREST);
}

int32_t
programme_usable(const struct programme_rule *r, int32_t day)
{
	if (r->confirmed)
		return LOTS_NEVER;
	return r->pending.unit == '\0' ? day : day + duration_days(r->pending, day);
}

int32_t
programme_expires(const struct programme_rule *r, int32_t day)
{
	return r->expires.unit == '\0' ? LOTS_NEVER : day + duration_days(r->expires, day);
}

int
programme_tier(const struct programme *p, const char *name)
{
	for (size_t i = 0; i < p->tiers; i++)
		if (strcmp(p->tier[i].name, name) == 0)
			return (int)i;
	return -1;
}

static void
free_rule(struct programme_rule *r)
{
	if (r == NULL)
		return;
	free(r->name);
	free(r->sku);
}

void
programme_free(struct programme *p)
{
	for (size_t i = 0; i < p->nearn; i++)
		free_rule(&p->earn[i]);
	free_rule(p->refer);
	free_rule(p->welcome);
	free(p->earn);
	free(p->refer);
	free(p->welcome);
	for (size_t i = 0; i < p->tiers; i++)
		free(p->tier_name[i]);
	*p = (struct programme){ 0 };
}
