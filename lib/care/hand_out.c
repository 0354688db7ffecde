#include "lib/care/hand_out.h"


#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"
#include "lib/store/store.h"
#include "lib/trial/enrolled.h"

static const char unprinted_sql[] =
	"SELECT care_id FROM care WHERE customer_id = ?1 AND occasion = ?2 AND printed IS NULL"
	" AND held_out IS NULL";

/* The EXISTS is for a customer who was merged or erased after the list was made. */
static const char insert_sql[] =
	"INSERT INTO care (customer_id, occasion, as_of, due, held_out, batch)"
	" SELECT ?1, ?2, ?3, ?4, ?5, ?6"
	" WHERE EXISTS (SELECT 1 FROM customer WHERE customer_id = ?1)";
static const char mark_sql[] =
	"UPDATE care SET printed = strftime('%Y-%m-%dT%H:%M:%SZ') WHERE care_id = ?1";

struct recording {
	struct store *store;
	sqlite3_stmt *unprinted, *insert;
	struct batch batch;
	const char *as_of, *trial, *tool;
};

void
hand_out_check(int32_t as_of)
{
	char text[DATE_SIZE];

	if (as_of > date_today())
		fail("%s is in the future; nothing is handed out (leave out"
		    " --hand-out to print the list)", date_text(as_of, text));
}

static void
insert(struct recording *r, const struct worklist_row *row, struct due_item *item)
{
	char due[DATE_SIZE];

	if (r->batch.batch == 0)
		r->batch = batch_new(r->store, r->tool);
	query_text(r->insert, 1, row->id);
	query_text(r->insert, 2, item->occasion);
	query_text(r->insert, 3, r->as_of);
	query_text(r->insert, 4, date_text(item->day, due));
	query_text(r->insert, 5, row->held ? r->trial : NULL);
	query_int(r->insert, 6, r->batch.batch);
	query_run(r->insert);
	if (sqlite3_changes(r->store->db) == 0)
		return;
	item->care_id = sqlite3_last_insert_rowid(r->store->db);
	r->batch.read++;
	r->batch.added++;
}

static void
record_item(struct recording *r, const struct worklist_row *row, struct due_item *item)
{
	query_text(r->unprinted, 1, row->id);
	query_text(r->unprinted, 2, item->occasion);
	if (!row->held && query_step(r->unprinted))
		item->care_id = sqlite3_column_int64(r->unprinted, 0);
	sqlite3_reset(r->unprinted);
	if (item->care_id == 0)
		insert(r, row, item);
}

/* Both arms, so that trial-calc can compare them. */
static void
enter_trial(const struct recording *r, const struct worklist *w, int32_t as_of, double share)
{
	struct enrolled_writer *to = enrolled_begin(r->store, r->trial, r->batch.batch);

	for (size_t i = 0; i < w->entrants; i++) {
		const struct enrolled_member m = { .id = w->entrant[i].id, .stratum = "",
			.arm = w->entrant[i].held ? ARM_HOLDOUT : ARM_TREATMENT, .share = share,
			.assigned = as_of };

		enrolled_add(to, &m);
	}
	enrolled_end(to);
}

void
hand_out_record(struct store *store, struct worklist *w, int32_t as_of,
    const struct worklist_opts *opts, const char *tool)
{
	char day[DATE_SIZE];

	if (w->n == 0)
		return;
	store_begin(store);
	struct recording r = { .store = store, .unprinted = query_new(store, unprinted_sql),
		.insert = query_new(store, insert_sql), .as_of = date_text(as_of, day),
		.trial = opts->trial, .tool = tool };

	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 0; k < w->row[i].n; k++)
			record_item(&r, &w->row[i], &w->item[w->row[i].first + k]);
	if (w->entrants > 0)
		enter_trial(&r, w, as_of, opts->holdout);
	if (r.batch.batch)
		batch_end(store, &r.batch, NULL);
	query_free(r.unprinted);
	query_free(r.insert);
	store_commit(store);
}

void
hand_out_mark(struct store *store, const struct worklist *w)
{
	store_begin(store);
	sqlite3_stmt *q = query_new(store, mark_sql);

	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 0; k < w->row[i].n && !w->row[i].held; k++) {
			query_int(q, 1, w->item[w->row[i].first + k].care_id);
			query_run(q);
		}
	query_free(q);
	store_commit(store);
}
