#include "lib/value/cohort.h"

#include <stdlib.h>

#include "lib/base/mem.h"

struct cohorts {
	enum period period;
	int32_t first, last;	/* days */
	int32_t start;		/* the number of the first period */
	size_t n, groups;
	int32_t *of;		/* per day from FIRST to LAST: its cohort */
	struct cohort_cell **cells;	/* per group, per cohort: a cell per offset, or NULL */
};

struct cohorts *
cohort_new(enum period period, int32_t first, int32_t last, size_t groups)
{
	struct cohorts *c = mem_new(1, sizeof *c);
	const size_t days = (size_t)(last - first) + 1;

	*c = (struct cohorts){ .period = period, .first = first, .last = last, .groups = groups,
		.start = period_number(period, first), .of = mem_new(days, sizeof *c->of) };
	for (size_t i = 0; i < days; i++)
		c->of[i] = period_number(period, first + (int32_t)i) - c->start;
	c->n = (size_t)c->of[days - 1] + 1;
	c->cells = mem_new(groups * c->n, sizeof *c->cells);
	return c;
}

void
cohort_free(struct cohorts *c)
{
	for (size_t i = 0; i < c->groups * c->n; i++)
		free(c->cells[i]);
	free(c->cells);
	free(c->of);
	free(c);
}

size_t
cohort_count(const struct cohorts *c)
{
	return c->n;
}

int32_t
cohort_start(const struct cohorts *c, size_t cohort)
{
	return period_first(c->period, c->start + (int32_t)cohort);
}

size_t
cohort_offsets(const struct cohorts *c, size_t cohort)
{
	return c->n - cohort;
}

const struct cohort_cell *
cohort_cells(const struct cohorts *c, size_t group, size_t cohort)
{
	return c->cells[group * c->n + cohort];
}

/* Refunds before any purchase. */
static const char *
add_early(struct cohort_cell *to, const struct cohort_early *early)
{
	to->orders += early->day.orders;
	to->unknown = to->unknown || early->unknown;
	if (__builtin_add_overflow(to->spend, early->day.amount, &to->spend))
		return "amount";
	return costs_join(&to->costs, &early->costs) ? NULL : "cost";
}

const char *
cohort_add(struct cohorts *c, size_t group, const struct fold_day *day, const struct costs *costs,
    size_t n, const struct cohort_early *early)
{
	while (n > 0 && day[n - 1].day > c->last)
		n--;
	if (n == 0)
		return NULL;
	const int32_t from = c->of[day->day - c->first];
	struct cohort_cell **cells = &c->cells[group * c->n + (size_t)from];
	int32_t at = -1;

	if (*cells == NULL)
		*cells = mem_new(cohort_offsets(c, (size_t)from), sizeof **cells);
	const char *large = add_early(*cells, early);

	for (size_t i = 0; large == NULL && i < n; i++) {
		const int32_t offset = c->of[day[i].day - c->first] - from;
		struct cohort_cell *to = *cells + offset;

		to->customers += offset != at;
		to->orders += day[i].orders;
		if (__builtin_add_overflow(to->spend, day[i].amount, &to->spend))
			return "amount";
		if (costs && !costs_join(&to->costs, &costs[i]))
			return "cost";
		at = offset;
	}
	return large;
}
