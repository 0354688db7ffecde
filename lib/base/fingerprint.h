/*
 * fingerprint - rows, sum of amounts and digest of an order log, whatever the order of its rows
 * (pure).
 *
 * The digest is the sum, modulo 2^64, of xxhash64(customer_id, date, amount in ten-thousandths), so
 * that Spark SQL computes the same numbers from the source of the log. As text it is
 * "ROWS,AMOUNT,DIGEST".
 */
#ifndef FINGERPRINT_H
#define FINGERPRINT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FINGERPRINT_SIZE = 80 };

struct fingerprint {
	int64_t rows;
	int64_t amount;		/* ten-thousandths */
	uint64_t digest;
	bool large;		/* the sum of the amounts exceeds 64 bits; amount is not defined */
};

void fingerprint_add(struct fingerprint *, const char *id, size_t bytes, int32_t day,
    int64_t amount);
void fingerprint_join(struct fingerprint *, const struct fingerprint *);
bool fingerprint_equal(const struct fingerprint *, const struct fingerprint *);

/* Reads the digest: a whole number from 0 to 2^64 - 1. */
bool fingerprint_digest(const char *, uint64_t *to);
bool fingerprint_parse(const char *, struct fingerprint *to);
char *fingerprint_text(const struct fingerprint *, char to[static FINGERPRINT_SIZE]);

#endif
