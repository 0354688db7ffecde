/* sheet: rows and cells of untidy text. */
#include "lib/guess/sheet.h"

#include <string.h>

#include "tests/unit/tap.h"

/* The rows with "|" between cells and "/" between rows, and the line of the last. */
static void
cuts(const char *text, char separator, const char *want, size_t line, const char *name)
{
	struct sheet s = sheet_split(text, strlen(text), separator);
	char got[256] = "";

	for (size_t r = 0; r < s.rows; r++) {
		strcat(got, r > 0 ? "/" : "");
		for (size_t i = 0; i < s.row[r].n; i++) {
			strcat(got, i > 0 ? "|" : "");
			strcat(got, s.row[r].cell[i]);
		}
	}
	ok(strcmp(got, want) == 0 && (s.rows == 0 || s.row[s.rows - 1].line == line), name);
	sheet_free(&s);
}

int
main(void)
{
	size_t rows;

	cuts("a,b\n1,2\n", ',', "a|b/1|2", 1, "commas");
	cuts("a;b\r\n1;2", ';', "a|b/1|2", 1, "semicolons and CR LF");
	cuts(" a , b \n", ',', "a|b", 0, "blanks around cells");
	cuts("\n,,\na,b\n", ',', "a|b", 2, "blank rows");
	cuts("\"a,\"\"b\",c\n\"x\ny\",z\nq,r\n", ',', "a,\"b|c/x\ny|z/q|r", 3, "quotes");
	cuts("a,5\" disk\n", ',', "a|5\" disk", 0, "a stray quote");
	cuts("=\"007\",'008,009\t\n", ',', "007|008|009", 0, "guards");
	cuts("a,\n", ',', "a|", 0, "an empty last cell");
	cuts("a,", ',', "a|", 0, "an empty last cell without a line feed");
	cuts("", ',', "", 0, "nothing");
	static const char text[] = "t\na,b\nc,d\n=\"1\",e\n";
	struct sheet s = sheet_split(text, sizeof text - 1, ',');

	ok(sheet_width(&s, &rows) == 2 && rows == 3, "the width of most rows");
	ok(s.guarded == 1, "a guarded cell is counted");
	sheet_free(&s);
	return done();
}
