#include "lib/points/tier.h"

enum { NO_DAY = INT32_MIN };

/* The day on which an event leaves the qualifying period. */
static int32_t
leaves(const struct tier *t, int32_t day)
{
	return day + duration_days(t->period, day);
}

/* The sum of the events of the qualifying period that ends on AS_OF. */
static int64_t
sum_of(const struct tier *t, const struct tier_event *event, size_t n, int32_t as_of)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n && event[i].day <= as_of; i++)
		if (leaves(t, event[i].day) > as_of)
			sum += event[i].value;
	return sum;
}

/*
 * The last day on which the customer qualifies; NO_DAY: never. Goes through the days on which an
 * event comes or leaves. From AS_OF on, it ends with the first day that does not qualify.
 */
static int32_t
last_day(const struct tier *t, const struct tier_event *event, size_t n, int32_t as_of)
{
	int32_t last = NO_DAY;
	int64_t sum = 0;

	for (size_t in = 0, out = 0; out < n;) {
		const int32_t gone = leaves(t, event[out].day);
		const int32_t day = in < n && event[in].day < gone ? event[in].day : gone;

		if (sum >= t->minimum && in > 0)
			last = day - 1;
		else if (day > as_of)
			return last;
		for (; in < n && event[in].day == day; in++)
			sum += event[in].value;
		for (; out < in && leaves(t, event[out].day) == day; out++)
			sum -= event[out].value;
	}
	return last;
}

static int32_t
with_grace(const struct tier *t, int32_t day)
{
	return day == NO_DAY || t->grace.unit == '\0' ? day : day + duration_days(t->grace, day);
}

struct tier_held
tier_of(const struct tier *t, size_t tiers, const struct tier_event *event, size_t n, int32_t as_of)
{
	struct tier_held held = { .at = -1, .until = NO_DAY };
	int32_t above = NO_DAY;

	while (n > 0 && event[n - 1].day > as_of)
		n--;
	for (size_t k = tiers; k-- > 0 && held.at < 0;) {
		int32_t until = with_grace(&t[k], last_day(&t[k], event, n, as_of));

		if (k + 1 < tiers && t[k + 1].one_step && with_grace(&t[k], above) > until)
			until = with_grace(&t[k], above);
		above = until;
		if (until >= as_of)
			held = (struct tier_held){ .at = (int)k, .until = until };
	}
	if (tiers > 0)
		held.value = sum_of(&t[held.at + 1 < (int)tiers ? (size_t)(held.at + 1) :
		    tiers - 1], event, n, as_of);
	return held;
}
