/*
 * visit - an appointment or a queue ticket: its moments, and its state at a moment (pure).
 *
 * A visit is booked, waiting, being served, and then served; or the customer cancels, does not come
 * or leaves the queue. Each step is a moment, which says since when the visit is in that state.
 */
#ifndef VISIT_H
#define VISIT_H
#include <stdbool.h>
#include <stdint.h>

enum visit_step { VISIT_ARRIVE, VISIT_START, VISIT_END, VISIT_ABANDON, VISIT_CANCEL, VISIT_MISS,
	VISIT_STEPS };

enum visit_state { VISIT_BOOKED, VISIT_WAITING, VISIT_SERVING, VISIT_SERVED, VISIT_ABANDONED,
	VISIT_CANCELLED, VISIT_MISSED };
#define VISIT_STATES "booked|waiting|serving|served|abandoned|cancelled|missed"

#define VISIT_NONE INT64_MIN	/* a moment that is not known, or has not come */

struct visit {			/* moments, in seconds (moment.h) */
	int64_t slot;		/* VISIT_NONE: a ticket, no appointment */
	int64_t at[VISIT_STEPS];
};

/*
 * Reads a date and time. NULL or "" is VISIT_NONE. Returns false if it is not valid, or has no time
 * of day.
 */
bool visit_moment(const char *, int64_t *to);

/* The name of a weekday, "Mon"; 0 is Monday. */
const char *visit_weekday(int);

/* The column of a step, "arrived", and the name of a state, "waiting". */
const char *visit_column(enum visit_step);
const char *visit_state_name(enum visit_state);

/* The state that a step leads to. */
enum visit_state visit_after(enum visit_step);

/* The state at NOW; steps after NOW have not been taken. */
enum visit_state visit_state(const struct visit *, int64_t now);

/*
 * Why a visit cannot be, as the end of a sentence that begins with the name of *column; NULL: it
 * can. It must have a slot or an arrival, its steps must not exclude each other, and must be in
 * their order.
 */
const char *visit_why(const struct visit *, const char **column);

#endif
