/*
 * abc - how values are concentrated: classes by their cumulative share, top shares, the Lorenz
 * curve and Gini's coefficient (pure).
 *
 * Values are sorted from the largest. The class of a value follows from the share of the total that
 * the LARGER values have: A if it is below a limit, B if it is below another, else C. So the value
 * that crosses the limit is in the better class, and equal values are in the same class, whatever
 * their order. Negative values are left out.
 *
 * Sums are exact for values with at most four decimals.
 */
#ifndef ABC_H
#define ABC_H
#include <stddef.h>

struct abc {
	size_t n;		/* values that are not negative */
	size_t negative;	/* values left out */
	double total;
	double *value;		/* from the largest; ten-thousandths, as the next */
	double *sum;		/* n + 1: the sum of the first I */
};

enum abc_class { ABC_A, ABC_B, ABC_C, ABC_CLASSES };

struct abc abc_new(const double *value, size_t n);
void abc_free(struct abc *);

/* The share of the total that larger values have; NAN for a negative value, or if all are 0. */
double abc_before(const struct abc *, double value);
enum abc_class abc_class(double before, double a, double b);

/* The customers of the top share P: P n, rounded up. Their share of the total; NAN if it is 0. */
size_t abc_top(const struct abc *, double p);
double abc_top_share(const struct abc *, size_t customers);

/*
 * The share of the total that the smallest values have, up to the share P of the customers; linear
 * between two customers. NAN if the total is 0.
 */
double abc_lorenz(const struct abc *, double p);

/*
 * The value that the share P of the values reach at most, linear between two of them: the type 7 of
 * Hyndman and Fan (1996), as in R. Half is the median. NAN if there are none, as for the mean.
 */
double abc_quantile(const struct abc *, double p);
double abc_mean(const struct abc *);

/*
 * A histogram: how many values are in [FROM, TO). The limits are 0 and numbers 1, 2 or 5 times a
 * power of ten, because values are skewed; the largest limit is one that 1 % of the values reach.
 * The last bin has TO INFINITY. Writes at most ABC_BINS, and leaves out empty ones before the
 * first value. Returns their number; 0 if there are no values above 0.
 */
struct abc_bin {
	double from, to;
	size_t n;
};
enum { ABC_BINS = 9 };
size_t abc_bins(const struct abc *, struct abc_bin to[static ABC_BINS]);

/*
 * Gini's coefficient of the values: sum |x_i - x_j| / (2 n sum x), 0 if all are equal, (n - 1)/n if
 * one has all. NAN if the total is 0. The unbiased one is n / (n - 1) times as large; NAN if n is
 * 1.
 */
double abc_gini(const struct abc *);
double abc_gini_unbiased(const struct abc *);

#endif
