#include "lib/history/order_changes.h"

#include <string.h>

#include "lib/history/order_line.h"
#include "lib/store/changes.h"

int
order_changes_compare(const struct text *a, const struct text *b)
{
	const int c = memcmp(a->s, b->s, a->n < b->n ? a->n : b->n);

	return c ? c : (a->n > b->n) - (a->n < b->n);
}

void
order_changes_added(struct changes *c, const struct record_value *v)
{
	changes_added(c, v[ORDER_LINE_ORDER].s, order_line_fields, ORDER_LINE_FIELDS, v);
}

/* A line that is replaced (OLD, NOW), removed (NOW is NULL) or added (OLD is NULL). */
static void
show(struct changes *c, const struct text *old, const struct text *now)
{
	struct record_value was[ORDER_LINE_FIELDS], is[ORDER_LINE_FIELDS];

	if (old)
		order_line_values(old, was);
	if (now)
		order_line_values(now, is);
	if (old && now)
		changes_updated(c, is[ORDER_LINE_ORDER].s, order_line_fields, ORDER_LINE_FIELDS,
		    was, is, false);
	else if (old)
		changes_removed(c, was[ORDER_LINE_ORDER].s, order_line_fields, ORDER_LINE_FIELDS,
		    was);
	else
		order_changes_added(c, is);
}

/* Moves the lines that are not in both to the front of each array, and counts them. */
static void
leave_out_equal(const struct text **old, size_t *nold, const struct text **now, size_t *nnow)
{
	size_t gone = 0, come = 0, i = 0, j = 0;

	while (i < *nold || j < *nnow) {
		const int side = i == *nold ? 1 : j == *nnow ? -1 :
		    order_changes_compare(old[i], now[j]);

		if (side < 0)
			old[gone++] = old[i++];
		else if (side > 0)
			now[come++] = now[j++];
		else
			i++, j++;
	}
	*nold = gone;
	*nnow = come;
}

void
order_changes_replaced(struct changes *c, const struct text **old, size_t nold,
    const struct text **now, size_t nnow)
{
	leave_out_equal(old, &nold, now, &nnow);
	for (size_t i = 0; i < nold || i < nnow; i++)
		show(c, i < nold ? old[i] : NULL, i < nnow ? now[i] : NULL);
}
