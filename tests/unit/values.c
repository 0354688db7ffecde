/* values: the different cells of a column. */
#include "lib/guess/values.h"

#include <string.h>

#include "lib/guess/sheet.h"
#include "tests/unit/tap.h"

int
main(void)
{
	static const char text[] = "h,h\n1,b\n2,a\n3\n4,b\n";
	struct sheet s = sheet_split(text, sizeof text - 1, ',');
	struct values *v = values_new(&s, 1, 1, s.rows);

	ok(values_count(v) == 3, "each text once");
	ok(strcmp(values_text(v, 0), "b") == 0 && strcmp(values_text(v, 1), "a") == 0 &&
	    strcmp(values_text(v, 2), "") == 0, "in their order; a short row has an empty cell");
	ok(values_rows(v, 0) == 2 && values_rows(v, 1) == 1 && values_rows(v, 2) == 1,
	    "how many rows have it");
	ok(values_of_row(v, 1) == 0 && values_of_row(v, 2) == 1 && values_of_row(v, 3) == 2 &&
	    values_of_row(v, 4) == 0, "which a row has");
	values_free(v);
	v = values_new(&s, 0, 1, 1);
	ok(values_count(v) == 0, "no rows");
	values_free(v);
	sheet_free(&s);
	return done();
}
