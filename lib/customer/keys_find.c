#include "lib/customer/keys_find.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/store/query.h"

enum { EMAIL, PHONE, NUMBER, KINDS };
enum { NAMED = 5 };		/* candidates that a message names */

static const char *const kinds[KINDS] = { "email", "phone", "external_id" };

/*
 * The customers with any of the keys, those with the most first; a key is NULL if it is not known.
 * The second column is the number of keys that they have.
 */
static const char sql[] =
	"SELECT customer_id, count(*) AS n FROM (SELECT customer_id FROM customer_key"
	" WHERE (key = ?1 AND kind = 'email') OR (key = ?2 AND kind = 'phone') UNION ALL"
	" SELECT customer_id FROM customer WHERE source = ?4 AND external_id = ?5 UNION ALL"
	" SELECT customer_id FROM alias WHERE source = ?4 AND external_id = ?5)"
	" GROUP BY customer_id ORDER BY n DESC, customer_id LIMIT ?3";

struct keys_find {
	bool by[KINDS];
	struct keys_country country;
	sqlite3_stmt *q;
};

static void
check_by(const char *by)
{
	size_t n;

	for (const char *s; (s = split_next(&by, ',', &n)) != NULL;) {
		bool known = false;

		for (int k = 0; k < KINDS; k++)
			known |= text_is(kinds[k], s, n);
		if (!known)
			opt_misuse("--find-by: '%.*s' is not email, phone or external_id", (int)n,
			    s);
	}
}

struct keys_find *
keys_find_open(struct store *store, const char *by, const char *source)
{
	struct keys_find *f = mem_new(1, sizeof *f);

	check_by(by);
	if (source == NULL && split_has(by, ',', kinds[NUMBER]))
		opt_misuse("--find-by=%s requires --source=NAME", kinds[NUMBER]);
	*f = (struct keys_find){ .country = keys_country(store), .q = query_new(store, sql) };
	for (int k = 0; k < KINDS; k++)
		f->by[k] = split_has(by, ',', kinds[k]);
	query_text(f->q, 4, source ? source : "");
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
	size_t n = (size_t)snprintf(why, KEYS_FIND_WHY, say("fits several customers: "));
	int named = 0;

	do {
		n += (size_t)snprintf(why + n, KEYS_FIND_WHY - n, "%s'%s'",
		    say_comma((size_t)named), query_cell(f->q, 0));
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

bool
keys_find_by_number(const struct keys_find *f)
{
	return f->by[NUMBER];
}

/* "email, phone or external_id": the kinds of keys that are looked for. */
static const char *
name_kinds(const struct keys_find *f, char to[static KEYS_FIND_WHY])
{
	size_t n = 0, i = 0, all = 0;

	*to = '\0';
	for (int k = 0; k < KINDS; k++)
		all += f->by[k];
	for (int k = 0; k < KINDS; k++)
		if (f->by[k])
			n += (size_t)snprintf(to + n, KEYS_FIND_WHY - n, "%s%s", say_or(i++, all),
			    kinds[k]);
	return to;
}

void
keys_find_read(const struct keys_find *f, const struct keys_of_row *row,
    char email[static EMAIL_SIZE], char phone[static PHONE_KEY_SIZE])
{
	struct phone p;

	if (!f->by[EMAIL] || email_read(row->email, email) != EMAIL_VALID)
		*email = '\0';
	*phone = '\0';
	if (f->by[PHONE] && keys_phone(&f->country, row->phone, row->country, &p) == PHONE_VALID)
		phone_key(&p, phone);
}

enum keys_found
keys_find(struct keys_find *f, const struct keys_of_row *row, char id[static KEYS_FIND_ID],
    char why[static KEYS_FIND_WHY])
{
	char mail[EMAIL_SIZE], number[PHONE_KEY_SIZE], names[KEYS_FIND_WHY];
	const char *external = f->by[NUMBER] ? row->external_id : "";

	keys_find_read(f, row, mail, number);
	if (*mail == '\0' && *number == '\0' && *external == '\0') {
		snprintf(why, KEYS_FIND_WHY, say("has no valid %.99s to find the customer by"),
		    name_kinds(f, names));
		return KEYS_FOUND_NO_KEY;
	}
	query_text(f->q, 1, mail);
	query_text(f->q, 2, number);
	query_text(f->q, 5, external);
	return look(f, id, why);
}
