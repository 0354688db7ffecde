/* progress: the line. */
#include "lib/io/progress.h"

#include <string.h>

#include "tests/unit/tap.h"

static bool
is(double seconds, uint64_t rows, uint64_t bytes, uint64_t size, const char *want)
{
	char s[160];

	progress_text(s, sizeof s, seconds, rows, bytes, size);
	if (strcmp(s, want) != 0)
		printf("# got %s\n", s);
	return strcmp(s, want) == 0;
}

int
main(void)
{
	ok(is(2, 1200000, 60000000, 240000000,
	    "1200000 rows, 60 of 240 MB, 30 MB/s, 0:06 left"), "how long it will last");
	ok(is(10, 5, 20000000, 2000000000, "5 rows, 20 of 2000 MB, 2 MB/s, 16:30 left"),
	    "minutes");
	ok(is(4, 7, 10000000, 0, "7 rows, 10 MB, 2.5 MB/s"), "of a pipe nobody knows the size");
	ok(is(4, 7, 10000000, 9000000, "7 rows, 10 MB, 2.5 MB/s"), "of a file that grows neither");
	ok(is(4, 0, 0, 9000000, "0 rows, 0 MB, 0 MB/s"), "nothing was read yet");
	return done();
}
