/* schema: names are whole and of any case; a statement is one word for word, to its end. */
#include "lib/store/schema.h"

#include <string.h>

#include "tests/unit/tap.h"

#define REFUSES \
	"CREATE TRIGGER feedback_event_deleted BEFORE DELETE ON feedback_event BEGIN\n" \
	"  SELECT RAISE(ABORT, 'feedback_event is only added to');\nEND"

static void
test_names(void)
{
	ok(schema_names("orders") && schema_names("alert"),
	    "tables, of the first and of later ones");
	ok(schema_names("history_computed") && schema_names("orders_added"), "a view, a trigger");
	ok(schema_names("feedback_words"), "a virtual table");
	ok(schema_names("ORDERS") && schema_names("History_Computed"), "the case does not matter");
	ok(!schema_names("order") && !schema_names("rders") && !schema_names("orders "),
	    "a part of one");
	ok(!schema_names("mine") && !schema_names(""), "others");
}

static void
test_statements(void)
{
	char cut[] = REFUSES;

	ok(schema_has(REFUSES), "a statement");
	cut[strlen(cut) - 1] = '\0';
	ok(!schema_has(cut), "its beginning");
	ok(!schema_has(REFUSES " "), "and more");
	ok(!schema_has("CREATE VIEW purchase_start AS SELECT 1"), "another one with the same name");
	ok(!schema_has(""), "nothing");
}

int
main(void)
{
	ok(strstr(schema_migration(1), "CREATE TABLE customer (") != NULL, "the first migration");
	ok(*schema_migration(SCHEMA_VERSION) != '\0', "the last one");
	test_names();
	test_statements();
	return done();
}
