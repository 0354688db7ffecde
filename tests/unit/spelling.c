/* spelling: amounts as people write them, by hand. */
#include "lib/base/spelling.h"

#include <string.h>

#include "tests/unit/tap.h"

#define NBSP "\xc2\xa0"
#define NNBSP "\xe2\x80\xaf"
#define MINUS "\xe2\x88\x92"
#define YEN "\xc2\xa5"
#define WIDE_YEN "\xef\xbf\xa5"
#define EURO "\xe2\x82\xac"
#define WAN "\xe4\xb8\x87"
#define YUAN "\xe5\x85\x83"
#define WIDE_12 "\xef\xbc\x91\xef\xbc\x92"
#define WIDE_POINT "\xef\xbc\x8e"

static void
reads(const char *cell, char decimal, const char *want, enum spelling_currency currency)
{
	char got[SPELLING_SIZE] = "";
	enum spelling_currency c = SPELLING_CURRENCIES;
	const enum spelling_result r = spelling_read(cell, decimal, got, &c);

	ok(r == SPELLING_OK && strcmp(got, want) == 0 && c == currency, cell);
}

static void
test_point(void)
{
	const enum spelling_currency none = SPELLING_NO_CURRENCY;

	reads("1200.50", '.', "1200.50", none);
	reads("1,200.50", '.', "1200.50", none);
	reads("1'200.50", '.', "1200.50", none);
	reads("1\xe2\x80\x99" "200", '.', "1200", none);
	reads("1 234 567", '.', "1234567", none);
	reads("1" NBSP "234.5", '.', "1234.5", none);
	reads("12,34,567.89", '.', "1234567.89", none);	/* lakhs */
	reads(" 12 ", '.', "12", none);
	reads("+12", '.', "12", none);
	reads("-12", '.', "-12", none);
	reads("12-", '.', "-12", none);
	reads(MINUS "12", '.', "-12", none);
	reads("(12.00)", '.', "-12.00", none);
	reads(".5", '.', "0.5", none);
	reads("12.", '.', "12", none);
	reads(WIDE_12 WIDE_POINT "5", '.', "12.5", none);
}

static void
test_currency(void)
{
	reads(YEN "300", '.', "300", SPELLING_YEN);
	reads(WIDE_YEN "1,200.50", '.', "1200.50", SPELLING_YEN);
	reads("300" YUAN, '.', "300", SPELLING_CNY);
	reads(YEN "300" YUAN, '.', "300", SPELLING_CNY);
	reads("CNY 12", '.', "12", SPELLING_CNY);
	reads("$1,149.00", '.', "1149.00", SPELLING_DOLLAR);
	reads("-$1.00", '.', "-1.00", SPELLING_DOLLAR);
	reads("$-1.00", '.', "-1.00", SPELLING_DOLLAR);
	reads("($1.00)", '.', "-1.00", SPELLING_DOLLAR);
	reads("$(1.00)", '.', "-1.00", SPELLING_DOLLAR);
	reads("US$5", '.', "5", SPELLING_USD);
	reads("R$ 5", '.', "5", SPELLING_BRL);
	reads("12 z\xc5\x82", '.', "12", SPELLING_PLN);
	reads("1.234,50 " EURO, ',', "1234.50", SPELLING_EUR);
	reads("EUR 1.234", ',', "1234", SPELLING_EUR);
}

static void
test_comma(void)
{
	const enum spelling_currency none = SPELLING_NO_CURRENCY;

	reads("1.200,50", ',', "1200.50", none);
	reads("1 200,5", ',', "1200.5", none);
	reads("1" NNBSP "200,5", ',', "1200.5", none);
	reads("12,5", ',', "12.5", none);
	reads("-0,99", ',', "-0.99", none);
	reads("1.234", ',', "1234", none);
	reads("1234", ',', "1234", none);
}

static void
refuses(const char *cell, char decimal, enum spelling_result want)
{
	char got[SPELLING_SIZE] = "";
	enum spelling_currency c;

	ok(spelling_read(cell, decimal, got, &c) == want, cell);
}

static void
test_refused(void)
{
	refuses("1.200,50", '.', SPELLING_GROUPS);
	refuses("1,5", '.', SPELLING_GROUPS);
	refuses("1,2345", '.', SPELLING_GROUPS);
	refuses("1,234,5", '.', SPELLING_GROUPS);
	refuses("1234,567", '.', SPELLING_GROUPS);
	refuses("1,234'567", '.', SPELLING_GROUPS);
	refuses("12.5", ',', SPELLING_GROUPS);
	refuses("1,200.50", ',', SPELLING_GROUPS);
	refuses("3.5" WAN, '.', SPELLING_UNIT);
	refuses("12k", '.', SPELLING_UNIT);
	refuses("10%", '.', SPELLING_UNIT);
	refuses("", '.', SPELLING_BAD);
	refuses("-", '.', SPELLING_BAD);
	refuses("()", '.', SPELLING_BAD);
	refuses("--1", '.', SPELLING_BAD);
	refuses("-1-", '.', SPELLING_BAD);
	refuses("(-1)", '.', SPELLING_BAD);
	refuses("x", '.', SPELLING_BAD);
	refuses("2O", '.', SPELLING_BAD);
	refuses("1e3", '.', SPELLING_BAD);
	refuses(YEN, '.', SPELLING_BAD);
	refuses(EURO "5" YUAN, '.', SPELLING_BAD);
	refuses("\xff" "5", '.', SPELLING_BAD);
	refuses("1234567890123456789012345678901234567890123456789012345678901234567890", '.',
	    SPELLING_BAD);
	ok(strstr(spelling_why(SPELLING_GROUPS, '.'), "--decimal") &&
	    strstr(spelling_why(SPELLING_GROUPS, ','), "decimal comma") &&
	    strstr(spelling_why(SPELLING_UNIT, '.'), "unit") &&
	    strstr(spelling_why(SPELLING_BAD, '.'), "number"), "each result has words");
}

static void
test_fits(void)
{
	ok(spelling_fits(SPELLING_YEN, SPELLING_CNY) && spelling_fits(SPELLING_JPY, SPELLING_YEN) &&
	    spelling_fits(SPELLING_DOLLAR, SPELLING_TWD) &&
	    spelling_fits(SPELLING_SEK, SPELLING_KRONE) &&
	    spelling_fits(SPELLING_NO_CURRENCY, SPELLING_EUR), "a sign of several currencies fits");
	ok(!spelling_fits(SPELLING_CNY, SPELLING_JPY) &&
	    !spelling_fits(SPELLING_YEN, SPELLING_EUR) &&
	    !spelling_fits(SPELLING_EUR, SPELLING_DOLLAR) &&
	    !spelling_fits(SPELLING_USD, SPELLING_CAD), "two currencies do not");
	enum spelling_currency all = SPELLING_NO_CURRENCY;

	ok(spelling_join(&all, SPELLING_YEN) && spelling_join(&all, SPELLING_NO_CURRENCY) &&
	    all == SPELLING_YEN && spelling_join(&all, SPELLING_CNY) &&
	    spelling_join(&all, SPELLING_YEN) && all == SPELLING_CNY, "a code settles a sign");
	ok(!spelling_join(&all, SPELLING_JPY) && all == SPELLING_CNY,
	    "then the other that the sign fits does not");
	ok(spelling_of_code("cny") == SPELLING_CNY &&
	    spelling_of_code("") == SPELLING_NO_CURRENCY &&
	    spelling_of_code("XYZ") == SPELLING_CURRENCIES, "codes");
	ok(strcmp(spelling_name(SPELLING_CNY), "CNY") == 0 &&
	    strcmp(spelling_name(SPELLING_YEN), YEN) == 0, "names");
	ok(spelling_is_plain("") && spelling_is_plain("-12.50") && spelling_is_plain("+1") &&
	    !spelling_is_plain("12-") && !spelling_is_plain("1,2") && !spelling_is_plain(" 1") &&
	    !spelling_is_plain("1e3"), "plain decimals");
}

int
main(void)
{
	test_point();
	test_currency();
	test_comma();
	test_refused();
	test_fits();
	return done();
}
