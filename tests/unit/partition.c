/* partition: words, and pmod(xxhash64(customer_id), N) as Spark SQL 4.3.0 prints it. */
#include "lib/base/partition.h"

#include <string.h>

#include "tests/unit/tap.h"

static bool
is(const char *s, uint32_t k, uint32_t n)
{
	struct partition p;

	return partition_parse(s, &p) && p.k == k && p.n == n;
}

static bool
wrong(const char *s)
{
	struct partition p;

	return !partition_parse(s, &p);
}

int
main(void)
{
	ok(is("0/1", 0, 1) && is("15/16", 15, 16) && is("65535/65536", 65535, 65536), "parts");
	ok(wrong("") && wrong("/") && wrong("3") && wrong("3/") && wrong("/3") && wrong("a/3") &&
	    wrong("1/b") && wrong("1/2/3") && wrong("-1/3") && wrong(" 1/3"), "not parts");
	ok(wrong("16/16") && wrong("0/0") && wrong("0/65537"), "out of range");
	ok(wrong("00000000000000000000000000000000001/3"), "too long");
	ok(partition_of("C1", 2, 16) == 10 && partition_of("007", 3, 16) == 0 &&
	    partition_of("客户", strlen("客户"), 7) == 1 && partition_of("", 0, 3) == 0,
	    "the same parts as in Spark SQL");
	ok(partition_of("C1", 2, 1) == 0, "one part has them all");
	return done();
}
