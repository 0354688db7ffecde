/*
 * xxhash64: the values that Spark SQL 4.3.0 (pyspark on PyPI) prints for xxhash64('C1'),
 * xxhash64('C1', date'2024-12-31', 123456L) and so on.
 */
#include "lib/base/xxhash64.h"

#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

static bool
text_is(const char *s, int64_t want)
{
	return (int64_t)xxhash64_text(s, strlen(s), XXHASH64_SEED) == want;
}

static bool
row_is(const char *id, int32_t day, int64_t amount, int64_t want)
{
	const uint64_t h = xxhash64_text(id, strlen(id), XXHASH64_SEED);

	return (int64_t)xxhash64_long(amount, xxhash64_date(day, h)) == want;
}

int
main(void)
{
	ok(text_is("", INT64_C(-7444071767201028348)), "an empty string");
	ok(text_is("C1", INT64_C(-3220996657417140566)), "a short string");
	ok(text_is("007", INT64_C(4253822561066836160)), "digits are text");
	ok(text_is("客户", INT64_C(-5717359305675550574)), "UTF-8");
	ok(text_is("a customer_id that is longer than thirty-two bytes: 0123456789",
	    INT64_C(-8190155252274111210)), "more than 32 bytes");
	ok((int64_t)xxhash64_date(date_of(2024, 12, 31), XXHASH64_SEED) ==
	    INT64_C(-9083455330191709992), "a date");
	ok((int64_t)xxhash64_date(date_of(1969, 12, 31), XXHASH64_SEED) ==
	    INT64_C(2017008487422258757), "a date before 1970");
	ok((int64_t)xxhash64_long(123456, XXHASH64_SEED) == INT64_C(6486980519540009875), "a long");
	ok((int64_t)xxhash64_long(-1, XXHASH64_SEED) == INT64_C(3858142552250413010),
	    "a negative long");
	ok(row_is("C1", date_of(2024, 12, 31), 123456, INT64_C(-5243170915341775604)),
	    "a row is a chain of its columns");
	ok(row_is("007", date_of(1969, 12, 31), -25000, INT64_C(-6421687613637006807)), "a refund");
	ok(row_is("客户", date_of(1, 1, 1), INT64_C(9000000000000000),
	    INT64_C(1505096447919473637)), "the first day, the largest amount");
	return done();
}
