/* Rules of the indicators: a risk is a percentage, or not known. */
#include "tests/fuzz/fuzz.h"

#include <math.h>

#include "lib/churn/indicators_rows.h"

static void
all(const char *path)
{
	const struct indicators_rules r = indicators_rows_read(path);
	struct indicators_facts f = INDICATORS_UNKNOWN;
	char text[256];

	f.idle = 75;
	f.gap = 31;
	f.broken = 2;
	f.score = 3;
	const struct indicators seen = indicators_measure(&f, &r);
	const struct scorecard risk = indicators_risk(&seen, &r);

	FUZZ_HOLDS(isnan(risk.score) || (risk.score >= 0 && risk.score <= 100));
	FUZZ_HOLDS(indicators_reasons(&f, &seen, &r, text, sizeof text) < sizeof text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	if (n < 4096)
		fuzz_read(all, s, n);
	return 0;
}
