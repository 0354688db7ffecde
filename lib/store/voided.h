/* voided - cases recorded by mistake: they count nowhere, and stay in the history (pure). */
#ifndef VOIDED_H
#define VOIDED_H

/* The numbers of the cases that were void by a day, "?1", as a subquery. */
#define VOIDED_CASES(as_of) \
	"(SELECT case_id FROM feedback_event WHERE step = 'void' AND day <= " as_of ")"

#endif
