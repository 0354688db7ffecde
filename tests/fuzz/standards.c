/* Standards of service. */
#include "tests/fuzz/fuzz.h"

#include "lib/service/standards.h"

static void
all(const char *path)
{
	struct standards *s = standards_open(path, fuzz_store(), 8 * 3600);

	FUZZ_HOLDS(s->n <= STANDARDS_MAX);
	for (size_t i = 0; i < s->n; i++) {
		FUZZ_HOLDS(s->of[i].target >= 0 && s->of[i].target <= 1);
		FUZZ_HOLDS(s->of[i].npair <= STANDARDS_PAIRS);
	}
	standards_free(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	fuzz_store();
	if (n < 4096)
		fuzz_read(all, s, n);
	return 0;
}
