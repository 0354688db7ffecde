/* survivor: which of two values stays, and the rules of the columns. */
#include "lib/merge/survivor.h"

#include <stddef.h>

#include "tests/unit/tap.h"

static bool
other(enum survivor_rule rule, const char *keep, int64_t ours, const char *theirs, int64_t batch)
{
	return survivor_is_other(rule, &(struct survivor_value){ keep, ours },
	    &(struct survivor_value){ theirs, batch });
}

static void
test_empty(void)
{
	bool good = true;

	for (enum survivor_rule r = SURVIVOR_FIRST; r <= SURVIVOR_EARLIEST; r++) {
		good = good && other(r, "", 9, "x", 1);
		good = good && !other(r, "x", 1, "", 9);
		good = good && !other(r, "", 1, "", 9);
		good = good && !other(r, "x", 1, "x", 1);
	}
	ok(good, "a value that only one has stays under every rule");
}

static void
test_rules(void)
{
	ok(!other(SURVIVOR_FIRST, "a", 1, "longer", 2), "first");
	ok(other(SURVIVOR_NEWEST, "a", 1, "b", 2), "newest: the later batch");
	ok(!other(SURVIVOR_NEWEST, "a", 2, "b", 2), "newest: of the same batch that of KEEP");
	ok(!other(SURVIVOR_NEWEST, "a", 3, "b", 2), "newest: the earlier batch");
	ok(other(SURVIVOR_LONGEST, "Ann", 0, "Anna", 0), "longest");
	ok(!other(SURVIVOR_LONGEST, "Anna", 0, "Anne", 0), "as long");
	/* 6 bytes, 2 characters; and 4 bytes of one character */
	ok(!other(SURVIVOR_LONGEST, "Ann", 0, "\xe5\xae\xa2\xe6\x88\xb7", 0), "characters");
	ok(other(SURVIVOR_LONGEST, "\xf0\x9f\x98\x80", 0, "ab", 0), "a long character");
	ok(other(SURVIVOR_EARLIEST, "2024-02-01", 0, "2024-01-31", 0), "earliest");
	ok(!other(SURVIVOR_EARLIEST, "2023-12-31", 0, "2024-01-31", 0), "later");
}

static void
test_parse(void)
{
	enum survivor_rule r = SURVIVOR_FIRST;

	ok(survivor_parse("newest", &r) && r == SURVIVOR_NEWEST, "newest is a rule");
	ok(survivor_parse("earliest", &r) && r == SURVIVOR_EARLIEST, "earliest is a rule");
	ok(survivor_parse("first", &r) && r == SURVIVOR_FIRST, "first is a rule");
	ok(survivor_parse("longest", &r) && r == SURVIVOR_LONGEST, "longest is a rule");
	ok(!survivor_parse("", &r) && !survivor_parse("Newest", &r) &&
	    !survivor_parse("longes", &r), "other words are none");
}

static void
test_columns(void)
{
	struct survivor_rules *r = survivor_rules_new();

	ok(survivor_rules_of(r, "acquired") == SURVIVOR_EARLIEST &&
	    survivor_rules_of(r, "name") == SURVIVOR_FIRST &&
	    survivor_rules_of(r, "attrs.vip") == SURVIVOR_FIRST, "the rules without a rule");
	ok(survivor_rules_set(r, "attrs", SURVIVOR_LONGEST) &&
	    survivor_rules_set(r, "attrs.vip", SURVIVOR_NEWEST) &&
	    survivor_rules_set(r, "acquired", SURVIVOR_FIRST), "set rules");
	ok(survivor_rules_of(r, "attrs.vip") == SURVIVOR_NEWEST &&
	    survivor_rules_of(r, "attrs.x") == SURVIVOR_LONGEST &&
	    survivor_rules_of(r, "acquired") == SURVIVOR_FIRST &&
	    survivor_rules_of(r, "name") == SURVIVOR_FIRST, "the rules that were set");
	ok(!survivor_rules_set(r, "attrs", SURVIVOR_FIRST), "a column has one rule");
	survivor_rules_free(r);
}

int
main(void)
{
	test_empty();
	test_rules();
	test_parse();
	test_columns();
	return done();
}
