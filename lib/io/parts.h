/* parts - the option --partition, and the customers of another part (program). */
#ifndef PARTS_H
#define PARTS_H
#include <stddef.h>

#include "lib/base/partition.h"

#define PARTS_OPT(word) \
	{ OPT_TEXT, 0, "partition", "K/N", \
	    "require customers of part K of N: pmod(xxhash64(customer_id), N) = K", (word) }

/* The part that the option names; .n is 0 if WORD is NULL. Misuse if it is not one. */
struct partition parts_of(const char *word);

/* Why a customer is not of the part, as the end of a sentence; NULL if it is. */
enum { PARTS_WHY = 64 };
const char *parts_why(struct partition, const char *id, size_t bytes, char why[static PARTS_WHY]);

#endif
