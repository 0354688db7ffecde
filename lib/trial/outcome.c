#include "lib/trial/outcome.h"

#include "lib/base/money.h"
#include "lib/base/text.h"

static const char *const names[OUTCOMES] = {
	[OUTCOME_SPEND] = "spend", [OUTCOME_ORDERS] = "orders", [OUTCOME_BOUGHT] = "bought",
	[OUTCOME_CHURNED] = "churned"
};

const char *
outcome_name(enum outcome o)
{
	return names[o];
}

int
outcome_of(const char *name, size_t n)
{
	for (int o = 0; o < OUTCOMES; o++)
		if (text_is(names[o], name, n))
			return o;
	return -1;
}

/* The first of the days after DAY. */
static uint32_t
after(const struct history *h, int32_t day)
{
	uint32_t low = 0, high = h->days;

	while (low < high) {
		const uint32_t mid = low + (high - low) / 2;

		if (h->day[mid].day > day)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

double
outcome_value(const struct history *h, enum outcome o, int32_t from, int32_t until)
{
	const uint32_t begin = h ? after(h, from) : 0, end = h ? after(h, until) : 0;
	int64_t spend = 0, orders = 0;

	for (uint32_t i = begin; i < end; i++) {
		spend += h->day[i].amount;
		orders += h->day[i].orders;
	}
	switch (o) {
	case OUTCOME_SPEND:
		return (double)spend / MONEY_ONE;
	case OUTCOME_ORDERS:
		return (double)orders;
	case OUTCOME_BOUGHT:
		return end > begin;
	default:
		return end == begin;
	}
}
