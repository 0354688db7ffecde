/* num: the shortest text is the one that printf finds, and it reads back. */
#include "lib/base/num.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

/* The definition: the fewest digits that read back. */
static void
by_printf(double x, char *to)
{
	for (int digits = 1; digits <= 17; digits++) {
		snprintf(to, NUM_SIZE, "%.*g", digits < 15 ? 15 : digits, x);
		if (strtod(to, NULL) == x)
			return;
	}
}

/* The text is right, and no byte after NUM_SIZE is written. */
static bool
same_text(double x)
{
	char want[NUM_SIZE], guard[NUM_SIZE];
	struct {
		char text[NUM_SIZE], after[NUM_SIZE];
	} got;

	memset(guard, 'x', sizeof guard);
	memcpy(got.after, guard, sizeof guard);
	const size_t n = num_text(x, got.text);

	by_printf(x, want);
	if (strcmp(got.text, want) == 0 && n == strlen(got.text) &&
	    memcmp(got.after, guard, sizeof guard) == 0)
		return true;
	printf("# %s is not %s\n", got.text, want);
	return false;
}

static bool
same(double x)
{
	return same_text(x) && (x <= 0 || same_text(-x));
}

/* The double that is BY steps away. */
static double
step(double x, int by)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof bits);
	bits += (uint64_t)(int64_t)by;
	memcpy(&x, &bits, sizeof x);
	return x;
}

/* Around the powers of 2 and 10, where the distance of doubles and the number of digits change. */
static bool
near_powers(void)
{
	bool good = true;

	for (int e = -40; e <= 60; e++)
		for (int by = -100; by <= 100; by++)
			good = good && same(step(ldexp(1, e), by));
	for (int e = -13; e <= 18; e++)
		for (int by = -100; by <= 100; by++) {
			char power[NUM_SIZE];

			snprintf(power, sizeof power, "1e%d", e);
			good = good && same(step(strtod(power, NULL), by));
		}
	return good;
}

/* Texts of 1 to 17 digits, their neighbours, and any double of the same size, 1e-11 to 1e17. */
static bool
of_digits(void)
{
	bool good = true;

	for (int i = 0; i < 50000; i++) {
		const int digits = 1 + (int)random_below(17);
		char text[NUM_SIZE];

		snprintf(text, sizeof text, "%llue%d", (unsigned long long)(random_next() %
		    (uint64_t)pow(10, digits)), (int)random_below(28) - 11 - digits);
		const double x = strtod(text, NULL);

		good = good && same(x);
		if (x > 0)
			good = good && same(step(x, 1)) && same(step(x, -1)) &&
			    same(step(x, (int)random_next()));
	}
	return good;
}

static bool
subnormal(void)
{
	bool good = true;

	for (int i = 0; i < 20000; i++)
		good = good && same(step(0, 1 + (int)(random_next() >> (33 + random_below(31)))));
	return good && same(step(2.2250738585072014e-308, -1));
}

int
main(void)
{
	static const double some[] = { 1, 10, 0.1, 0.5, 123.456, 1e15, 999999999999999.9, 1e-4,
	    9.99999e-5, 1e-5, 1e300,
		5e-324, 2.2250738585072014e-308, 9007199254740992, 0.30000000000000004, 1 / 3.,
		    2 / 3., 100, 1200, 99999.95,
		-1.5, -0.001, 22.200000000000003, 1e22, 1e23, 4.35, 0.000123456789012345678 };
	char buf[NUM_SIZE];
	bool good = true;
	double x;

	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		good = good && same(some[i]);
	ok(good, "chosen numbers");
	for (int i = 0; i < 200000; i++) {
		good = good && same((double)random_next() / 18446744073709551616.0 * pow(10,
		    (double)(random_next() % 22) - 5));
		good = good && same((double)(random_next() % 100000000) / 100 / (double)(1 +
		    random_next() % 50));
	}
	ok(good, "random numbers");
	for (int i = 0; i < 100000; i++) {
		uint64_t bits = random_next();

		memcpy(&x, &bits, sizeof x);
		if (isfinite(x))
			good = good && same(x);
	}
	ok(good, "random bits");
	ok(near_powers(), "powers of 2 and 10");
	ok(of_digits(), "as many digits as a text has, and one step away");
	ok(subnormal(), "subnormal numbers");
	ok(num_text(NAN, buf) == 0 && buf[0] == '\0', "NAN is an empty cell");
	ok(num_text(-0.0, buf) == 1 && strcmp(buf, "0") == 0, "no minus zero");
	ok(!num_parse("", &x) && !num_parse("1x", &x) && !num_parse("inf", &x) &&
	    !num_parse("0x10", &x) &&
	    !num_parse("1e400", &x) && !num_parse(" 1", &x), "what is no number");
	ok(num_rate("10%", &x) && x == .1 && num_rate(".1", &x) && x == .1 && !num_rate("%", &x),
	    "rates");
	ok(num_narrow("\xef\xbc\x8d\xef\xbc\x91\xef\xbc\x8e\xef\xbc\x95", buf) &&	/* －１．５ */
	    strcmp(buf, "-1.5") == 0 && num_narrow(" 7", buf) &&
	    strcmp(buf, " 7") == 0 && num_narrow("", buf) && *buf == '\0',
	    "full-width digits, points and signs; the rest as it is");
	ok(!num_narrow("3\xe4\xbb\xb6", buf) &&	/* 3件 */
	    !num_narrow("1234567890123456789012345678901\xef\xbc\x92", buf),
	    "not other characters, nor more than a number has");
	return done();
}
