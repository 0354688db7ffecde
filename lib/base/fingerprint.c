#include "lib/base/fingerprint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/xxhash64.h"

void
fingerprint_add(struct fingerprint *f, const char *id, size_t bytes, int32_t day, int64_t amount)
{
	f->rows++;
	f->digest += xxhash64_long(amount, xxhash64_date(day, xxhash64_text(id, bytes,
	    XXHASH64_SEED)));
	f->large |= __builtin_add_overflow(f->amount, amount, &f->amount);
}

void
fingerprint_join(struct fingerprint *f, const struct fingerprint *more)
{
	f->rows += more->rows;
	f->digest += more->digest;
	f->large |= more->large | __builtin_add_overflow(f->amount, more->amount, &f->amount);
}

bool
fingerprint_equal(const struct fingerprint *a, const struct fingerprint *b)
{
	return a->rows == b->rows && a->digest == b->digest && a->amount == b->amount &&
	    !a->large && !b->large;
}

bool
fingerprint_digest(const char *s, uint64_t *to)
{
	uint64_t x = 0;

	if (*s == '\0')
		return false;
	for (; *s >= '0' && *s <= '9'; s++)
		if (__builtin_mul_overflow(x, 10, &x) ||
		    __builtin_add_overflow(x, (uint64_t)(*s - '0'), &x))
			return false;
	*to = x;
	return *s == '\0';
}

bool
fingerprint_parse(const char *s, struct fingerprint *to)
{
	char copy[FINGERPRINT_SIZE], *amount, *digest;

	*to = (struct fingerprint){ 0 };
	if (strlen(s) >= sizeof copy)
		return false;
	strcpy(copy, s);
	if ((amount = strchr(copy, ',')) == NULL || (digest = strchr(amount + 1, ',')) == NULL)
		return false;
	*amount++ = '\0';
	*digest++ = '\0';
	return num_count(copy, &to->rows) && money_parse_sum(amount, &to->amount) == MONEY_OK &&
	    fingerprint_digest(digest, &to->digest);
}

char *
fingerprint_text(const struct fingerprint *f, char to[static FINGERPRINT_SIZE])
{
	char amount[NUM_SIZE] = "(above 64 bits)";

	if (!f->large)
		money_text(f->amount, amount);
	snprintf(to, FINGERPRINT_SIZE, "%jd,%s,%ju", (intmax_t)f->rows, amount,
	    (uintmax_t)f->digest);
	return to;
}
