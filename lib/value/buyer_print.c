/* Prints the scores of all customers, or of those with the highest value. */
#include <err.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/buyer.h"

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

/*
 * The rows with the highest clv, highest first. *n is the greatest number of them, then their
 * number.
 */
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

void
buyer_print(const struct histories *hs, struct buyer *b, int64_t top, struct put *out)
{
	size_t n = top < 0 ? 0 : (size_t)top;

	if (top >= 0 && !buyer_has_spend(b))
		errx(EXIT_TROUBLE, "no amounts; --top ranks by clv and requires them");
	if (top >= 0 && !buyer_has_margin(b))
		errx(EXIT_TROUBLE, "no customer has a cost for every order; --top ranks by clv"
		    " and requires --margin=RATE");
	buyer_prepare(b);
	size_t *pick = top < 0 ? NULL : highest(hs, b, &n);

	history_print(hs, out, scores, SCORES, fill, b, pick, n);
	free(pick);
}
