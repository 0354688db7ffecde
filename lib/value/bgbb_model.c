#include "lib/value/bgbb_model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/say.h"
#include "lib/io/model.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"

static const double MOST = 1e6;		/* above the bound of all fits */
static const char bgbb[] = "bgbb";
enum { NAME = 64 };

static const char *const periods[] = { "day", "week", "month", "quarter", "year" };

/*
 * A side of the model: the row that names the limit, its words, the parameters of the regular
 * model, and for each limit the name of its parameter.
 */
static const struct side {
	const char *row, *word[BGBB_LIMITS], *regular[2], *limit[BGBB_LIMITS];
	double certain;
} buying = {
	"buying", { "none", "equal_buying", "all_or_nothing", "always" },
	{ "alpha", "beta" }, { NULL, "p", "buyers", NULL }, 1,
}, leaving = {
	"limit", { "none", "equal_dropout", "once_or_never", "no_dropout" },
	{ "gamma", "delta" }, { NULL, "theta", "pi", NULL }, 0,
};

void
bgbb_model_note(const struct bgbb *m)
{
	static const char *const buys[BGBB_LIMITS] = {
		[BGBB_EQUAL] = SAY("all customers buy with the same probability in these data;"
		    " using the limit of equal buying"),
		[BGBB_SPLIT] = SAY("some customers buy at every opportunity and the others never in"
		    " these data; using the all-or-nothing limit"),
		[BGBB_CERTAIN] = SAY("all customers buy at every opportunity until they leave in"
		    " these"
		    " data; using that limit"),
	}, *const leaves[BGBB_LIMITS] = {
		[BGBB_EQUAL] = SAY("all customers drop out alike in these data;"
		    " using the geometric limit"),
		[BGBB_SPLIT] = SAY("some customers drop out at once and the others never in these"
		    " data;"
		    " using the once-or-never limit"),
		[BGBB_CERTAIN] = SAY("no dropout is visible in these data;"
		    " using the beta-binomial limit"),
	};

	if (leaves[m->leaving])
		opt_note("%s", say(leaves[m->leaving]));
	if (buys[m->buying])
		opt_note("%s", say(buys[m->buying]));
}

static void
put_side(struct put *p, const struct side *s, enum bgbb_limit limit, const struct mixture *m,
    const double *se)
{
	if (limit == BGBB_REGULAR) {
		model_number(p, bgbb, s->regular[0], m->a, se[0]);
		model_number(p, bgbb, s->regular[1], m->b, se[1]);
	} else if (s->limit[limit]) {
		model_number(p, bgbb, s->limit[limit], m->a, NAN);
	}
}

static const char *
candidate_name(int b, int l, char to[static NAME])
{
	snprintf(to, NAME, "candidate.%s.%s", buying.word[b], leaving.word[l]);
	return to;
}

static void
put_candidates(struct put *p, const struct bgbb_fit *f)
{
	char name[NAME];

	for (int b = 0; b < BGBB_LIMITS; b++)
		for (int l = 0; l < BGBB_LIMITS; l++)
			model_number(p, bgbb, candidate_name(b, l, name),
			    isfinite(f->candidate[b][l]) ? f->candidate[b][l] : NAN, NAN);
}

void
bgbb_model_put(const struct bgbb_model *m, struct put *p, const char *tool, bool candidates)
{
	const struct bgbb_fit *f = &m->fit;

	model_begin(p, tool);
	model_count(p, bgbb, "n", f->customers);
	if (m->from != DATE_NONE)
		model_date(p, bgbb, "from", m->from);
	if (m->as_of != DATE_NONE)
		model_date(p, bgbb, "as_of", m->as_of);
	model_count(p, bgbb, "tuples", (int64_t)f->cells);
	if (m->opportunity != PERIOD_NONE)
		model_word(p, bgbb, "opportunity", periods[m->opportunity]);
	model_number(p, bgbb, "log_likelihood", f->loglik, NAN);
	model_word(p, bgbb, buying.row, buying.word[f->par.buying]);
	model_word(p, bgbb, leaving.row, leaving.word[f->par.leaving]);
	put_side(p, &buying, f->par.buying, &f->par.p, f->se);
	put_side(p, &leaving, f->par.leaving, &f->par.theta, f->se + 2);
	if (candidates)
		put_candidates(p, f);
}

void
bgbb_model_save(const struct bgbb_model *m, const char *path, const char *tool)
{
	struct put *p = put_open_file(path, "model,name,value,se");

	bgbb_model_put(m, p, tool, false);
	put_close(p);
}

static enum bgbb_limit
read_limit(struct model *m, const char *path, const struct side *s)
{
	const char *word = model_text(m, bgbb, s->row);

	for (int i = 0; word && i < BGBB_LIMITS; i++)
		if (strcmp(word, s->word[i]) == 0)
			return (enum bgbb_limit)i;
	fail("%s: bgbb,%s must be %s, %s, %s or %s", path, s->row, s->word[0],
	    s->word[1], s->word[2], s->word[3]);
}

/* Reads PAR for bgbb_of. */
static enum bgbb_limit
read_side(struct model *m, const char *path, const struct side *s, double *par)
{
	const enum bgbb_limit limit = read_limit(m, path, s);

	if (limit == BGBB_REGULAR) {
		par[0] = model_positive(m, bgbb, s->regular[0], MOST);
		par[1] = model_positive(m, bgbb, s->regular[1], MOST);
	} else if (s->limit[limit]) {
		const double q = model_positive(m, bgbb, s->limit[limit], MOST);

		if (!(q < 1))
			fail("%s: bgbb,%s must be below 1", path, s->limit[limit]);
		par[0] = q;
	}
	return limit;
}

static void
check_opportunity(struct model *m, const char *path, enum period asked)
{
	const char *word = model_text(m, bgbb, "opportunity");

	if (word && asked != PERIOD_NONE && strcmp(word, periods[asked]) != 0)
		fail("%s: an opportunity is a %s, but --opportunity=%s was given",
		    path, word, periods[asked]);
}

void
bgbb_model_read(const char *path, enum period opportunity, struct bgbb *to)
{
	static const char *const facts[] = { "n", "from", "as_of", "tuples", "log_likelihood" };
	struct model *m = model_open(path);
	double p[2], theta[2];
	char name[NAME];

	if (!model_has(m, bgbb))
		fail("%s: no rows of bgbb", path);
	check_opportunity(m, path, opportunity);
	const enum bgbb_limit b = read_side(m, path, &buying, p);
	const enum bgbb_limit l = read_side(m, path, &leaving, theta);

	*to = bgbb_of(b, p, l, theta);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		model_skip(m, bgbb, facts[i]);
	for (int i = 0; i < BGBB_LIMITS * BGBB_LIMITS; i++)
		model_skip(m, bgbb, candidate_name(i / BGBB_LIMITS, i % BGBB_LIMITS, name));
	model_close(m);
}
