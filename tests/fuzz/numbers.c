/* Numbers, amounts, rates and durations: what is read is written, and reads the same. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "lib/base/duration.h"
#include "lib/base/money.h"
#include "lib/base/num.h"

static void
number(const char *s)
{
	char text[NUM_SIZE];
	double x, y;
	int64_t i;

	if (num_parse(s, &x)) {
		FUZZ_HOLDS(num_text(x, text) < NUM_SIZE);
		FUZZ_HOLDS(num_parse(text, &y) && x == y);
	}
	if (num_count(s, &i)) {
		num_int(i, text);
		FUZZ_HOLDS(num_count(text, &(int64_t){ 0 }));
	}
	if (num_rate(s, &x))
		FUZZ_HOLDS(x == x);
}

static void
amount(const char *s)
{
	char text[NUM_SIZE];
	int64_t i, k;
	double x;

	if (money_parse(s, &i) == MONEY_OK) {
		money_text(i, text);
		FUZZ_HOLDS(money_parse(text, &k) == MONEY_OK && i == k);
		FUZZ_HOLDS(i != 0 || !num_parse(s, &x) || x == 0);	/* none is lost */
	}
	if (money_parse_sum(s, &i) == MONEY_OK) {
		money_text(i, text);
		FUZZ_HOLDS(money_parse_sum(text, &k) == MONEY_OK && i == k);
	}
}

static void
all(const char *s)
{
	struct duration d;

	number(s);
	amount(s);
	if (duration_parse(s, &d))
		FUZZ_HOLDS(duration_days(d, 10000) > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	if (n < 200)
		fuzz_text(all, s, n);
	return 0;
}
