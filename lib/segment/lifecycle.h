/*
 * lifecycle - the stage of a customer by the days of the last two purchases (pure).
 *
 *	prospect	no purchase
 *	won-back	bought again at most ACTIVE ago, after a gap longer than DORMANT
 *	new		one purchase day, at most NEW ago
 *	active		bought at most ACTIVE ago
 *	dormant		bought at most DORMANT ago
 *	churned		everyone else
 *
 * The first stage that applies counts. The gap is that between the latest purchase day and the one
 * before: a customer who has bought twice since the return is active. A day on a limit is within
 * it. Months and years are steps on the calendar, from the day of the purchase.
 */
#ifndef LIFECYCLE_H
#define LIFECYCLE_H
#include <stdint.h>

#include "lib/base/duration.h"

enum lifecycle_stage {
	LIFECYCLE_PROSPECT, LIFECYCLE_NEW, LIFECYCLE_ACTIVE, LIFECYCLE_DORMANT, LIFECYCLE_CHURNED,
	LIFECYCLE_WON_BACK, LIFECYCLE_STAGES
};

struct lifecycle_limits {
	struct duration new, active, dormant;
};

struct lifecycle_past {
	int64_t purchases;	/* purchase days */
	int32_t last, before;	/* the latest one, the one before; DATE_NONE: none, or not known */
};

enum lifecycle_stage lifecycle_stage(const struct lifecycle_limits *,
    const struct lifecycle_past *, int32_t as_of);

const char *lifecycle_name(enum lifecycle_stage);	/* "won-back" */

#endif
