/*
 * logit: the Telco regression of statsmodels, the regressions of the learned scores, and data
 * without a finite solution.
 */
#include "lib/stat/logit.h"

#include "tests/unit/csv.h"
#include "tests/unit/tap.h"

/* Joins columns into a matrix by rows. */
static double *
matrix(double *const *column, size_t n, size_t dim)
{
	double *x = mem_new(n, dim * sizeof *x);

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < dim; j++)
			x[i * dim + j] = column[j][i];
	return x;
}

static void
all_near(const double *got, const double *want, size_t n, double tol, const char *name)
{
	bool good = true;

	for (size_t i = 0; i < n; i++)
		if (!is_near(got[i], want[i], tol)) {
			printf("# %zu: got %.17g, want %.17g\n", i, got[i], want[i]);
			good = false;
		}
	ok(good, name);
}

enum { TELCO = 7 };

static double *
telco(double **y, size_t *n)
{
	static const struct {
		const char *column, *word;
	} feature[TELCO] = { { "tenure", NULL }, { "MonthlyCharges", NULL },
	    { "SeniorCitizen", NULL },
		{ "Contract", "Month-to-month" }, { "InternetService", "Fiber optic" },
		{ "PaperlessBilling", "Yes" },
		{ "PaymentMethod", "Electronic check" } };
	static const char path[] = "tests/data/telco_churn.csv";
	double *column[TELCO];

	for (size_t j = 0; j < TELCO; j++)
		column[j] = csv_column(path, feature[j].column, feature[j].word, n);
	*y = csv_column(path, "Churn", "Yes", n);
	double *x = matrix(column, *n, TELCO);
	for (size_t j = 0; j < TELCO; j++)
		free(column[j]);
	return x;
}

/*
 * By Logit of statsmodels 0.15; its coefficients and likelihood are those published with the data.
 */
static void
test_telco(void)
{
	static const double coef[] = { -2.52200092, -.0358777940727, .0126669068808, .355854814686,
	    1.01033248964,
		.659099593651, .434670358486, .491754103432 };
	static const double se[] = { .142546874525, .00207277678758, .0023224409799, .0824073227144,
	    .0984586574154,
		.119180842769, .0726866410531, .0678280224574 };
	struct logit_rows r = { .dim = TELCO };
	double *y, got[TELCO + 1], got_se[TELCO + 1];
	double *x = telco(&y, &r.n);

	r.x = x;
	r.y = y;
	struct logit *l = logit_fit(&r, &(struct logit_opts){ 0 });
	logit_natural(l, got, got_se);
	ok(r.n == 7043 && !l->separated && l->ridge == 0, "Telco");
	ok(fabs(l->loglik - -3005.216690420) < 1e-8, "its likelihood");
	all_near(got, coef, TELCO + 1, 1e-8, "its coefficients");
	all_near(got_se, se, TELCO + 1, 1e-6, "their standard errors");
	double score = got[0];
	for (size_t j = 0; j < TELCO; j++)
		score += got[j + 1] * x[j];
	near(logit_score(l, x), score, 1e-12,
	    "the score of a row is that of the natural coefficients");
	logit_free(l);
	free(x);
	free(y);
}

/* Newton's method in numpy, on standardised features limited to 4. */
static void
learned(const char *path, double ridge, const double *coef, double loglik, double variance)
{
	static const char *const feature[] = { "lidle", "lx", "er", "ltot", "lmbg" };
	enum { DIM = 5 };
	double *column[DIM];
	size_t n;

	for (size_t j = 0; j < DIM; j++)
		column[j] = csv_column(path, feature[j], NULL, &n);
	double *x = matrix(column, n, DIM), *y = csv_column(path, "y", NULL, &n);
	struct logit_rows r = { .x = x, .y = y, .n = n, .dim = DIM };
	struct logit *l = logit_fit(&r, &(struct logit_opts){ .ridge = ridge, .clip = 4 });

	all_near(l->coef, coef, DIM + 1, 1e-9, path);
	near(l->loglik, loglik, 1e-11, "its likelihood");
	if (ridge > 0)
		ok(l->cov == NULL, "no standard errors with a penalty");
	else
		near(l->cov[0], variance, 1e-9, "the variance of the intercept");
	logit_free(l);
	for (size_t j = 0; j < DIM; j++)
		free(column[j]);
	free(x);
	free(y);
}

static void
test_learned(void)
{
	static const double cdnow[] = { 1.04728467836, .161489802083, -.297962378272,
	    -.357471849777, -.168002414556, .260022162689 };
	static const double cdnow_free[] = { 1.06631229886, -.00485303386265, -.215545962651,
	    -.621157400649, -.152230883819,
		.282322251616 };
	static const double retail[] = { -1.06320145722, .137065029115, -.45263634823,
	    -.0754648342332, -.357634715229,
		.258687435827 };

	learned("tests/data/learned_cdnow.csv", 50, cdnow, -1128.6300462, NAN);
	learned("tests/data/learned_cdnow.csv", 0, cdnow_free, -1127.48568039, .00298700363311);
	learned("tests/data/learned_online_retail.csv", 50, retail, -1486.17123015, NAN);
}

static void
test_soft(void)
{
	static const double x[] = { -1, 1, -1, 1 }, y[] = { .25, .75, .25, .75 };
	struct logit *l = logit_fit(&(struct logit_rows){ x, y, 4, 1, NULL, 0 },
	    &(struct logit_opts){ 0 });

	near(l->coef[1], log(3), 1e-12, "soft labels: the slope is the logit of a quarter");
	ok(fabs(l->coef[0]) < 1e-12 && !l->separated, "no level");
	near(logit_chance(logit_score(l, &x[1])), .75, 1e-12, "and the probability what was given");
	logit_free(l);
	ok(logit_chance(-1000) == 0 && logit_chance(1000) == 1 && logit_chance(0) == .5,
	    "probabilities far out");
}

static void
test_separated(void)
{
	static const double x[] = { 1, 2, 3, 4 }, told[] = { 0, 0, 1, 1 }, ties[] = { 0, 1, 1, 1 },
	    crossed[] = { 0, 1, 0, 1 };
	static const double two[] = { 0, 0, 1, 1 };
	const struct logit_opts free_of = { 0 }, mild = { .ridge = 1 }, hard = { .ridge = 50 };
	struct logit *l = logit_fit(&(struct logit_rows){ x, told, 4, 1, NULL, 0 }, &free_of);

	ok(l->separated && l->ridge == LOGIT_RIDGE && l->cov == NULL,
	    "told apart without fail: a ridge instead");
	near(l->coef[1], .944073081565849157, 1e-10, "its coefficient (mpmath)");
	logit_free(l);
	l = logit_fit(&(struct logit_rows){ x, told, 4, 1, NULL, 0 }, &mild);
	ok(l->separated && l->ridge == 1, "seen with a penalty too");
	near(l->coef[1], .944073081565849157, 1e-10, "the same");
	logit_free(l);
	l = logit_fit(&(struct logit_rows){ two, ties, 4, 1, NULL, 0 }, &free_of);
	ok(l->separated && l->ridge == LOGIT_RIDGE && fabs(l->coef[1]) < 5,
	    "one side of a feature is all 1");
	logit_free(l);
	l = logit_fit(&(struct logit_rows){ two, ties, 4, 1, NULL, 0 }, &hard);
	ok(!l->separated, "of which a penalty makes nothing");
	logit_free(l);
	l = logit_fit(&(struct logit_rows){ x, crossed, 4, 1, NULL, 0 }, &free_of);
	ok(!l->separated && l->ridge == 0 && l->cov, "not told apart");
	logit_free(l);
}

/*
 * 300 rows of 0 on one side, 300 rows of 1 on the other, and one pair on the wrong side: the slope
 * is large but finite.
 */
static void
test_nearly_separated(void)
{
	enum { N = 602 };
	double x[N], y[N], coef[2], se[2];

	for (int i = 0; i < N; i++) {
		x[i] = i < N / 2 ? 0 : 1;
		y[i] = i < N / 2 ? i == 0 : i != N / 2;
	}
	struct logit *l = logit_fit(&(struct logit_rows){ x, y, N, 1, NULL, 0 },
	    &(struct logit_opts){ 0 });
	logit_natural(l, coef, se);
	ok(!l->separated && l->ridge == 0, "all but one pair told apart");
	near(coef[1], 2 * log(300), 1e-9, "the difference of the logits");
	near(se[1], sqrt(2 * (1. / 300 + 1)), 1e-7, "its standard error, by the four counts");
	logit_free(l);
}

/* columns a, b, a + b, and a constant */
static void
test_redundant(void)
{
	enum { N = 12 };
	static const double y[N] = { 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1 };
	double x[N * 4], plain[N * 2], coef[5], se[5], plain_coef[3], plain_se[3];

	for (size_t i = 0; i < N; i++) {
		const double a = (double)(i % 5), b = (double)(i * i % 7);

		x[4 * i] = plain[2 * i] = a;
		x[4 * i + 1] = plain[2 * i + 1] = b;
		x[4 * i + 2] = a + b;
		x[4 * i + 3] = 1e6;
	}
	struct logit *l = logit_fit(&(struct logit_rows){ x, y, N, 4, NULL, 0 },
	    &(struct logit_opts){ 0 });
	struct logit *p = logit_fit(&(struct logit_rows){ plain, y, N, 2, NULL, 0 },
	    &(struct logit_opts){ 0 });

	logit_natural(l, coef, se);
	logit_natural(p, plain_coef, plain_se);
	ok(!l->redundant[0] && !l->redundant[1] && l->redundant[2] && l->redundant[3],
	    "a sum and a constant are redundant");
	ok(!l->separated && coef[3] == 0 && coef[4] == 0 && isnan(se[3]) && isnan(se[4]),
	    "they count nothing");
	near(l->loglik, p->loglik, 1e-13, "the likelihood is that without them");
	all_near(coef, plain_coef, 3, 1e-10, "so are the coefficients");
	all_near(se, plain_se, 3, 1e-10, "and their standard errors");
	logit_free(l);
	l = logit_fit(&(struct logit_rows){ x, y, N, 4, NULL, 0 },
	    &(struct logit_opts){ .ridge = 1 });
	ok(!l->redundant[2] && l->coef[3] != 0 && l->coef[4] == 0, "a penalty shares among them");
	logit_free(l);
	logit_free(p);
}

static void
test_nothing(void)
{
	static const double x[] = { 1, 2, 3 }, none[] = { 0, 0, 0 }, all[] = { 1, 1, 1 };
	const struct logit_opts o = { .ridge = 1 };

	ok(logit_fit(&(struct logit_rows){ x, none, 3, 1, NULL, 0 }, &o) == NULL, "nobody is 1");
	ok(logit_fit(&(struct logit_rows){ x, all, 3, 1, NULL, 0 }, &o) == NULL, "all are 1");
	ok(logit_fit(&(struct logit_rows){ x, all, 0, 1, NULL, 0 }, &o) == NULL, "no row");
	struct logit *l = logit_fit(&(struct logit_rows){ NULL, (const double[]){ 0, 1, 1, 1 }, 4,
	    0, NULL, 0 }, &o);
	near(l->coef[0], log(3), 1e-12, "no feature: the logit of the share");
	logit_free(l);
}

/* The other folds score each row. */
static void
test_validate(void)
{
	enum { N = 9, DIM = 2, FOLDS = 3 };
	static const double x[N * DIM] = { 1, 2, 2, 1, 3, 5, 4, 2, 5, 9, 6, 1, 7, 3, 8, 8, 9, 4 };
	static const double y[N] = { 0, 1, 0, 1, 0, 1, 1, 1, 0 };
	static const unsigned fold[N] = { 0, 0, 1, 2, 1, 1, 2, 0, 2 };
	const struct logit_opts o = { .ridge = .5 };
	const struct logit_rows r = { x, y, N, DIM, fold, 0 };
	double score[N], rest_x[N * DIM], rest_y[N];
	bool good = logit_validate(&r, &o, FOLDS, score);

	for (unsigned k = 0; k < FOLDS; k++) {
		size_t n = 0;

		for (size_t i = 0; i < N; i++)
			if (fold[i] != k) {
				memcpy(&rest_x[n * DIM], &x[i * DIM], DIM * sizeof *x);
				rest_y[n++] = y[i];
			}
		struct logit *l = logit_fit(&(struct logit_rows){ rest_x, rest_y, n, DIM, NULL, 0 },
		    &o);
		for (size_t i = 0; i < N; i++)
			good = good && (fold[i] != k ||
			    is_near(score[i], logit_score(l, &x[i * DIM]), 1e-12));
		logit_free(l);
	}
	ok(good, "cross-validation: each fold by the others");
	ok(!logit_validate(&(struct logit_rows){ x, y, 3, DIM, (const unsigned[]){ 0, 1, 0 }, 0 },
	    &o, 2, score),
	    "a fold without which all are alike");
}

int
main(void)
{
	test_telco();
	test_learned();
	test_soft();
	test_separated();
	test_nearly_separated();
	test_redundant();
	test_nothing();
	test_validate();
	return done();
}
