/* clv-calc - the value of each customer: expected purchases, spend and their present value */
#include <err.h>
#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/history/history.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/buyer.h"

static const struct tool tool = {
	"clv-calc", "[FILE...]",
	"Estimate the expected purchases, spend and lifetime value of each customer.\n"
	"Reads an order log (customer_id, date, amount) or a history table as CSV, or a store.",
	"A purchase model (--model) and the gamma-gamma model of spend are fitted by maximum\n"
	"likelihood on all customers; --fit prints them.\n"
	"Examples:\n"
	"  clv-calc --as-of=1997-09-30 orders.csv\n"
	"  clv-calc -d shop.db --horizon=1y --top=10 -t\n"
	"  clv-calc --save=model.csv orders.csv >scores.csv; clv-calc --params=model.csv more.csv\n"
	"  cust-list --where \"country = 'CN'\" | clv-calc -d shop.db -\n"
	"Exit status: 0 if OK; 1 if --skip-bad left rows out;"
	" 2 if trouble or if no model can be fitted.\n",
};

enum { TOP_ALL = -1 };

static const struct history_column scores[] = {
	{ "p_alive", PUT_REAL }, { "expected_orders", PUT_REAL }, { "expected_spend", PUT_REAL },
	{ "clv", PUT_REAL }, { "model", PUT_TEXT },
};
enum { SCORES = sizeof scores / sizeof *scores };

static void
fill(const void *ctx, const struct history *h, struct value *cell)
{
	const struct buyer_score s = buyer_score(ctx, h);

	cell[0].x = s.alive;
	cell[1].x = s.orders;
	cell[2].x = s.spend;
	cell[3].x = s.clv;
	cell[4].s = buyer_model(ctx);
}

/* The rows with the highest clv, highest first, at most *n; *n becomes their number. */
static size_t *
highest(const struct histories *hs, const struct buyer *b, size_t *n)
{
	const size_t most = *n;
	struct sort_ranked *all = mem_new(history_rows(hs), sizeof *all);

	*n = 0;
	for (size_t i = 0; i < history_rows(hs); i++)
		if (history_row(hs, i) != NULL)
			all[(*n)++] = (struct sort_ranked){
				.by = buyer_score(b, history_row(hs, i)).clv, .row = i };
	size_t *pick = sort_top(all, n, most);

	free(all);
	return pick;
}

int
main(int argc, char *argv[])
{
	struct history_opts in = HISTORY_DEFAULTS;
	struct put_opts form = { 0 };
	struct buyer_opts value = BUYER_DEFAULTS;
	const char *save = NULL, *params = NULL;
	int64_t top = TOP_ALL;
	bool fit = false, verbose = false;
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "model", BTYD_ROWS_MODELS "|auto",
		    "purchase model; auto: the least AIC (mbgnbd, or the one in --params)",
		    &value.model },
		{ OPT_DURATION, 0, "horizon", "DURATION",
		    "period to predict: 365, 52w, 12m, 1y (365)", &value.horizon },
		{ OPT_RATE, 0, "discount", "RATE", "yearly discount rate (.1)", &value.discount },
		{ OPT_RATE, 0, "margin", "RATE", "share of spend that is profit (1)",
		    &value.margin },
		{ OPT_COUNT, 0, "top", "N",
		    "print only the N customers with the highest clv, highest first", &top },
		{ OPT_FLAG, 0, "fit", NULL, "print the fitted models instead", &fit },
		{ OPT_FLAG, 'v', "verbose", NULL,
		    "with --fit: also print the likelihoods of all limits", &verbose },
		{ OPT_FILE, 0, "save", "FILE", "also write the fitted models to FILE", &save },
		{ OPT_FILE, 0, "params", "FILE",
		    "score with the models in FILE instead of fitting them", &params },
		HISTORY_OPTS(&in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (params && (fit || save))
		opt_misuse("--fit and --save cannot be used with --params; no model is fitted");
	if (verbose && !fit)
		opt_misuse("--verbose requires --fit");
	if (value.discount < 0 || value.discount > 1)
		opt_misuse("--discount must be from 0 to 1 per year: .1 or 10%%");
	if (!(value.margin >= 0 && value.margin <= 1))
		opt_misuse("--margin must be from 0 to 1 (100%%)");
	struct histories *hs = history_open(&in, operands);
	struct store *store = store_wanted(&in.store);

	history_find(hs, store);
	store_close(store);
	struct buyer *b = params ? buyer_read(params, hs, &value) : buyer_fit(hs, &value);

	if (save)
		buyer_save(b, save, tool.name);
	struct put *out = put_open(&form);

	if (fit) {
		buyer_put(b, out, tool.name, verbose);
	} else {
		size_t n = top < 0 ? 0 : (size_t)top;

		if (top >= 0 && !buyer_has_spend(b))
			errx(EXIT_TROUBLE, "no amounts; --top ranks by clv and requires them");
		buyer_prepare(b);
		size_t *pick = top < 0 ? NULL : highest(hs, b, &n);

		history_print(hs, out, scores, SCORES, fill, b, pick, n);
		free(pick);
	}
	put_close(out);
	buyer_free(b);
	history_close(hs);
	return opt_leave();
}
