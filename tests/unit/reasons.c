/* reasons: counts in the order of the first times. */
#include "lib/preset/reasons.h"

#include <string.h>

#include "tests/unit/tap.h"

int
main(void)
{
	struct reasons *r = reasons_new();

	ok(reasons_number(r) == 0, "none");
	for (int i = 0; i < 3; i++)
		reasons_add(r, "voided");
	reasons_add(r, "no customer");
	reasons_add(r, "voided");
	ok(reasons_number(r) == 2, "two reasons");
	ok(strcmp(reasons_text(r, 0), "voided") == 0 && reasons_times(r, 0) == 4, "the first");
	ok(strcmp(reasons_text(r, 1), "no customer") == 0 && reasons_times(r, 1) == 1, "the other");
	reasons_free(r);
	return done();
}
