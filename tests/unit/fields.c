/* fields: every column that cust-export prints has words, in English and Chinese. */
#include "lib/store/fields.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "lib/store/holder.h"
#include "tests/unit/memory.h"
#include "tests/unit/tap.h"

/* English in ASCII, and Chinese that is not. */
static bool
has_words(const struct fields *f)
{
	bool ascii = true, chinese = false;

	if (f == NULL || f->en[0] == '\0')
		return false;
	for (const char *s = f->en; *s; s++)
		ascii = ascii && *s >= ' ' && *s <= '~';
	for (const char *s = f->zh; *s; s++)
		chinese = chinese || (unsigned char)*s >= 0xe4;
	return ascii && chinese;
}

static void
column_has(const char *table, const char *column)
{
	char name[128];

	snprintf(name, sizeof name, "%s.%s has words", table, column);
	ok(has_words(fields_of(table, column)), name);
}

static int
test_table(sqlite3 *db, const char *table)
{
	sqlite3_stmt *q;
	int n = 0;

	if (sqlite3_prepare_v2(db, "SELECT name FROM pragma_table_info(?1)", -1, &q, NULL) !=
	    SQLITE_OK)
		return 0;
	sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
	for (; sqlite3_step(q) == SQLITE_ROW; n++)
		column_has(table, (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	return n;
}

int
main(void)
{
	sqlite3 *db = memory_store();
	size_t n;
	const struct holder *h = holder_all(&n);
	int columns = test_table(db, "undo");

	for (size_t i = 0; i < n; i++)
		if (strcmp(h[i].table, "feedback_words") != 0)
			columns += test_table(db, h[i].table);
	ok(columns > 150, "the columns were found");
	column_has("batch", "batch");
	column_has("batch", "at");
	column_has("batch", "tool");
	column_has("segment_label", "scheme");
	column_has("segment_label", "as_of");
	ok(fields_of("customer", "no_such") == NULL, "a column without words");
	ok(strcmp(fields_of("consent", "channel")->en, fields_of("touch", "channel")->en) != 0,
	    "the words of a table come before those of all");
	sqlite3_close(db);
	return done();
}
