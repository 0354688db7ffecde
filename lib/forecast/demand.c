#include "lib/forecast/demand.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum { WEEKS = 4 };

static int
compare(const void *a, const void *b)
{
	const struct demand_line *x = a, *y = b;

	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

/* Puts the values between A and B, which have lines, onto the line between them. */
static void
interpolate(double *y, size_t a, size_t b)
{
	for (size_t i = a + 1; i < b; i++)
		y[i] = y[a] + (y[b] - y[a]) * (double)(i - a) / (double)(b - a);
}

/* Adds the values of a slot: it is the latest of the series so far. */
static void
add(struct demand *d, size_t *room, int32_t slot, double value, enum demand_gaps gaps)
{
	if (d->n == 0)
		d->first = slot;
	const size_t at = (size_t)(slot - d->first);

	if (at > d->n && gaps == DEMAND_STOP && !d->has_gap) {
		d->has_gap = true;
		d->gap = d->first + (int32_t)d->n;
	}
	d->y = mem_grow(d->y, at + 1, room, sizeof *d->y);
	for (size_t i = d->n; i <= at; i++)
		d->y[i] = 0;
	d->y[at] += value;
	if (at > d->n && gaps == DEMAND_LINE)
		interpolate(d->y, d->n - 1, at);
	d->n = at + 1 > d->n ? at + 1 : d->n;
}

/* The sum of the lines of one slot from *i on; moves *i behind them. */
static double
sum(const struct demand_line *line, size_t n, size_t *i, const struct slots *slots, int32_t slot)
{
	const uint32_t series = line[*i].series;
	double total = 0;
	int32_t other;

	for (; *i < n && line[*i].series == series; (*i)++) {
		if (!slots_of(slots, line[*i].day, &other))
			continue;
		if (other != slot)
			break;
		total += line[*i].value;
	}
	return total;
}

struct demand *
demand_series(struct demand_line *line, size_t n, size_t count, const struct slots *slots,
    int32_t last, bool whole, enum demand_gaps gaps)
{
	struct demand *to = mem_new(count, sizeof *to);
	size_t *room = mem_new(count, sizeof *room);

	qsort(line, n, sizeof *line, compare);
	for (size_t i = 0; i < n;) {
		const uint32_t series = line[i].series;
		int32_t slot;

		if (!slots_of(slots, line[i].day, &slot) || slot > last)
			i++;
		else
			add(&to[series], &room[series], slot, sum(line, n, &i, slots, slot), gaps);
	}
	for (size_t k = 0; whole && k < count; k++)
		if (to[k].n > 0 && to[k].first + (int32_t)to[k].n <= last)
			add(&to[k], &room[k], last, 0, DEMAND_ZERO);
	free(room);
	return to;
}

void
demand_free(struct demand *d, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(d[i].y);
	free(d);
}

void
demand_weekdays(const struct demand_line *line, size_t n, struct slots *slots)
{
	bool seen[SLOTS_WEEK] = { 0 };
	int32_t first = INT32_MAX, last = INT32_MIN;

	for (size_t i = 0; i < n; i++) {
		seen[slots_weekday(line[i].day)] = true;
		first = line[i].day < first ? line[i].day : first;
		last = line[i].day > last ? line[i].day : last;
	}
	for (int i = 0; i < SLOTS_WEEK && n > 0 && last - first >= WEEKS * SLOTS_WEEK; i++)
		slots->closed[i] = slots->closed[i] || !seen[i];
}

void
demand_fill(struct demand *d, size_t season, bool (*opens)(void *ctx, int32_t slot), void *ctx)
{
	for (size_t i = 0; i < d->n; i++) {
		size_t k = i;

		if (opens(ctx, d->first + (int32_t)i))
			continue;
		if (i >= season)	/* it is open, or filled already */
			k = i - season;
		else
			while (k < d->n && !opens(ctx, d->first + (int32_t)k))
				k += season;
		d->y[i] = k < d->n ? d->y[k] : 0;
	}
}
