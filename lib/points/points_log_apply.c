/* Operations, sorted by time, become entries; a bad one rejects its rows. */
#include "lib/points/points_log_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/table.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"

static void
reject(struct points_log_sink *s, const struct points_log_job *j, const struct operation_bad *bad)
{
	if (s->l->in == NULL) {
		record_bad(s->l, bad->field, "%s", bad->why);
		return;
	}
	for (size_t i = j->first; i != NO_ROW; i = s->row[i].next)
		if (s->row[i].place.file)
			table_row_bad(s->l->in, &s->row[i].place, bad->field, "%s", bad->why);
}

/* The lines of an order as an array, which the caller frees. */
static struct programme_line *
lines_of(const struct points_log_sink *s, const struct points_log_job *j)
{
	struct programme_line *line = mem_new(j->n, sizeof *line);
	size_t n = 0;

	for (size_t i = j->first; i != NO_ROW; i = s->row[i].next)
		line[n++] = s->row[i].line;
	return line;
}

static bool
is_spoiled(struct points_log_sink *s, const struct points_log_job *j, struct operation_bad *bad)
{
	const struct text *key = points_log_key(s, j->op.order, j->op.source);
	size_t at;

	if (!j->by_rules || !map_find(s->spoiled, key->s, key->n, &at))
		return false;
	bad->field = "order_id";
	snprintf(bad->why, sizeof bad->why, say("another row of order_id '%.60s' is bad"),
	    j->op.order);
	return true;
}

/* The first rows of the refund from FROM on whose amounts are AMOUNT together; 0: none are. */
static size_t
rows_of_amount(const struct points_log_sink *s, size_t from, int64_t amount)
{
	int64_t sum = 0;
	size_t n = 0;

	for (size_t i = from; i != NO_ROW && sum < amount; i = s->row[i].next, n++)
		sum -= s->row[i].line.amount;
	return sum == amount ? n : 0;
}

/*
 * A log that has grown brings the refunds that are recorded, too, in the same order: their rows are
 * left out. Returns how many; the others are another refund.
 */
static size_t
leave_out_known(struct points_log_sink *s, struct points_log_job *j)
{
	size_t n, left_out = 0, from = j->first;
	const int64_t *amount = operations_refunds(s->operations, &j->op, &n);

	for (size_t k = 0; k < n; k++) {
		const size_t rows = rows_of_amount(s, from, amount[k]);

		for (size_t i = 0; i < rows; i++)
			from = s->row[from].next;
		left_out += rows;
		j->op.amount -= rows > 0 ? amount[k] : 0;
	}
	j->op.is_other = left_out > 0;
	return left_out;
}

static void
apply(struct points_log_sink *s, struct points_log_job *j)
{
	struct operation_bad bad;
	struct programme_line *line = NULL;

	if (is_spoiled(s, j, &bad)) {
		if (s->l->keep_good)	/* else the bad row says it all */
			reject(s, j, &bad);
		return;
	}
	if (j->by_rules && j->op.step == ENTRIES_EARN) {
		j->op.line = line = lines_of(s, j);
		j->op.nlines = j->n;
	}
	const size_t known = j->by_rules && j->op.step == ENTRIES_REVERSE ?
	    leave_out_known(s, j) : 0;

	s->l->batch->unchanged += (int64_t)known;
	if (known == j->n)
		return;
	const enum operation_result r = operations_apply(s->operations, &j->op, &bad, &s->entry);

	free(line);
	if (r == OPERATION_BAD)
		reject(s, j, &bad);
	else
		*(r == OPERATION_DONE ? &s->l->batch->added : &s->l->batch->unchanged) +=
		    (int64_t)(j->n - known);
	s->same = r == OPERATION_SAME;
}

/* Those of a day by time; one without a time stays behind the row before it. */
static void
set_times(struct points_log_sink *s)
{
	for (size_t i = 0; i < s->njobs; i++) {
		struct points_log_job *j = &s->job[i];

		j->time = strlen(j->op.date) >= DATE_SIZE ? j->op.date + DATE_SIZE :
		    i > 0 && s->job[i - 1].op.day == j->op.day ? s->job[i - 1].time : "";
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct points_log_job *x = a, *y = b;
	const int time = strcmp(x->time, y->time);

	if (x->op.day != y->op.day)
		return x->op.day < y->op.day ? -1 : 1;
	if (time != 0)
		return time;
	return (x->first > y->first) - (x->first < y->first);
}

/* If all only earn, nobody looks up lots, and the indexes can be made at the end. */
static void
put_aside_indexes(struct points_log_sink *s)
{
	static const char *const names[] = { "points_customer", "points_lot", "points_refers",
		"points_expires" };
	const int64_t stored = query_number(s->l->store, "SELECT max(entry_id) FROM points");

	if (!aside_pays((int64_t)s->njobs, stored) || (s->opts->programme &&
	    s->opts->programme->tiers > 0) || query_number(s->l->store, "SELECT EXISTS"
	    " (SELECT 1 FROM points WHERE lot IS NULL AND points < 0)"))
		return;
	for (size_t i = 0; i < s->njobs; i++)
		if (s->job[i].op.step != ENTRIES_EARN)
			return;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		aside_index(s->aside, names[i]);
}

/* Of the operation from options: what it has changed, and the balance on its day. */
static void
note_balance(struct points_log_sink *s)
{
	const struct operation *op = &s->job[0].op;
	sqlite3_stmt *q = query_new(s->l->store, "SELECT coalesce(sum(points), 0) FROM points"
	    " WHERE batch = ?1 AND customer_id = ?2");

	query_int(q, 1, s->l->batch->batch);
	query_text(q, 2, op->customer);
	query_step(q);
	s->points = sqlite3_column_int64(q, 0);
	query_free(q);
	const struct lots_sums sums = lots_sum(entries_lots(s->ledger, op->customer),
	    op->day);

	s->balance = sums.usable - sums.owed;
}

void
points_log_finish(void *ctx)
{
	struct points_log_sink *s = ctx;

	set_times(s);
	if (s->njobs > 0)
		qsort(s->job, s->njobs, sizeof *s->job, by_time);
	put_aside_indexes(s);
	for (size_t i = 0; i < s->njobs; i++)
		apply(s, &s->job[i]);
	s->lapsed = operations_lapsed(s->operations);
	if (s->l->in == NULL)
		note_balance(s);
	operations_close(s->operations);
	entries_close(s->ledger);
	aside_free(s->aside);
	query_free(s->known);
	query_free(s->forgotten);
}
