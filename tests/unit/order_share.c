/* order_share: parts that add up, in cents; by hand. */
#include "lib/preset/order_share.h"

#include <string.h>

#include "tests/unit/tap.h"

static void
shared(int64_t whole, const int64_t *weight, const int64_t *want, size_t n, const char *name)
{
	int64_t part[4];

	order_share(whole, weight, n, part);
	ok(memcmp(part, want, n * sizeof *part) == 0, name);
}

int
main(void)
{
	const int64_t thirds[] = { 1, 1, 1 }, twenty[] = { 200000, 250000 }, none[] = { 0, 0 };
	const int64_t jd[] = { 590000, 250000 }, large[] = { INT64_MAX / 2, INT64_MAX / 2 };

	/* 3.33, 6.67, 10.00 in sums */
	shared(100000, thirds, (int64_t[]){ 33300, 33400, 33300 }, 3, "10 among three");
	shared(50000, twenty, (int64_t[]){ 22200, 27800 }, 2, "5 among 20 and 25");
	shared(800000, jd, (int64_t[]){ 561900, 238100 }, 2, "80 among 59 and 25");
	shared(-100000, thirds, (int64_t[]){ -33300, -33400, -33300 }, 3, "-10 among three");
	/* a whole with fractions of cents is divided into ten-thousandths */
	shared(10001, thirds, (int64_t[]){ 3334, 3333, 3334 }, 3, "1.0001 among three");
	shared(700, none, (int64_t[]){ 700, 0 }, 2, "weights of 0: the first has all");
	shared(0, twenty, (int64_t[]){ 0, 0 }, 2, "nothing to share");
	shared(1000000, large, (int64_t[]){ 500000, 500000 }, 2, "weights that fill 64 bits");
	return done();
}
