#include "lib/segment/loyalty.h"

#include <string.h>

#include "tests/unit/tap.h"

/* The four kinds of Dick and Basu (1994), with examples: attitude and purchases. */
int
main(void)
{
	ok(loyalty(10, 9, 5 >= 2) == LOYALTY_TRUE, "10, 5 purchases");
	ok(loyalty(9, 9, 1 >= 2) == LOYALTY_LATENT, "9, 1 purchase");
	ok(loyalty(8, 9, 2 >= 2) == LOYALTY_SPURIOUS, "8, 2 purchases");
	ok(loyalty(3, 9, 1 >= 2) == LOYALTY_NONE, "3, 1 purchase");
	ok(loyalty(0, 9, true) == LOYALTY_SPURIOUS, "0 is a score");
	ok(loyalty(NAN, 9, true) == LOYALTY_UNKNOWN, "no score, 7 purchases");
	ok(loyalty(NAN, 9, false) == LOYALTY_UNKNOWN, "no score, no purchase");
	ok(strcmp(loyalty_name(LOYALTY_TRUE), "true") == 0 &&
	    strcmp(loyalty_name(LOYALTY_UNKNOWN), "unknown") == 0, "names");
	return done();
}
