#include "lib/learn/training.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/model.h"
#include "lib/io/passing.h"
#include "lib/io/put.h"
#include "lib/io/table.h"
#include "lib/learn/evaluation.h"
#include "lib/stat/logit.h"

enum { REASONS = 3, REASON_SIZE = 400 };

static const char method[] = "logit";

static void
put_validated(struct features *f, const struct training_opts *o, struct put *out)
{
	const size_t n = features_rows(f);
	double *score = mem_new(n, sizeof *score), *chance = mem_new(n, sizeof *chance);

	features_validate(f, o->folds, o->seed, score);
	for (size_t i = 0; i < n; i++)
		chance[i] = logit_chance(score[i]);
	const struct evaluation_method one = { method, score, chance };

	if (out)
		evaluation_print(out, &one, 1, features_outcome(f), n);
	else
		evaluation_plot(o->plot, &one, 1, features_outcome(f), n);
	free(score);
	free(chance);
}

void
training_learn(const char *tool, const struct training_opts *o, char **operands, struct put *out)
{
	struct features *f = features_read(operands, &o->of);
	const struct features_label label = features_label(f);

	opt_note("%s: '%s' is yes (%s), '%s' is no", label.column, label.yes, say(label.why),
	    label.no);
	features_fit(f);
	if (o->save)
		features_save(f, o->save, tool);
	if (o->folds > 0)
		put_validated(f, o, out);
	else
		features_put(f, out, tool);
	features_free(f);
}

bool
training_made(const char *path)
{
	return model_is(path, method);
}

/*
 * The cells that raise the risk most, compared with an average row: "tenure=1;
 * Contract=Month-to-month".
 */
static const char *
reasons(const struct features *f, const struct table *t, char **cell, double *adds,
    char to[static REASON_SIZE])
{
	const size_t n = features_columns(f);
	size_t at = 0;

	to[0] = '\0';
	for (int k = 0; k < REASONS && at < REASON_SIZE; k++) {
		size_t most = 0;

		for (size_t i = 1; i < n; i++)
			most = adds[i] > adds[most] ? i : most;
		if (n == 0 || !(adds[most] > 0))
			break;
		at += (size_t)snprintf(to + at, REASON_SIZE - at, "%s%s=%.60s", at > 0 ? "; " : "",
		    features_column(f, most), cell[table_column(t, features_column(f, most))]);
		adds[most] = 0;
	}
	return to;
}

static const struct put_head ours[] = {
	{ "risk", PUT_REAL }, { "flag", PUT_TEXT }, { "reasons", PUT_TEXT }, { "method", PUT_TEXT },
	{ 0 },
};

void
training_score(const struct training_use *o, char **operands, struct put *out)
{
	struct features *f = features_load(o->path);
	struct table *t = table_open(operands,
	    &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP,
	    .reading = o->reading });
	double *adds = mem_new(features_columns(f), sizeof *adds), score;
	char why[REASON_SIZE];

	features_bind(f, t);
	struct passing *passing = passing_new(out, t, PUT_CELL, ours);

	for (char **cell; (cell = table_next(t)) != NULL;) {
		if (!features_score(f, t, cell, &score, adds))
			continue;
		const double risk = 100 * logit_chance(score);
		const enum flag flag = flag_of(risk, &o->limits);

		if (flag < o->least)
			continue;
		passing_put(passing, cell);
		put_real(out, risk);
		put_text(out, flag_name(flag));
		put_text(out, flag == FLAG_OK ? "" : reasons(f, t, cell, adds, why));
		put_text(out, method);
		put_end(out);
	}
	table_close(t);
	features_note(f);
	features_free(f);
	passing_free(passing);
	free(adds);
}
