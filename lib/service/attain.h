/*
 * attain - how a standard of service is attained: the items that met it, those that missed it, and
 * the time they took (pure).
 */
#ifndef ATTAIN_H
#define ATTAIN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum attain_result {
	ATTAIN_MET,
	ATTAIN_MISSED,
	ATTAIN_PENDING	/* not done yet, but still in time */
};

const char *attain_name(enum attain_result result);

#define ATTAIN_UNTIMED INT64_MIN	/* the seconds of an item that has no time */

/*
 * The result against a time limit. SECONDS is the time until the item was DONE, or until now. A
 * time equal to the limit counts as met.
 */
static inline enum attain_result
attain_within(int64_t seconds, int64_t within, bool done)
{
	return seconds > within ? ATTAIN_MISSED : done ? ATTAIN_MET : ATTAIN_PENDING;
}

struct attain_worst {
	int64_t id, seconds;
};

struct attain {
	int64_t count[ATTAIN_PENDING + 1];
	int64_t *seconds;		/* of the items met or missed */
	size_t n, room;
	/* the MOST longest misses, longest first; among equals the earlier one first */
	struct attain_worst *worst;
	size_t nworst, most;
};

/* Initializes A, to keep the MOST worst misses. attain_free frees what it holds. */
void attain_begin(struct attain *, size_t most);
void attain_add(struct attain *, int64_t id, int64_t seconds, enum attain_result);
int64_t attain_n(const struct attain *);		/* the number of items met or missed */
double attain_median(struct attain *);		/* of SECONDS; NAN if there are none */
void attain_free(struct attain *);

#endif
