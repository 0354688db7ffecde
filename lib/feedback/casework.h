/*
 * casework - the steps of a case as times: to the first response, without news, to the resolution
 * (pure, but for memory).
 *
 * All in seconds of the calendar's working time.  Waiting for the customer stops the clock.
 */
#ifndef CASEWORK_H
#define CASEWORK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct calendar;

struct casework_step {
	int64_t at;		/* a moment (calendar.h) */
	int step, state;	/* steps.h; the state from then on */
	int score;		/* 1 to 5; 0: none */
};

struct casework {		/* zeroed, then casework_begin for each case */
	int64_t received;
	struct casework_step *step;
	size_t n, room;
};

void casework_begin(struct casework *, int64_t received);
/* in the order that they were taken */
void casework_add(struct casework *, struct casework_step);
void casework_free(struct casework *);

#define CASEWORK_GOES_ON INT64_MIN

struct casework_time {
	int64_t start, end;	/* moments; END may be CASEWORK_GOES_ON: now, and no end is known */
	int64_t seconds;
	bool done;		/* it will not be longer */
};

/* From the receipt to the first step that is more than a note. */
struct casework_time casework_response(const struct casework *, const struct calendar *,
    int64_t now);

/* The longest time between two steps, notes too, from the receipt or a reopening to the resolve. */
struct casework_time casework_update(const struct casework *, const struct calendar *, int64_t now);

/* From the receipt to the last resolve: one that was reopened is none. */
struct casework_time casework_resolution(const struct casework *, const struct calendar *,
    int64_t now);

/* How often a step was taken. */
size_t casework_count(const struct casework *, int step);

#endif
