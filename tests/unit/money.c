/* money: amounts by hand, the limits, and texts that read back, compared with printf. */
#include "lib/base/money.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

static void
test_parse(void)
{
	static const struct { const char *text; int64_t want; } good[] = {
		{ "0", 0 }, { "-0", 0 }, { "1", 10000 }, { "-1", -10000 }, { "+1", 10000 },
		{ ".5", 5000 },
		{ "1.", 10000 }, { "-.25", -2500 }, { "1.2345", 12345 }, { "007.10", 71000 },
		{ "1e3", 10000000 },
		{ "25E-2", 2500 }, { "0.00000", 0 }, { "1.50000000000000000000", 15000 },
		{ "1.0000000001", 10000 }, { "1.2344999999999", 12345 },
		/* sums of doubles, as spreadsheets write them */
		{ "22.200000000000003", 222000 }, { "0.30000000000000004", 3000 },
		{ "-17.849999999999998", -178500 },
		{ "900000000000", INT64_C(9000000000000000) },
		{ "-900000000000", INT64_C(-9000000000000000) },
		{ "899999999999.9999", INT64_C(8999999999999999) }, { "0000000000000001", 10000 },
	};
	static const struct { const char *text; enum money_result why; } bad[] = {
		{ "", MONEY_BAD }, { ".", MONEY_BAD }, { "-", MONEY_BAD }, { "+.", MONEY_BAD },
		{ "--1", MONEY_BAD },
		{ "1,5", MONEY_BAD }, { "1,200.50", MONEY_BAD }, { " 1", MONEY_BAD },
		{ "1 ", MONEY_BAD },
		{ "0x10", MONEY_BAD }, { "nan", MONEY_BAD }, { "inf", MONEY_BAD },
		{ "1e", MONEY_BAD }, { "e5", MONEY_BAD },
		{ "1.2.3", MONEY_BAD }, { "\xc2\xa5" "300", MONEY_BAD }, { "1.-", MONEY_BAD },
		{ "1.00001", MONEY_FINE }, { "0.12345", MONEY_FINE }, { "1.000000002", MONEY_FINE },
		{ "1e-5", MONEY_FINE },
		{ "900000000000.0001", MONEY_LARGE }, { "-900000000001", MONEY_LARGE },
		{ "1e12", MONEY_LARGE },
		{ "1e300", MONEY_LARGE }, { "1e999", MONEY_LARGE },
		{ "99999999999999999999", MONEY_LARGE },
	};
	int64_t got;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		ok(money_parse(good[i].text, &got) == MONEY_OK && got == good[i].want,
		    good[i].text);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ok(money_parse(bad[i].text, &got) == bad[i].why, bad[i].text);
}

/* The text by division and printf, for amounts whose integer part is not 0. */
static void
by_printf(int64_t amount, char to[static NUM_SIZE])
{
	size_t n = (size_t)snprintf(to, NUM_SIZE, "%s%" PRId64 ".%04" PRId64, amount < 0 ? "-" : "",
	    amount / MONEY_ONE < 0 ? -(amount / MONEY_ONE) : amount / MONEY_ONE,
	    amount % MONEY_ONE < 0 ? -(amount % MONEY_ONE) : amount % MONEY_ONE);

	while (to[n - 1] == '0')
		to[--n] = '\0';
	if (to[n - 1] == '.')
		to[--n] = '\0';
}

static bool
reads_back(int64_t amount, bool sum)
{
	char got[NUM_SIZE], want[NUM_SIZE];
	int64_t back = ~amount;

	by_printf(amount, want);
	return money_text(amount, got) == strlen(got) && strcmp(got, want) == 0 &&
	    (sum ? money_parse_sum : money_parse)(got, &back) == MONEY_OK && back == amount;
}

static void
test_text(void)
{
	enum { CASES = 100000 };
	static const int64_t ends[] = { 0, 1, -1, 10, -10, 9999, -9999, 10000, 10001, -12340,
	    INT64_C(9000000000000000) };
	bool good = true, sums = true;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		good = good && reads_back(ends[i], false) && reads_back(ends[i], true);
	ok(good, "small amounts and the largest");
	for (int i = 0; i < CASES; i++) {
		const int64_t any = (int64_t)random_next() >> random_below(64);

		good = good && reads_back(any % INT64_C(9000000000000001), false);
		sums = sums && (any == INT64_MIN || reads_back(any, true));
	}
	ok(good, "an amount reads back from its text");
	ok(sums && reads_back(INT64_MAX, true) && reads_back(-INT64_MAX, true),
	    "so does a sum of 64 bits");
	char got[NUM_SIZE];

	money_text(INT64_MIN, got);
	ok(strcmp(got, "-922337203685477.5808") == 0, "the lowest number has a text");
}

/* The 17 digits that a program prints after adding doubles are read as the amount that it means. */
static void
test_noise(void)
{
	enum { SUMS = 200, TERMS = 100 };
	char text[64];
	bool good = true;

	for (int i = 0; i < SUMS && good; i++) {
		double sum = 0;
		int64_t want = 0, got = 0;

		for (int k = 0; k < TERMS; k++) {
			const int64_t cents = (int64_t)random_below(1000000) - 300000;

			want += cents * 100;
			sum += (double)cents / 100;
			snprintf(text, sizeof text, "%.17g", sum);
			good = good && money_parse(text, &got) == MONEY_OK && got == want;
		}
	}
	ok(good, "sums of doubles are amounts without their noise");
}

static void
test_sums(void)
{
	int64_t got;

	ok(money_parse("922337203685477.5807", &got) == MONEY_LARGE &&
	    money_parse_sum("922337203685477.5807", &got) == MONEY_OK &&
	    got == INT64_MAX, "a sum may be larger than an amount");
	ok(money_parse_sum("922337203685477.5808", &got) == MONEY_LARGE &&
	    money_parse_sum("922337203685478", &got) == MONEY_LARGE &&
	    money_parse_sum("99999999999999999999", &got) == MONEY_LARGE,
	    "beyond 64 bits it is too large");
	ok(money_parse_sum("", &got) == MONEY_BAD && money_parse_sum("-", &got) == MONEY_BAD &&
	    money_parse_sum("1.2.3", &got) == MONEY_BAD &&
	    money_parse_sum("1.23456", &got) == MONEY_FINE, "what is no amount is no sum");
	ok(money_parse_sum("0.30000000000000004", &got) == MONEY_OK && got == 3000 &&
	    money_parse_sum("1e3", &got) == MONEY_OK &&
	    got == 10000000, "a sum with noise, or an exponent, is read as an amount is");
}

int
main(void)
{
	test_parse();
	test_text();
	test_noise();
	test_sums();
	return done();
}
