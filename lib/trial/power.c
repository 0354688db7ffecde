#include "lib/trial/power.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/stat/effect.h"

struct effect_least
power_of(const struct purchases *p, const struct power_case *c, size_t n, enum outcome what,
    int32_t as_of, int32_t days)
{
	struct effect_case *cases = mem_new(n, sizeof *cases);

	for (size_t i = 0; i < n; i++) {
		const struct history *h = purchases_of(p, c[i].id);

		cases[i] = (struct effect_case){ outcome_value(h, what, as_of - days, as_of),
			outcome_value(h, what, as_of - 2 * days, as_of - days),
			(uint32_t)c[i].stratum, c[i].arm == ARM_HOLDOUT };
	}
	struct effect_least l = effect_least(cases, n, POWER_ALPHA, POWER_OF, EFFECT_SEED);

	if (l.why == EFFECT_OK && what >= OUTCOME_BOUGHT)
		l.value = effect_least_share(&l, POWER_ALPHA, POWER_OF);
	free(cases);
	return l;
}
