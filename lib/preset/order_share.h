/* order_share - divides amounts of an order, in ten-thousandths, among its lines (pure). */
#ifndef ORDER_SHARE_H
#define ORDER_SHARE_H
#include <stddef.h>
#include <stdint.h>

/*
 * Divides WHOLE in proportion to the N weights, which are 0 or more; in cents if WHOLE has no
 * fractions of cents. The parts add up to WHOLE. If all weights are 0, the first has all.
 */
void order_share(int64_t whole, const int64_t *weight, size_t n, int64_t *part);

#endif
