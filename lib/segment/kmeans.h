/*
 * kmeans - puts customers into K clusters with the least inertia: the sum of the squared distances
 * from the centres of their clusters (pure).
 *
 * Each start draws its centres by k-means++ (Arthur and Vassilvitskii 2007), repeats the two steps
 * of Lloyd (1982) until no row changes its cluster, and then moves single rows as long as a move
 * lowers the inertia (Hartigan and Wong 1979). Lloyd's steps alone often stop before that. The best
 * start counts.
 *
 * Each start draws from a generator of its own (Mersenne Twister), so the number of threads does
 * not change a bit of the result.
 */
#ifndef KMEANS_H
#define KMEANS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kmeans_rows {
	const double *x;	/* n x dim, by rows, all finite */
	size_t n, dim;
};

enum { KMEANS_MOST = 50 };	/* clusters */

struct kmeans_opts {
	size_t k;		/* 1 to KMEANS_MOST */
	unsigned starts;	/* at least 1 */
	uint32_t seed;
	unsigned threads;
};

struct kmeans {
	size_t k;
	/* the cluster of each row; 0 has the highest centre in the first column, and so on */
	uint32_t *of;
	double *centre;		/* k x dim, by rows */
	size_t *size;		/* rows per cluster, never 0 */
	double inertia;
	unsigned start;		/* which start it comes from; the earliest if several are equal */
};

/* NULL if fewer than k rows are different. The caller frees it with kmeans_free. */
struct kmeans *kmeans_fit(const struct kmeans_rows *, const struct kmeans_opts *);
void kmeans_free(struct kmeans *);

/* The cluster with the nearest centre; the first of several. */
size_t kmeans_nearest(const struct kmeans *, const double *x, size_t dim);

/* The number of different rows, counted up to MOST. */
size_t kmeans_different(const struct kmeans_rows *, size_t most);

enum { KMEANS_SAMPLE = 5000 };

struct kmeans_silhouette {
	double mean;		/* NAN if there is only one cluster */
	size_t n;		/* rows that it was computed from */
};

/*
 * The mean silhouette (Rousseeuw 1987): (b - a) / max(a, b), where a is the mean distance of a row
 * from the other rows of its cluster, and b from the rows of the nearest other cluster; 0 for a row
 * alone in its cluster. With more than KMEANS_SAMPLE rows it is computed from so many rows, drawn
 * at random, as if there were no others.
 */
struct kmeans_silhouette kmeans_silhouette(const struct kmeans_rows *, const struct kmeans *,
    const struct kmeans_opts *);

struct kmeans_scale {		/* of a column: z = (log1p(x) or x, minus mean) / sd */
	bool log;		/* set by the caller */
	double mean, sd;	/* of the population: the squares are divided by n */
};

/*
 * Computes mean and sd of each column, and turns X (n x dim, by rows) into z. Returns DIM, or the
 * first column that cannot be used; X is then not defined. With log, a value of -1 or below cannot
 * be used, and sd is NAN; else the values are constant, and sd is 0.
 */
size_t kmeans_standardise(double *x, size_t n, size_t dim, struct kmeans_scale *);

/* A z of the column in the original unit; with log, this is a geometric mean of 1 + x, minus 1. */
double kmeans_original(const struct kmeans_scale *, double z);

#endif
