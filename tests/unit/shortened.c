/* shortened: what a spreadsheet program makes of a long id, and what only looks like it. */
#include "lib/base/shortened.h"

#include "tests/unit/tap.h"

int
main(void)
{
	ok(shortened_is("3.6E+16") && shortened_is("3E+16") && shortened_is("3,6e+05") &&
	    shortened_is("8.61381E+12"), "numbers of a spreadsheet");
	ok(!shortened_is("3E16") && !shortened_is("36E+1") && !shortened_is("3.6E+") &&
	    !shortened_is("3.6E+1x") && !shortened_is("3.6E-1") &&
	    !shortened_is("5E+3") && !shortened_is("0E+12") && !shortened_is("E+1") &&
	    !shortened_is(""), "no numbers of a spreadsheet");
	ok(shortened_digits("123456789012345") == SHORTENED_OTHER &&
	    shortened_digits("1234567890123450x") == SHORTENED_OTHER &&
	    shortened_digits("") == SHORTENED_OTHER, "15 digits, and no number");
	ok(shortened_digits("1234567890123456") == SHORTENED_WHOLE &&
	    shortened_digits("123456789012345001") == SHORTENED_WHOLE, "all digits");
	ok(shortened_digits("1234567890123450") == SHORTENED_ZEROS &&
	    shortened_digits("123456789012345000") == SHORTENED_ZEROS, "zeros after 15 digits");
	return done();
}
