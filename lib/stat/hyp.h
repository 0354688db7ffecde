/*
 * hyp - the gamma and hypergeometric functions that purchase models are made of (pure).
 *
 * GSL 2.7.1's gsl_sf_hyperg_2F1 is not used: it was seen to be 1 % wrong, and to overflow, with
 * status success.  All of these may be called from many threads at once (lgamma may not).
 */
#ifndef HYP_H
#define HYP_H

/* Gauss's 2F1(a, b; c; z) for c > 0, 0 <= z < 1; NAN outside. */
double hyp_2f1(double a, double b, double c, double z);

/* Its logarithm, for a, b >= 0: finite where the value itself is too large for a double. */
double hyp_log2f1(double a, double b, double c, double z);

/*
 * c (2F1(a, b; c; z) - 1) / b without cancellation: it stays finite and exact where b -> 0 or
 * c -> 0.  c > -1, 0 <= z < 1; NAN outside.
 */
double hyp_rest(double a, double b, double c, double z);

/* log gamma(x), its first and its second derivative; x > 0. */
void hyp_gamma(double x, double to[static 3]);

/* log gamma(a+n) - log gamma(a) and its derivatives by a, exact also where n is much less than a; a > 0, n >= 0. */
void hyp_rise(double a, double n, double to[static 3]);
double hyp_logrise(double a, double n);

#endif
