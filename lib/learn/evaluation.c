#include "lib/learn/evaluation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/chart/chart.h"
#include "lib/draw/draw.h"
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

static struct chart *
curves(const char *id, const char *title, const char *x, const char *y, size_t m, size_t points)
{
	struct chart *c = chart_new(CHART_LORENZ, m, points);

	c->id = id;
	c->title = c->about = say_cell(title);
	c->x_title = say_cell(x);
	c->y_title = say_cell(y);
	c->x_unit = c->unit = FIGURE_SHARE;
	return c;
}

static void
set_gain(struct chart *c, size_t line, const struct ranking_group *g, size_t groups)
{
	for (size_t i = 0; i <= STEPS; i++) {
		struct chart_value *v = chart_at(c, line, i);

		v->x = (double)i / STEPS;
		v->y = i > 0 ? ranking_top(g, groups, v->x).recall : 0;
	}
}

static void
set_calibration(struct chart *c, size_t line, const struct ranking_group *g, size_t groups)
{
	struct calibration_tenth tenth[CALIBRATION_TENTHS];

	calibration_tenths(g, groups, tenth);
	for (size_t i = 0; i < CALIBRATION_TENTHS; i++) {
		chart_at(c, line, i)->x = tenth[i].predicted;
		chart_at(c, line, i)->y = tenth[i].observed;
	}
}

void
evaluation_plot(const char *form, const struct evaluation_method *method, size_t m,
    const double *outcome, size_t n)
{
	struct ranking_group *g = mem_new(n, sizeof *g);
	size_t chances = 0, k = 0;

	for (size_t i = 0; i < m; i++)
		chances += method[i].chance != NULL;
	struct chart *c[] = {
		curves("gain", SAY("Gain"), SAY("share of customers, highest risk first"),
		    SAY("share of churned customers"), m, STEPS + 1),
		curves("calibration", SAY("Calibration"), SAY("predicted probability"),
		    SAY("observed share of churn"), chances, CALIBRATION_TENTHS) };

	for (size_t i = 0; i < m; i++) {
		c[0]->name[i] = method[i].name;
		set_gain(c[0], i, g, ranking_groups(method[i].score, outcome, n, g));
		if (method[i].chance == NULL)
			continue;
		c[1]->name[k] = method[i].name;
		set_calibration(c[1], k++, g, ranking_groups(method[i].chance, outcome, n, g));
	}
	draw_chart(c, 2, form);
	chart_free(c[0]);
	chart_free(c[1]);
	free(g);
}
