/* Moves the rows of the tables of store/holder.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/merge/merge_own.h"
#include "lib/store/batch.h"
#include "lib/store/holder.h"
#include "lib/store/query.h"

/*
 * In most tables a row moves by getting the other customer_id. Four tables need more:
 *
 * - answer: two answers of a customer to the same item need two respondents. See keep_apart.
 * - change: has no images. The column alias says whose row it was, and cust-undo goes by that.
 * - alert_state: one row per customer. See join_states.
 * - segment_label: merge_labels.c.
 *
 * A table that is empty when the merge begins is left out: most are, and statements cost time.
 */

struct mover {
	const char *table;
	sqlite3_stmt *any, *image, *move, *count;
};

struct merge_rows {
	struct merge *m;
	struct mover *mover;
	size_t n;
	sqlite3_stmt *conflict, *apart;	/* of answers */
	sqlite3_stmt *changes;
	sqlite3_stmt *states, *state_image, *drop_state, *copy_state, *set_state;
};

static bool
is_special(const char *table)
{
	return strcmp(table, "change") == 0 || strcmp(table, "segment_label") == 0;
}

static bool
has_rows(struct merge *m, const char *table)
{
	char *sql = query_print("SELECT EXISTS (SELECT 1 FROM \"%w\")", table);
	const bool has = query_number(m->store, sql) > 0;

	sqlite3_free(sql);
	return has;
}

static struct mover
new_mover(struct merge *m, const char *table)
{
	struct store *s = m->store;

	return (struct mover){ .table = table,
		.any = query_made(s, query_print("SELECT 1 FROM \"%w\" WHERE customer_id = ?"
		    " LIMIT 1", table)),
		.image = merge_image(m, table, "customer_id"),
		.move = query_made(s, query_print("UPDATE \"%w\" SET customer_id = ?1"
		    " WHERE customer_id = ?2", table)),
		.count = query_made(s, query_print("SELECT count(*) FROM \"%w\""
		    " WHERE customer_id = ?", table)) };
}

/* The answers of a survey that both customers gave as the same respondent. */
static const char conflict_sql[] =
	"SELECT o.survey, o.wave, o.respondent FROM answer AS o JOIN answer AS k"
	" ON k.customer_id = ?1 AND k.survey = o.survey AND k.wave IS o.wave"
	" AND k.respondent IS o.respondent AND k.item = o.item AND k.part IS o.part"
	" WHERE o.customer_id = ?2 LIMIT 1";
static const char apart_sql[] =
	"UPDATE answer SET respondent = ?2 || coalesce(' ' || respondent, '')"
	" WHERE customer_id = ?2 AND survey = ?3 AND wave IS ?4 AND respondent IS ?5";

static const char changes_sql[] =
	"UPDATE change SET customer_id = ?1, alias = coalesce(alias, ?2) WHERE customer_id = ?2";

/* Whether the case of OTHER is the later one; no row: OTHER has none. */
static const char states_sql[] =
	"SELECT k.told IS NOT NULL, o.told > k.told FROM alert_state AS o"
	" LEFT JOIN alert_state AS k ON k.customer_id = ?1 WHERE o.customer_id = ?2";
static const char copy_state_sql[] =
	"INSERT INTO alert_state (customer_id, state, told, changed, bought, batch)"
	" SELECT ?1, state, told, changed, bought, ?3 FROM alert_state WHERE customer_id = ?2";
static const char set_state_sql[] =
	"UPDATE alert_state AS k SET state = o.state, told = o.told, changed = o.changed,"
	" bought = o.bought FROM alert_state AS o WHERE k.customer_id = ?1 AND o.customer_id = ?2";

struct merge_rows *
merge_rows_open(struct merge *m)
{
	struct merge_rows *r = mem_new(1, sizeof *r);
	struct store *s = m->store;
	size_t n;
	const struct holder *h = holder_all(&n);

	*r = (struct merge_rows){ .m = m, .mover = mem_new(n, sizeof *r->mover),
		.conflict = query_new(s, conflict_sql), .apart = query_new(s, apart_sql),
		.changes = query_new(s, changes_sql), .states = query_new(s, states_sql),
		.state_image = merge_image(m, "alert_state", "customer_id"),
		.drop_state = query_new(s, "DELETE FROM alert_state WHERE customer_id = ?"),
		.copy_state = query_new(s, copy_state_sql),
		.set_state = query_new(s, set_state_sql) };
	for (size_t i = 0; i < n; i++)
		if (h[i].kind == HOLDER_ROWS && !is_special(h[i].table) &&
		    (strcmp(h[i].table, "alias") == 0 || has_rows(m, h[i].table)))
			r->mover[r->n++] = new_mover(m, h[i].table);
	query_int(r->copy_state, 3, m->batch->batch);
	return r;
}

void
merge_rows_close(struct merge_rows *r)
{
	sqlite3_stmt *const q[] = { r->conflict, r->apart, r->changes, r->states, r->state_image,
		r->drop_state, r->copy_state, r->set_state };

	for (size_t i = 0; i < sizeof q / sizeof *q; i++)
		query_free(q[i]);
	for (size_t i = 0; i < r->n; i++) {
		query_free(r->mover[i].any);
		query_free(r->mover[i].image);
		query_free(r->mover[i].move);
		query_free(r->mover[i].count);
	}
	free(r->mover);
	free(r);
}

/*
 * If both customers have answered the same survey, the answers of the other one keep his id as the
 * respondent: both answers stay, and the results of the survey stay as they are.
 */
static void
keep_apart(struct merge_rows *r)
{
	const struct merge *m = r->m;
	bool any = false;

	for (merge_bind(m, r->conflict); query_step(r->conflict); any = true) {
		char *of[3];

		for (int i = 0; i < 3; i++)
			of[i] = mem_text(query_cell(r->conflict, i));
		sqlite3_reset(r->conflict);
		merge_bind(m, r->apart);
		for (int i = 0; i < 3; i++)
			query_text(r->apart, i + 3, of[i]);
		query_run(r->apart);
		for (int i = 0; i < 3; i++)
			free(of[i]);
	}
	r->m->apart += any;
}

static int64_t
count(const struct mover *v, const char *id)
{
	query_text(v->count, 1, id);
	query_step(v->count);
	const int64_t n = sqlite3_column_int64(v->count, 0);

	sqlite3_reset(v->count);
	return n;
}

/* For -n: how many rows both have, and KEEP after the merge. */
static void
show(const struct merge *m, const struct mover *v)
{
	char keep[NUM_SIZE], other[NUM_SIZE], sum[NUM_SIZE];
	const int64_t ours = count(v, m->keep), theirs = count(v, m->other);

	num_int(ours, keep);
	num_int(theirs, other);
	num_int(ours + theirs, sum);
	merge_show(m, v->table, keep, other, sum);
}

static void
move(struct merge_rows *r, const struct mover *v)
{
	if (!query_finds(v->any, r->m->other))
		return;
	if (r->m->shown)
		show(r->m, v);
	query_text(v->image, 2, r->m->other);
	query_run(v->image);
	if (strcmp(v->table, "answer") == 0)
		keep_apart(r);
	merge_bind(r->m, v->move);
	query_run(v->move);
}

static void
keep_state(struct merge_rows *r, const char *id)
{
	query_text(r->state_image, 2, id);
	query_run(r->state_image);
}

/* Of two alert cases, the one stays of which people heard last. */
static void
join_states(struct merge_rows *r)
{
	const struct merge *m = r->m;

	merge_bind(m, r->states);
	if (!query_step(r->states))
		return;
	const bool both = sqlite3_column_int(r->states, 0);
	const bool later = sqlite3_column_int(r->states, 1);

	sqlite3_reset(r->states);
	merge_show(m, "alert_state", both ? "1" : "0", "1", "1");
	keep_state(r, m->other);
	if (both && later)
		keep_state(r, m->keep);
	sqlite3_stmt *q = both ? r->set_state : r->copy_state;

	merge_bind(m, q);
	if (!both || later)
		query_run(q);
	query_text(r->drop_state, 1, m->other);
	query_run(r->drop_state);
}

void
merge_rows_move(struct merge_rows *r)
{
	for (size_t i = 0; i < r->n; i++)
		move(r, &r->mover[i]);
	join_states(r);
}

void
merge_rows_follow(struct merge_rows *r)
{
	merge_bind(r->m, r->changes);
	query_run(r->changes);
}
