/* cust-segment - which group each customer belongs to */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/history/history.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/share.h"
#include "lib/segment/profile.h"
#include "lib/segment/rfm.h"
#include "lib/segment/segmap.h"

static const struct tool tool = {
	"cust-segment", "--rfm [FILE...]",
	"Score customers by recency, frequency and spend, and name the segment of each.\n"
	"Reads an order log (customer_id, date, amount) or a history table as CSV, or a store.",
	"A score comes from the customer's midrank: equal customers get equal scores; 5 is best.\n"
	"Examples:\n"
	"  cust-segment --rfm --as-of=1997-09-30 orders.csv\n"
	"  cust-segment --rfm -d shop.db --profile -t\n"
	"  clv-calc orders.csv | cust-segment --rfm\n"
	"Exit status: 0 if OK; 1 if --check-map found a fault or --skip-bad left rows out;"
	" 2 if trouble.\n",
};

enum { DEFAULT_BINS = 5, MIN_BINS = 2, SCORES = 5, EXPLAIN = 400 };

struct rfm {
	struct rfm_cuts r, f, m;
	const struct segmap *map;
	bool explain;
};

static int64_t recent(const struct history *h) { return h->last; }
static int64_t purchases(const struct history *h) { return h->frequency + 1; }
static int64_t spend(const struct history *h) { return h->spend; }

static struct rfm_cuts
cuts(const struct histories *hs, int64_t (*value)(const struct history *), int bins)
{
	const size_t n = history_count(hs);
	int64_t *v = mem_new(n, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = value(history_at(hs, i));
	struct rfm_cuts c = rfm_cuts(v, n, bins);

	free(v);
	return c;
}

/* "R 4: last purchase 2025-06-20, from 2025-06-20 on" */
static void
explain(const struct rfm *x, const struct history *h, const int s[3], char to[static EXPLAIN])
{
	char last[DATE_SIZE], from[DATE_SIZE], money[NUM_SIZE], least[NUM_SIZE];
	int n = snprintf(to, EXPLAIN, "R %d of %d: last purchase %s", s[0], x->r.bins, date_text(h->last, last));

	if (s[0] > 1)
		n += snprintf(to + n, EXPLAIN - (size_t)n, " (on or after %s)", date_text((int32_t)x->r.from[s[0] - 2], from));
	n += snprintf(to + n, EXPLAIN - (size_t)n, "; F %d: %jd purchase days", s[1], (intmax_t)purchases(h));
	if (s[1] > 1)
		n += snprintf(to + n, EXPLAIN - (size_t)n, " (at least %jd)", (intmax_t)x->f.from[s[1] - 2]);
	money_text(h->spend, money);
	n += snprintf(to + n, EXPLAIN - (size_t)n, "; M %d: spend %s", s[2], money);
	if (s[2] > 1) {
		money_text(x->m.from[s[2] - 2], least);
		n += snprintf(to + n, EXPLAIN - (size_t)n, " (at least %s)", least);
	}
	snprintf(to + n, EXPLAIN - (size_t)n, "; code %s", segmap_code(x->map, s[0], s[1], s[2]));
}

static void
score(const struct rfm *x, const struct history *h, int to[3])
{
	to[0] = rfm_score(&x->r, recent(h));
	to[1] = rfm_score(&x->f, purchases(h));
	to[2] = rfm_score(&x->m, spend(h));
}

static void
fill(const void *ctx, const struct history *h, struct value *cell)
{
	static _Thread_local char why[EXPLAIN];
	const struct rfm *x = ctx;
	int s[3];

	score(x, h, s);
	for (int i = 0; i < 3; i++)
		cell[i].i = s[i];
	cell[3].s = segmap_code(x->map, s[0], s[1], s[2]);
	cell[4].s = segmap_name(x->map, segmap_segment(x->map, s[0], s[1], s[2]));
	if (!x->explain)
		return;
	explain(x, h, s, why);
	cell[SCORES].s = why;
}

static void
print_customers(const struct histories *hs, const struct rfm *x, struct put *out)
{
	static const struct history_column columns[] = {
		{ "r_score", PUT_INT }, { "f_score", PUT_INT }, { "m_score", PUT_INT }, { "rfm", PUT_TEXT },
		{ "segment", PUT_TEXT }, { "explain", PUT_TEXT },
	};

	history_print(hs, out, columns, x->explain ? SCORES + 1 : SCORES, fill, x, NULL, 0);
}

static void
print_profile(const struct histories *hs, const struct rfm *x, struct put *out)
{
	struct profile *p = profile_new(segmap_count(x->map));
	int s[3];

	for (size_t i = 0; i < history_rows(hs); i++) {
		const struct history *h = history_row(hs, i);

		if (h == NULL)
			continue;
		score(x, h, s);
		profile_add(p, segmap_segment(x->map, s[0], s[1], s[2]), history_as_of(hs) - h->last, purchases(h), h->spend);
	}
	profile_columns(out);
	for (size_t i = 0; i < segmap_count(x->map); i++)
		profile_put(p, i, segmap_name(x->map, i), out);
	profile_free(p);
}

static void
check_map(const struct segmap *map, struct put *out)
{
	segmap_put_wrong(map, out);
	opt_status(segmap_wrong(map) > 0 ? EXIT_NO : 0);
}

static void
segment(const struct history_opts *in, char **operands, struct rfm *x, int bins, bool profile, struct put *out)
{
	struct histories *hs = history_open(in, operands);

	if (!history_has_spend(hs) && history_count(hs) > 0)
		errx(EXIT_TROUBLE, "no amounts: RFM requires a column amount or spend");
	x->r = cuts(hs, recent, bins);
	x->f = cuts(hs, purchases, bins);
	x->m = cuts(hs, spend, bins);
	(profile ? print_profile : print_customers)(hs, x, out);
	history_close(hs);
}

int
main(int argc, char *argv[])
{
	struct history_opts in = HISTORY_DEFAULTS;
	struct put_opts form = { 0 };
	const char *file = NULL;
	int64_t bins = DEFAULT_BINS;
	bool rfm = false, check = false, profile = false;
	struct rfm x = { 0 };
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "rfm", NULL, "score recency, frequency and spend, and name the segment", &rfm },
		{ OPT_COUNT, 0, "bins", "N", "score from 1 to N; N is 2 to 9 (5; others require --map)", &bins },
		{ OPT_FILE, 0, "map", "FILE", "the segment of each code: rfm,segment (segments/rfm.csv)", &file },
		{ OPT_FLAG, 0, "check-map", NULL, "print codes with no segment or more than one; exit 1 if any", &check },
		{ OPT_FLAG, 0, "explain", NULL, "explain each score in words", &x.explain },
		{ OPT_FLAG, 0, "profile", NULL, "print one row per segment instead: size, spend, medians", &profile },
		HISTORY_OPTS(&in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (!rfm && !check)
		opt_misuse("say how: --rfm");
	if (bins < MIN_BINS || bins > RFM_BINS)
		opt_misuse("--bins must be from %d to %d, not %jd", MIN_BINS, RFM_BINS, (intmax_t)bins);
	if (bins != DEFAULT_BINS && file == NULL)
		opt_misuse("--bins=%jd requires --map=FILE; the default map is for %d bins", (intmax_t)bins, DEFAULT_BINS);
	char *path = file ? mem_text(file) : share_path("segments/rfm.csv");
	struct segmap *map = segmap_open(path, (int)bins);
	struct put *out = put_open(&form);

	x.map = map;
	if (!check && segmap_wrong(map) > 0)
		errx(EXIT_TROUBLE, "%s: %zu codes have no segment or more than one; list them with --check-map", path, segmap_wrong(map));
	if (check)
		check_map(map, out);
	else
		segment(&in, operands, &x, (int)bins, profile, out);
	put_close(out);
	segmap_free(map);
	free(path);
	return opt_leave();
}
