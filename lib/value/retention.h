/*
 * retention - the value of a customer who stays with a constant probability, from the margin per
 * period, the retention rate and the discount rate (pure).
 *
 * Gupta, Lehmann: Customers as Assets, Journal of Interactive Marketing 17(1), 2003.
 */
#ifndef RETENTION_H
#define RETENTION_H
#include <stdbool.h>

/*
 * The present value of N payments of MARGIN; N may be INFINITY. The payment after t periods has the
 * weight (retention / (1 + discount))^t. NOW: t is from 0 to N - 1, else from 1 to N. INFINITY if
 * there is no end and the weights do not fall.
 */
double retention_value(double margin, double retention, double discount, bool now, double n);

#endif
