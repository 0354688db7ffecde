/* rejected: which headers are those of a file of rejects, and whether the file is UTF-8. */
#include "lib/io/rejected.h"

#include <string.h>

#include "tests/unit/tap.h"

/* WANT: the separator, or 0. */
static void
is(const char *text, char want)
{
	const char got = rejected_separator(text, strlen(text));

	ok(got == want, text);
	if (got != want)
		printf("# got %d, want %d\n", got, want);
}

static bool
is_utf8(const char *text, bool cut)
{
	return rejected_is_utf8(text, strlen(text), cut);
}

int
main(void)
{
	is("a,b,file,line,column,reason\n1,2,t.csv,2,,x\n", ',');
	is("a;file;line;column;reason\r\n", ';');
	is("a\tfile\tline\tcolumn\treason", '\t');
	is("\"a\nb\",file,line,column,reason\n", ',');
	is("\xef\xbb\xbf\xb6\xa9,file,line,column,reason\n", ',');
	is("file,line,column,reason\n", 0);	/* nothing but the marks */
	is("a,file,line,column,reason,more\n", 0);
	is("a,file;line,column,reason\n", 0);
	is("a,file,line,column,no reason\n", 0);
	is("a,b\n1,file,line,column,reason\n", 0);
	is("", 0);
	ok(is_utf8("\xe5\xae\xa2", false) && is_utf8("", false), "UTF-8");
	ok(!is_utf8("\xbf\xcd", false), "GB18030");
	ok(is_utf8("a\xe5\xae", true) && !is_utf8("a\xe5\xae", false), "the last character is cut");
	return done();
}
