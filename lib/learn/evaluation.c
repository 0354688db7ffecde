#include "lib/learn/evaluation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/put.h"
#include "lib/stat/binomial.h"
#include "lib/stat/calibration.h"
#include "lib/stat/ranking.h"

static void
put_names(struct put *out)
{
	static const struct put_head head[] = {
		{ "method", PUT_TEXT }, { "measure", PUT_TEXT }, { "part", PUT_TEXT },
		{ "n", PUT_INT }, { "value", PUT_REAL }, { "low", PUT_REAL },
		{ "high", PUT_REAL }, { "predicted", PUT_REAL }, { 0 },
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
	const struct value cell[] = { { .s = method }, { .s = r.measure }, { .s = r.part },
	    { .i = r.n }, { .x = r.value }, { .x = r.range.low }, { .x = r.range.high },
	    { .x = r.predicted } };

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

	put_one(out, method, (struct row){ "base_rate", "", r.n, r.base,
	    binomial_wilson(r.yes, r.n, 1), NAN });
	put_one(out, method, (struct row){ "auc", "", r.n, r.auc, { r.auc_low, r.auc_high }, NAN });
	put_one(out, method, (struct row){ "average_precision", "", r.n, r.average_precision,
	    no_range, NAN });
	put_one(out, method, (struct row){ "ks", "", r.n, r.ks, no_range, NAN });
	for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
		const struct ranking_top top = ranking_top(g, groups, tops[i].share);
		const struct binomial_range range =
		    binomial_wilson((int64_t)llround(top.hits), top.k, 1);

		put_one(out, method, (struct row){ "precision", tops[i].name, top.k, top.precision,
		    range, NAN });
		put_one(out, method, (struct row){ "recall", tops[i].name, r.yes, top.recall,
		    no_range, NAN });
		put_one(out, method, (struct row){ "lift", tops[i].name, top.k, top.lift, no_range,
		    NAN });
	}
}

static void
put_calibration(struct put *out, const char *method, const struct ranking_group *g, size_t groups,
    int64_t n)
{
	const struct calibration c = calibration_of(g, groups);
	struct calibration_tenth tenth[CALIBRATION_TENTHS];
	char name[NUM_SIZE];

	put_one(out, method, (struct row){ "brier", "", n, c.brier, no_range, NAN });
	put_one(out, method, (struct row){ "log_loss", "", n, c.log_loss, no_range, NAN });
	calibration_tenths(g, groups, tenth);
	for (int i = 0; i < CALIBRATION_TENTHS; i++) {
		num_int(i + 1, name);
		put_one(out, method, (struct row){ "calibration", name, tenth[i].n,
		    tenth[i].observed, tenth[i].range, tenth[i].predicted });
	}
}

static void
put_method(struct put *out, const struct evaluation_method *m, const double *outcome, size_t n,
    struct ranking_group *g)
{
	put_ranking(out, m->name, g, ranking_groups(m->score, outcome, n, g));
	if (m->chance)
		put_calibration(out, m->name, g, ranking_groups(m->chance, outcome, n, g),
		    (int64_t)n);
}

void
evaluation_print(struct put *out, const struct evaluation_method *method, size_t m,
    const double *outcome, size_t n)
{
	struct ranking_group *g = mem_new(n, sizeof *g);

	put_names(out);
	for (size_t i = 0; i < m; i++)
		put_method(out, &method[i], outcome, n, g);
	free(g);
}

/* Curves. */

enum { STEPS = 50 };

static void
plot_gain(struct plot *p, const char *name, const struct ranking_group *g, size_t groups)
{
	double x[STEPS + 1] = { 0 }, y[STEPS + 1] = { 0 };

	for (int i = 1; i <= STEPS; i++) {
		x[i] = (double)i / STEPS;
		y[i] = ranking_top(g, groups, x[i]).recall;
	}
	plot_curve(p, name, x, y, STEPS + 1);
}

static void
plot_calibration(struct plot *p, const char *name, const struct ranking_group *g, size_t groups)
{
	struct calibration_tenth tenth[CALIBRATION_TENTHS];
	double x[CALIBRATION_TENTHS], y[CALIBRATION_TENTHS];

	calibration_tenths(g, groups, tenth);
	for (int i = 0; i < CALIBRATION_TENTHS; i++) {
		x[i] = tenth[i].predicted;
		y[i] = tenth[i].observed;
	}
	plot_curve(p, name, x, y, CALIBRATION_TENTHS);
}

void
evaluation_plot(enum plot_form form, const struct evaluation_method *method, size_t m,
    const double *outcome, size_t n)
{
	struct ranking_group *g = mem_new(n, sizeof *g);
	struct plot *p = plot_open(form, 2);

	plot_panel(p, "Gain", "share of customers, highest risk first",
	    "share of churned customers");
	for (size_t i = 0; i < m; i++)
		plot_gain(p, method[i].name, g, ranking_groups(method[i].score, outcome, n, g));
	plot_panel(p, "Calibration", "predicted probability", "observed share of churn");
	for (size_t i = 0; i < m; i++)
		if (method[i].chance)
			plot_calibration(p, method[i].name, g,
			    ranking_groups(method[i].chance, outcome, n, g));
	plot_close(p);
	free(g);
}
