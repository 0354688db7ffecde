/*
 * kmeans: CDNOW at 1997-09-30, compared with the best of 1,300 starts of two other programs; points
 * worked by hand; and rows that cannot be clustered.
 */
#include "lib/segment/kmeans.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/csv.h"
#include "tests/unit/tap.h"

enum { DIM = 3, STARTS = 50, MOST = 8 };

/* log1p of the repeat purchases, of the idle days and of the spend; standardised. */
static struct kmeans_rows
cdnow(struct kmeans_scale *scale)
{
	static const char file[] = "tests/data/rfm_cdnow_19970930.csv";
	size_t n;
	double *f = csv_column(file, "F", NULL, &n), *idle = csv_column(file, "idle", NULL, &n),
	    *m = csv_column(file, "M", NULL, &n), *x = mem_new(n * DIM, sizeof *x);

	for (size_t i = 0; i < n; i++) {
		x[i * DIM] = f[i] - 1;
		x[i * DIM + 1] = idle[i];
		x[i * DIM + 2] = m[i];
	}
	for (int j = 0; j < DIM; j++)
		scale[j] = (struct kmeans_scale){ .log = true };
	ok(kmeans_standardise(x, n, DIM, scale) == DIM, "all columns can be used");
	free(f);
	free(idle);
	free(m);
	return (struct kmeans_rows){ x, n, DIM };
}

/* By numpy. */
static void
test_scale(const struct kmeans_scale *s)
{
	static const double mean[DIM] = { .44759552, 4.97176072, 3.71591214 },
	    sd[DIM] = { .6358871, .93520456, .99463059 };

	for (int j = 0; j < DIM; j++) {
		near(s[j].mean, mean[j], 1e-7, "mean");
		near(s[j].sd, sd[j], 1e-7, "standard deviation of the population");
		near(kmeans_original(&s[j], 1), exp(mean[j] + sd[j]) - 1, 1e-6, "back to the unit");
	}
}

/* The least inertia that Hartigan and Wong's and Lloyd's method found in many starts. */
static void
test_inertia(const struct kmeans_rows *r)
{
	static const struct {
		size_t k;
		double inertia, silhouette;
	} known[] = {
		{ 2, 3148.685930667, .567064547 }, { 3, 2181.095654060, .496419329 },
		{ 4, 1747.580612723, .414090607 }, { 5, 1386.980885989, .442743081 },
		{ 6, 1181.892004073, .453045990 },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		const struct kmeans_opts o = { known[i].k, STARTS, 1, 2 };
		struct kmeans *m = kmeans_fit(r, &o);
		const struct kmeans_silhouette s = kmeans_silhouette(r, m, &o);

		near(m->inertia, known[i].inertia, 1e-11, "the least inertia known");
		near(s.mean, known[i].silhouette, 1e-8, "silhouette");
		ok(s.n == r->n, "of all rows");
		kmeans_free(m);
	}
}

static void
test_four(const struct kmeans_rows *r)
{
	static const double centre[4][DIM] = {
		{ 1.920327, -2.954311, 1.402371 }, { 1.192649, -.570345, 1.019398 },
		{ -.237953, .354768, .252163 }, { -.696261, .487604, -.887585 },
	};
	static const size_t size[4] = { 162, 468, 727, 1000 };
	struct kmeans *m = kmeans_fit(r, &(struct kmeans_opts){ 4, STARTS, 1, 2 });
	size_t n, same = 0;
	double *of = csv_column("tests/data/kmeans_cdnow_19970930.csv", "cluster", NULL, &n);

	for (size_t c = 0; c < 4; c++) {
		ok(m->size[c] == size[c], "size of a cluster");
		for (size_t j = 0; j < DIM; j++)
			near(m->centre[c * DIM + j], centre[c][j], 1e-5, "centre");
	}
	for (size_t i = 0; i < n; i++)
		same += (double)m->of[i] + 1 == of[i];
	ok(n == r->n && same == n, "the customers of each cluster");
	for (size_t i = same = 0; i < n; i++)
		same += kmeans_nearest(m, r->x + i * DIM, DIM) == m->of[i];
	ok(same == n, "the nearest centre is that of the own cluster");
	free(of);
	kmeans_free(m);
}

static void
test_threads(const struct kmeans_rows *r)
{
	bool equal = true;

	for (size_t k = 2; k <= MOST; k++) {
		struct kmeans *a = kmeans_fit(r, &(struct kmeans_opts){ k, 7, 5, 1 });

		for (unsigned threads = 2; threads <= 4; threads++) {
			const struct kmeans_opts o = { k, 7, 5, threads };
			struct kmeans *b = kmeans_fit(r, &o);

			equal = equal && a->inertia == b->inertia && a->start == b->start &&
			    memcmp(a->of, b->of, r->n * sizeof *a->of) == 0 &&
			    memcmp(a->centre, b->centre, k * DIM * sizeof *a->centre) == 0 &&
			    kmeans_silhouette(r, a, &(struct kmeans_opts){ k, 7, 5, 1 }).mean ==
			    kmeans_silhouette(r, b, &o).mean;
			kmeans_free(b);
		}
		kmeans_free(a);
	}
	ok(equal, "every bit is the same on one to four threads");
}

/* 0 1 10 11: centres 10.5 and .5, inertia 4 * .25; silhouettes by hand. */
static void
test_points(void)
{
	static const double x[] = { 0, 1, 10, 11 };
	const struct kmeans_rows r = { x, 4, 1 };
	const struct kmeans_opts o = { 2, 3, 1, 1 };
	struct kmeans *m = kmeans_fit(&r, &o);

	ok(m->inertia == 1 && m->centre[0] == 10.5 && m->centre[1] == .5, "two pairs");
	ok(m->of[0] == 1 && m->of[1] == 1 && m->of[2] == 0 && m->of[3] == 0, "the highest first");
	near(kmeans_silhouette(&r, m, &o).mean, (2 * (10.5 - 1) / 10.5 + 2 * (9.5 - 1) / 9.5) / 4,
	    1e-15, "silhouette of two pairs");
	kmeans_free(m);
	m = kmeans_fit(&r, &(struct kmeans_opts){ 1, 3, 1, 1 });
	ok(m->size[0] == 4 && m->centre[0] == 5.5 && m->inertia == 101, "one cluster");
	ok(isnan(kmeans_silhouette(&r, m, &o).mean), "has no silhouette");
	kmeans_free(m);
	m = kmeans_fit(&r, &(struct kmeans_opts){ 4, 3, 1, 1 });
	ok(m->inertia == 0 && kmeans_silhouette(&r, m, &o).mean == 0, "each row alone");
	kmeans_free(m);
}

/* Eight points at random; the least inertia is that of the best of all 254 assignments. */
static void
test_exhaustive(void)
{
	enum { N = 8, SETS = 200 };
	double x[N * 2];
	unsigned state = 1;
	int good = 0;

	for (int set = 0; set < SETS; set++) {
		double least = INFINITY;

		for (int i = 0; i < N * 2; i++) {
			state = state * 1103515245 + 12345;
			x[i] = (state >> 16) % 10;
		}
		for (unsigned bits = 1; bits < (1u << N) - 1; bits++) {
			double sum[2][2] = { 0 }, n[2] = { 0 }, all = 0;

			for (int i = 0; i < N; i++) {
				const int c = bits >> i & 1;

				n[c]++;
				sum[c][0] += x[2 * i];
				sum[c][1] += x[2 * i + 1];
			}
			for (int i = 0; i < N * 2; i++) {
				const int c = bits >> (i / 2) & 1;
				const double d = x[i] - sum[c][i % 2] / n[c];

				all += d * d;
			}
			least = fmin(least, all);
		}
		struct kmeans *m = kmeans_fit(&(struct kmeans_rows){ x, N, 2 },
		    &(struct kmeans_opts){ 2, 20, 1, 1 });

		good += is_near(m->inertia, least, 1e-12);
		kmeans_free(m);
	}
	ok(good == SETS, "the least inertia of all assignments of eight points");
}

static void
test_refused(void)
{
	static const double same[] = { 3, 3, 7, 7, 3 };
	const struct kmeans_rows r = { same, 5, 1 };
	struct kmeans_scale s[2] = { { .log = false }, { .log = true } };

	ok(kmeans_different(&r, 5) == 2 && kmeans_different(&r, 1) == 1, "two different rows");
	ok(kmeans_fit(&r, &(struct kmeans_opts){ 3, 5, 1, 1 }) == NULL, "three clusters of two");
	ok(kmeans_fit(&r, &(struct kmeans_opts){ 6, 5, 1, 1 }) == NULL, "more than rows");
	ok(kmeans_fit(&(struct kmeans_rows){ same, 0, 1 }, &(struct kmeans_opts){ 1, 5, 1, 1 }) ==
	    NULL, "no row");
	struct kmeans *m = kmeans_fit(&r, &(struct kmeans_opts){ 2, 5, 1, 2 });

	ok(m->size[0] == 2 && m->size[1] == 3 && m->inertia == 0, "ties");
	kmeans_free(m);
	ok(kmeans_standardise((double[]){ 1, 4, 2, 4, 3, 4 }, 3, 2, s) == 1 && s[1].sd == 0,
	    "a constant column");
	ok(kmeans_standardise((double[]){ 1, 4, 2, -1, 3, 4 }, 3, 2, s) == 1 && isnan(s[1].sd),
	    "no logarithm of 0");
	near(s[0].sd, sqrt(2. / 3), 1e-15, "the squares are divided by n");
}

/* Two clouds far apart, of 4,000 rows each: about all of the sample is near 1. */
static void
test_sample(void)
{
	enum { N = 8000 };
	double *x = mem_new(N, sizeof *x);
	const struct kmeans_rows r = { x, N, 1 };
	const struct kmeans_opts o = { 2, 2, 1, 2 };

	for (int i = 0; i < N; i++)
		x[i] = (i % 2) * 1000 + (i / 2) % 100 * .01;
	struct kmeans *m = kmeans_fit(&r, &o);
	const struct kmeans_silhouette s = kmeans_silhouette(&r, m, &o);

	ok(s.n == KMEANS_SAMPLE, "a sample of many rows");
	/* a is about 1/3, b about 1000 */
	near(s.mean, 1 - 1. / 3000, 1e-4, "its silhouette");
	kmeans_free(m);
	free(x);
}

int
main(void)
{
	struct kmeans_scale scale[DIM];
	const struct kmeans_rows r = cdnow(scale);

	test_scale(scale);
	test_inertia(&r);
	test_four(&r);
	test_threads(&r);
	test_points();
	test_exhaustive();
	test_refused();
	test_sample();
	free((void *)(uintptr_t)r.x);
	return done();
}
