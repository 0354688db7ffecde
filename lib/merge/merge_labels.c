/* The remembered labels of two customers become those of one. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/merge/merge_own.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"

/*
 * A run has one label per customer: that of KEEP if there is one, else that of OTHER. The table
 * has only changes. So the rows of both are read in the order of the runs, and for each run with a
 * row it is clear what the label is before it and after it: merge_labels_join keeps, changes, moves
 * or removes the rows. No new row is ever needed.
 */
struct row {
	int64_t id, run;
	bool is_other;
	char *scheme, *label;	/* label "": from now on none */
};

struct merge_labels {
	struct merge *m;
	sqlite3_stmt *any, *rows, *image, *set, *drop;
	struct row *row;
	size_t n, room;
};

static const char rows_sql[] =
	"SELECT label_id, run_id, customer_id = ?2, scheme, label FROM segment_label"
	" JOIN segment_run USING (run_id) WHERE customer_id IN (?1, ?2)"
	" ORDER BY scheme, run_id, customer_id = ?2";

struct merge_labels *
merge_labels_open(struct merge *m)
{
	struct store *s = m->store;

	if (query_number(s, "SELECT EXISTS (SELECT 1 FROM segment_label)") == 0)
		return NULL;
	struct merge_labels *l = mem_new(1, sizeof *l);

	*l = (struct merge_labels){ .m = m,
		.any = query_new(s, "SELECT 1 FROM segment_label WHERE customer_id = ? LIMIT 1"),
		.rows = query_new(s, rows_sql),
		.image = merge_image(m, "segment_label", "label_id"),
		.set = query_new(s, "UPDATE segment_label SET customer_id = ?1, label = ?2"
		    " WHERE label_id = ?3"),
		.drop = query_new(s, "DELETE FROM segment_label WHERE label_id = ?") };
	return l;
}

void
merge_labels_close(struct merge_labels *l)
{
	sqlite3_stmt *const q[] = { l->any, l->rows, l->image, l->set, l->drop };

	for (size_t i = 0; i < sizeof q / sizeof *q; i++)
		query_free(q[i]);
	free(l->row);
	free(l);
}

static void
read_rows(struct merge_labels *l)
{
	l->n = 0;
	merge_bind(l->m, l->rows);
	while (query_step(l->rows)) {
		l->row = mem_grow(l->row, l->n + 1, &l->room, sizeof *l->row);
		l->row[l->n++] = (struct row){ sqlite3_column_int64(l->rows, 0),
			sqlite3_column_int64(l->rows, 1), sqlite3_column_int(l->rows, 2),
			mem_text(query_cell(l->rows, 3)), mem_text(query_cell(l->rows, 4)) };
	}
}

static void
free_rows(struct merge_labels *l)
{
	for (size_t i = 0; i < l->n; i++) {
		free(l->row[i].scheme);
		free(l->row[i].label);
	}
}

static void
keep_image(struct merge_labels *l, const struct row *row)
{
	query_int(l->image, 2, row->id);
	query_run(l->image);
}

static void
drop(struct merge_labels *l, const struct row *row)
{
	keep_image(l, row);
	query_int(l->drop, 1, row->id);
	query_run(l->drop);
}

/* Gives the row this label, as a row of KEEP. */
static void
set(struct merge_labels *l, const struct row *row, const char *label)
{
	if (!row->is_other && strcmp(row->label, label) == 0)
		return;
	keep_image(l, row);
	query_text(l->set, 1, l->m->keep);
	query_text(l->set, 2, label);
	query_int(l->set, 3, row->id);
	query_run(l->set);
}

/* The one or two rows of a run from row I; the label was BEFORE, and is NOW. Returns how many. */
static size_t
settle(struct merge_labels *l, size_t i, const char *before, const char *now)
{
	const struct row *first = &l->row[i], *second = first + 1;
	const bool two = i + 1 < l->n && second->run == first->run;

	if (two)
		drop(l, second);	/* that of OTHER */
	if (strcmp(before, now) == 0)
		drop(l, first);
	else
		set(l, first, now);
	return two ? 2 : 1;
}

void
merge_labels_join(struct merge_labels *l)
{
	const char *keep = "", *other = "", *before = "";

	if (!query_finds(l->any, l->m->other))
		return;
	read_rows(l);
	for (size_t i = 0; i < l->n;) {
		const struct row *row = &l->row[i];

		if (i == 0 || strcmp(row->scheme, row[-1].scheme) != 0)
			keep = other = before = "";
		for (size_t k = i; k < l->n && l->row[k].run == row->run; k++)
			*(l->row[k].is_other ? &other : &keep) = l->row[k].label;
		const char *now = *keep ? keep : other;

		i += settle(l, i, before, now);
		before = now;
	}
	free_rows(l);
}

/* The number of customers with a label at each run, from the changes. */
static const char count_sql[] =
	"UPDATE segment_run SET labelled = n FROM ("
	"SELECT r.run_id AS run, coalesce(sum(c.change) OVER"
	" (PARTITION BY r.scheme ORDER BY r.run_id), 0) AS n"
	" FROM segment_run AS r LEFT JOIN (SELECT run_id, sum(change) AS change FROM ("
	"SELECT run_id, (label IS NOT NULL) - (lag(label) OVER (PARTITION BY scheme, customer_id"
	" ORDER BY run_id) IS NOT NULL) AS change"
	" FROM segment_label JOIN segment_run USING (run_id)) GROUP BY run_id) AS c"
	" USING (run_id)) WHERE run_id = run AND labelled <> n";

void
merge_labels_count(struct store *store, const char *runs)
{
	sqlite3_stmt *q = query_new(store, runs);
	const bool any = query_step(q);

	query_free(q);
	if (any)
		query_exec(store, count_sql);
}
