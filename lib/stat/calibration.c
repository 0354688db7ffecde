#include "lib/stat/calibration.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

#include "lib/stat/logit.h"

enum { ROOT_STEPS = 200 };
static const double ROOT_END = 1e-12;
static const double CHANCE_LEAST = 1e-15;

struct sample {
	const double *score;
	size_t n;
	double yes;		/* the sum of the probabilities given */
};

/* The expected number of yes at a level, minus the number observed. */
static double
excess(double level, void *ctx)
{
	const struct sample *s = ctx;
	double sum = -s->yes;

	for (size_t i = 0; i < s->n; i++)
		sum += logit_chance(s->score[i] + level);
	return sum;
}

/*
 * The level for a slope of 1. The bracket is wide enough: at one end every score is below the logit
 * of the share of yes, at the other end every score is above it.
 */
static double
level_alone(struct sample *s)
{
	const double share = s->yes / (double)s->n, middle = log(share / (1 - share));
	gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
	gsl_function f = { excess, s };
	double least = INFINITY, most = -INFINITY;

	for (size_t i = 0; i < s->n; i++) {
		least = fmin(least, s->score[i]);
		most = fmax(most, s->score[i]);
	}
	double level = middle - (least + most) / 2;

	if (solver && gsl_root_fsolver_set(solver, &f, middle - most - 1,
	    middle - least + 1) == GSL_SUCCESS)
		for (int i = 0; i < ROOT_STEPS && gsl_root_fsolver_iterate(solver) == GSL_SUCCESS;
		    i++) {
			level = gsl_root_fsolver_root(solver);
			if (gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
			    gsl_root_fsolver_x_upper(solver), ROOT_END, ROOT_END) == GSL_SUCCESS)
				break;
		}
	if (solver)
		gsl_root_fsolver_free(solver);
	return level;
}

bool
calibration_line(const double *score, const double *chance, size_t n, struct calibration_line *to)
{
	const struct logit_rows rows = { .x = score, .y = chance, .n = n, .dim = 1 };
	struct logit *l = logit_fit(&rows, &(struct logit_opts){ 0 });
	struct sample s = { score, n, 0 };
	double coef[2], se[2];

	if (l == NULL)
		return false;
	logit_natural(l, coef, se);
	logit_free(l);
	*to = (struct calibration_line){ coef[1], coef[0] };
	if (to->slope > 0)
		return true;
	gsl_error_handler_t *was = gsl_set_error_handler_off();

	for (size_t i = 0; i < n; i++)
		s.yes += chance[i];
	*to = (struct calibration_line){ 1, level_alone(&s) };
	gsl_set_error_handler(was);
	return true;
}

static bool
are_chances(const struct ranking_group *g, size_t groups)
{
	return groups > 0 && g[0].score <= 1 && g[groups - 1].score >= 0;
}

struct calibration
calibration_of(const struct ranking_group *g, size_t groups)
{
	struct calibration c = { 0, 0 };
	double n = 0;

	if (!are_chances(g, groups))
		return (struct calibration){ NAN, NAN };
	for (size_t i = 0; i < groups; i++) {
		const double yes = (double)g[i].yes, no = (double)g[i].no, p = g[i].score;

		c.brier += yes * (1 - p) * (1 - p) + no * p * p;
		c.log_loss -= yes * log(fmax(p, CHANCE_LEAST)) +
		    no * log(fmax(1 - p, CHANCE_LEAST));
		n += yes + no;
	}
	return (struct calibration){ c.brier / n, c.log_loss / n };
}

void
calibration_tenths(const struct ranking_group *g, size_t groups,
    struct calibration_tenth to[static CALIBRATION_TENTHS])
{
	int64_t all = 0, above = 0;
	double sum[CALIBRATION_TENTHS] = { 0 };

	for (int k = 0; k < CALIBRATION_TENTHS; k++)
		to[k] = (struct calibration_tenth){ 0 };
	for (size_t i = 0; i < groups; i++)
		all += g[i].yes + g[i].no;
	for (size_t i = 0; are_chances(g, groups) && i < groups; i++) {
		const int64_t n = g[i].yes + g[i].no;
		const int64_t k = CALIBRATION_TENTHS * (2 * above + n) / (2 * all);

		to[k].n += n;
		to[k].yes += g[i].yes;
		sum[k] += (double)n * g[i].score;
		above += n;
	}
	for (int k = 0; k < CALIBRATION_TENTHS; k++) {
		to[k].predicted = to[k].n > 0 ? sum[k] / (double)to[k].n : NAN;
		to[k].observed = to[k].n > 0 ? (double)to[k].yes / (double)to[k].n : NAN;
		to[k].range = binomial_wilson(to[k].yes, to[k].n, 1);
	}
}
