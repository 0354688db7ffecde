#include "lib/points/points_log_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/table.h"
#include "lib/points/entries.h"
#include "lib/points/operations.h"
#include "lib/store/aside.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"

/*
 * The sink at the end of the file is called by lib/store/record.c. put notes each row; rows that
 * are lines of the same order, or of the same refund of it, become one operation (join). finish
 * sorts the operations by time and applies one after the other. A bad operation rejects all of its
 * rows, so the place of each row in the CSV is kept.
 */

/* A row of the input. */
struct row {
	struct table_row place;		/* all 0: from options, or not kept */
	size_t next;			/* of the same operation; NONE */
	struct programme_line line;
};

struct job {				/* an operation and its rows */
	struct operation op;
	size_t first, last, n;		/* its rows */
	bool by_rules;
	const char *time;		/* by which those of a day are sorted; "" is first */
};

#define NONE SIZE_MAX

struct sink {
	const struct record_load *l;
	const struct points_log_opts *opts;
	struct entries *ledger;
	struct operations *operations;
	struct aside *aside;
	sqlite3_stmt *known, *forgotten;
	struct map *customers;		/* that were looked up */
	struct arena texts;
	struct row *row;
	size_t nrows, row_room;
	struct job *job;
	size_t njobs, job_room;
	struct map *orders;		/* that earn by rules, and their refunds */
	size_t *of_order;		/* their jobs, by the number in orders */
	size_t order_room;
	struct map *spoiled;		/* orders of bad rows */
	struct text key;		/* of an order in these maps */
	int64_t entry;			/* of the operation from options; 0: none */
	int64_t points, balance;
	int64_t lapsed;
	bool same;
};

/* --- one row ------------------------------------------------------------------------------- */

/* Without points an order earns by rules, and needs what they ask for. */
static bool
check_rules(const struct sink *s, const struct record_value *v)
{
	if (points_log_step(v) != ENTRIES_EARN || points_log_given(v, POINTS))
		return true;
	if (s->opts->programme == NULL)
		record_bad(s->l, "points", "points is empty (or give the rules by which orders earn"
		    " points: --rules=FILE)");
	else if (!points_log_given(v, ORDER))
		record_bad(s->l, "order_id", "order_id is empty: without it the order could earn"
		    " twice");
	else if (!points_log_given(v, AMOUNT))
		record_bad(s->l, "amount", "amount is empty: the rules need it");
	else
		return true;
	return false;
}

static bool
is_known(const struct sink *s, const struct record_value *v, int f)
{
	const char *name = points_log_fields[f].name;
	size_t at;

	if (!points_log_given(v, f) || map_find(s->customers, v[f].s, strlen(v[f].s), &at))
		return true;
	if (query_finds(s->known, v[f].s)) {
		map_at(s->customers, v[f].s, strlen(v[f].s), NULL);
		return true;
	}
	record_bad(s->l, name, "%s '%.60s' is not in the store (add it with cust-add)", name,
	    v[f].s);
	return false;
}

static bool
is_remembered(const struct sink *s, const struct record_value *v, int f)
{
	const char *name = points_log_fields[f].name;

	if (!points_log_given(v, f) || !store_is_forgotten(s->forgotten, v[f].s))
		return true;
	record_bad(s->l, name, "%s '%.60s' is of a customer who was forgotten", name, v[f].s);
	return false;
}

static bool
sink_look(void *ctx, const struct record_value *v)
{
	const struct sink *s = ctx;

	return is_remembered(s, v, CUSTOMER) && is_remembered(s, v, OTHER) &&
	    is_known(s, v, CUSTOMER) && is_known(s, v, OTHER) && check_rules(s, v);
}

/* --- collecting ---------------------------------------------------------------------------- */

/* A copy of the text; the same text of the row before is not copied again. */
static const char *
keep(struct sink *s, const char *text, const char *before)
{
	if (*text == '\0')
		return "";
	return before && strcmp(text, before) == 0 ? before :
	    arena_text(&s->texts, text, strlen(text));
}

static struct operation
operation_of(struct sink *s, const struct record_value *v)
{
	const struct operation *last = s->njobs > 0 ? &s->job[s->njobs - 1].op :
	    &(const struct operation){ 0 };
	struct operation op = { .step = points_log_step(v), .day = v[DATE].day,
		.customer = keep(s, v[CUSTOMER].s, last->customer),
		.date = keep(s, v[DATE].s, last->date), .has_points = points_log_given(v, POINTS),
		.has_amount = points_log_given(v, AMOUNT), .amount = v[AMOUNT].i,
		.usable = points_log_given(v, USABLE) ? v[USABLE].day : DATE_NONE,
		.expires = points_log_given(v, EXPIRES) ? v[EXPIRES].day : DATE_NONE,
		.pending = s->opts->pending, .order = keep(s, v[ORDER].s, NULL),
		.source = keep(s, v[SOURCE].s, last->source),
		.other = keep(s, v[OTHER].s, NULL), .reason = keep(s, v[REASON].s, last->reason),
		.agent = keep(s, v[AGENT].s, last->agent), .note = keep(s, v[NOTE].s, NULL) };

	if (op.has_points)
		points_log_read(v[POINTS].s, &op.points);
	return op;
}

/* Adds a job for the operation. */
static struct job *
add_job(struct sink *s, const struct record_value *v, bool by_rules)
{
	const struct operation op = operation_of(s, v);

	s->job = mem_grow(s->job, s->njobs + 1, &s->job_room, sizeof *s->job);
	struct job *j = &s->job[s->njobs++];

	*j = (struct job){ .op = op, .by_rules = by_rules, .first = NONE };
	if (by_rules && op.amount < 0)
		j->op.step = ENTRIES_REVERSE;
	j->op.amount = 0;
	return j;
}

static void
add_part(struct text *key, const char *s)
{
	text_add(key, s, strlen(s) + 1);
}

/* The key of an order for the maps. It is valid until the next call. */
static const struct text *
order_key(struct sink *s, const char *order, const char *source)
{
	s->key.n = 0;
	add_part(&s->key, order);
	add_part(&s->key, source);
	return &s->key;
}

static void
spoil(struct sink *s, const struct record_value *v)
{
	const struct text *key = order_key(s, v[ORDER].s, v[SOURCE].s);

	map_at(s->spoiled, key->s, key->n, NULL);
}

/* The job of the order of this line, or of the refund of this date. */
static struct job *
job_of_line(struct sink *s, const struct record_value *v)
{
	const struct text *key = order_key(s, v[ORDER].s, v[SOURCE].s);
	bool is_new;

	if (v[AMOUNT].i < 0)
		add_part(&s->key, v[DATE].s);
	const size_t at = map_at(s->orders, key->s, key->n, &is_new);

	if (!is_new)
		return &s->job[s->of_order[at]];
	s->of_order = mem_grow(s->of_order, at + 1, &s->order_room, sizeof *s->of_order);
	s->of_order[at] = s->njobs;
	return add_job(s, v, true);
}

static void
add_row(struct sink *s, struct job *j, const struct record_value *v)
{
	const size_t at = s->nrows;

	s->row = mem_grow(s->row, at + 1, &s->row_room, sizeof *s->row);
	s->row[s->nrows++] = (struct row){ .next = NONE,
		.line = { keep(s, v[SKU].s, NULL), v[AMOUNT].i },
		.place = s->l->in && (s->l->keep_good || j->n == 0) ?
		    table_row_copy(s->l->in) : (struct table_row){ 0 } };
	if (j->n++ == 0)
		j->first = at;
	else
		s->row[j->last].next = at;
	j->last = at;
}

static void
sink_put(void *ctx, const struct record_value *v, char *const *cell)
{
	struct sink *s = ctx;
	const bool by_rules = points_log_step(v) == ENTRIES_EARN && !points_log_given(v, POINTS);
	struct job *j = by_rules ? job_of_line(s, v) : add_job(s, v, false);

	(void)cell;
	if (by_rules && strcmp(j->op.customer, v[CUSTOMER].s) != 0) {
		record_bad(s->l, "order_id", "order_id '%.60s' has lines of two customers",
		    v[ORDER].s);
		spoil(s, v);
		return;
	}
	if (by_rules && strcmp(v[DATE].s, j->op.date) < 0) {
		j->op.day = v[DATE].day;
		j->op.date = keep(s, v[DATE].s, NULL);
	}
	j->op.amount += j->op.step == ENTRIES_REVERSE && by_rules ? -v[AMOUNT].i : v[AMOUNT].i;
	add_row(s, j, v);
}

/* Notes the order of a bad row: the other lines of the order alone would earn too little. */
static void
sink_spoil(void *ctx, const struct record_value *v)
{
	struct sink *s = ctx;

	if (points_log_given(v, ORDER))
		spoil(s, v);
}

/* --- applying ------------------------------------------------------------------------------ */

static void
reject(struct sink *s, const struct job *j, const struct operation_bad *bad)
{
	if (s->l->in == NULL) {
		record_bad(s->l, bad->field, "%s", bad->why);
		return;
	}
	for (size_t i = j->first; i != NONE; i = s->row[i].next)
		if (s->row[i].place.file)
			table_row_bad(s->l->in, &s->row[i].place, bad->field, "%s", bad->why);
}

/* The lines of an order as an array, which the caller frees. */
static struct programme_line *
lines_of(const struct sink *s, const struct job *j)
{
	struct programme_line *line = mem_new(j->n, sizeof *line);
	size_t n = 0;

	for (size_t i = j->first; i != NONE; i = s->row[i].next)
		line[n++] = s->row[i].line;
	return line;
}

static bool
is_spoiled(struct sink *s, const struct job *j, struct operation_bad *bad)
{
	const struct text *key = order_key(s, j->op.order, j->op.source);
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
rows_of_amount(const struct sink *s, size_t from, int64_t amount)
{
	int64_t sum = 0;
	size_t n = 0;

	for (size_t i = from; i != NONE && sum < amount; i = s->row[i].next, n++)
		sum -= s->row[i].line.amount;
	return sum == amount ? n : 0;
}

/*
 * A log that has grown brings the refunds that are recorded, too, in the same order: their rows are
 * left out. Returns how many; the others are another refund.
 */
static size_t
leave_out_known(struct sink *s, struct job *j)
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
apply(struct sink *s, struct job *j)
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
set_times(struct sink *s)
{
	for (size_t i = 0; i < s->njobs; i++) {
		struct job *j = &s->job[i];

		j->time = strlen(j->op.date) >= DATE_SIZE ? j->op.date + DATE_SIZE :
		    i > 0 && s->job[i - 1].op.day == j->op.day ? s->job[i - 1].time : "";
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct job *x = a, *y = b;
	const int time = strcmp(x->time, y->time);

	if (x->op.day != y->op.day)
		return x->op.day < y->op.day ? -1 : 1;
	if (time != 0)
		return time;
	return (x->first > y->first) - (x->first < y->first);
}

/* If all only earn, nobody looks up lots, and the indexes can be made at the end. */
static void
put_aside_indexes(struct sink *s)
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
note_balance(struct sink *s)
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

static void
sink_finish(void *ctx)
{
	struct sink *s = ctx;

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

static void *
sink_open(const struct record *r, const struct record_load *l)
{
	struct sink *s = mem_new(1, sizeof *s);

	(void)r;
	*s = (struct sink){ .l = l, .opts = l->opts, .aside = aside_new(l->store),
		.ledger = entries_open(l->store, l->batch->batch, l->changes),
		.known = store_customer_query(l->store),
		.forgotten = store_forgotten_query(l->store), .orders = map_new(),
		.spoiled = map_new(), .customers = map_new() };
	s->operations = operations_open(l->store, s->ledger, s->opts->programme, s->opts->debts);
	return s;
}

static void
sink_note(const void *ctx)
{
	const struct sink *s = ctx;

	if (s->lapsed > 0)
		opt_note("%jd points were given back to lots that have expired"
		    " (--expires=DATE gives them a new date)", (intmax_t)s->lapsed);
	if (s->l->in == NULL && s->same)
		opt_note("nothing changed: this was recorded before");
}

static void
sink_print(const void *ctx, struct put *out)
{
	static const struct put_head head[] = { { "entry_id", PUT_INT },
		{ "customer_id", PUT_TEXT }, { "step", PUT_TEXT }, { "points", PUT_INT },
		{ "balance", PUT_INT }, { 0 } };
	const struct sink *s = ctx;
	const struct operation *op = &s->job[0].op;

	put_columns(out, head);
	opt_committed("the entries of batch %jd are committed", (intmax_t)s->l->batch->batch);
	if (s->entry > 0)
		put_int(out, s->entry);
	else
		put_none(out);
	put_text(out, op->customer);
	put_text(out, entries_step_name(op->step));
	put_int(out, s->points);
	put_int(out, s->balance);
	put_end(out);
}

static void
sink_close(void *ctx)
{
	struct sink *s = ctx;

	for (size_t i = 0; i < s->nrows; i++)
		if (s->row[i].place.file)
			table_row_free(&s->row[i].place);
	map_free(s->orders);
	map_free(s->spoiled);
	text_free(&s->key);
	map_free(s->customers);
	arena_free(&s->texts);
	free(s->row);
	free(s->job);
	free(s->of_order);
	free(s);
}

static const struct record_sink sink = {
	.open = sink_open, .look = sink_look, .put = sink_put, .spoil = sink_spoil,
	.finish = sink_finish, .note = sink_note, .print = sink_print, .close = sink_close,
};

const struct record points_log_record = { .table = "points", .key = "entry_id",
	.field = points_log_fields, .n = FIELDS, .check = points_log_check, .sink = &sink,
	.numbered = "order_id", .one_or_many = true };
