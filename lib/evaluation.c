#include "lib/evaluation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/binomial.h"
#include "lib/calibration.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/put.h"
#include "lib/ranking.h"

void
evaluation_columns(struct put *out)
{
	static const struct put_head head[] = {
		{ "method", PUT_TEXT }, { "measure", PUT_TEXT }, { "part", PUT_TEXT }, { "n", PUT_INT }, { "value", PUT_REAL },
		{ "low", PUT_REAL }, { "high", PUT_REAL }, { "predicted", PUT_REAL }, { 0 },
	};

	put_columns(out, head);
}

struct row {
	const char *measure, *part;
	int64_t n;
	double value;
	struct binomial_range range;
	double predicted;
};

static const struct binomial_range no_range = { NAN, NAN };

static void
put_one(struct put *out, const char *method, struct row r)
{
	const struct value cell[] = { { .s = method }, { .s = r.measure }, { .s = r.part }, { .i = r.n }, { .x = r.value },
		{ .x = r.range.low }, { .x = r.range.high }, { .x = r.predicted } };

	put_cells(out, cell, sizeof cell / sizeof *cell);
	put_end(out);
}

static void
put_ranking(struct put *out, const char *method, const struct ranking_group *g, size_t groups)
{
	static const struct {
		const char *name;
		double share;
	} tops[] = { { "5%", .05 }, { "10%", .1 }, { "20%", .2 } };
	const struct ranking r = ranking_of(g, groups);

	put_one(out, method, (struct row){ "base_rate", "", r.n, r.base, binomial_wilson(r.yes, r.n, 1), NAN });
	put_one(out, method, (struct row){ "auc", "", r.n, r.auc, { r.auc_low, r.auc_high }, NAN });
	put_one(out, method, (struct row){ "average_precision", "", r.n, r.average_precision, no_range, NAN });
	put_one(out, method, (struct row){ "ks", "", r.n, r.ks, no_range, NAN });
	for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
		const struct ranking_top top = ranking_top(g, groups, tops[i].share);
		const struct binomial_range range = binomial_wilson((int64_t)llround(top.hits), top.k, 1);

		put_one(out, method, (struct row){ "precision", tops[i].name, top.k, top.precision, range, NAN });
		put_one(out, method, (struct row){ "recall", tops[i].name, r.yes, top.recall, no_range, NAN });
		put_one(out, method, (struct row){ "lift", tops[i].name, top.k, top.lift, no_range, NAN });
	}
}

static void
put_calibration(struct put *out, const char *method, const struct ranking_group *g, size_t groups, int64_t n)
{
	const struct calibration c = calibration_of(g, groups);
	struct calibration_part part[CALIBRATION_PARTS];
	char name[NUM_SIZE];

	put_one(out, method, (struct row){ "brier", "", n, c.brier, no_range, NAN });
	put_one(out, method, (struct row){ "log_loss", "", n, c.log_loss, no_range, NAN });
	calibration_parts(g, groups, part);
	for (int i = 0; i < CALIBRATION_PARTS; i++) {
		num_int(i + 1, name);
		put_one(out, method, (struct row){ "calibration", name, part[i].n, part[i].observed, part[i].range, part[i].predicted });
	}
}

void
evaluation_put(struct put *out, const char *method, const double *score, const double *chance, const double *outcome,
    size_t n)
{
	struct ranking_group *g = mem_new(n, sizeof *g);

	put_ranking(out, method, g, ranking_groups(score, outcome, n, g));
	if (chance)
		put_calibration(out, method, g, ranking_groups(chance, outcome, n, g), (int64_t)n);
	free(g);
}
