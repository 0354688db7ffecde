/* cust-segment - assign each customer to a segment */
#include <err.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/history/history.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/share.h"
#include "lib/segment/rfm_rows.h"
#include "lib/segment/segmap.h"

static const struct tool tool = {
	"cust-segment", "[FILE...]",
	"Score customers by recency, frequency and spend, and name the segment of each.\n"
	"Reads an order log (customer_id, date, amount) or a history table as CSV, or a store.",
	"A score comes from the customer's midrank: equal customers get equal scores; 5 is best.\n"
	"Customers with one purchase have the frequency score 1; the others share 2 and above.\n"
	"Examples:\n"
	"  cust-segment --as-of=1997-09-30 orders.csv\n"
	"  cust-segment -d shop.db --profile -t\n"
	"  clv-calc orders.csv | cust-segment\n"
	"Exit status: 0 on success; 1 if --check-map found a fault or --skip-bad left rows out;"
	" 2 on error.\n",
};

enum { DEFAULT_BINS = 5, MIN_BINS = 2 };

struct flags {
	struct history_opts in;
	struct put_opts form;
	const char *map, *save, *params;
	int64_t bins;
	bool rfm;		/* the default, if no other option asks for anything */
	bool check, explain, profile;
};

static void
check_bins(int64_t bins, bool has_map)
{
	if (bins < MIN_BINS || bins > RFM_BINS)
		opt_misuse("--bins must be from %d to %d, not %jd",
		    MIN_BINS, RFM_BINS, (intmax_t)bins);
	if (bins != DEFAULT_BINS && !has_map)
		opt_misuse("--bins=%jd requires --map=FILE; the default map is for %d bins",
		    (intmax_t)bins, DEFAULT_BINS);
}

static void
segment(const struct flags *o, char **operands, const struct segmap *map, struct put *out)
{
	struct histories *hs = history_open(&o->in, operands);
	struct store *store = store_wanted(&o->in.store);

	history_find(hs, store);
	store_close(store);
	const struct rfm_rows rows = rfm_rows_fit(hs, map, (int)o->bins, o->params);

	if (o->save)
		rfm_limits_save(&rows.limits, history_as_of(hs), o->save);

	struct labels *labels = labels_new(hs);

	labels_add(labels, rfm_rows(&rows, labels));
	if (o->profile)
		labels_profile(labels, labels_at(labels, 0), out);
	else
		labels_print(labels, o->explain, out);
	labels_free(labels);
	history_close(hs);
}

int
main(int argc, char *argv[])
{
	struct flags o = { .in = HISTORY_DEFAULTS, .bins = DEFAULT_BINS };
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "rfm", NULL,
		    "score recency, frequency and spend (the default)", &o.rfm },
		{ OPT_COUNT, 0, "bins", "N",
		    "score from 1 to N; N is 2 to 9 (5; others require --map)", &o.bins },
		{ OPT_FILE, 0, "map", "FILE",
		    "the segment of each code: rfm,segment (segments/rfm.csv)", &o.map },
		{ OPT_FILE, 0, "save", "FILE",
		    "also write the limits of the scores to FILE: metric,score,from", &o.save },
		{ OPT_FILE, 0, "params", "FILE",
		    "score by the limits in FILE instead of ranking the customers", &o.params },
		{ OPT_FLAG, 0, "check-map", NULL,
		    "print codes with no segment or more than one; exit 1 if any", &o.check },
		{ OPT_FLAG, 0, "explain", NULL, "explain each score in words", &o.explain },
		{ OPT_FLAG, 0, "profile", NULL,
		    "print one row per segment instead: size, spend, medians", &o.profile },
		HISTORY_OPTS(&o.in), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	check_bins(o.bins, o.map != NULL);
	if (o.params && o.save)
		opt_misuse("--save cannot be used with --params; no limits are computed");
	char *path = o.map ? mem_text(o.map) : share_path("segments/rfm.csv");
	struct segmap *map = segmap_open(path, (int)o.bins);
	const size_t wrong = segmap_wrong(map);
	struct put *out = put_open(&o.form);

	if (!o.check && wrong > 0)
		errx(EXIT_TROUBLE, "%s: %zu codes have no segment or more than one;"
		    " list them with --check-map", path, wrong);
	if (o.check) {
		segmap_put_wrong(map, out);
		opt_status(wrong > 0 ? EXIT_NO : 0);
	} else {
		segment(&o, operands, map, out);
	}
	put_close(out);
	segmap_free(map);
	free(path);
	return opt_leave();
}
