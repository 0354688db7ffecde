/* tombstone: the number of a tombstone, there and back. */
#include "lib/forget/tombstone.h"

#include <string.h>

#include "tests/unit/tap.h"

int
main(void)
{
	char text[TOMBSTONE_SIZE];

	ok(strcmp(tombstone_text(12, text), "forgotten-12") == 0, "text");
	ok(tombstone_number("forgotten-12") == 12, "number");
	ok(tombstone_number("forgotten-") == 0 && tombstone_number("forgotten-x") == 0 &&
	    tombstone_number("forgotten-1x") == 0 && tombstone_number("forgotten-01") == 0 &&
	    tombstone_number("C1") == 0 && tombstone_number("") == 0, "other ids are none");
	ok(tombstone_number("forgotten-99999999999999999999") == 0 &&
	    tombstone_number("forgotten-4000000000") == 0, "nor are numbers that nobody reached");
	return done();
}
