/*
 * arrivals - how many visits arrive in each interval of a week, how long they are served, and how
 * long they are ready to wait (pure).
 */
#ifndef ARRIVALS_H
#define ARRIVALS_H
#include <stddef.h>
#include <stdint.h>

#include "lib/visit/visit.h"

enum { ARRIVALS_DAY = 24 * 60, ARRIVALS_WEEK = 7 };

struct arrivals;

/* MINUTES: the length of an interval, which divides a day. */
struct arrivals *arrivals_new(int minutes);
void arrivals_free(struct arrivals *);

/* A visit without an arrival is ignored. */
void arrivals_add(struct arrivals *, const char *queue, const struct visit *);

/* Call it after the last visit, before the functions that follow. */
void arrivals_end(struct arrivals *);

/* The queues in the order of their names. */
size_t arrivals_queues(const struct arrivals *);
const char *arrivals_queue(const struct arrivals *, size_t queue);

/* What is known of a queue. */
struct arrivals_times {
	int64_t served, abandoned;	/* visits with a known service time; without service */
	double service;		/* mean seconds; NAN: served is 0 */
	/* Mean seconds, if patience is exponential: the time that all have waited, served or not,
	   per visit that abandoned the queue. INFINITY: none did. */
	double patience;
};
struct arrivals_times arrivals_times(const struct arrivals *, size_t queue);

/*
 * The visits that arrived on WEEKDAY (0: Monday) in the INTERVAL of the day, in all weeks. *DAYS:
 * how many such weekdays had a visit, in any queue.
 */
int64_t arrivals_count(const struct arrivals *, size_t queue, int weekday, int interval,
    int64_t *days);

#endif
