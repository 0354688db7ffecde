/*
 * control - the limits of a control chart of shares: is a period out of the ordinary? (pure)
 *
 * Shewhart's p-chart with limits that vary with n (Montgomery, Introduction to Statistical Quality
 * Control, section 7.2): the centre c is the share of yes of all periods together, and the limits
 * of a period with n items are c - 3 s and c + 3 s, where s = sqrt(c (1 - c) / n), but not below 0
 * or above 1. If nothing but chance differs between the periods, a share is outside in about 3 of
 * 1000 periods, where c n and (1 - c) n are large.
 */
#ifndef CONTROL_H
#define CONTROL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct control_period {
	int64_t n, yes;
};

struct control_limits {
	double low, high;	/* NAN: there is no item */
};

enum control_signal { CONTROL_NONE, CONTROL_ABOVE, CONTROL_BELOW };

double control_centre(const struct control_period *, size_t periods);	/* NAN: no item */
struct control_limits control_limits(double centre, int64_t n);

/* Whether the share of a period is outside the limits. */
enum control_signal control_signal(double centre, const struct control_period *);

/*
 * Whether fewer than 5 items of yes or of no are expected in the period: then the limits, which
 * stand on a normal distribution, are wrong more often. Also if there is no item.
 */
bool control_is_small(double centre, int64_t n);

#endif
