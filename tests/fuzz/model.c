/* Model files: of purchases, of spend. */
#include "tests/fuzz/fuzz.h"

#include <math.h>

#include "lib/io/model.h"
#include "lib/value/btyd_rows.h"

static void
all(const char *path)
{
	struct model *m = model_open(path);
	struct btyd b;
	const char *model, *name;

	for (size_t i = 0; model_row(m, i, &model, &name); i++)
		FUZZ_HOLDS(model_text(m, model, name) != NULL);
	if (model_has(m, "ggspend"))
		FUZZ_HOLDS(model_positive(m, "ggspend", "p", 1e6) > 0);
	btyd_rows_read(m, path, BTYD_ROWS_ANY, false, &b);
	model_close(m);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	if (n < 4096)
		fuzz_read(all, s, n);
	return 0;
}
