/* liability - the points that customers can still redeem, by month of expiry (program). */
#ifndef LIABILITY_H
#define LIABILITY_H
#include <stdint.h>

struct put;
struct store;

/*
 * Prints a row per month of expiry as of the day, with the share that is expected to expire unused
 * (breakage.h); then "never", and "owed" for points that customers owe (below 0). RATE is the value
 * of a point in ten-thousandths; -1: not known. Points of forgotten customers are left out: nobody
 * can redeem them.
 */
void liability_print(struct store *, int32_t as_of, int64_t rate, struct put *);

/* The RATE of the option --rate; NULL: -1. Misuse if it is not an amount, or below 0. */
int64_t liability_rate(const char *option);

#endif
