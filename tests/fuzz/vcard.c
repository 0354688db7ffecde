/* vCards: the CSV has 15 cells in each row, no byte after the end is read. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "lib/io/vcard.h"

static void
all(const char *s)
{
	struct text t = { 0 };
	bool quoted = false;
	size_t commas = 0;

	vcard_is(s, strlen(s));
	vcard_csv(s, strlen(s), &t);
	for (size_t i = 0; i < t.n; i++) {
		quoted ^= t.s[i] == '"';
		commas += t.s[i] == ',' && !quoted;
		if (t.s[i] == '\n' && !quoted) {
			FUZZ_HOLDS(commas == 0 || commas == 14);
			commas = 0;
		}
	}
	FUZZ_HOLDS(!quoted && commas == 0);
	text_free(&t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	if (n < 4096)
		fuzz_text(all, s, n);
	return 0;
}
