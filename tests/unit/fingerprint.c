/*
 * fingerprint: sums of the values of tests/unit/xxhash64.c. Spark SQL 4.3.0 prints 4,
 * 900000000022.1912 and 3043811077308467238 for the four rows below: count(*), sum(amount) and
 * pmod(sum(cast(xxhash64(customer_id, date, cast(amount * 10000 as bigint)) as decimal(38,0))),
 * 18446744073709551616BD).
 */
#include "lib/base/fingerprint.h"

#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

static bool
wrong(const char *s)
{
	struct fingerprint f;

	return !fingerprint_parse(s, &f);
}

int
main(void)
{
	struct fingerprint f = { 0 }, g = { 0 }, read;
	const struct fingerprint large = { .amount = INT64_MAX };
	char text[FINGERPRINT_SIZE];

	ok(strcmp(fingerprint_text(&f, text), "0,0,0") == 0, "no row");
	fingerprint_add(&f, "C1", 2, date_of(2024, 12, 31), 123456);
	fingerprint_add(&f, "007", 3, date_of(1969, 12, 31), -25000);
	fingerprint_add(&g, "客户", strlen("客户"), date_of(1, 1, 1), INT64_C(9000000000000000));
	fingerprint_add(&g, "C1", 2, date_of(2024, 12, 31), 123456);
	ok(!fingerprint_equal(&f, &g), "two fingerprints");
	fingerprint_join(&f, &g);
	ok(strcmp(fingerprint_text(&f, text), "4,900000000022.1912,3043811077308467238") == 0,
	    "the fingerprint that Spark SQL computes");
	ok(fingerprint_parse(text, &read) && fingerprint_equal(&f, &read), "reads what it writes");
	ok(fingerprint_parse("0,-1.5,18446744073709551615", &read) && read.amount == -15000 &&
	    read.digest == UINT64_MAX, "the largest digest");
	ok(wrong("") && wrong("1,2") && wrong("1,2,") && wrong("1,x,3") && wrong("x,2,3") &&
	    wrong("1,2,-3") && wrong("1,2,3,4") && wrong("1,2,18446744073709551616") &&
	    wrong("1,2,99999999999999999999") && wrong("-1,2,3"), "not fingerprints");
	memset(text, '1', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	ok(wrong(text), "too long");
	fingerprint_join(&f, &large);
	fingerprint_text(&f, text);
	ok(f.large && !fingerprint_equal(&f, &f) && strstr(text, "(above 64 bits)"),
	    "a sum above 64 bits equals nothing");
	return done();
}
