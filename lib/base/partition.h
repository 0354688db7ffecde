/*
 * partition - which of N parts owns a customer, as Spark SQL computes it (pure).
 *
 * Part K of N, from 0 to N-1, has the customers with pmod(xxhash64(customer_id), N) = K.
 */
#ifndef PARTITION_H
#define PARTITION_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PARTITION_MOST = 65536 };

struct partition {
	uint32_t k, n;		/* n is 0: no partition */
};

/* Reads "K/N"; false if this is not a part of 1 to PARTITION_MOST. */
bool partition_parse(const char *, struct partition *to);

/* The part of N that owns the customer. */
uint32_t partition_of(const char *id, size_t bytes, uint32_t n);

#endif
