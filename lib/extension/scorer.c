#include "lib/extension/scorer.h"

#include <math.h>
#include <string.h>

#include "lib/extension/lines.h"
#include "lib/value/horizons_step.h"
#include "lib/value/params.h"
SQLITE_EXTENSION_INIT3

enum { LARGEST = 1 << 16, ROWS = 1024, HORIZONS = 64 };

static const double WEEK = 7;	/* days of the unit of time of the models */

struct row {
	const char *model, *name, *value;
	bool used;
};

/* The points for one step of the grid; they depend on nothing else of the model but k. */
struct horizon {
	int stages;	/* -1: none yet */
	double step;
	struct btyd_horizon points;
};

struct scorer {
	char *text;	/* NULL: none */
	struct scorer_models models;
	struct row row[ROWS];
	size_t n;
	struct horizon horizon[HORIZONS];
};

struct scorer *
scorer_new(void)
{
	struct scorer *s = sqlite3_malloc64(sizeof *s);

	if (s == NULL)
		return NULL;
	memset(s, 0, sizeof *s);
	for (size_t i = 0; i < HORIZONS; i++)
		s->horizon[i].stages = -1;
	return s;
}

void
scorer_free(struct scorer *s)
{
	if (s)
		sqlite3_free(s->text);
	sqlite3_free(s);
}

static const char *
value_of(void *of, const char *model, const char *name)
{
	struct scorer *s = of;

	for (size_t i = 0; i < s->n; i++) {
		struct row *r = &s->row[i];

		if (strcmp(r->model, model) != 0 || (name && strcmp(r->name, name) != 0))
			continue;
		r->used = r->used || name;
		return r->value;
	}
	return NULL;
}

/* Finds the columns of the header; false if one is missing. */
static bool
find_columns(char **rest, size_t at[static 3])
{
	static const char *const names[] = { "model", "name", "value" };
	char *cell[LINES_CELLS];
	const size_t n = lines_next(rest, cell);
	size_t found = 0;

	for (size_t k = 0; k < 3; k++)
		for (size_t i = 0; i < n; i++)
			if (strcmp(cell[i], names[k]) == 0) {
				at[k] = i;
				found++;
				break;
			}
	return found == 3;
}

static void
read_rows(struct scorer *s, struct arguments *a, char *text)
{
	char *rest = text, *cell[LINES_CELLS];
	size_t at[3];

	s->n = 0;
	if (!find_columns(&rest, at))
		arguments_wrong(a, "the model is not the text of a model file (model,name,value)");
	for (size_t n; !a->bad && (n = lines_next(&rest, cell)) > 0;)
		if (n <= at[0] || n <= at[1] || n <= at[2])
			arguments_wrong(a, "row %zu of the model has too few cells", s->n + 1);
		else if (s->n == ROWS)
			arguments_wrong(a, "the model has more than %d rows", ROWS);
		else
			s->row[s->n++] = (struct row){ .model = cell[at[0]],
			    .name = cell[at[1]], .value = cell[at[2]] };
}

/* Facts about the fit, which do not change a score: of any model, or of the file. */
static bool
is_fact(const struct row *r)
{
	static const char *const facts[] = { "n", "tuples", "from", "as_of", "log_likelihood" };
	static const char *const all[] = { "tool", "version", "partition" };
	static const char *const begin[] = { "candidate.", "aic.", "root." };

	if (strcmp(r->model, "custkit") == 0) {
		for (size_t i = 0; i < sizeof all / sizeof *all; i++)
			if (strcmp(r->name, all[i]) == 0)
				return true;
		return false;
	}
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (strcmp(r->name, facts[i]) == 0)
			return true;
	for (size_t i = 0; i < sizeof begin / sizeof *begin; i++)
		if (strncmp(r->name, begin[i], strlen(begin[i])) == 0)
			return true;
	return false;
}

/* As the tools: a row that would change the scores, such as a covariate, is never ignored. */
static void
refuse_unknown(const struct scorer *s, struct arguments *a, const char *model)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct row *r = &s->row[i];
		const bool mine = strcmp(r->model, "custkit") == 0 ||
		    strcmp(r->model, model) == 0 || strcmp(r->model, PARAMS_SPEND) == 0 ||
		    strcmp(r->model, PARAMS_MARGIN) == 0;

		if (!r->used && !(mine && is_fact(r)))
			arguments_wrong(a, "the model has an unknown row %.40s,%.40s", r->model,
			    r->name);
	}
}

static void
read_models(struct scorer *s, struct arguments *a)
{
	const struct params rows = { value_of, s };
	const char *format = value_of(s, "custkit", "format");
	struct scorer_models *m = &s->models;
	const enum btyd_model model = params_model(&rows);
	char why[PARAMS_WHY];

	*m = (struct scorer_models){ .margin = margin_fixed(1) };
	m->has_spend = params_has(&rows, PARAMS_SPEND);
	if (format == NULL || strcmp(format, "1") != 0)
		arguments_wrong(a, "the model has no row custkit,format,1");
	else if (model == BTYD_MODELS)
		arguments_wrong(a,
		    "the model has no rows of bgnbd, mbgnbd, paretonbd, bgcnbd, mbgcnbd or nbd");
	else if (!params_btyd(&rows, model, PARAMS_MOST, &m->purchases, why) ||
	    (m->has_spend && !params_spend(&rows, &m->spend, why)) ||
	    (params_has(&rows, PARAMS_MARGIN) && !params_margin(&rows, &m->margin, why)))
		arguments_wrong(a, "the model: %s", why);
	else
		refuse_unknown(s, a, params_names[model].model);
}

/* Keeps two copies of the text: the first one to compare with, the second one for the rows. */
static bool
keep_text(struct scorer *s, const char *text, size_t n)
{
	sqlite3_free(s->text);
	s->text = sqlite3_malloc64(2 * (n + 1));
	if (s->text == NULL)
		return false;
	memcpy(s->text, text, n + 1);
	memcpy(s->text + n + 1, text, n + 1);
	return true;
}

const struct scorer_models *
scorer_read(struct scorer *s, struct arguments *a, int i)
{
	const char *text = arguments_text(a, i, "the model", LARGEST);

	if (text == NULL || a->bad)
		return NULL;
	if (s->text && strcmp(s->text, text) == 0)
		return &s->models;
	const size_t n = strlen(text);

	if (!keep_text(s, text, n)) {
		sqlite3_result_error_nomem(a->ctx);
		a->bad = true;
		return NULL;
	}
	read_rows(s, a, s->text + n + 1);
	if (!a->bad)
		read_models(s, a);
	if (!a->bad)
		return &s->models;
	sqlite3_free(s->text);	/* say the same again next time */
	s->text = NULL;
	return NULL;
}

static const struct btyd_horizon *
points(struct scorer *s, const struct btyd *m, double T, double t, double rate)
{
	const double step = horizons_step(btyd_base(m, T));
	struct horizon *h = &s->horizon[(size_t)((int64_t)step & (HORIZONS - 1))];

	if (h->stages != m->stages || h->step != step || h->points.t != t ||
	    h->points.rate != rate) {
		horizons_step_points(m, step, t, rate, &h->points);
		h->stages = m->stages;
		h->step = step;
	}
	return &h->points;
}

struct btyd_value
scorer_value(struct scorer *s, const struct btyd *m, struct scorer_customer c, double days,
    double rate)
{
	const double tx = c.recency / WEEK, T = c.age / WEEK;

	if (!(days > 0))
		return (struct btyd_value){ .alive = btyd_alive(m, c.x, tx, T) };
	return btyd_value(m, c.x, tx, T, points(s, m, T, days / WEEK, rate));
}
