/* footer: which rows are the last, by the rules of RFC 4180 and of custkit-import(7). */
#include "lib/io/footer.h"

#include <string.h>

#include "tests/unit/tap.h"

static const struct footer_form csv = { ',', false };

static void
rest(const char *name, const char *text, int64_t rows, struct footer_form form, const char *want)
{
	bool open;
	const size_t at = footer_begin(text, strlen(text), rows, form, &open);

	ok(!open && strcmp(text + at, want) == 0, name);
}

static void
unclosed(const char *name, const char *text, bool want)
{
	bool open;

	footer_begin(text, strlen(text), 1, csv, &open);
	ok(open == want, name);
}

int
main(void)
{
	const struct footer_form guarded = { ';', true }, plain = { ';', false };

	rest("one row", "a,1\nb,2\nc,3\n", 1, csv, "c,3\n");
	rest("no last LF", "a,1\nb,2\nc,3", 2, csv, "b,2\nc,3");
	rest("all rows", "a,1\nb,2\n", 2, csv, "a,1\nb,2\n");
	rest("more rows than there are", "a,1\nb,2\n", 9, csv, "a,1\nb,2\n");
	rest("no text", "", 1, csv, "");
	rest("LF in quotes", "a,1\r\nb,\"2\n3\"\r\n", 1, csv, "b,\"2\n3\"\r\n");
	rest("quotes in quotes", "a,1\n\"b \"\"x\"\"\n\",2\n", 1, csv, "\"b \"\"x\"\"\n\",2\n");
	rest("blank rows", "a,1\nb,2\n\n\r\n,,\n\"\",\"\"\n", 1, csv,
	    "b,2\n\n\r\n,,\n\"\",\"\"\n");
	rest("one empty cell in quotes", "a\n\"\"\n\n", 1, csv, "\"\"\n\n");
	rest("a cell of a quote", "a,1\n,\"\"\"\"\n", 1, csv, ",\"\"\"\"\n");
	rest("a quote within a cell", "a,1\n5\" pipe,2\nc,3\n", 1, csv, "c,3\n");
	rest("a guarded cell", "a;1\nb;=\"2\n3\"\n", 1, guarded, "b;=\"2\n3\"\n");
	rest("two signs are no guard", "a;1\nb;==\"2\n3\"\n", 1, guarded, "3\"\n");
	rest("a guard as it stands", "a;1\nb;=\"2\n3\"\n", 1, plain, "3\"\n");
	unclosed("unclosed", "a,1\n\"b,2\nc,3\n", true);
	unclosed("closed", "a,1\n\"b\",2\n", false);
	return done();
}
