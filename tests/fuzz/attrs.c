/*
 * Attributes: an object of JSON by custkit is one by SQLite, stays one when it is written, and any
 * text is a string of JSON.
 */
#include "tests/fuzz/fuzz.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "lib/base/text.h"
#include "lib/io/json.h"
#include "lib/store/query.h"

static bool
is_object_of_sqlite(const char *s)
{
	static sqlite3_stmt *q;

	if (q == NULL)
		q = query_new(fuzz_store(),
		    "SELECT CASE WHEN json_valid(?1) THEN json_type(?1) = 'object' ELSE 0 END");
	query_text(q, 1, s);
	const bool is = query_step(q) && sqlite3_column_int(q, 0) != 0;

	sqlite3_reset(q);
	return is;
}

static void
all(const char *s)
{
	struct text raw = { 0 }, string = { 0 };

	if (json_is_object(s)) {
		json_raw(&raw, s);
		text_add(&raw, "", 1);
		FUZZ_HOLDS(json_is_object(raw.s) && is_object_of_sqlite(raw.s));
		FUZZ_HOLDS(is_object_of_sqlite(s));
	}
	text_add(&string, "{\"k\":", 5);
	json_string(&string, s);
	text_add(&string, "}", 2);
	FUZZ_HOLDS(json_is_object(string.s) && is_object_of_sqlite(string.s));
	FUZZ_HOLDS(text_utf8(string.s, string.n - 1) == string.n - 1);
	text_free(&raw);
	text_free(&string);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	fuzz_store();	/* outside the reader, which frees what it allocates */
	if (n < 4096)
		fuzz_text(all, s, n);
	return 0;
}
