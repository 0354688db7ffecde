/* case_step_opts - the step of feedback-step that the options name (program). */
#ifndef CASE_STEP_OPTS_H
#define CASE_STEP_OPTS_H
#include <stdbool.h>

#include "lib/feedback/case_step.h"
#include "lib/feedback/steps.h"

struct case_step_opts {
	struct case_step step;
	bool given[STEPS_STEPS];	/* per step: its option, where that is a flag */
	const char *assign;		/* OWNER or OWNER/DEPARTMENT */
	char *owner;			/* a copy of it, which the caller frees after the step */
};

#define CASE_STEP_OPTS_DEFAULTS { .step = { .score = -1 } }

/*
 * Completes the step: which one, and who owns the case. Ends the tool if the options name several
 * steps or lack something. False if they name none. Call it after .step.by is set.
 */
bool case_step_opts_check(struct case_step_opts *);

#endif
