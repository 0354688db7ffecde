/* guard: which cells get an apostrophe, and that each comes back. */
#include "lib/io/guard.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { ROUNDS = 100000, LONGEST = 6 };

static bool
all(bool (*is)(const char *), const char *const *s, bool want)
{
	bool good = true;

	for (; *s; s++)
		if (is(*s) != want) {
			printf("# %s\n", *s);
			good = false;
		}
	return good;
}

/* As it is written and read again. */
static bool
comes_back(const char *cell)
{
	char written[LONGEST + 2];

	snprintf(written, sizeof written, "%s%s", guard_needed(cell) ? "'" : "", cell);
	return strcmp(written + guard_is(written), cell) == 0;
}

int
main(void)
{
	static const char *const formulas[] = { "=1+1", "+86-138", "-", "-1+2", "@SUM(A1)", "\t=1",
	    "\rx", "--1", "'=1", "''=1", "'-1", "=", "+0x10", "-inf", NULL };
	static const char *const others[] = { "", "a", "-1", "+1", "-1.5e3", "-.5", "a=1", " =1",
	    "'", "'a", "''", "'1", "007", "1-1", NULL };
	static const char *const guarded[] = { "'=1", "'-1", "''=1", "'\t", NULL };
	static const char letters[] = "'=-1a\t";
	bool good = true;

	ok(all(guard_needed, formulas, true), "formulas, and cells that look guarded");
	ok(all(guard_needed, others, false), "numbers and texts");
	ok(all(guard_is, guarded, true) && all(guard_is, others, false), "guards");
	for (int i = 0; i < ROUNDS && good; i++) {
		char cell[LONGEST + 1] = "";
		const size_t n = random_below(LONGEST + 1);

		for (size_t k = 0; k < n; k++)
			cell[k] = letters[random_below(sizeof letters - 1)];
		good = comes_back(cell);
	}
	ok(good, "each cell comes back");
	return done();
}
