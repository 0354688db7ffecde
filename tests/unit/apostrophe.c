/* apostrophe: which cells get an apostrophe, and that each comes back. */
#include "lib/io/apostrophe.h"

#include <stdio.h>
#include <string.h>

#include "lib/io/unguard.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { ROUNDS = 100000, LONGEST = 6 };

static bool
all(const char *const *s, bool want)
{
	bool good = true;

	for (; *s; s++)
		if (apostrophe_needed(*s) != want) {
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

	snprintf(written, sizeof written, "%s%s", apostrophe_needed(cell) ? "'" : "", cell);
	return strcmp(unguard_cell(written), cell) == 0;
}

int
main(void)
{
	static const char *const formulas[] = { "=1+1", "+86-138", "-", "-1+2", "@SUM(A1)", "\t=1",
	    "\rx", "--1", "=", "+0x10", "-inf", "=\"007\"", NULL };
	static const char *const guarded[] = { "'=1", "'007", "''", "`1", "1\t", "\t",
	    "'a\t", NULL };
	static const char *const others[] = { "", "a", "-1", "+1", "-1.5e3", "-.5", "a=1", " =1",
	    "it's", "007", "1-1", "a\tb", "'", "'s-Gravenhage", NULL };
	static const char letters[] = "'=-1a\t`\"\r";
	bool good = true;

	ok(all(formulas, true), "formulas get one");
	ok(all(guarded, true), "so do cells that --unguard would change");
	ok(all(others, false), "numbers and other texts get none");
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
