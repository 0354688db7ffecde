#include "lib/segment/remember.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/store/batch.h"
#include "lib/store/insert.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

enum { NONE = -1 };		/* instead of a label */

/* The labels of a scheme after its latest run. */
static const char labels_sql[] =
	"SELECT customer_id, label, max(run_id) FROM segment_label"
	" WHERE run_id IN (SELECT run_id FROM segment_run WHERE scheme = ?1) GROUP BY customer_id";

struct known_label {
	ptrdiff_t label;	/* its number in names, or NONE */
	bool seen;		/* the customer is in this run */
};

struct writer {
	struct store *store;
	struct map *ids, *names;
	struct known_label *of;	/* per number in ids */
	size_t room;
	struct insert *rows;
	int64_t run;
	struct batch batch;
};

const struct labelling *
remember_labelling(const struct labels *l, const char *scheme)
{
	for (size_t i = 0; i < labels_count(l); i++) {
		const struct labelling *of = labels_at(l, i);

		if (strcmp(of->column[of->label].name, scheme) == 0)
			return of;
	}
	if (labels_count(l) > 1)
		opt_misuse("several labels are printed; --remember=%s must name the column of one",
		    scheme);
	return labels_at(l, 0);
}

struct run {
	int64_t run, batch;	/* run 0: there is none */
	char as_of[DATE_SIZE];
};

static struct run
latest_run(struct store *store, const char *scheme)
{
	sqlite3_stmt *q = query_new(store, "SELECT run_id, batch, as_of FROM segment_run"
	    " WHERE scheme = ? ORDER BY as_of DESC LIMIT 1");
	struct run r = { 0 };

	query_text(q, 1, scheme);
	if (query_step(q)) {
		r.run = sqlite3_column_int64(q, 0);
		r.batch = sqlite3_column_int64(q, 1);
		strncat(r.as_of, query_cell(q, 2), sizeof r.as_of - 1);
	}
	query_free(q);
	return r;
}

static ptrdiff_t
number_of(struct writer *w, const char *label)
{
	return label && *label ? (ptrdiff_t)map_at(w->names, label, strlen(label), NULL) : NONE;
}

static struct known_label *
customer(struct writer *w, const char *id)
{
	bool is_new;
	const size_t at = map_at(w->ids, id, strlen(id), &is_new);

	w->of = mem_grow(w->of, at + 1, &w->room, sizeof *w->of);
	if (is_new)
		w->of[at] = (struct known_label){ NONE, false };
	return &w->of[at];
}

static void
read_known(struct writer *w, const char *scheme)
{
	sqlite3_stmt *q = query_new(w->store, labels_sql);

	query_text(q, 1, scheme);
	while (query_step(q))
		customer(w, query_cell(q, 0))->label = number_of(w, query_cell(q, 1));
	query_free(q);
}

/* Whether all labels are those of the latest run. */
static bool
are_known(struct writer *w, const struct labels *l, const struct labelling *of)
{
	bool same = true;

	for (size_t i = 0; same && i < labels_rows(l); i++) {
		struct known_label *was = customer(w, labels_id(l, i));

		was->seen = true;
		same = was->label == number_of(w, labels_name(of, i));
	}
	for (size_t i = 0; same && i < map_count(w->ids); i++)
		same = w->of[i].seen || w->of[i].label == NONE;
	return same;
}

/* Whether the same labels were remembered before. Ends the tool if the latest run is in the way. */
static bool
is_again(struct writer *w, const struct labels *l, const struct labelling *of, const char *scheme,
    const char *as_of, const struct run *latest)
{
	if (latest->run == 0 || strcmp(latest->as_of, as_of) < 0)
		return false;
	if (strcmp(latest->as_of, as_of) > 0 || !are_known(w, l, of))
		fail("the labels of '%s' in the store are of %s; only those of a"
		    " later day can be added (to remove them: cust-undo %jd)", scheme,
		    latest->as_of, (intmax_t)latest->batch);
	opt_note("batch %jd has the labels of '%s' at %s; nothing has changed",
	    (intmax_t)latest->batch, scheme, as_of);
	return true;
}

static void
add_run(struct writer *w, const char *scheme, const char *as_of, int64_t after)
{
	sqlite3_stmt *q = query_new(w->store, "INSERT INTO segment_run"
	    " (scheme, as_of, labelled, after, batch) VALUES (?, ?, 0, nullif(?, 0), ?)");

	query_text(q, 1, scheme);
	query_text(q, 2, as_of);
	query_int(q, 3, after);
	query_int(q, 4, w->batch.batch);
	query_run(q);
	query_free(q);
	w->run = sqlite3_last_insert_rowid(w->store->db);
}

/* LABEL NULL: the customer has none now. */
static void
write_label(struct writer *w, const char *id, struct known_label *was, const char *label)
{
	const ptrdiff_t is = number_of(w, label);

	was->seen = true;
	if (is == NONE && was->label == NONE)
		return;
	w->batch.read++;
	if (is == was->label) {
		w->batch.unchanged++;
		return;
	}
	++*(was->label == NONE ? &w->batch.added : &w->batch.updated);
	insert_int(w->rows, w->run);
	insert_text(w->rows, id);
	insert_text(w->rows, label ? label : "");
	insert_int(w->rows, w->batch.batch);
	insert_end(w->rows);
}

/* Returns how many customers have a label. */
static int64_t
write_rows(struct writer *w, const struct labels *l, const struct labelling *of)
{
	static const char *const columns[] = { "run_id", "customer_id", "label", "batch" };
	int64_t labelled = 0;

	w->rows = insert_new(w->store, "segment_label", columns, sizeof columns / sizeof *columns,
	    INSERT_SOON);
	for (size_t i = 0; i < labels_rows(l); i++) {
		const char *id = labels_id(l, i), *label = labels_name(of, i);

		labelled += label != NULL && *label != '\0';
		write_label(w, id, customer(w, id), label);
	}
	for (size_t i = 0; i < map_count(w->ids); i++)
		if (!w->of[i].seen)
			write_label(w, map_key(w->ids, i), &w->of[i], NULL);
	insert_free(w->rows);
	return labelled;
}

static void
count_run(struct writer *w, int64_t labelled)
{
	sqlite3_stmt *q = query_new(w->store,
	    "UPDATE segment_run SET labelled = ? WHERE run_id = ?");

	query_int(q, 1, labelled);
	query_int(q, 2, w->run);
	query_run(q);
	query_free(q);
}

static void
write_run(struct writer *w, const struct labels *l, const struct labelling *of, const char *scheme,
    const char *as_of, int64_t after, const char *tool)
{
	w->batch = batch_new(w->store, tool);
	add_run(w, scheme, as_of, after);
	count_run(w, write_rows(w, l, of));
	batch_end(w->store, &w->batch, NULL);
	batch_commit(w->store, &w->batch, false);
	opt_note("batch %jd: labels of '%s' at %s: %jd new, %jd changed, %jd as before",
	    (intmax_t)w->batch.batch, scheme, as_of, (intmax_t)w->batch.added,
	    (intmax_t)w->batch.updated, (intmax_t)w->batch.unchanged);
}

void
remember(const struct labels *l, const struct labelling *of, const char *scheme, const char *tool,
    struct store *store)
{
	const int32_t day = history_as_of(labels_histories(l));
	struct writer w = { .store = store, .ids = map_new(), .names = map_new() };
	char as_of[DATE_SIZE];

	date_text(day, as_of);
	if (day > date_today())
		fail("%s is in the future; its labels are not remembered", as_of);
	store_bulk(store);
	store_begin(store);
	const struct run latest = latest_run(store, scheme);

	read_known(&w, scheme);
	if (is_again(&w, l, of, scheme, as_of, &latest))
		store_rollback(store);
	else
		write_run(&w, l, of, scheme, as_of, latest.run, tool);
	map_free(w.ids);
	map_free(w.names);
	free(w.of);
}
