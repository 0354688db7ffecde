/*
 * The covariates: columns with one number per customer. A history table has them in its rows, an
 * order log in the columns that it keeps, and a store in the table customer.
 */
#include "lib/history/history_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/customer/customers_list.h"
#include "lib/store/query.h"
#include "lib/store/store_bad.h"

static const double MOST = 1e100;	/* so that a sum of squares is finite */

size_t
history_covariates(const struct histories *h)
{
	return h->opts->covariates.n;
}

const char *
history_covariate_name(const struct histories *h, size_t k)
{
	return h->opts->covariates.word[k];
}

double
history_covariate(const struct histories *h, const struct history *of, size_t k)
{
	return h->covariate[history_index(h, of) * h->opts->covariates.n + k];
}

const char *
history_covariate_why(const char *cell)
{
	double x;

	if (*cell == '\0')
		return say("is empty");
	if (!num_parse(cell, &x))
		return say("is not a number");
	return fabs(x) <= MOST ? NULL : say("is out of range");
}

void
history_covariate_add(struct histories *h, size_t of, size_t k, const char *cell)
{
	const size_t dim = h->opts->covariates.n;
	double x = 0;

	h->covariate = mem_grow(h->covariate, (of + 1) * dim, &h->covariate_room,
	    sizeof *h->covariate);
	num_parse(cell, &x);
	h->covariate[of * dim + k] = x + 0;	/* no -0: it would be a value of its own */
}

struct opt_list
history_keep_list(const struct history_opts *o)
{
	struct opt_list keep = o->keep;

	for (size_t k = 0; k < o->covariates.n && keep.n < OPT_MANY_MAX; k++)
		if (!opt_listed(&keep, o->covariates.word[k]))
			keep.word[keep.n++] = o->covariates.word[k];
	if (o->by && keep.n < OPT_MANY_MAX && !opt_listed(&keep, o->by))
		keep.word[keep.n++] = o->by;
	return keep;
}

static size_t
place(const struct opt_list *list, const char *word)
{
	size_t i = 0;

	while (strcmp(list->word[i], word) != 0)
		i++;
	return i;
}

void
history_covariates_keep(struct histories *h)
{
	const struct opt_list *names = &h->opts->covariates;

	for (size_t k = 0; k < names->n; k++) {
		const size_t at = place(&h->keep, names->word[k]);

		for (size_t i = 0; i < h->n; i++)
			history_covariate_add(h, i, k, h->all[i].kept[at]);
	}
}

/* The query for customer_id and the covariates, ordered by customer_id. */
static sqlite3_stmt *
customers(const struct histories *h, struct store *store)
{
	char *columns = mem_text("customer_id");

	for (size_t k = 0; k < h->opts->covariates.n; k++) {
		char *more = mem_print("%s,%s", columns, h->opts->covariates.word[k]);

		free(columns);
		columns = more;
	}
	sqlite3_stmt *q = customers_list_query(store, columns, NULL, DATE_NONE);

	free(columns);
	return q;
}

/* Takes the cells of the query's row. Reports a bad one and returns false. */
static bool
take(struct histories *h, size_t of, sqlite3_stmt *q, struct store_bad *bad)
{
	for (size_t k = 0; k < h->opts->covariates.n; k++) {
		const char *cell = query_cell(q, (int)k + 1);
		const char *why = history_covariate_why(cell);

		if (why) {
			store_bad_text(bad, query_cell(q, 0), *cell ? "%s '%.60s' %s" : "%s%s %s",
			    h->opts->covariates.word[k], cell, why);
			return false;
		}
		history_covariate_add(h, of, k, cell);
	}
	return true;
}

/* Leaves out the histories that are not GOOD. */
static void
leave_out(struct histories *h, const bool *good)
{
	const size_t dim = h->opts->covariates.n;
	ptrdiff_t *now = mem_new(h->n, sizeof *now);
	size_t n = 0, fitted = 0;

	for (size_t i = 0; i < h->n; i++) {
		now[i] = good[i] ? (ptrdiff_t)n : HISTORY_NONE;
		if (!good[i])
			continue;
		memmove(h->covariate + n * dim, h->covariate + i * dim, dim * sizeof *h->covariate);
		h->all[n++] = h->all[i];
	}
	for (size_t r = 0; h->head && r < h->rows; r++)
		h->row_of[r] = h->row_of[r] == HISTORY_NONE ? HISTORY_NONE : now[h->row_of[r]];
	for (size_t i = 0; i < h->nfitted; i++)
		if (now[h->fitted[i] - h->all] != HISTORY_NONE)
			h->fitted[fitted++] = &h->all[now[h->fitted[i] - h->all]];
	h->n = n;
	h->nfitted = fitted;
	free(now);
}

void
history_covariates_find(struct histories *h, struct store *store)
{
	struct store_bad bad = { .key = "customer_id", .skip = h->opts->skip_bad };
	sqlite3_stmt *q = customers(h, store);
	bool *good = mem_new(h->n, sizeof *good);
	size_t i = 0;

	/* both are ordered by id; customers without a purchase have no history */
	while (i < h->n && query_step(q))
		if (strcmp(query_cell(q, 0), h->all[i].id) == 0) {
			good[i] = take(h, i, q, &bad);
			i++;
		}
	query_free(q);
	store_bad_end(&bad);
	leave_out(h, good);
	free(good);
}
