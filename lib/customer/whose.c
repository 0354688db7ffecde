#include "lib/customer/whose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/customer/keys_find.h"
#include "lib/customer/keys_load.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const char known_sql[] =
	"SELECT 1 FROM customer WHERE customer_id = ?1 UNION ALL"
	" SELECT 1 FROM alias WHERE alias = ?1";

/* Only of those whom this load has created, and who have nothing yet. */
static const char set_sql[] =
	"UPDATE customer SET phone = nullif(?2, ''), email = nullif(?3, '')"
	" WHERE customer_id = ?1 AND batch = ?4 AND phone IS NULL AND email IS NULL";

/* What is known of rows with the same keys; most customers have several rows. */
struct answer {
	char *id;		/* NULL: the rows are bad */
	char *why;		/* the end of "the row ..."; NULL: nobody has the keys */
	char *phone, *email;	/* the keys of a new customer; NULL: it is not a new one */
};

struct whose {
	const struct record_load *load;
	struct keys_find *find;
	sqlite3_stmt *known;
	struct map *keys;	/* of the rows: the address and the phone, each with its NUL */
	struct answer *answer;	/* per number in keys */
	size_t room;
};

struct whose *
whose_open(const struct record_load *l)
{
	if (l->find_by == NULL)
		return NULL;
	struct whose *w = mem_new(1, sizeof *w);

	/* computes the keys of the store if they are missing */
	struct keys_load *keys = keys_load_open(l->store, NULL, true);

	keys_load_finish(keys);
	keys_load_free(keys);
	*w = (struct whose){ .load = l, .find = keys_find_open(l->store, l->find_by, NULL),
		.known = query_new(l->store, known_sql), .keys = map_new() };
	return w;
}

void
whose_close(struct whose *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < map_count(w->keys); i++) {
		free(w->answer[i].id);
		free(w->answer[i].why);
		free(w->answer[i].phone);
		free(w->answer[i].email);
	}
	map_free(w->keys);
	free(w->answer);
	free(w);
}

static const char *
cell_of(const struct whose *w, char *const *cell, enum record_key k)
{
	return w->load->key[k] == RECORD_NO_KEY ? "" : cell[w->load->key[k]];
}

/* A customer whom nobody knows by these keys: new, or one whose id is the key. */
static void
name_new(struct whose *w, const char *phone, const char *email, struct answer *to)
{
	const char *id = *phone ? phone : email;

	if (!w->load->create && !query_finds(w->known, id))
		return;
	to->id = mem_text(id);
	to->phone = mem_text(phone);
	to->email = mem_text(email);
}

static struct answer
look_up(struct whose *w, const struct keys_of_row *row, const char *phone, const char *email)
{
	struct answer to = { 0 };
	char id[KEYS_FIND_ID], why[KEYS_FIND_WHY];

	switch (keys_find(w->find, row, id, why)) {
	case KEYS_FOUND:
		to.id = mem_text(id);
		break;
	case KEYS_FOUND_NOBODY:
		name_new(w, phone, email, &to);
		break;
	case KEYS_FOUND_SEVERAL:
	case KEYS_FOUND_NO_KEY:
		to.why = mem_text(why);
	}
	return to;
}

static void
report(const struct whose *w, const struct answer *a, char *const *cell)
{
	const char *phone = cell_of(w, cell, RECORD_KEY_PHONE);
	const char *email = cell_of(w, cell, RECORD_KEY_EMAIL);

	if (a->why)
		record_bad(w->load, NULL, "the row %s", a->why);
	else
		record_bad(w->load, *phone ? "phone" : "email", "%s '%.60s' is of no customer"
		    " (add one with cust-add or use --create)", *phone ? "phone" : "email",
		    *phone ? phone : email);
}

const char *
whose_id(struct whose *w, const char *given, char *const *cell)
{
	const struct keys_of_row row = { cell_of(w, cell, RECORD_KEY_EMAIL),
		cell_of(w, cell, RECORD_KEY_PHONE), cell_of(w, cell, RECORD_KEY_COUNTRY), "" };
	char email[EMAIL_SIZE], phone[PHONE_KEY_SIZE], both[EMAIL_SIZE + PHONE_KEY_SIZE];
	bool is_new;

	if (*given)
		return given;
	keys_find_read(w->find, &row, email, phone);
	const size_t n = (size_t)(stpcpy(stpcpy(both, email) + 1, phone) + 1 - both);
	const size_t at = map_at(w->keys, both, n, &is_new);

	if (is_new) {
		w->answer = mem_grow(w->answer, at + 1, &w->room, sizeof *w->answer);
		w->answer[at] = look_up(w, &row, phone, email);
	}
	if (w->answer[at].id == NULL)
		report(w, &w->answer[at], cell);
	return w->answer[at].id;
}

static void
add_keys(struct whose *w)
{
	struct keys_load *keys = keys_load_open(w->load->store, NULL, true);
	sqlite3_stmt *set = query_new(w->load->store, set_sql);

	for (size_t i = 0; i < map_count(w->keys); i++) {
		const struct answer *a = &w->answer[i];

		if (a->phone == NULL)
			continue;
		query_text(set, 1, a->id);
		query_text(set, 2, a->phone);
		query_text(set, 3, a->email);
		query_int(set, 4, w->load->batch->batch);
		query_run(set);
		if (sqlite3_changes(w->load->store->db) == 0)
			continue;
		if (*a->email)
			keys_load_email(keys, a->id, true, a->email);
		if (*a->phone)
			keys_load_phone(keys, a->id, true, a->phone, "");
	}
	query_free(set);
	keys_load_finish(keys);
	keys_load_free(keys);
}

void
whose_finish(struct whose *w)
{
	if (w == NULL)
		return;
	if (w->load->create && record_good(w->load))
		add_keys(w);
	keys_find_close(w->find);
	query_free(w->known);
}
