/*
 * The covariates are standardised for the search: its parameters are the logarithms of those of the
 * mean customer, and the coefficients per standard deviation. The customers of a class share one
 * ordinary model (covariates_model). So the likelihood is a sum of ordinary likelihoods, which
 * dropout.h derives by the parameters of the class (add_group); the chain rule turns these
 * derivatives into those by the parameters of the search (expand). covariates_fit searches the
 * interior, and if its maximum is not finite also the limits.
 */
#include "lib/value/covariates.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/stat/fit.h"
#include "lib/value/dropout.h"
#include "lib/value/likelihood.h"
#include "lib/value/rates.h"

enum {
	CHUNK = 2048,		/* tuples that a thread sums at once, or one group */
	DIM = DROPOUT_DIM,
	SUMS = DROPOUT_SUMS,
	PARS = DIM + 2 * COVARIATES_MAX,
	FEW = 8192, STEP = 8,	/* of more tuples, every eighth is fitted first */
};
_Static_assert((int)PARS <= (int)FIT_DIM, "fit.h has room for all parameters");

static const double LOW = 1e-60, HIGH = 1e8;		/* bounds, as in likelihood.c */
static const double CONDITION_MAX = 1e6;
static const double SAME = 1e-6, RULED_OUT = 20;	/* as in candidates.c */
/* the logarithms of the largest parameter, 1e100, and of the largest odds, which a file has as a */
static const double FARTHEST = 230, FARTHEST_ODDS = 12;
static const double SINGULAR = 1e-10;	/* an eigenvalue of the correlations, if collinear */

bool
covariates_move_dropout(const struct btyd *m)
{
	return m->limit != BTYD_NO_DROPOUT;
}

static double
product(const double *a, const double *b, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

struct btyd
covariates_model(const struct covariates *c, const double *z)
{
	const double trans = product(c->trans, z, c->dim), life = product(c->life, z, c->dim);
	struct btyd m = c->par;

	if (rates_equal(&m))
		m.lambda *= exp(trans);
	else
		m.alpha *= exp(-trans);
	if (likelihood_has_odds(&m)) {
		const double odds = m.a / m.b * exp(life);

		m.a = odds / (1 + odds);
		m.b = 1 / (1 + odds);
	} else if (m.model == BTYD_PARETONBD && m.limit == BTYD_REGULAR) {
		m.beta *= exp(-life);
	} else if (covariates_move_dropout(&m)) {
		m.a *= exp(life);
	}
	return m;
}

bool
covariates_usable(const struct btyd *m)
{
	const double rate = rates_equal(m) ? m->lambda : m->alpha;

	if (!(rate >= LOW && rate <= HIGH))
		return false;
	if (likelihood_has_odds(m))
		return m->a > 0 && m->b > 1e-15;
	return !covariates_move_dropout(m) || (m->a >= LOW && m->a <= HIGH && m->b >= LOW &&
	    m->b <= HIGH);
}

/* Where a parameter of the search acts: on the parameter AT of a class, times FACTOR. */
struct action {
	size_t at;
	int covariate;		/* -1: none, the factor is 1 */
	double sign;
};

static size_t
actions_of(const struct btyd *m, size_t dim, struct action to[PARS])
{
	const struct likelihood_slots s = likelihood_slots(m);
	const bool beta = m->model == BTYD_PARETONBD && m->limit == BTYD_REGULAR;
	size_t n = 0;

	for (; n < s.n; n++)
		to[n] = (struct action){ s.of[n], -1, 1 };
	for (size_t k = 0; k < dim; k++)
		to[n++] = rates_equal(m) ? (struct action){ 0, (int)k, 1 }
		    : (struct action){ 1, (int)k, -1 };
	for (size_t k = 0; k < dim && covariates_move_dropout(m); k++)
		to[n++] = beta ? (struct action){ 3, (int)k, -1 }
		    : (struct action){ 2, (int)k, 1 };
	return n;
}

size_t
covariates_parameters(const struct covariates *c)
{
	struct action action[PARS];

	return actions_of(&c->par, c->dim, action);
}

struct uncertain
covariates_uncertain(const struct covariates *c, const double *z, const struct uncertain *u,
    double turn[4][FIT_DIM])
{
	const struct likelihood_slots s = likelihood_slots(&c->par);
	struct action action[PARS];
	const size_t n = actions_of(&c->par, c->dim, action);
	double sum[DIM][FIT_DIM] = { 0 };

	if (c->dim == 0) {
		memset(turn, 0, DIM * sizeof *turn);
		for (size_t i = 0; i < u->dim; i++)
			turn[i][i] = 1;
		return *u;
	}
	for (size_t i = 0; i < s.n; i++)
		for (size_t p = 0; p < n; p++)
			if (action[p].at == s.of[i])
				sum[i][p] = action[p].covariate < 0 ? 1
				    : action[p].sign * z[action[p].covariate];
	return uncertain_of_sums(u, sum, s.n, turn);
}

/* The likelihood of all tuples. */

struct group {			/* tuples of a class with the same x */
	size_t first, n;
};

struct sums {
	const struct covariates_data *data;
	const double *z;	/* the standardised covariates of the classes */
	unsigned threads;
	struct group *group;
	size_t *chunk;		/* the first group of each; one more than there are */
	size_t nchunk;
	struct covariates at;
	struct action action[PARS];
	size_t npar;
	double *sum;		/* per chunk: the value, its gradient and its Hessian */
};

static void
add_rates(const struct btyd *m, const struct dropout_group *g, double *sum)
{
	double *grad = sum + 1, *hess = grad + DIM;

	if (rates_equal(m)) {
		sum[0] += g->n * g->x * log(m->lambda);
		grad[0] += g->n * g->x / m->lambda;
		hess[0] -= g->n * g->x / (m->lambda * m->lambda);
		return;
	}
	dropout_add_rise(g->n, m->r, g->x, (bool[DIM]){ true }, true, sum);
	sum[0] -= g->n * g->x * log(m->alpha);
	grad[1] += g->n * m->r / m->alpha;
	hess[1] += g->n / m->alpha;
	hess[DIM + 1] -= g->n * m->r / (m->alpha * m->alpha);
}

static void
add_group(const struct btyd *m, const struct btyd_tuple *t, size_t n, double sum[SUMS])
{
	const struct dropout *d = dropout_of(m);
	struct dropout_group g = { .x = (double)t->x };

	for (size_t i = 0; i < n; i++)
		g.n += (double)t[i].n;
	add_rates(m, &g, sum);
	if (d->add_group)
		d->add_group(m, &g, true, sum);
	d->add(m, &g, t, n, true, sum);
}

/*
 * Adds the sums of a class with the covariates Z, derived by its own parameters, to TO, derived by
 * the logarithms of the parameters of the search.
 */
static void
expand(const struct sums *s, const struct btyd *m, const double *z, const double sum[SUMS],
    double *to)
{
	const double own[DIM] = { rates_equal(m) ? m->lambda : m->r, m->alpha,
		likelihood_has_odds(m) ? m->a / m->b : m->a, m->b };
	double factor[PARS], grad[DIM], hess[DIM][DIM], *g = to + 1, *h = g + s->npar;

	for (size_t i = 0; i < DIM; i++) {
		grad[i] = sum[1 + i] * own[i];
		for (size_t j = i; j < DIM; j++)
			hess[i][j] = hess[j][i] = sum[1 + DIM + i * DIM + j] * own[i] * own[j];
		hess[i][i] += grad[i];
	}
	to[0] += sum[0];
	for (size_t p = 0; p < s->npar; p++) {
		const struct action *a = &s->action[p];

		factor[p] = a->covariate < 0 ? 1 : a->sign * z[a->covariate];
		g[p] += factor[p] * grad[a->at];
		for (size_t q = 0; q <= p; q++)
			h[p * s->npar + q] += factor[p] * factor[q] * hess[a->at][s->action[q].at];
	}
}

static void
add_chunk(void *ctx, size_t c)
{
	struct sums *s = ctx;
	const struct covariates_data *d = s->data;
	double *to = s->sum + c * (1 + s->npar + s->npar * s->npar), sum[SUMS];
	struct btyd m;

	for (size_t i = s->chunk[c]; i < s->chunk[c + 1]; i++) {
		const struct group *g = s->group + i;
		const uint32_t class = d->class[g->first];
		const double *z = s->z + class * d->dim;

		if (i == s->chunk[c] || class != d->class[g[-1].first]) {
			m = covariates_model(&s->at, z);
			memset(sum, 0, sizeof sum);
		}
		add_group(&m, d->tuple + g->first, g->n, sum);
		if (i + 1 == s->chunk[c + 1] || class != d->class[g[1].first])
			expand(s, &m, z, sum, to);
	}
}

/* The sums over all chunks, in TO. */
static void
evaluate(struct sums *s, double *to)
{
	const size_t size = 1 + s->npar + s->npar * s->npar;

	memset(to, 0, size * sizeof *to);
	memset(s->sum, 0, s->nchunk * size * sizeof *s->sum);
	work_each(s->threads, s->nchunk, add_chunk, s);
	for (size_t c = 0; c < s->nchunk; c++)
		for (size_t i = 0; i < size; i++)
			to[i] += s->sum[c * size + i];
}

/* Whether a tuple is of the group of the tuple before it. */
static bool
same_group(const struct covariates_data *d, size_t i)
{
	return i > 0 && d->class[i] == d->class[i - 1] && d->tuple[i].x == d->tuple[i - 1].x;
}

static struct sums
sums_new(const struct covariates_data *d, const double *z, unsigned threads)
{
	struct sums s = { .data = d, .z = z, .threads = threads };
	size_t n = 0, in_chunk = CHUNK;

	s.group = mem_new(d->n, sizeof *s.group);
	s.chunk = mem_new(d->n + 1, sizeof *s.chunk);
	for (size_t i = 0; i < d->n; i++) {
		if (!same_group(d, i)) {
			if (in_chunk >= CHUNK) {
				s.chunk[s.nchunk++] = n;
				in_chunk = 0;
			}
			s.group[n++].first = i;
		}
		s.group[n - 1].n++;
		in_chunk++;
	}
	s.chunk[s.nchunk] = n;
	s.sum = mem_new(s.nchunk * (1 + PARS + PARS * PARS), sizeof *s.sum);
	return s;
}

static void
sums_free(struct sums *s)
{
	free(s->group);
	free(s->chunk);
	free(s->sum);
}

/*
 * fit.h has positive parameters and searches in their logarithms. So the parameter of a coefficient
 * is its exponential.
 */
static struct covariates
with_par(const struct btyd *m, size_t dim, const double *par)
{
	const size_t n = likelihood_slots(m).n;
	struct covariates c = { .par = likelihood_with_par(m, par), .dim = dim };

	for (size_t k = 0; k < dim; k++) {
		c.trans[k] = log(par[n + k]);
		c.life[k] = covariates_move_dropout(m) ? log(par[n + dim + k]) : 0;
	}
	return c;
}

static void
par_of(const struct covariates *c, double par[PARS])
{
	const size_t n = likelihood_slots(&c->par).n;

	likelihood_par(&c->par, par);
	for (size_t k = 0; k < c->dim; k++) {
		par[n + k] = exp(c->trans[k]);
		par[n + c->dim + k] = exp(c->life[k]);
	}
}

static double
derive(void *ctx, const double *par, double *grad, double *hess)
{
	struct sums *s = ctx;
	const size_t n = s->npar;
	double to[1 + PARS + PARS * PARS];
	const double *g = to + 1, *h = g + n;

	s->at = with_par(&s->at.par, s->at.dim, par);
	evaluate(s, to);
	for (size_t p = 0; p < n; p++) {
		grad[p] = g[p] / par[p];
		for (size_t q = 0; q <= p; q++)
			hess[p * n + q] = hess[q * n + p] =
			    (h[p * n + q] - (p == q ? g[p] : 0)) / (par[p] * par[q]);
	}
	return to[0];
}

/* One candidate. */

struct found {
	bool tried, good;	/* good: a maximum was found */
	bool inside;		/* and it is well conditioned */
	struct covariates at;	/* standardised */
	struct fit fit;
};

static struct found
climb(struct sums *s, const struct covariates *from)
{
	struct found to = { .tried = true };
	double start[PARS];

	s->at = *from;
	s->npar = actions_of(&from->par, from->dim, s->action);
	par_of(from, start);
	const struct fit_model m = { .dim = s->npar, .low = LOW, .high = HIGH, .derive = derive,
	    .ctx = s, .near = true };

	to.good = fit_max(&m, start, &to.fit);
	to.inside = to.good && to.fit.condition <= CONDITION_MAX;
	to.at = with_par(&from->par, from->dim, to.fit.par);
	if (!isfinite(to.fit.loglik))
		to.fit.loglik = -INFINITY;
	return to;
}

/*
 * Where a search begins: the maximum without covariates. If that of the interior is not finite:
 * a point with some dropout.
 */
static struct covariates
start_of(const struct btyd_candidate *c, size_t i, size_t dim)
{
	struct covariates from = { .par = c[i].par, .dim = dim };
	struct btyd *m = &from.par;

	if (i > 0 || c[0].inside)
		return from;
	const struct btyd *none = &c[BTYD_NO_DROPOUT].par;

	*m = (struct btyd){ .model = none->model, .r = none->r, .alpha = none->alpha,
		.a = .1, .b = .9, .rates = BTYD_GAMMA_RATES };
	if (m->model == BTYD_PARETONBD) {
		m->s = .5;
		m->beta = 50;
	}
	return from;
}

/* Pareto/NBD without any difference has the likelihood of MBG/NBD in other parameters. */
static bool
can_try(const struct btyd *m)
{
	return !(m->model == BTYD_PARETONBD && m->limit == BTYD_EQUAL_DROPOUT && rates_equal(m));
}

static void
search(struct sums *s, const struct btyd_fit *without, struct found found[BTYD_CANDIDATES])
{
	const struct btyd_candidate *c = without->candidate;

	for (size_t i = 0; i < BTYD_CANDIDATES; i++) {
		const struct covariates from = start_of(c, i, s->data->dim);

		if (i > 0 && (found[0].inside || isnan(c[i].loglik) || !can_try(&from.par)))
			continue;
		found[i] = climb(s, &from);
	}
}

static int
parameters(const struct covariates *c)
{
	return btyd_parameters(c->par.rates, c->par.limit) +
	    (int)c->dim * (1 + covariates_move_dropout(&c->par));
}

/* The candidate with the fewest parameters within SAME of the best log-likelihood. */
static size_t
choose(const struct found *f)
{
	double best = -INFINITY;
	size_t to = 0;

	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		if (f[i].tried)
			best = fmax(best, f[i].fit.loglik);
	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		if (f[i].tried && f[i].fit.loglik >= best - SAME &&
		    (f[to].fit.loglik < best - SAME ||
		    parameters(&f[i].at) < parameters(&f[to].at)))
			to = i;
	return to;
}

/* Climbs from the maxima of a sample. False if the sample differs from the data as a whole. */
static bool
search_near(struct sums *s, const struct found *sample, struct found found[BTYD_CANDIDATES])
{
	const double best = sample[choose(sample)].fit.loglik;

	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		if (sample[i].tried && sample[i].fit.loglik > best - RULED_OUT)
			found[i] = climb(s, &sample[i].at);
	return found[choose(found)].good && found[0].inside == sample[0].inside;
}

/* Fits to every STEPth tuple, if there are many. Then Newton's method soon ends with all tuples. */
static bool
search_sample(const struct sums *all, const struct btyd_fit *without,
    struct found found[BTYD_CANDIDATES])
{
	const struct covariates_data *d = all->data;

	if (d->n <= FEW)
		return false;
	struct btyd_tuple *tuple = mem_new(d->n / STEP + 1, sizeof *tuple);
	uint32_t *class = mem_new(d->n / STEP + 1, sizeof *class);
	struct covariates_data some = *d;

	some.tuple = tuple;
	some.class = class;
	some.n = 0;
	for (size_t i = 0; i < d->n; i += STEP, some.n++) {
		tuple[some.n] = d->tuple[i];
		class[some.n] = d->class[i];
	}
	struct sums s = sums_new(&some, all->z, all->threads);

	search(&s, without, found);
	sums_free(&s);
	free(tuple);
	free(class);
	return true;
}

/* Standardising. */

struct scale {
	double mean[COVARIATES_MAX], sd[COVARIATES_MAX];
};

/* The correlations of the standardised covariates Z. */
static void
correlations(const struct covariates_data *d, const double *z, double to[])
{
	double customers = 0;

	for (size_t i = 0; i < d->dim * d->dim; i++)
		to[i] = 0;
	for (size_t i = 0; i < d->n; i++) {
		const double n = (double)d->tuple[i].n, *at = z + d->class[i] * d->dim;

		customers += n;
		for (size_t j = 0; j < d->dim; j++)
			for (size_t k = 0; k < d->dim; k++)
				to[j * d->dim + k] += n * at[j] * at[k];
	}
	for (size_t i = 0; i < d->dim * d->dim; i++)
		to[i] /= customers;
}

/* Marks the covariates of a combination that does not vary. */
static bool
collinear(const struct covariates_data *d, const double *z, bool which[])
{
	double r[COVARIATES_MAX * COVARIATES_MAX], value[COVARIATES_MAX],
	    vector[COVARIATES_MAX * COVARIATES_MAX];
	gsl_matrix_view from = gsl_matrix_view_array(r, d->dim, d->dim);
	gsl_matrix_view to = gsl_matrix_view_array(vector, d->dim, d->dim);
	gsl_vector_view values = gsl_vector_view_array(value, d->dim);
	gsl_eigen_symmv_workspace *w = gsl_eigen_symmv_alloc(d->dim);

	if (w == NULL)
		fail_errno(NULL);
	correlations(d, z, r);
	gsl_eigen_symmv(&from.matrix, &values.vector, &to.matrix, w);
	gsl_eigen_symmv_sort(&values.vector, &to.matrix, GSL_EIGEN_SORT_VAL_ASC);
	gsl_eigen_symmv_free(w);
	for (size_t k = 0; k < d->dim; k++)
		which[k] = fabs(vector[k * d->dim]) > 1e-3;
	return value[0] < SINGULAR;
}

static double
mean_of(const struct covariates_data *d, size_t k, double from, double power)
{
	double sum = 0, customers = 0;

	for (size_t i = 0; i < d->n; i++) {
		const double n = (double)d->tuple[i].n;

		sum += n * pow(d->value[d->class[i] * d->dim + k] - from, power);
		customers += n;
	}
	return sum / customers;
}

/* Sets the covariates Z of all classes, and marks those that do not vary. */
static bool
standardise(const struct covariates_data *d, struct scale *s, double *z, bool which[])
{
	bool vary = true;

	for (size_t k = 0; k < d->dim; k++) {
		s->mean[k] = mean_of(d, k, 0, 1);
		s->sd[k] = sqrt(mean_of(d, k, s->mean[k], 2));
		which[k] = !(s->sd[k] > 1e-12 * fabs(s->mean[k]));
		vary = vary && !which[k];
		for (size_t i = 0; i < d->classes; i++)
			z[i * d->dim + k] = (d->value[i * d->dim + k] - s->mean[k]) / s->sd[k];
	}
	return vary;
}

/* The standard error of the sum of the logarithms of the parameters, times A. */
static double
error_of(const struct fit *f, const double *a, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			sum += a[i] * a[j] * f->cov[i][j] / (f->par[i] * f->par[j]);
	return sqrt(sum);
}

/* The coefficients per unit of the covariates, and the parameters of the covariates 0. */
static bool
natural(const struct found *f, const struct scale *s, struct covariates_fit *to)
{
	struct action action[PARS];
	const struct btyd *m = &f->at.par;
	const size_t n = actions_of(m, f->at.dim, action), base = likelihood_slots(m).n;
	const struct uncertain u = f->inside ? uncertain_of(&f->fit, n) : (struct uncertain){ 0 };
	double par[PARS], all[PARS][FIT_DIM] = { 0 }, turn[PARS][FIT_DIM], log_par;
	bool near = true;

	likelihood_par(m, par);
	for (size_t p = 0; p < n; p++) {
		double *a = all[p];

		a[p] = p < base ? 1 : 1 / s->sd[action[p].covariate];
		log_par = log(f->fit.par[p]) * a[p];
		for (size_t q = base; p < base && q < n; q++) {
			if (action[q].at != action[p].at)
				continue;
			a[q] = -action[q].sign * s->mean[action[q].covariate] /
			    s->sd[action[q].covariate];
			log_par += a[q] * log(f->fit.par[q]);
		}
		near = near && fabs(log_par) < (p < base && likelihood_has_odds(m) &&
		    action[p].at == 2 ? FARTHEST_ODDS : FARTHEST);
		const double se = f->good ? error_of(&f->fit, a, n) : NAN;

		if (p < base) {
			par[p] = exp(log_par);
			if (m->limit == BTYD_REGULAR && !rates_equal(m))
				to->se[p] = se * par[p];
		} else {
			const bool trans = p < base + f->at.dim;

			(trans ? to->model.trans : to->model.life)[action[p].covariate] = log_par;
			(trans ? to->trans_se : to->life_se)[action[p].covariate] = se;
		}
	}
	to->model.par = likelihood_with_par(m, par);
	to->uncertain = uncertain_of_sums(&u, all, n, turn);
	return near;
}

/* The log-likelihood of the candidate without covariates. */
static double
loglik_without(const struct sums *s, const struct btyd_fit *without, const struct btyd *m)
{
	struct covariates_data plain = *s->data;
	struct sums sums = *s;

	if (m->limit == BTYD_REGULAR && !rates_equal(m))
		return without->loglik;
	plain.dim = 0;
	sums.data = &plain;
	return climb(&sums, &(struct covariates){ .par = *m }).fit.loglik;
}

static void
test(struct covariates_fit *to)
{
	to->df = (int)to->model.dim * (1 + covariates_move_dropout(&to->model.par));
	to->lr = fmax(0, 2 * (to->loglik - to->without));
	to->p = gsl_cdf_chisq_Q(to->lr, to->df);
}

/*
 * Marks the coefficient that is farthest from 0, if it is so large that its covariate decides: e^5
 * per standard deviation.
 */
static void
mark_endless(const struct covariates *c, bool which[])
{
	double most = 0;

	for (size_t k = 0; k < c->dim; k++)
		most = fmax(most, fmax(fabs(c->trans[k]), fabs(c->life[k])));
	for (size_t k = 0; k < c->dim; k++)
		which[k] = most > 5 && fmax(fabs(c->trans[k]), fabs(c->life[k])) == most;
}

/* Marks the covariate whose mean moves the parameters at 0 the most. */
static void
mark_far(const struct covariates *c, const struct scale *s, bool which[])
{
	double far[COVARIATES_MAX], most = 0;

	for (size_t k = 0; k < c->dim; k++) {
		far[k] = fmax(fabs(c->trans[k]), fabs(c->life[k])) * fabs(s->mean[k]);
		most = fmax(most, far[k]);
	}
	for (size_t k = 0; k < c->dim; k++)
		which[k] = far[k] == most;
}

static enum covariates_fault
fit_scaled(struct sums *s, const struct scale *scale, const struct btyd_fit *without,
    struct covariates_fit *to, bool which[])
{
	struct found found[BTYD_CANDIDATES] = { 0 }, sample[BTYD_CANDIDATES] = { 0 };

	if (!search_sample(s, without, sample) || !search_near(s, sample, found)) {
		memset(found, 0, sizeof found);
		search(s, without, found);
	}
	const struct found *best = &found[choose(found)];

	mark_endless(&best->at, which);
	if (!best->good)
		return COVARIATES_ENDLESS;
	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		to->candidate[i] = found[i].tried ? found[i].fit.loglik : NAN;
	to->loglik = best->fit.loglik;
	if (!natural(best, scale, to)) {
		mark_far(&to->model, scale, which);
		return COVARIATES_FAR;
	}
	to->without = loglik_without(s, without, &best->at.par);
	test(to);
	return COVARIATES_GOOD;
}

enum covariates_fault
covariates_fit(const struct btyd_fit *without, const struct covariates_data *d, unsigned threads,
    struct covariates_fit *to, bool which[static COVARIATES_MAX])
{
	double *z = mem_new(d->classes * d->dim, sizeof *z);
	enum covariates_fault fault = COVARIATES_CONSTANT;
	struct scale scale;

	*to = (struct covariates_fit){ .model.dim = d->dim, .tuples = d->n,
		.se = { NAN, NAN, NAN, NAN } };
	memset(which, 0, COVARIATES_MAX * sizeof *which);
	if (standardise(d, &scale, z, which)) {
		struct sums s = sums_new(d, z, threads);

		fault = collinear(d, z, which) ? COVARIATES_COLLINEAR
		    : fit_scaled(&s, &scale, without, to, which);
		sums_free(&s);
	}
	free(z);
	return fault;
}
