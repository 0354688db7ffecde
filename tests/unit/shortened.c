/* shortened: what a spreadsheet program makes of a long id, and what only looks like it. */
#include "lib/base/shortened.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

/* A cell of a block has no NUL: more of its digits, or those of the next cell, follow. */
static bool
shortened(const char *s)
{
	const size_t n = strlen(s);
	char *cell = malloc(n + 8);

	if (cell == NULL)
		abort();
	memcpy(cell, s, n);
	memcpy(cell + n, "+17,E+17", 8);
	const bool is = shortened_is(cell, n);

	free(cell);
	if (is != (shortened_why(s) != NULL))
		abort();
	return is;
}

int
main(void)
{
	ok(shortened("3.6E+16") && shortened("3E+16") && shortened("3,6e+05") &&
	    shortened("8.61381E+12"), "numbers of a spreadsheet");
	ok(!shortened("3E16") && !shortened("36E+1") && !shortened("3.6E+") &&
	    !shortened("3.6E+1x") && !shortened("3.6E-1") &&
	    !shortened("5E+3") && !shortened("0E+12") && !shortened("E+1") &&
	    !shortened("") && !shortened("3") && !shortened("3.6") && !shortened("3.6E") &&
	    !shortened("3.6E+1"), "no numbers of a spreadsheet");
	ok(shortened_digits("123456789012345") == SHORTENED_OTHER &&
	    shortened_digits("1234567890123450x") == SHORTENED_OTHER &&
	    shortened_digits("") == SHORTENED_OTHER, "15 digits, and no number");
	ok(shortened_digits("1234567890123456") == SHORTENED_WHOLE &&
	    shortened_digits("123456789012345001") == SHORTENED_WHOLE, "all digits");
	ok(shortened_digits("1234567890123450") == SHORTENED_ZEROS &&
	    shortened_digits("123456789012345000") == SHORTENED_ZEROS, "zeros after 15 digits");
	return done();
}
