/* Maps of segments: in a good one each code has a segment. */
#include "tests/fuzz/fuzz.h"

#include "lib/segment/segmap.h"

static void
all(const char *path)
{
	struct segmap *m = segmap_open(path, 3);

	for (int r = 1; r <= 3 && segmap_wrong(m) == 0; r++)
		for (int f = 1; f <= 3; f++)
			FUZZ_HOLDS(segmap_segment(m, r, f, r) < segmap_count(m));
	segmap_free(m);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	if (n < 4096)
		fuzz_read(all, s, n);
	return 0;
}
