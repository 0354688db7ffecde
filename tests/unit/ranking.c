/*
 * ranking: the Telco data and the learned scores by scikit-learn and by the definitions, a small
 * case by hand, and the limits.
 */
#include "lib/stat/ranking.h"

#include "tests/unit/csv.h"
#include "tests/unit/tap.h"

enum { TOPS = 3 };
static const double shares[TOPS] = { .05, .1, .2 };

/* precision and ks by scikit-learn, auc and se by the double sum over all pairs (numpy) */
struct expected {
	double auc, se, low, high, precision, ks;
	int64_t k[TOPS];
	double hits[TOPS], lift[TOPS];
};

static void
check(const char *name, const double *score, const double *y, size_t n, const struct expected *e)
{
	struct ranking_group *g = mem_new(n, sizeof *g);
	const size_t groups = ranking_groups(score, y, n, g);
	const struct ranking r = ranking_of(g, groups);

	printf("# %s\n", name);
	near(r.auc, e->auc, 1e-11, "area under the ROC curve");
	near(r.auc_se, e->se, 1e-9, "its standard error");
	near(r.auc_low, e->low, 1e-9, "the interval's lower end");
	near(r.auc_high, e->high, 1e-9, "and the upper one");
	near(r.average_precision, e->precision, 1e-11, "average precision");
	near(r.ks, e->ks, 1e-11, "Kolmogorov-Smirnov");
	for (int i = 0; i < TOPS; i++) {
		const struct ranking_top t = ranking_top(g, groups, shares[i]);

		ok(t.k == e->k[i] && is_near(t.hits, e->hits[i], 1e-11) &&
		    is_near(t.lift, e->lift[i], 1e-10), "the top");
		ok(is_near(t.precision, t.hits / (double)t.k, 1e-15) &&
		    is_near(t.recall, t.hits / (double)r.yes, 1e-15),
		    "its precision and recall");
	}
	free(g);
}

static void
test_telco(void)
{
	static const char path[] = "tests/data/telco_churn.csv";
	size_t n;
	double *y = csv_column(path, "Churn", "Yes", &n),
	    *tenure = csv_column(path, "tenure", NULL, &n);
	double *monthly = csv_column(path, "Contract", "Month-to-month", &n);

	for (size_t i = 0; i < n; i++) {
		monthly[i] = monthly[i] == 1 && tenure[i] <= 12;
		tenure[i] = -tenure[i];
	}
	check("tenure", tenure, y, n, &(struct expected){ .739867175529, .00650242525284,
	    .726921768141, .752407922227,
		.483736887012, .357360122421, { 352, 704, 1409 },
		    { 211.386623165, 421.344537815, 757.818181818 },
		{ 2.26299307321, 2.25534557541, 2.02676042097 } });
	check("month to month and tenure up to 12", monthly, y, n,
	    &(struct expected){ .680205364808, .00636498748112,
		.66760343396, .692549553109, .401339292462, .360410729616, { 352, 704, 1409 },
		{ 180.766298897, 361.532597793, 723.578736209 },
		{ 1.93518812188, 1.93518812188, 1.93518812188 } });
	free(y);
	free(tenure);
	free(monthly);
}

static double
area(const char *path, const char *column)
{
	size_t n;
	double *score = csv_column(path, column, NULL, &n), *y = csv_column(path, "y", NULL, &n);
	struct ranking_group *g = mem_new(n, sizeof *g);
	const double auc = ranking_of(g, ranking_groups(score, y, n, g)).auc;

	free(score);
	free(y);
	free(g);
	return auc;
}

/* The areas as published with the scores, with the digits of scikit-learn. */
static void
test_learned(void)
{
	static const char cdnow[] = "tests/data/learned_cdnow.csv",
	    retail[] = "tests/data/learned_online_retail.csv";

	near(area(cdnow, "score_logit"), .78426322081354, 1e-13, "cdnow: the learned score, .7843");
	near(area(cdnow, "lidle"), .7714417668998157, 1e-13, "idle, .7714");
	near(area(cdnow, "lmbg"), .7601032742246132, 1e-13, "MBG/NBD, .7601");
	near(area(retail, "score_logit"), .7371850025546848, 1e-13,
	    "online retail: the learned score, .7372");
	near(area(retail, "lmbg"), .7261811801679344, 1e-13, "MBG/NBD, .7262");
}

/*
 * By hand: scores 3 yes, 2 yes, 2 no, 0 (and -0) yes, no, -1 no. Of 9 pairs 3 + 2.5 + 1.5 are won.
 * Shares of no below the yes: 1, 5/6, 1/2; of yes above the no: 1, 5/6, 1/2: variances 7/108 each.
 */
static void
test_by_hand(void)
{
	static const double score[] = { 3, 2, 2, 0, -0., -1 }, y[] = { 1, 1, 0, 1, 0, 0 };
	static const double other[] = { -1, -0., 2, 0, 3, 2 }, other_y[] = { 0, 0, 0, 1, 1, 1 };
	struct ranking_group g[6], h[6];
	const size_t groups = ranking_groups(score, y, 6, g);
	const struct ranking r = ranking_of(g, groups);

	ok(groups == 4 && g[0].score == 3 && g[1].yes == 1 && g[1].no == 1 && g[3].score == -1,
	    "groups, the highest first");
	ok(g[2].score == 0 && g[2].yes == 1 && g[2].no == 1, "0 and -0 are one score");
	ok(r.n == 6 && r.yes == 3 && r.base == .5, "counts");
	near(r.auc, 7. / 9, 1e-15, "area");
	near(r.auc_se, sqrt(7. / 108 / 3 * 2), 1e-14, "standard error");
	near(r.average_precision, (1 + 2. / 3 + 3. / 5) / 3, 1e-15, "average precision");
	near(r.ks, 1. / 3, 1e-15, "Kolmogorov-Smirnov");
	near(ranking_top(g, groups, 1. / 3).hits, 1.5, 1e-15, "the cut goes through a tie");
	ok(ranking_top(g, groups, .01).k == 1 && ranking_top(g, groups, 1).hits == 3,
	    "one at least, all at most");
	ok(ranking_groups(other, other_y, 6, h) == groups && memcmp(g, h, groups * sizeof *g) == 0,
	    "whatever the order of the rows");
}

static void
test_limits(void)
{
	static const double score[] = { 4, 3, 2, 1 }, same[] = { 1, 1, 1, 1 },
	    none[] = { 0, 0, 0, 0 }, all[] = { 1, 1, 1, 1 };
	static const double told[] = { 1, 1, 0, 0 }, turned[] = { 0, 0, 1, 1 },
	    one[] = { 0, 1, 0, 0 };
	struct ranking_group g[4];
	struct ranking r = ranking_of(g, ranking_groups(score, told, 4, g));

	ok(r.auc == 1 && r.average_precision == 1 && r.ks == 1 && isnan(r.auc_se) &&
	    isnan(r.auc_low), "told apart: no interval");
	r = ranking_of(g, ranking_groups(score, turned, 4, g));
	ok(r.auc == 0 && r.ks == 1 && isnan(r.auc_high), "the wrong way round");
	r = ranking_of(g, ranking_groups(same, told, 4, g));
	ok(r.auc == .5 && r.average_precision == .5 && r.ks == 0, "all the same score");
	r = ranking_of(g, ranking_groups(score, one, 4, g));
	ok(is_near(r.auc, 2. / 3, 1e-15) && isnan(r.auc_se) && isnan(r.auc_low),
	    "a single yes: no interval");
	r = ranking_of(g, ranking_groups(score, none, 4, g));
	ok(r.base == 0 && isnan(r.auc) && isnan(r.average_precision) && isnan(r.ks), "no yes");
	struct ranking_top t = ranking_top(g, 4, .5);
	ok(t.k == 2 && t.hits == 0 && t.precision == 0 && isnan(t.recall) && isnan(t.lift),
	    "and its top");
	r = ranking_of(g, ranking_groups(score, all, 4, g));
	ok(r.base == 1 && isnan(r.auc) && r.average_precision == 1 && isnan(r.ks), "all yes");
	r = ranking_of(g, ranking_groups(score, all, 0, g));
	ok(r.n == 0 && isnan(r.base) && isnan(r.auc) && isnan(r.average_precision) && isnan(r.ks),
	    "no row");
	t = ranking_top(g, 0, .1);
	ok(t.k == 0 && isnan(t.precision) && isnan(t.recall) && isnan(t.lift), "and its top");
}

int
main(void)
{
	test_telco();
	test_learned();
	test_by_hand();
	test_limits();
	return done();
}
