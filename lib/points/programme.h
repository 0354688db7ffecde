/*
 * programme - the rules by which an order earns points, and the other rules of a loyalty programme
 * (pure).
 *
 * Every rule that matches an order gives points, and the points of the rules add up: one rule for
 * all orders, one more for a sku, a tier or a campaign. A rule gives
 *
 *	points * amount / per
 *
 * rounded to a whole number, where the amount is that of the order, or of its lines of the sku;
 * without "per" it gives the points once per order.
 */
#ifndef PROGRAMME_H
#define PROGRAMME_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/duration.h"
#include "lib/points/tier.h"

enum programme_rounding { PROGRAMME_DOWN, PROGRAMME_NEAREST, PROGRAMME_UP };
#define PROGRAMME_ROUNDINGS "down|nearest|up"

struct programme_rule {
	char *name;
	int64_t points;
	int64_t per;		/* amount in ten-thousandths; 0: once per order */
	int64_t minimum;	/* amount of the order */
	char *sku;		/* NULL: any */
	int tier;		/* customers of this tier or a higher one; -1: all */
	int32_t since, until;	/* days of the order; DATE_NONE: no limit */
	struct duration expires;	/* after the order; .unit '\0': never */
	struct duration pending;	/* the points are usable after it; .unit '\0': at once */
	bool confirmed;		/* pending until they are confirmed */
	enum programme_rounding rounding;
};

struct programme {
	struct programme_rule *earn;
	size_t nearn;
	struct programme_rule *refer, *welcome;	/* who referred, who was referred; NULL: none */
	struct tier tier[TIER_MAX];
	char *tier_name[TIER_MAX];	/* which the tiers refer to */
	size_t tiers;
	bool by_spend;		/* what counts for the tiers: the spend; else the points earned */
};

struct programme_line {		/* of an order */
	const char *sku;	/* "": not known */
	int64_t amount;
};

struct programme_order {
	const struct programme_line *line;
	size_t n;
	int32_t day;
	int tier;		/* of the customer on the day before; -1: none */
};

/* The sum of the lines. */
int64_t programme_amount(const struct programme_order *);

/*
 * The points that a rule gives; 0 if the rule does not match. Returns false if they do not fit in
 * 64 bits.
 */
bool programme_points(const struct programme_rule *, const struct programme_order *, int64_t *to);

/* AMOUNT * PART / WHOLE, to the nearest whole number, a half up; 0 <= PART <= WHOLE > 0. */
int64_t programme_share(int64_t amount, int64_t part, int64_t whole);

/* The first day on which points of DAY are usable, and on which they are not: a day of lots.h. */
int32_t programme_usable(const struct programme_rule *, int32_t day);
int32_t programme_expires(const struct programme_rule *, int32_t day);

/* The tier with this name; -1: there is none. */
int programme_tier(const struct programme *, const char *name);

void programme_free(struct programme *);

#endif
