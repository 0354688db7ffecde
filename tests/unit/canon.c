/* canon: the canonical text of a row, cell by cell, and its hash. */
#include "lib/store/canon.h"

#include <stdint.h>
#include <string.h>

#include "tests/unit/tap.h"

static bool
is(const struct text *row, const char *want)
{
	if (row->n == strlen(want) && memcmp(row->s, want, row->n) == 0)
		return true;
	printf("# got %.*s, want %s\n", (int)row->n, row->s, want);
	return false;
}

int
main(void)
{
	static const struct { int64_t i; const char *text; } whole[] = { { 0, "#0," }, { 7, "#7," },
	    { -7, "#-7," }, { 10, "#10," }, { 99, "#99," }, { 100, "#100," }, { -1000, "#-1000," },
	    { 12345, "#12345," }, { INT64_MAX, "#9223372036854775807," },
	    { INT64_MIN, "#-9223372036854775808," } };
	struct text row = { 0 };

	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		canon_int(&row, whole[i].i);
		ok(is(&row, whole[i].text), whole[i].text);
		row.n = 0;
	}
	canon_real(&row, 3);
	canon_real(&row, -0.0);
	canon_real(&row, 2.5);
	canon_real(&row, -0.25);
	ok(is(&row, "#3,#0,#2.5,#-0.25,"), "a whole number is the same as a real one");
	row.n = 0;
	canon_text(&row, "C1", 2);
	canon_none(&row);
	canon_text(&row, "", 0);
	canon_text(&row, "1:a,#-", 6);
	ok(is(&row, "2:C1-,0:6:1:a,#-"), "no text runs into the next cell, and NULL is not empty");
	row.n = 0;
	ok(canon_hash(&row) == UINT64_C(0xef46db3751d8e999), "the published xxhash64 of nothing");
	text_add(&row, "abc", 3);
	ok(canon_hash(&row) == UINT64_C(0x44bc2cf5ad770999), "and of abc");
	ok(row.n == 0, "the row is empty for the next one");
	text_free(&row);
	return done();
}
