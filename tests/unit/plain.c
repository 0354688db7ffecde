/* plain: all days of 1900 to 2200 and many damaged ones; amounts; as date and money read them. */
#include "lib/base/plain.h"

#include "lib/base/date.h"
#include "lib/base/money.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { TRIES = 2000000 };

static bool
date_agrees(const char text[static DATE_SIZE])
{
	const int32_t want = date_parse(text);
	const bool is = want != DATE_NONE && date_year_is_near(want);
	int32_t got;

	return plain_date(text, &got) == is && (!is || got == want);
}

static bool
all_days(void)
{
	char text[DATE_SIZE];
	bool good = true;

	for (int32_t day = date_of(1890, 1, 1); good && day < date_of(2210, 1, 1); day++)
		good = date_agrees(date_text(day, text));
	return good;
}

/* Days that no month has. */
static bool
no_days(void)
{
	char text[32];
	bool good = true;

	for (int y = 1890; good && y < 2210; y++)
		for (int m = 0; good && m <= 13; m++)
			for (int d = 0; good && d <= 32; d++) {
				snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
				good = date_agrees(text);
			}
	return good;
}

/* Any byte at any place. */
static bool
damaged_dates(void)
{
	bool good = true;

	for (int i = 0; good && i < TRIES; i++) {
		char text[] = "2024-02-29";

		for (unsigned n = random_below(3) + 1; n > 0; n--)
			text[random_below(PLAIN_DATE)] = (char)(1 + random_below(255));
		good = date_agrees(text);
	}
	return good;
}

/* What it reads, money reads likewise. It reads every amount of 1 to 5 digits and two places. */
static bool
amounts(void)
{
	static const char alphabet[] = "0123456789012345678901234567890123456789.-+e ,";
	bool good = true;

	for (int i = 0; good && i < TRIES; i++) {
		char buf[32] = "2024-01-01,9999999", *s = buf + 11;
		const unsigned n = 1 + random_below(10);
		int64_t got, want;
		bool usual = n >= 4 && n <= 8;

		for (unsigned k = 0; k < n; k++)
			s[k] = alphabet[random_below(sizeof alphabet - 1)];
		if (random_below(2) && n > 3)
			s[n - 3] = '.';
		s[n] = '\0';
		for (unsigned k = 0; k < n; k++)
			usual = usual && (k + 3 == n ? s[k] == '.' : s[k] >= '0' && s[k] <= '9');
		const bool reads = plain_amount(s + n, n, &got);

		good = reads == usual &&
		    (!reads || (money_parse(s, &want) == MONEY_OK && got == want));
	}
	return good;
}

int
main(void)
{
	ok(all_days(), "every day, from before 1900 to after 2200");
	ok(no_days(), "days that are not on the calendar");
	ok(damaged_dates(), "damaged dates");
	ok(amounts(), "amounts");
	return done();
}
