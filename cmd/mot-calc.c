/* mot-calc - moments of truth: which touchpoints decide how journeys end */
#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/service/contacts.h"
#include "lib/service/moments.h"
#include "lib/survey/metric.h"

static const struct tool tool = {
	"mot-calc", "[FILE...]",
	"Compute how customers rate each touchpoint, how the rating correlates with the end of\n"
	"the journey, and what a better touchpoint would gain.  Reads contacts as CSV\n"
	"(touchpoint, journey, score; optionally customer_id and date), or from a store.",
	"A journey is all contacts of one customer_id with the same journey; its end is the last\n"
	"score.  Correlation is not causation.  Fewer than 30 scores are marked small.\n"
	"Intervals are 95 % confidence intervals.\n"
	"Examples:\n"
	"  mot-calc -t contacts.csv\n"
	"  mot-calc -d shop.db --since=2025-01-01 --target=4.5\n"
	"  mot-calc --peak-end contacts.csv\n"
	"Exit status: 0 if OK; 1 if --skip-bad left rows out; 2 if trouble.\n",
};

struct place {			/* of a touchpoint in the output */
	size_t touchpoint;
	struct moments_truth truth;
};

static struct moments *
add_up(const struct contacts *c)
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

/* The highest gain first, what is not known last; of equals bytewise. */
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
put_truth(struct put *out, size_t rank, const char *touchpoint, const struct moments_truth *t, double target)
{
	const struct value cells[] = {
		{ .i = (int64_t)rank, .none = isnan(t->gain) }, { .s = touchpoint }, { .i = t->n }, { .x = t->mean.value },
		{ .x = t->mean.low }, { .x = t->mean.high }, { .s = isnan(t->mean.low) ? "" : "student" },
		{ .s = t->n < METRIC_SMALL ? "small" : "" }, { .x = t->bottom }, { .x = t->bottom_range.low },
		{ .x = t->bottom_range.high }, { .i = (int64_t)t->journeys }, { .x = t->to_end.r }, { .x = t->to_end.low },
		{ .x = t->to_end.high }, { .x = t->to_end.slope }, { .x = t->before }, { .x = t->end }, { .x = target },
		{ .x = t->gap }, { .x = t->gain }, { .x = t->gain_low }, { .x = t->gain_high },
	};

	put_cells(out, cells, sizeof cells / sizeof *cells);
	put_end(out);
}

static void
put_truths(struct put *out, const struct contacts *c, double target)
{
	static const struct put_head columns[] = {
		{ "rank", PUT_INT }, { "touchpoint", PUT_TEXT }, { "n", PUT_INT }, { "mean", PUT_REAL }, { "low", PUT_REAL },
		{ "high", PUT_REAL }, { "method", PUT_TEXT }, { "size", PUT_TEXT }, { "bottom", PUT_REAL },
		{ "bottom_low", PUT_REAL }, { "bottom_high", PUT_REAL }, { "journeys", PUT_INT }, { "correlation", PUT_REAL },
		{ "correlation_low", PUT_REAL }, { "correlation_high", PUT_REAL }, { "slope", PUT_REAL },
		{ "share_before", PUT_REAL }, { "share_end", PUT_REAL }, { "target", PUT_REAL }, { "gap", PUT_REAL },
		{ "gain", PUT_REAL }, { "gain_low", PUT_REAL }, { "gain_high", PUT_REAL }, { 0 },
	};
	const size_t n = contacts_touchpoints(c), nowhere = contacts_nowhere(c);
	struct place *place = mem_new(n, sizeof *place);
	struct moments *m = add_up(c);

	if (nowhere > 0)
		opt_note("%zu score%s without a touchpoint; counted in journeys, not in any row", nowhere, TEXT_PLURAL(nowhere));
	put_columns(out, columns);
	for (size_t i = 0; i < n; i++)
		place[i] = (struct place){ i, moments_truth(m, i, target) };
	qsort(place, n, sizeof *place, by_gain);
	for (size_t i = 0; i < n; i++)
		put_truth(out, i + 1, contacts_touchpoint(c, place[i].touchpoint), &place[i].truth, target);
	moments_free(m);
	free(place);
}

static void
put_memories(struct put *out, const struct contacts *c)
{
	static const struct put_head columns[] = {
		{ "customer_id", PUT_TEXT }, { "journey", PUT_TEXT }, { "n", PUT_INT }, { "peak", PUT_INT }, { "end", PUT_INT },
		{ "peak_end", PUT_REAL }, { "mean", PUT_REAL }, { 0 },
	};
	size_t alone;

	(void)contacts_alone(c, &alone);
	if (alone > 0)
		opt_note("%zu score%s without a journey ignored", alone, TEXT_PLURAL(alone));
	put_columns(out, columns);
	for (size_t i = 0; i < contacts_journeys(c); i++) {
		const struct contacts_journey j = contacts_journey(c, i);
		const struct moments_memory m = moments_memory(j.contact, j.n);
		const struct value cells[] = { { .s = j.customer }, { .s = j.name }, { .i = (int64_t)j.n }, { .i = m.peak },
			{ .i = m.end }, { .x = m.peak_end }, { .x = m.mean } };

		put_cells(out, cells, sizeof cells / sizeof *cells);
		put_end(out);
	}
}

int
main(int argc, char *argv[])
{
	struct contacts_opts in = CONTACTS_DEFAULTS;
	struct put_opts form = { 0 };
	double target = NAN;
	bool peak_end = false;
	const struct opt opts[] = {
		{ OPT_NUMBER, 0, "target", "SCORE", "target for the mean score of each touchpoint (4)", &target },
		{ OPT_FLAG, 0, "peak-end", NULL, "print the peak-end score of each journey instead", &peak_end },
		CONTACTS_OPTS(&in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (peak_end && !isnan(target))
		opt_misuse("--target cannot be used with --peak-end");
	if (isnan(target))
		target = 4;
	if (target < MOMENTS_SCALE.low || target > MOMENTS_SCALE.high)
		opt_misuse("--target must be from %d to %d", MOMENTS_SCALE.low, MOMENTS_SCALE.high);
	struct contacts *c = contacts_read(&in, !peak_end, operands);
	struct put *out = put_open(&form);

	if (peak_end)
		put_memories(out, c);
	else
		put_truths(out, c, target);
	put_close(out);
	contacts_free(c);
	return opt_leave();
}
