/* formula: exact decimals, by hand. */
#include "lib/base/formula.h"

#include <stdint.h>
#include <string.h>

#include "tests/unit/tap.h"

static const char *const names[] = { "a", "a b", "quantity", "price", "discount", NULL, "price" };

static size_t
find(const void *ctx, const char *text, size_t *at)
{
	(void)ctx;
	return formula_longest(text, (char *const *)(uintptr_t)names,
	    sizeof names / sizeof *names, at);
}

static void
test_longest(void)
{
	size_t at = 9;

	ok(find(NULL, "a b+1", &at) == 3 && at == 1, "the longest name");
	ok(find(NULL, "price", &at) == 5 && at == 3, "the first of two that are the same");
	ok(find(NULL, "cost", &at) == 0 && find(NULL, "", &at) == 0, "none");
}

/* CELL has those of the columns in the order of the formula. */
static void
gives(const char *text, const char *const *cell, const char *want)
{
	const char *why, *rest;
	char got[FORMULA_SIZE] = "?";
	size_t bad;
	struct formula *f = formula_new(text, find, NULL, &why, &rest);

	ok(f && formula_value(f, cell, got, &bad) && strcmp(got, want) == 0, text);
	if (f)
		formula_free(f);
}

#define CELLS(...) (const char *const[]){ __VA_ARGS__ }

static void
test_values(void)
{
	gives("quantity*price", CELLS("3", "1.10"), "3.3");
	gives("quantity*price-discount", CELLS("3", "19.99", "9.97"), "50");
	gives("quantity * price - discount", CELLS("-2", "0.005", "0"), "-0.01");
	gives("price-discount", CELLS("0.1", "0.3"), "-0.2");
	gives("quantity-price*discount", CELLS("10", "2", "3"), "4");
	gives("(quantity-price)*discount", CELLS("10", "2", "3"), "24");
	gives("-price", CELLS("5.50"), "-5.5");
	gives("price*-1", CELLS("5"), "-5");
	gives("price*0.9", CELLS("19.99"), "17.991");
	gives("a b+a", CELLS("1", "2"), "3");
	gives("1+2*3", CELLS(""), "7");
	gives("price*price", CELLS("99999999.9999", "99999999.9999"), "9999999999980000.00000001");
	/* nothing in a product gives nothing; in a sum it is 0, unless all is nothing */
	gives("quantity*price", CELLS("", "5"), "");
	gives("price-discount", CELLS("5", ""), "5");
	gives("price-discount", CELLS("", "5"), "-5");
	gives("price-discount", CELLS("", ""), "");
}

static void
test_bad(void)
{
	static const struct { const char *text, *why; size_t at; } wrong[] = {
		{ "", "needs a column", 0 }, { "quantity*", "needs a column", 9 },
		{ "quantity price", "needs + - or *", 9 }, { "(price", "lacks a )", 6 },
		{ "price/2", "needs + - or *", 5 }, { "cost", "needs a column", 0 },
	};
	const char *why = "", *rest = "";
	char got[FORMULA_SIZE];
	size_t bad = 9;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		ok(formula_new(wrong[i].text, find, NULL, &why, &rest) == NULL &&
		    strstr(why, wrong[i].why) && rest == wrong[i].text + wrong[i].at,
		    wrong[i].text);
	struct formula *f = formula_new("quantity*price", find, NULL, &why, &rest);

	ok(formula_columns(f) == 2 && formula_column(f, 0) == 2 && formula_column(f, 1) == 3,
	    "the columns in their order");
	ok(!formula_value(f, CELLS("3", "x"), got, &bad) && bad == 1, "a cell that is no number");
	ok(!formula_value(f, CELLS("1,5", "1"), got, &bad) && bad == 0, "nor is one with a comma");
	ok(!formula_value(f, CELLS("999999999999999999", "999999999999999999999"), got, &bad),
	    "too many digits");
	formula_free(f);
}

int
main(void)
{
	test_longest();
	test_values();
	test_bad();
	return done();
}
