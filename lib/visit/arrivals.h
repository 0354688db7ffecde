/*
 * arrivals - how many visits arrive in each interval of a week, how long they are served, and how
 * long they are ready to wait (pure).
 */
#ifndef ARRIVALS_H
#define ARRIVALS_H
#include <stddef.h>
#include <stdint.h>

enum { ARRIVALS_DAY = 24 * 60, ARRIVALS_WEEK = 7 };

#define ARRIVALS_NONE INT64_MIN	/* a moment that is not known */

struct visit {			/* moments, in seconds (moment.h) */
	int64_t arrived;
	int64_t started, ended;	/* of the service; ARRIVALS_NONE: not */
	int64_t left;		/* without service; ARRIVALS_NONE: not */
};

/* Why a visit is not possible, as the end of a sentence; NULL: it is. *AT: the column to blame. */
const char *arrivals_why(const struct visit *, const char **at);

struct arrivals;

/* MINUTES: the length of an interval, which divides a day. */
struct arrivals *arrivals_new(int minutes);
void arrivals_free(struct arrivals *);
void arrivals_add(struct arrivals *, const char *queue, const struct visit *);

/* Call it after the last visit, before the functions that follow. */
void arrivals_end(struct arrivals *);

/* The queues in the order of their names. */
size_t arrivals_queues(const struct arrivals *);
const char *arrivals_queue(const struct arrivals *, size_t queue);

/* What is known of a queue. */
struct arrivals_times {
	int64_t served, left;	/* visits with a known service time; who left */
	double service;		/* mean seconds; NAN: served is 0 */
	/* Mean seconds, if patience is exponential: the time that all have waited, served or not,
	   per visit that left. INFINITY: nobody left. */
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
