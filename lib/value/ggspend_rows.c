#include "lib/value/ggspend_rows.h"

#include <err.h>
#include <math.h>
#include <string.h>

#include "lib/io/model.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/uncertain_rows.h"

static const double MOST = 1e15;	/* far above any fit */
static const char gg[] = "ggspend";

/* The values of the row "limit". "none" is not written: older versions do not know this row. */
static const char *const limits[GGSPEND_LIMITS] = { "none", "same_amount", "same_customers",
    "one_amount" };

void
ggspend_rows_note(const struct ggspend *m)
{
	static const char *const notes[GGSPEND_LIMITS] = {
		[GGSPEND_SAME_AMOUNT] =
		    "each customer spends the same amount every time in these data;"
		    " expecting what the customer spent before",
		[GGSPEND_SAME_CUSTOMERS] =
		    "the spend does not differ between customers in these data;"
		    " expecting the mean of all",
		[GGSPEND_ONE_AMOUNT] = "all amounts are equal in these data; expecting that amount",
	};

	if (notes[m->limit])
		opt_note("%s", notes[m->limit]);
}

void
ggspend_rows_put(struct put *p, const struct ggspend_fit *f, int32_t from, int32_t as_of)
{
	const struct ggspend *m = &f->par;

	model_count(p, gg, "n", f->customers);
	model_date(p, gg, "from", from);
	model_date(p, gg, "as_of", as_of);
	if (m->limit != GGSPEND_ONE_AMOUNT)
		model_number(p, gg, "log_likelihood", f->loglik, NAN);
	if (m->limit != GGSPEND_REGULAR)
		model_word(p, gg, "limit", limits[m->limit]);
	if (isfinite(m->p))
		model_number(p, gg, "p", m->p, f->se[0]);
	if (isfinite(m->q))
		model_number(p, gg, "q", m->q, f->se[1]);
	if (m->limit == GGSPEND_REGULAR)
		model_number(p, gg, "gamma", m->gamma, f->se[2]);
	else
		model_number(p, gg, "level", m->level, NAN);
}

static enum ggspend_limit
limit_of(const char *path, const char *word)
{
	if (word == NULL)
		return GGSPEND_REGULAR;
	for (int i = 0; i < GGSPEND_LIMITS; i++)
		if (strcmp(word, limits[i]) == 0)
			return (enum ggspend_limit)i;
	errx(EXIT_TROUBLE,
	    "%s: ggspend,limit must be none, same_amount, same_customers or one_amount", path);
}

bool
ggspend_rows_read(struct model *m, const char *path, struct ggspend *to)
{
	static const char *const facts[] = { "n", "from", "as_of", "log_likelihood" };

	if (!model_has(m, gg))
		return false;
	*to = (struct ggspend){ .p = NAN, .q = NAN, .gamma = NAN,
	    .limit = limit_of(path, model_text(m, gg, "limit")) };
	if (to->limit == GGSPEND_REGULAR || to->limit == GGSPEND_SAME_CUSTOMERS)
		to->p = model_positive(m, gg, "p", MOST);
	if (to->limit == GGSPEND_REGULAR || to->limit == GGSPEND_SAME_AMOUNT)
		to->q = model_positive(m, gg, "q", MOST);
	if (to->limit == GGSPEND_REGULAR)
		to->gamma = model_positive(m, gg, "gamma", MOST);
	else
		to->level = model_positive(m, gg, "level", MOST);
	if (to->q <= 1)
		errx(EXIT_TROUBLE, "%s: ggspend,q must be above 1", path);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		model_skip(m, gg, facts[i]);
	uncertain_rows_skip(m, gg);
	return true;
}
