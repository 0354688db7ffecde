#include "lib/segment/lifecycle.h"

#include <stdbool.h>

#include "lib/base/date.h"

/* Whether TO is at most so long after FROM. */
static bool
is_within(struct duration limit, int32_t from, int32_t to)
{
	return to - from <= duration_days(limit, from);
}

enum lifecycle_stage
lifecycle_stage(const struct lifecycle_limits *l, const struct lifecycle_past *p, int32_t as_of)
{
	if (p->purchases == 0)
		return LIFECYCLE_PROSPECT;
	if (p->before != DATE_NONE && !is_within(l->dormant, p->before, p->last) &&
	    is_within(l->active, p->last, as_of))
		return LIFECYCLE_WON_BACK;
	if (p->purchases == 1 && is_within(l->new, p->last, as_of))
		return LIFECYCLE_NEW;
	if (is_within(l->active, p->last, as_of))
		return LIFECYCLE_ACTIVE;
	return is_within(l->dormant, p->last, as_of) ? LIFECYCLE_DORMANT : LIFECYCLE_CHURNED;
}

const char *
lifecycle_name(enum lifecycle_stage stage)
{
	static const char *const names[] = {
		"prospect", "new", "active", "dormant", "churned", "won-back"
	};

	return names[stage];
}
