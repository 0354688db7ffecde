#include "lib/trial/arm.h"

#include <string.h>

#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/base/xxhash64.h"

static const char *const names[ARMS] = {
	[ARM_TREATMENT] = "treatment", [ARM_HOLDOUT] = "holdout"
};

const char *
arm_name(enum arm a)
{
	return names[a];
}

int
arm_of(const char *name)
{
	for (int a = 0; a < ARMS; a++)
		if (strcmp(names[a], name) == 0)
			return a;
	return -1;
}

const char *
arm_trial_why(const char *trial)
{
	const size_t n = strlen(trial);

	if (text_utf8(trial, n) != n)
		return say("is not UTF-8");
	return text_id_why(trial);
}

uint64_t
arm_seed(const char *trial)
{
	return xxhash64_text(trial, strlen(trial), XXHASH64_SEED);
}

double
arm_draw(uint64_t seed, const char *id, size_t bytes)
{
	return (double)(xxhash64_text(id, bytes, seed) >> 11) * 0x1p-53;
}

bool
arm_is_held(const char *trial, double share, const char *id)
{
	return arm_draw(arm_seed(trial), id, strlen(id)) < share;
}
