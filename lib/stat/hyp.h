/*
 * hyp - the gamma and hypergeometric functions of the purchase models (pure).
 *
 * GSL 2.7.1's gsl_sf_hyperg_2F1 is not used: tests found results that are 1 % wrong, and overflows,
 * with status success. Several threads may call these functions at once (unlike lgamma).
 */
#ifndef HYP_H
#define HYP_H

/* Gauss's 2F1(a, b; c; z) for c > 0, 0 <= z < 1; otherwise NAN. */
double hyp_2f1(double a, double b, double c, double z);

/* The logarithm of 2F1 for a, b >= 0. It is finite even if 2F1 exceeds a double. */
double hyp_log2f1(double a, double b, double c, double z);

/*
 * c (2F1(a, b; c; z) - 1) / b without cancellation: finite and exact also for b -> 0 or c -> 0. For
 * c > -1, 0 <= z < 1; otherwise NAN.
 */
double hyp_rest(double a, double b, double c, double z);

/* log gamma(x) with its first and second derivative, for x > 0. */
void hyp_gamma(double x, double to[static 3]);

/*
 * log gamma(a+n) - log gamma(a) with its first and second derivative by a, for a > 0, n >= 0. The
 * value is exact even if n is much less than a.
 */
void hyp_rise(double a, double n, double to[static 3]);
double hyp_logrise(double a, double n);

#endif
