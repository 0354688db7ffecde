/*
 * wilson - the 95 % interval of a share (pure).
 *
 * Wilson (1927): it stays within 0 and 1, and 1 of 1 is not certain.
 */
#ifndef WILSON_H
#define WILSON_H
#include <stdint.h>

struct wilson {
	double low, high;	/* NAN where there is nothing to take a share of */
};

struct wilson wilson(int64_t hits, int64_t n);

#endif
