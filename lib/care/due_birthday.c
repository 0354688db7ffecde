/*
 * Birthdays. The customers are found by the index of the dates of birth that have their birthday on
 * a day, so the cost depends on how many birthdays there are, not on how many customers.
 */
#include <stdio.h>

#include "lib/care/birthdays.h"
#include "lib/care/due_own.h"
#include "lib/base/say.h"
#include "lib/store/query.h"

enum { CUSTOMER, KEY_SIZE = 16 };

/* As the indexes customer_birthday and customer_birthday_lunar have it. */
static const char solar_sql[] =
	"SELECT customer_id FROM customer WHERE substr(birthday, 6, 5) = ?1 AND birthday < ?2"
	" AND birthday IS NOT NULL AND coalesce(birthday_calendar, 'solar') = 'solar'";
static const char lunar_sql[] =
	"SELECT customer_id FROM customer WHERE birthday = ?1"
	" AND birthday_calendar IN ('lunar', 'lunar-leap')"
	" AND (birthday_calendar = 'lunar-leap' OR ?2) = ?3";

static void
find_solar(struct due *d, sqlite3_stmt *q, int32_t day)
{
	char born[BIRTHDAYS_SOLAR][BIRTHDAYS_SOLAR_SIZE], text[DATE_SIZE], key[KEY_SIZE];
	const size_t n = birthdays_solar(day, d->opts->march, born);

	date_text(day, text);
	snprintf(key, sizeof key, "%.4s", text);
	for (size_t i = 0; i < n; i++) {
		query_text(q, 1, born[i]);
		query_text(q, 2, text);
		while (query_step(q))
			due_add(d, &(struct due_found){ .id = query_cell(q, CUSTOMER),
			    .day = day }, key, "birthday on %s", text);
	}
}

static void
find_lunar(struct due *d, sqlite3_stmt *q, int32_t day, bool in_leap)
{
	static int32_t born[BIRTHDAYS_LUNAR];
	char key[KEY_SIZE], text[DATE_SIZE], birth[DATE_SIZE];
	struct lunar l;
	const size_t n = birthdays_lunar(day, in_leap, &l, born);

	date_text(day, text);
	for (size_t i = 0; i < n; i++) {
		query_text(q, 1, date_text(born[i], birth));
		query_int(q, 2, d->opts->leap_month);
		query_int(q, 3, in_leap);
		snprintf(key, sizeof key, "%d", l.year);
		while (query_step(q))
			due_add(d, &(struct due_found){ .id = query_cell(q, CUSTOMER),
			    .day = day }, key, l.leap ?
			    "birthday on %s (lunar leap %d-%d)" : "birthday on %s (lunar %d-%d)",
			    text,
			    l.month, l.day);
	}
}

void
due_birthday(struct due *d)
{
	sqlite3_stmt *solar = query_new(d->store, solar_sql);
	sqlite3_stmt *lunar = query_new(d->store, lunar_sql);

	for (int32_t day = d->from; day <= d->to; day++) {
		find_solar(d, solar, day);
		find_lunar(d, lunar, day, false);
		find_lunar(d, lunar, day, true);
	}
	query_free(solar);
	query_free(lunar);
}
