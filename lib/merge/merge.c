#include "lib/merge/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/customer/keys.h"
#include "lib/history/history_kept.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/merge/merge_own.h"
#include "lib/store/alias.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

/*
 * A pair is merged in this order: the labels and the consent of both are compared while they are
 * still apart (merge_labels.c, merge_consent.c), the rows of the other customer move
 * (merge_rows.c), his row in the table customer goes and the row of the one who is kept takes
 * values from it (merge_fields.c), and his id becomes an alias. What is computed from the rows,
 * histories and keys, is computed once per customer at the end (merge_finish).
 */

/* SQL: all customers of the batch, those who are gone and those who were kept. */
#define TOUCHED \
	"SELECT alias FROM alias WHERE batch = %lld" \
	" UNION SELECT customer_id FROM alias WHERE batch = %lld"

struct merge *
merge_open(struct store *store, struct batch *batch, const struct survivor_rules *rules,
    struct put *shown)
{
	struct merge *m = mem_new(1, sizeof *m);

	*m = (struct merge){ .store = store, .batch = batch, .rules = rules, .shown = shown,
		.known = store_customer_query(store),
		.alias = query_new(store, "SELECT customer_id FROM alias WHERE alias = ?"),
		.forgotten = store_forgotten_query(store),
		.add_alias = query_new(store, "INSERT INTO alias"
		    " (alias, customer_id, batch, source, external_id, phone, country, email)"
		    " VALUES (?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8)") };
	query_int(m->add_alias, 3, batch->batch);
	m->fields = merge_fields_open(m);
	m->rows = merge_rows_open(m);
	m->labels = merge_labels_open(m);
	m->consent = merge_consent_open(m);
	if (shown) {
		put_columns(shown, (const struct put_head[]){ { "keep_id", PUT_TEXT },
		    { "other_id", PUT_TEXT }, { "field", PUT_TEXT }, { "keep_value", PUT_TEXT },
		    { "other_value", PUT_TEXT }, { "outcome", PUT_TEXT }, { 0 } });
		put_hold(shown);	/* a reader that stands still must not keep writers out */
	}
	return m;
}

/* The customer whom an id means. Returns false if there is none. */
static bool
find(struct merge *m, const char *id, char to[static MERGE_ID_SIZE])
{
	snprintf(to, MERGE_ID_SIZE, "%s", id);
	if (strlen(id) >= MERGE_ID_SIZE)
		return false;
	query_text(m->alias, 1, id);
	if (query_step(m->alias)) {
		snprintf(to, MERGE_ID_SIZE, "%s", query_cell(m->alias, 0));
		m->resolved++;
	}
	sqlite3_reset(m->alias);
	return query_finds(m->known, to);
}

static bool
blame(const char *column, const char *id, const char *is, char why[static MERGE_WHY])
{
	snprintf(why, MERGE_WHY, "%s '%.60s' %s", column, id, say(is));
	return false;
}

/* Can the two ids be those of a pair? Finds their customers. */
static bool
check(struct merge *m, const char *keep, const char *other, const char **column,
    char why[static MERGE_WHY])
{
	static const char missing[] = SAY("is not in the store");
	static const char forgotten[] = SAY("is of a customer who was forgotten,"
	    " and who must not be linked with anybody");

	*column = "keep_id";
	if (!find(m, keep, m->keep))
		return blame(*column, keep, missing, why);
	if (store_is_forgotten(m->forgotten, m->keep))
		return blame(*column, keep, forgotten, why);
	*column = "other_id";
	if (!find(m, other, m->other))
		return blame(*column, other, missing, why);
	if (store_is_forgotten(m->forgotten, m->other))
		return blame(*column, other, forgotten, why);
	if (strcmp(keep, other) == 0)
		return blame(*column, other, say("is the same as keep_id"), why);
	return true;
}

static void
add_alias(struct merge *m, const struct merge_left *left)
{
	merge_bind(m, m->add_alias);
	for (int i = 0; i < MERGE_LEFT; i++)
		query_text(m->add_alias, 4 + i, left->of[i]);
	query_run(m->add_alias);
}

bool
merge_pair(struct merge *m, const char *keep, const char *other, const char **column,
    char why[static MERGE_WHY])
{
	if (!check(m, keep, other, column, why))
		return false;
	if (strcmp(m->keep, m->other) == 0) {
		m->batch->unchanged++;
		return true;
	}
	if (m->labels)
		merge_labels_join(m->labels);
	if (m->consent)
		merge_consent_withdraw(m->consent);
	merge_rows_move(m->rows);
	struct merge_left left = merge_fields_join(m->fields);

	merge_rows_follow(m->rows);
	add_alias(m, &left);
	merge_fields_free_left(&left);
	m->batch->updated++;
	return true;
}

void
merge_finish(struct merge *m)
{
	const long long batch = m->batch->batch;
	char *touched = query_print(TOUCHED, batch, batch);
	char *runs = query_print("SELECT 1 WHERE %d", m->labels != NULL);

	keys_fill_some(m->store, touched);
	history_kept_again(m->store, touched);
	merge_labels_count(m->store, runs);
	sqlite3_free(touched);
	sqlite3_free(runs);
	query_free(m->known);
	query_free(m->alias);
	query_free(m->forgotten);
	query_free(m->add_alias);
	merge_fields_close(m->fields);
	merge_rows_close(m->rows);
	if (m->labels)
		merge_labels_close(m->labels);
	if (m->consent)
		merge_consent_close(m->consent);
}

void
merge_note(const struct merge *m)
{
	if (m->shown)
		put_release(m->shown);
	if (m->resolved > 0)
		opt_note("%jd id%s named a customer by the id before a merge",
		    (intmax_t)m->resolved, TEXT_PLURAL(m->resolved));
	if (m->apart > 0)
		opt_note("both customers of %jd pair%s have answered the same survey;"
		    " other_id is the respondent of the other answers",
		    (intmax_t)m->apart, TEXT_PLURAL(m->apart));
	if (m->withdrawn > 0)
		opt_note("added %jd row%s to consent: one of the two customers had withdrawn it",
		    (intmax_t)m->withdrawn, TEXT_PLURAL(m->withdrawn));
}

void
merge_close(struct merge *m)
{
	free(m);
}
