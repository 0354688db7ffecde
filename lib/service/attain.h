/*
 * attain - what a standard of service comes to: how many met it, how many missed it, how long it
 * took (pure, but for memory).
 */
#ifndef ATTAIN_H
#define ATTAIN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum attain_result { ATTAIN_MET, ATTAIN_MISSED, ATTAIN_PENDING /* not done, and still in time */ };

const char *attain_name(enum attain_result result);

#define ATTAIN_UNTIMED INT64_MIN	/* for the seconds of what has none */

/* By when it should have been done: SECONDS it took so far, or until it was DONE. */
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
	int64_t *seconds;		/* of those that met or missed */
	size_t n, room;
	/* of those that missed: the longest, the earlier of equals */
	struct attain_worst *worst;
	size_t nworst, most;
};

/* Zeroed, then the MOST that are to be named. */
void attain_begin(struct attain *, size_t most);
void attain_add(struct attain *, int64_t id, int64_t seconds, enum attain_result);
int64_t attain_n(const struct attain *);		/* met and missed */
double attain_median(struct attain *);		/* in seconds; NAN where nothing is timed */
void attain_free(struct attain *);

#endif
