#include "lib/segment/segment_opts.h"

#include "lib/io/opt.h"
#include "lib/segment/cut_rows.h"
#include "lib/segment/rules_rows.h"
#include "lib/store/store.h"

enum { MIN_BINS = 2 };

bool
segment_opts_moves(const struct segment_opts *o)
{
	return o->moves.changes || o->moves.matrix;
}

bool
segment_opts_draws_curve(const struct segment_opts *o)
{
	return o->form.plot && !o->profile && (o->abc.pareto || o->abc.column);
}

/* Labellings other than RFM. */
static size_t
others(const struct segment_opts *o)
{
	return (size_t)o->lifecycle.on + o->loyalty.on + (o->abc.column != NULL) + o->cut.n +
	    (o->kmeans.k != NULL) + (o->rules != NULL);
}

static void
check_rfm(const struct segment_opts *o)
{
	const bool of_rfm = o->map || o->save || o->params || o->bins != SEGMENT_OPTS_BINS;

	if (o->bins < MIN_BINS || o->bins > RFM_BINS)
		opt_misuse("--bins must be from %d to %d, not %jd",
		    MIN_BINS, RFM_BINS, (intmax_t)o->bins);
	if (o->bins != SEGMENT_OPTS_BINS && !o->map && !o->in.statistics && !o->from_statistics)
		opt_misuse("--bins=%jd requires --map=FILE; the default map is for %d bins",
		    (intmax_t)o->bins, SEGMENT_OPTS_BINS);
	opt_refuse((const struct opt_conflict[]){
		{ o->params && o->save,
			"--save cannot be used with --params; no limits are computed" },
		{ of_rfm && !o->rfm && others(o) > 0,
			"--bins, --map, --save and --params require --rfm" },
		{ 0 } });
}

static void
check_others(const struct segment_opts *o)
{
	opt_refuse((const struct opt_conflict[]){
		{ o->lifecycle.no_won_back && !o->lifecycle.on,
			"--no-won-back requires --lifecycle" },
		{ (o->loyalty.attitude || o->loyalty.window.unit != '\0') && !o->loyalty.on,
			"--attitude and --loyal-window require --loyalty" },
		{ 0 } });
	abc_rows_check(&o->abc);
	kmeans_rows_check(&o->kmeans);
}

/* What is printed or stored. */
static void
check_results(const struct segment_opts *o)
{
	const bool store = store_is_wanted(&o->in.store);

	opt_refuse((const struct opt_conflict[]){
		{ o->profile && others(o) + o->rfm > 1,
			"--profile and --plot describe the groups of one labelling" },
		{ o->form.plot && o->kmeans.centres, "--plot cannot be used with --centres" },
		{ o->form.plot && (o->explain || o->in.statistics || o->from_statistics ||
			o->check_map || segment_opts_moves(o)),
			"--plot draws the segments of --profile or the curve of --pareto" },
		{ o->abc.pareto && (o->profile || o->explain || o->remember),
			"--pareto cannot be used with --profile, --explain or --remember" },
		{ o->kmeans.centres && (o->profile || o->explain || o->remember || o->abc.pareto),
			"--centres cannot be used with --profile, --explain, --remember or"
			" --pareto" },
		{ o->remember && !store, "--remember requires a store; name it with -d FILE" },
		{ o->remember && *o->remember == '\0', "--remember is empty" },
		{ o->remember && *o->remember == '-',
		    "--remember must be a name that does not begin with -" },
		{ 0 } });
}

static void
check_moves(const struct segment_opts *o, bool operands)
{
	const bool moves = segment_opts_moves(o);
	const bool labels = o->rfm || others(o) > 0 || o->abc.pareto || o->profile || o->explain ||
	    o->remember || o->save || o->check_map;

	opt_refuse((const struct opt_conflict[]){
		{ moves && !store_is_wanted(&o->in.store),
			"--changes and --matrix require a store; name it with -d FILE" },
		{ moves && operands, "--changes and --matrix take no operands" },
		{ moves && labels,
			"--changes and --matrix print what is remembered, and label nobody" },
		{ o->moves.changes && o->moves.matrix,
			"--changes and --matrix cannot be used together" },
		{ !moves && !o->profile && o->moves.since != DATE_NONE,
			"--since requires --changes, --matrix or --profile" },
		{ o->profile && o->moves.since != DATE_NONE &&
		    (operands && store_is_wanted(&o->in.store)),
			"--since compares all customers of the store, not those of FILE" },
		{ o->profile && o->moves.since != DATE_NONE && (o->save || o->remember),
			"--profile with --since cannot be used with --save or --remember" },
		{ o->profile && o->moves.since != DATE_NONE && (o->rules || o->cut.n > 0 ||
		    o->kmeans.k || o->abc.column),
			"--profile with --since is for --rfm, --lifecycle and --loyalty" },
		{ o->moves.since != DATE_NONE && o->in.as_of != DATE_NONE &&
		    o->moves.since > o->in.as_of, "--since is later than --as-of" },
		{ 0 } });
}

/* Only the limits of RFM follow from statistics; all other labels need the customers. */
static void
check_statistics(const struct segment_opts *o)
{
	static const char *const labels[] = { "lifecycle", "loyalty", "abc", "pareto", "cut",
	    "kmeans", "centres", "rules", "explain", "profile", "remember", "changes", "matrix",
	    "params", "check-map", "map", "margin", NULL };

	if (o->in.statistics) {
		statistics_check_print();
		statistics_refuse("statistics", labels);
		statistics_refuse("statistics", (const char *const[]){ "save", "bins", NULL });
	} else if (o->from_statistics) {
		statistics_refuse("from-statistics", labels);
		history_statistics_check(&o->in);
	}
}

/* Whether the output is a list of customers. */
static bool
lists(const struct segment_opts *o)
{
	return !o->profile && !o->abc.pareto && !o->kmeans.centres && !o->moves.matrix &&
	    !o->check_map && !segment_opts_draws_curve(o);
}

void
segment_opts_check(struct segment_opts *o, bool operands)
{
	/* a chart of each customer would say nothing */
	o->profile = o->profile || (o->form.plot && !segment_opts_draws_curve(o));
	check_statistics(o);
	check_rfm(o);
	check_others(o);
	check_results(o);
	check_moves(o, operands);
	consent_check(&o->consent, store_is_wanted(&o->in.store), lists(o));
	o->rfm = o->rfm || (others(o) == 0 && !o->abc.pareto);
	o->in.everyone = o->lifecycle.on;
	o->in.days = lifecycle_rows_needs_days(&o->lifecycle) ||
	    loyalty_rows_needs_days(&o->loyalty);
	o->moves.as_of = o->in.as_of;
}

static void
label_rfm(const struct segment_opts *o, const struct segmap *map, struct labels *labels)
{
	const struct histories *hs = labels_histories(labels);
	const struct rfm_rows rows = rfm_rows_fit(hs, map, (int)o->bins, o->params);

	if (o->save)
		rfm_limits_save(&rows.limits, history_as_of(hs), o->save);
	labels_add(labels, rfm_rows(&rows, labels));
}

void
segment_opts_label(const struct segment_opts *o, const struct segmap *map, struct store *store,
    struct labels *labels)
{
	if (o->rfm)
		label_rfm(o, map, labels);
	if (o->lifecycle.on)
		labels_add(labels, lifecycle_rows(&o->lifecycle, labels));
	if (o->loyalty.on)
		labels_add(labels, loyalty_rows(&o->loyalty, labels, store));
	if (o->abc.column && !o->abc.pareto)
		labels_add(labels, abc_rows(&o->abc, labels));
	for (size_t i = 0; i < o->cut.n; i++)
		labels_add(labels, cut_rows(o->cut.word[i], labels));
	if (o->kmeans.k && !o->kmeans.centres)
		labels_add(labels, kmeans_rows(&o->kmeans, labels));
	if (o->rules)
		labels_add(labels, rules_rows(o->rules, labels));
}
