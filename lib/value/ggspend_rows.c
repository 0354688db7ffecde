#include "lib/value/ggspend_rows.h"

#include <math.h>

#include "lib/base/fail.h"
#include "lib/base/say.h"
#include "lib/io/model.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/btyd_rows.h"
#include "lib/value/uncertain_rows.h"

static const char gg[] = PARAMS_SPEND;

void
ggspend_rows_note(const struct ggspend *m)
{
	static const char *const notes[GGSPEND_LIMITS] = {
		[GGSPEND_SAME_AMOUNT] =
		    SAY("each customer spends the same amount every time in these data;"
		    " expecting what the customer spent before"),
		[GGSPEND_SAME_CUSTOMERS] =
		    SAY("the spend does not differ between customers in these data;"
		    " expecting the mean of all"),
		[GGSPEND_ONE_AMOUNT] = SAY("all amounts are equal in these data; expecting that"
		    " amount"),
	};

	if (notes[m->limit])
		opt_note("%s", say(notes[m->limit]));
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
		model_word(p, gg, "limit", params_spend_limits[m->limit]);
	if (isfinite(m->p))
		model_number(p, gg, "p", m->p, f->se[0]);
	if (isfinite(m->q))
		model_number(p, gg, "q", m->q, f->se[1]);
	if (m->limit == GGSPEND_REGULAR)
		model_number(p, gg, "gamma", m->gamma, f->se[2]);
	else
		model_number(p, gg, "level", m->level, NAN);
}

bool
ggspend_rows_read(struct model *m, const char *path, struct ggspend *to)
{
	static const char *const facts[] = { "n", "from", "as_of", "log_likelihood" };
	const struct params rows = btyd_rows_params(m);
	char why[PARAMS_WHY];

	if (!model_has(m, gg))
		return false;
	if (!params_spend(&rows, to, why))
		fail("%s: %s", path, why);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		model_skip(m, gg, facts[i]);
	uncertain_rows_skip(m, gg);
	return true;
}
