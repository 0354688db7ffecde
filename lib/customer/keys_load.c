#include "lib/customer/keys_load.h"

#include <stdint.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/customer/keys.h"
#include "lib/io/table.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const char any_sql[] = "SELECT EXISTS (SELECT 1 FROM customer_key)";
static const char delete_sql[] = "DELETE FROM customer_key WHERE customer_id = ?1 AND kind = ?2";
static const char insert_sql[] =
	"INSERT INTO customer_key (customer_id, kind, key) VALUES (?1, ?2, ?3)";

static const char merged_sql[] =
	"SELECT 1 FROM alias WHERE customer_id = ? AND coalesce(phone, email) IS NOT NULL";

/* Rows that are worth a note for the same reason. */
struct tally {
	int64_t n;
	char *file;	/* of the first; NULL: from options */
	uint64_t line;
};

struct keys_load {
	struct store *store;
	const struct table *in;
	bool is_first;		/* the store had no keys: the index is built at the end */
	struct keys_country country;
	sqlite3_stmt *delete, *insert;
	sqlite3_stmt *merged;	/* has a customer keys of those who were merged into him? */
	struct tally phone[PHONE_REASONS], masked, bad;	/* of phones; of addresses */
};

struct keys_load *
keys_load_open(struct store *store, const struct table *in, bool finds)
{
	struct keys_load *k = mem_new(1, sizeof *k);

	if (keys_are_missing(store))
		keys_fill(store);
	k->store = store;
	k->in = in;
	k->is_first = in && !finds && query_number(store, any_sql) == 0;
	if (k->is_first)
		keys_drop_index(store);
	k->country = keys_country(store);
	k->delete = query_new(store, delete_sql);
	k->insert = query_new(store, insert_sql);
	k->merged = query_new(store, merged_sql);
	return k;
}

static void
count(const struct keys_load *k, struct tally *t)
{
	if (t->n++ > 0 || k->in == NULL)
		return;
	t->file = mem_text(table_file(k->in));
	t->line = table_line(k->in);
}

/* The keys of those who were merged into the customer are there again. */
static void
fill_again(struct keys_load *k, const char *id)
{
	char *one = query_print("SELECT %Q", id);

	keys_fill_some(k->store, one);
	sqlite3_free(one);
}

static void
put(struct keys_load *k, const char *id, bool is_new, const char *kind, const char *key)
{
	sqlite3_stmt *const q[] = { k->delete, k->insert };

	for (size_t i = is_new; i < 1 + (size_t)(*key != '\0'); i++) {
		query_text(q[i], 1, id);
		query_text(q[i], 2, kind);
		if (q[i] == k->insert)
			query_text(q[i], 3, key);
		query_run(q[i]);
	}
	if (!is_new && query_finds(k->merged, id))
		fill_again(k, id);
}

void
keys_load_phone(struct keys_load *k, const char *id, bool is_new, const char *cell,
    const char *country)
{
	char key[PHONE_KEY_SIZE] = "";
	struct phone phone;

	if (keys_phone(&k->country, cell, country, &phone) == PHONE_VALID)
		phone_key(&phone, key);
	if (phone.reason != PHONE_NO_REASON)
		count(k, &k->phone[phone.reason]);
	put(k, id, is_new, SAY("phone"), key);
}

void
keys_load_email(struct keys_load *k, const char *id, bool is_new, const char *cell)
{
	char key[EMAIL_SIZE];
	const enum email_verdict v = email_read(cell, key);

	if (v == EMAIL_MASKED)
		count(k, &k->masked);
	else if (v == EMAIL_BAD)
		count(k, &k->bad);
	put(k, id, is_new, "email", key);
}

void
keys_load_finish(struct keys_load *k)
{
	query_free(k->delete);
	query_free(k->insert);
	query_free(k->merged);
	if (k->is_first)
		keys_build_index(k->store);
}

static void
note(const struct tally *t, const char *one, const char *many, const char *what, const char *why)
{
	if (t->n == 0)
		return;
	if (t->file == NULL)
		opt_note("the %s %s: %s", say(one), say(what), say(why));
	else
		opt_note("%jd %s %s: %s (first: %s:%ju)", (intmax_t)t->n,
		    say(t->n == 1 ? one : many), say(what), say(why), t->file, (uintmax_t)t->line);
}

void
keys_load_note(const struct keys_load *k)
{
	static const char no_match[] = SAY("cannot be used for matching");
	static const char repaired[] = SAY("ended in .0");

	for (int i = 0; i < PHONE_REASONS; i++)
		note(&k->phone[i], SAY("phone"), SAY("phones"), i == PHONE_EXCEL_FLOAT ? repaired :
		    no_match,
		    phone_about((enum phone_reason)i));
	note(&k->masked, SAY("e-mail address"), SAY("e-mail addresses"), no_match,
	    SAY("masked (li***@163.com)"));
	note(&k->bad, SAY("e-mail address"), SAY("e-mail addresses"), no_match, SAY("not valid"));
}

void
keys_load_free(struct keys_load *k)
{
	for (int i = 0; i < PHONE_REASONS; i++)
		free(k->phone[i].file);
	free(k->masked.file);
	free(k->bad.file);
	free(k);
}
