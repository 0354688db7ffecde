/* near: edit distances worked by hand. */
#include "lib/base/near.h"

#include <stdint.h>

#include "tests/unit/tap.h"

int
main(void)
{
	ok(near_distance("columns", "columns") == 0 && near_distance("", "") == 0, "equal");
	ok(near_distance("colums", "columns") == 1 && near_distance("as_of", "as-of") == 1 &&
	    near_distance("columnss", "columns") == 1, "a byte missing, replaced, or too many");
	ok(near_distance("colunms", "columns") == 1, "neighbours swapped");
	ok(near_distance("", "abc") == 3 && near_distance("kitten", "sitting") == 3, "three");
	ok(near_distance("123456789012345678901234567890123", "a") == SIZE_MAX &&
	    near_distance("a", "123456789012345678901234567890123") == SIZE_MAX, "too long");
	size_t least = 2;

	ok(!near_closer("colums", "rows", &least) && least == 2, "one that is farther");
	ok(near_closer("colums", "columns", &least) && least == 1, "a nearer one");
	ok(!near_closer("colums", "column", &least), "one that is as near");
	return done();
}
