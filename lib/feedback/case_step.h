/*
 * case_step - adds steps to the cases of the store (program).
 */
#ifndef CASE_STEP_H
#define CASE_STEP_H
#include <stdint.h>

#include "lib/store/step_load.h"

struct case_step {
	int step;			/* enum steps_step */
	struct step_load by;
	const char *owner, *department;	/* may be NULL or "", as may all below */
	const char *outcome, *cause;	/* of resolve */
	int64_t score;			/* of follow-up */
};

struct case_steps;

/* Valid until the transaction ends. */
struct case_steps *case_step_open(struct store *);
void case_step_close(struct case_steps *);

/*
 * Adds the step to the case, and its outcome to the index of words. Returns the new state of the
 * case. If the case cannot take the step, returns NULL, WHY ("is closed; ..."), and the COLUMN of
 * a table of steps that is to blame.
 */
const char *case_step_add(struct case_steps *, const struct case_step *, int64_t case_id,
    char why[static STEP_LOAD_WHY], const char **column);

/* The same for step_load_take, with a struct case_step as CTX. */
const char *case_step_take(void *ctx, struct store *, int64_t case_id,
    char why[static STEP_LOAD_WHY]);

#endif
