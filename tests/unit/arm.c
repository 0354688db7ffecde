/*
 * arm: the draws that Python's xxhash computes, and that each share nests in the larger ones. The
 * program of the draws: s = xxh64(trial, seed=42); h = xxh64(id, seed=s); (h >> 11) / 2^53.
 */
#include "lib/trial/arm.h"

#include <string.h>

#include "tests/unit/tap.h"

static bool
draws(const char *trial, const char *id, double want)
{
	return arm_draw(arm_seed(trial), id, strlen(id)) == want;
}

int
main(void)
{
	int spring = 0, both = 0, lost = 0;
	char longest[ARM_TRIAL_MOST + 2];

	ok(draws("spring", "C1", 0x1.63dbb1d866510p-1) &&
	    draws("spring", "007", 0x1.5066be5dfe394p-1) &&
	    draws("autumn", "C1", 0x1.bc0ad0f32255ap-1) &&
	    draws("春", "客户", 0x1.3852821a52100p-5), "the draws of Python's xxhash");
	for (int i = 1; i <= 10000; i++) {
		char id[16];

		snprintf(id, sizeof id, "%d", i);
		const bool held = arm_is_held("spring", .1, id);

		spring += held;
		both += held && arm_is_held("autumn", .1, id);
		lost += held && !arm_is_held("spring", .2, id);
	}
	ok(spring == 964 && both == 89, "as many held out as in Python, in one trial and in two");
	ok(lost == 0, "who is held out at a share is held out at a larger one");
	ok(!arm_is_held("spring", 0, "C1") && arm_is_held("spring", 1, "C1"), "nobody, everybody");
	ok(arm_of("holdout") == ARM_HOLDOUT && arm_of("treatment") == ARM_TREATMENT &&
	    arm_of("Holdout") == -1 && strcmp(arm_name(ARM_HOLDOUT), "holdout") == 0, "names");
	memset(longest, 'a', sizeof longest);
	longest[ARM_TRIAL_MOST + 1] = '\0';
	ok(arm_trial_why("春季 2026") == NULL && arm_trial_why("") && arm_trial_why("\xff") &&
	    arm_trial_why("a\nb") && arm_trial_why(longest) && !arm_trial_why(longest + 1),
	    "what can be the name of a trial");
	return done();
}
