/* Festivals, for all customers of the countries that celebrate them. */
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/care/due_own.h"
#include "lib/store/query.h"

enum { CUSTOMER, KEY_SIZE = 128 };

/*
 * ?1 is a country. A customer without a country is in that of the store; if it has none either, the
 * festival counts.
 */
static const char country_sql[] =
	"SELECT customer_id FROM customer WHERE coalesce(country,"
	" (SELECT value FROM meta WHERE key = 'country'), ?1) = ?1";
static const char all_sql[] = "SELECT customer_id FROM customer";

static void
add(struct due *d, const struct festival *f, int32_t day)
{
	sqlite3_stmt *q = query_new(d->store, f->country ? country_sql : all_sql);
	char key[KEY_SIZE], text[DATE_SIZE];

	snprintf(key, sizeof key, "%s/%s", date_text(day, text), f->key);
	if (f->country)
		query_text(q, 1, f->country);
	while (query_step(q))
		due_add(d, &(struct due_found){ .id = query_cell(q, CUSTOMER), .day = day }, key,
		    "%s on %s", say_word(SAY_CELL, "festival", f->name), text);
	query_free(q);
}

void
due_festival(struct due *d)
{
	const struct festivals *all = d->opts->festivals;

	for (int32_t day = d->from; day <= d->to; day++)
		for (size_t i = 0; i < all->n; i++)
			if (festivals_is_on(&all->of[i], day))
				add(d, &all->of[i], day);
}
