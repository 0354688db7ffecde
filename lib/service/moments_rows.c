#include "lib/service/moments_rows.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/service/contacts.h"
#include "lib/service/moments.h"

struct place {			/* a touchpoint and its place in the output */
	size_t touchpoint;
	struct moments_truth truth;
};

struct moments *
moments_rows_count(const struct contacts *c)
{
	struct moments *m = moments_new(contacts_touchpoints(c));
	size_t n;
	const struct moments_contact *alone = contacts_alone(c, &n);

	for (size_t i = 0; i < contacts_journeys(c); i++) {
		const struct contacts_journey j = contacts_journey(c, i);

		moments_journey(m, j.contact, j.n);
	}
	for (size_t i = 0; i < n; i++)
		moments_alone(m, &alone[i]);
	return m;
}

/* The highest gain first, unknown gains last; equal ones in the order of the names. */
static int
by_gain(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (isnan(x->truth.gain) != isnan(y->truth.gain))
		return isnan(x->truth.gain) ? 1 : -1;
	if (x->truth.gain < y->truth.gain || x->truth.gain > y->truth.gain)
		return x->truth.gain < y->truth.gain ? 1 : -1;
	return (x->touchpoint > y->touchpoint) - (x->touchpoint < y->touchpoint);
}

static void
put_truth(struct put *out, size_t rank, const char *touchpoint, const struct moments_truth *t,
    double target)
{
	const struct value cells[] = {
		{ .i = (int64_t)rank, .none = isnan(t->gain) }, { .s = touchpoint }, { .i = t->n },
		{ .x = t->mean.value }, { .x = t->mean.low }, { .x = t->mean.high },
		{ .s = isnan(t->mean.low) ? "" : "student" },
		{ .s = t->n < SAMPLE_SMALL ? "small" : "" },
		{ .x = t->bottom }, { .x = t->bottom_range.low }, { .x = t->bottom_range.high },
		{ .i = (int64_t)t->journeys },
		{ .x = t->to_end.r }, { .x = t->to_end.low }, { .x = t->to_end.high },
		{ .x = t->to_end.slope }, { .x = t->before }, { .x = t->end },
		{ .x = target }, { .x = t->gap },
		{ .x = t->gain }, { .x = t->gain_low }, { .x = t->gain_high },
	};

	put_cells(out, cells, sizeof cells / sizeof *cells);
	put_end(out);
}

void
moments_rows_print(struct moments *m, const char *const *name, size_t n, size_t nowhere,
    double target, struct put *out)
{
	static const struct put_head columns[] = {
		{ "rank", PUT_INT }, { "touchpoint", PUT_TEXT }, { "n", PUT_INT },
		{ "mean", PUT_REAL }, { "low", PUT_REAL }, { "high", PUT_REAL },
		{ "method", PUT_TEXT }, { "size", PUT_TEXT },
		{ "bottom", PUT_REAL }, { "bottom_low", PUT_REAL }, { "bottom_high", PUT_REAL },
		{ "journeys", PUT_INT },
		{ "correlation", PUT_REAL }, { "correlation_low", PUT_REAL },
		{ "correlation_high", PUT_REAL }, { "slope", PUT_REAL },
		{ "share_before", PUT_REAL }, { "share_end", PUT_REAL },
		{ "target", PUT_REAL }, { "gap", PUT_REAL },
		{ "gain", PUT_REAL }, { "gain_low", PUT_REAL }, { "gain_high", PUT_REAL }, { 0 },
	};
	struct place *place = mem_new(n, sizeof *place);

	if (nowhere > 0)
		opt_note("%zu score%s without a touchpoint; counted in journeys, not in any row",
		    nowhere, TEXT_PLURAL(nowhere));
	put_columns(out, columns);
	for (size_t i = 0; i < n; i++)
		place[i] = (struct place){ i, moments_truth(m, i, target) };
	qsort(place, n, sizeof *place, by_gain);
	for (size_t i = 0; i < n; i++)
		put_truth(out, i + 1, name[place[i].touchpoint], &place[i].truth, target);
	free(place);
}

void
moments_rows_truths(const struct contacts *c, double target, struct put *out)
{
	const size_t n = contacts_touchpoints(c);
	const char **name = mem_new(n, sizeof *name);
	struct moments *m = moments_rows_count(c);

	for (size_t i = 0; i < n; i++)
		name[i] = contacts_touchpoint(c, i);
	moments_rows_print(m, name, n, contacts_nowhere(c), target, out);
	moments_free(m);
	free(name);
}

void
moments_rows_memories(const struct contacts *c, struct put *out)
{
	static const struct put_head columns[] = {
		{ "customer_id", PUT_TEXT }, { "journey", PUT_TEXT }, { "n", PUT_INT },
		{ "peak", PUT_INT }, { "end", PUT_INT }, { "peak_end", PUT_REAL },
		{ "mean", PUT_REAL }, { 0 },
	};
	size_t alone;

	(void)contacts_alone(c, &alone);
	if (alone > 0)
		opt_note("%zu score%s without a journey ignored", alone, TEXT_PLURAL(alone));
	put_columns(out, columns);
	for (size_t i = 0; i < contacts_journeys(c); i++) {
		const struct contacts_journey j = contacts_journey(c, i);
		const struct moments_memory m = moments_memory(j.contact, j.n);
		const struct value cells[] = { { .s = j.customer }, { .s = j.name },
		    { .i = (int64_t)j.n }, { .i = m.peak }, { .i = m.end }, { .x = m.peak_end },
		    { .x = m.mean } };

		put_cells(out, cells, sizeof cells / sizeof *cells);
		put_end(out);
	}
}
