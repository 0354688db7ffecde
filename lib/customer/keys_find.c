#include "lib/customer/keys_find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/store/query.h"

enum { EMAIL, PHONE, KINDS };
enum { NAMED = 5 };		/* candidates that a message names */

static const char *const kinds[KINDS] = { "email", "phone" };

/*
 * The customers with either key, those with both first; ?1 and ?2 are NULL if they are not known.
 * The second column is the number of keys that they have.
 */
static const char sql[] =
	"SELECT customer_id, count(*) AS n FROM customer_key"
	" WHERE (key = ?1 AND kind = 'email') OR (key = ?2 AND kind = 'phone')"
	" GROUP BY customer_id ORDER BY n DESC, customer_id LIMIT ?3";

struct keys_find {
	bool by[KINDS];
	struct keys_country country;
	sqlite3_stmt *q;
};

static void
check_by(const char *by)
{
	for (size_t n; n = strcspn(by, ","), true; by += n + 1) {
		bool known = false;

		for (int k = 0; k < KINDS; k++)
			known |= strlen(kinds[k]) == n && memcmp(kinds[k], by, n) == 0;
		if (!known)
			opt_misuse("--find-by: '%.*s' is not email or phone", (int)n, by);
		if (by[n] == '\0')
			return;
	}
}

struct keys_find *
keys_find_open(struct store *store, const char *by)
{
	struct keys_find *f = mem_new(1, sizeof *f);

	check_by(by);
	*f = (struct keys_find){ .country = keys_country(store), .q = query_new(store, sql) };
	for (int k = 0; k < KINDS; k++)
		f->by[k] = text_lists(by, kinds[k], strlen(kinds[k]));
	return f;
}

void
keys_find_close(struct keys_find *f)
{
	query_free(f->q);
	free(f);
}

/* The customers with as many keys as the first one: writes their ids, and returns their number. */
static int
name_all(struct keys_find *f, char why[static KEYS_FIND_WHY])
{
	const int64_t most = sqlite3_column_int64(f->q, 1);
	size_t n = (size_t)snprintf(why, KEYS_FIND_WHY, "fits several customers");
	int named = 0;

	do {
		n += (size_t)snprintf(why + n, KEYS_FIND_WHY - n, "%s '%s'", named ? "," : ":",
		    query_cell(f->q, 0));
		named++;
	} while (named < NAMED && query_step(f->q) && sqlite3_column_int64(f->q, 1) == most);
	if (named == NAMED)
		snprintf(why + n, KEYS_FIND_WHY - n, " ...");
	return named;
}

static enum keys_found
look(struct keys_find *f, char id[static KEYS_FIND_ID], char why[static KEYS_FIND_WHY])
{
	enum keys_found found = KEYS_FOUND_NOBODY;

	query_int(f->q, 3, NAMED);
	if (query_step(f->q)) {
		snprintf(id, KEYS_FIND_ID, "%s", query_cell(f->q, 0));
		found = name_all(f, why) == 1 ? KEYS_FOUND : KEYS_FOUND_SEVERAL;
	}
	sqlite3_reset(f->q);
	return found;
}

enum keys_found
keys_find(struct keys_find *f, const char *email, const char *cell, const char *country,
    char id[static KEYS_FIND_ID], char why[static KEYS_FIND_WHY])
{
	char mail[EMAIL_SIZE], number[PHONE_KEY_SIZE];
	struct phone phone;
	const bool has_mail = f->by[EMAIL] && email_read(email, mail) == EMAIL_VALID;
	const bool has_phone = f->by[PHONE] &&
	    keys_phone(&f->country, cell, country, &phone) == PHONE_VALID;

	if (!has_mail && !has_phone) {
		snprintf(why, KEYS_FIND_WHY, "has no valid %s to find the customer by",
		    f->by[EMAIL] && f->by[PHONE] ? "email or phone" :
		    kinds[f->by[EMAIL] ? EMAIL : PHONE]);
		return KEYS_FOUND_NO_KEY;
	}
	query_text(f->q, 1, has_mail ? mail : "");
	query_text(f->q, 2, has_phone ? phone_key(&phone, number) : "");
	return look(f, id, why);
}
