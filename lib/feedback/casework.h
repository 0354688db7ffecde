/*
 * casework - times of a case, from its steps: to the first response, between updates, to the
 * resolution (pure).
 *
 * All times are seconds of working time by a calendar. The clock stops while the case waits for the
 * customer.
 */
#ifndef CASEWORK_H
#define CASEWORK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct calendar;

struct casework_step {
	int64_t at;		/* a moment (calendar.h) */
	int step, state;	/* see steps.h; the state after the step */
	int score;		/* 1 to 5; 0: no score */
};

struct casework {		/* zero it; then call casework_begin for each case */
	int64_t received;
	struct casework_step *step;
	size_t n, room;
};

void casework_begin(struct casework *, int64_t received);
/* add steps in the order in which they were taken */
void casework_add(struct casework *, struct casework_step);
void casework_free(struct casework *);

#define CASEWORK_GOES_ON INT64_MIN

struct casework_time {
	int64_t start, end;	/* moments; END is CASEWORK_GOES_ON if there is no end yet */
	int64_t seconds;
	bool done;		/* the time is final */
};

/* From the receipt to the first step that is not a note. */
struct casework_time casework_response(const struct casework *, const struct calendar *,
    int64_t now);

/* The longest time between two steps, including notes, while the case is open. */
struct casework_time casework_update(const struct casework *, const struct calendar *, int64_t now);

/*
 * From the receipt to the latest resolve, without the time of waiting. A resolve before a reopening
 * does not count.
 */
struct casework_time casework_resolution(const struct casework *, const struct calendar *,
    int64_t now);

/* The number of steps of this kind. */
size_t casework_count(const struct casework *, int step);

#endif
