#include "lib/churn/stale.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"

struct stale_days {
	int32_t from, to;
	bool *on;		/* per day minus FROM: there was an order */
};

struct stale_days *
stale_days_new(int32_t from, int32_t to)
{
	struct stale_days *d = mem_new(1, sizeof *d);

	*d = (struct stale_days){ from, to, NULL };
	if (from <= to)
		d->on = mem_new((size_t)(to - from) + 1, sizeof *d->on);
	return d;
}

void
stale_days_add(struct stale_days *d, int32_t day)
{
	if (day >= d->from && day <= d->to)
		d->on[day - d->from] = true;
}

/* The K-th smallest gap, from 1; NUMBER[g] is the number of gaps of g days. */
static int32_t
kth(const int64_t *number, int64_t k)
{
	int32_t gap = 0;

	while (k > 0)
		k -= number[++gap];
	return gap;
}

static struct stale
measure(const struct stale_days *d)
{
	struct stale s = { .last = DATE_NONE };
	const int32_t span = d->from <= d->to ? d->to - d->from + 1 : 0;
	int64_t *number = mem_new((size_t)span + 1, sizeof *number), n = 0;

	for (int32_t i = 0; i < span; i++) {
		if (!d->on[i])
			continue;
		if (s.last != DATE_NONE) {
			number[d->from + i - s.last]++;
			n++;
		}
		s.last = d->from + i;
	}
	if (n > 0) {
		s.usual = kth(number, (n + 1) / 2);
		s.longest = kth(number, (999 * n + 999) / 1000);
	}
	free(number);
	return s;
}

struct stale
stale_days_free(struct stale_days *d)
{
	const struct stale s = measure(d);

	free(d->on);
	free(d);
	return s;
}

bool
stale_is(const struct stale *s, int32_t as_of)
{
	return s->longest > 0 && (int64_t)as_of - s->last > s->longest;
}

const char *
stale_text(const struct stale *s, char to[static STALE_TEXT])
{
	char last[DATE_SIZE], every[STALE_TEXT / 2];

	if (s->usual == 1)
		snprintf(every, sizeof every, say_cell("every day"));
	else
		snprintf(every, sizeof every, say_cell("every %d days"), s->usual);
	snprintf(to, STALE_TEXT, say_cell("no order since %s (usually %s): alerts held"),
	    date_text(s->last, last), every);
	return to;
}
