#include "lib/diff/diff_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/known.h"
#include "lib/diff/diff_clv.h"
#include "lib/diff/diff_store.h"
#include "lib/diff/diff_table.h"
#include "lib/io/cite.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/stat/sample.h"

/* What the sides are. */
enum source { TABLES, STORE, STORES };

static enum source
source_of(const struct diff_opts *o)
{
	return o->stores ? STORES : store_is_wanted(&o->store) ? STORE : TABLES;
}

static bool
is_mean(const struct diff_opts *o)
{
	return o->mean || o->nps;
}

static const char *
measure_of(const struct diff_opts *o)
{
	return o->measure ? o->measure : o->nps ? "score" : "spend";
}

static void
check_operands(const struct diff_opts *o, char **operands)
{
	static const char *const what[] = { "two tables", "two dates or periods", "two stores" };

	if (operands[0] == NULL || operands[1] == NULL)
		opt_misuse("name %s, A and B", what[source_of(o)]);
	opt_no_operands(operands + 2);
	if (source_of(o) == TABLES && strcmp(operands[0], "-") == 0 &&
	    strcmp(operands[1], "-") == 0)
		opt_misuse("only one of A and B can be standard input");
}

/* The clv of a store is that on a day, and both days are those of one store. */
static void
check_clv(const struct diff_opts *o, char **operands)
{
	struct diff_time t;

	if (source_of(o) == TABLES || !diff_clv_wanted(o))
		return;
	if (o->mean || o->stores)
		opt_misuse("--measure=clv of a store cannot be used with --mean or --stores;"
		    " compare two tables that clv-calc printed");
	for (int s = 0; s < DIFF_SIDES; s++)
		if (diff_store_time(operands[s], &t) && t.from != DATE_NONE)
			opt_misuse("--measure=clv requires two dates; '%s' is a period",
			    operands[s]);
}

static void
check_store(const struct diff_opts *o)
{
	if (source_of(o) == TABLES)
		return;
	if (reading_given(&o->reading))
		opt_misuse("%s is for CSV, but there is none", reading_given(&o->reading));
	if (o->nps && o->measure)
		opt_misuse("--measure cannot be used with --nps and a store; the scores are"
		    " those of kind nps");
	if (!diff_store_has(o->measure))
		opt_misuse("a store has the measures spend, orders and clv, not '%s'; compare two"
		    " tables that have it, such as the output of clv-calc -d FILE --as-of=DATE",
		    o->measure);
}

void
diff_rows_check(const struct diff_opts *o, char **operands)
{
	opt_refuse((const struct opt_conflict[]){
		{ o->mean && o->nps, "--mean and --nps cannot be used together; the NPS is a"
		    " mean" },
		{ o->stores && store_is_wanted(&o->store),
			"--stores takes the stores from the operands; leave out -d" },
		{ o->as_of != DATE_NONE && !o->stores,
			"--as-of requires --stores; otherwise A and B have their own dates" },
		{ is_mean(o) && o->by && o->label,
			"--by and --label cannot be used together with --mean or --nps" },
		{ o->top == 0 && opt_given("top"), "--top must be at least 1" },
		{ 0 } });
	check_operands(o, operands);
	check_store(o);
	check_clv(o, operands);
}

static struct diff_time
time_of(const char *operand)
{
	struct diff_time t;
	char day[DATE_SIZE];
	const int32_t today = known_by(DATE_NONE).day;

	if (!diff_store_time(operand, &t))
		opt_misuse("'%s' is not a date or a period: 2025-06-30, 2025-06, 2025-Q2, 2025",
		    operand);
	if (t.from != DATE_NONE && t.to > today)
		opt_note("%s is not over: the store has facts up to %s", operand,
		    date_text(today, day));
	return t;
}

static void
read_store(struct diff *d, const struct diff_opts *o, char **operands)
{
	struct store *store = store_open(&o->store, STORE_READ, NULL);
	const struct diff_time time[DIFF_SIDES] = { time_of(operands[0]), time_of(operands[1]) };

	diff_store_read(d, o, store, time, (const bool[DIFF_SIDES]){ true, true });
	store_close(store);
}

static void
read_stores(struct diff *d, const struct diff_opts *o, char **operands)
{
	for (int s = 0; s < DIFF_SIDES; s++) {
		struct diff_opts own = *o;

		own.store = (struct store_opts){ .db = operands[s] };
		struct store *store = store_open(&own.store, STORE_READ, NULL);
		const struct diff_time t = { DATE_NONE, known_by(o->as_of).day };

		cite_as_of(t.to);
		diff_store_read(d, &own, store, (const struct diff_time[DIFF_SIDES]){ t, t },
		    (const bool[DIFF_SIDES]){ s == DIFF_BEFORE, s == DIFF_AFTER });
		store_close(store);
	}
}

struct diff *
diff_rows_read(const struct diff_opts *o, char **operands)
{
	struct diff *d = diff_new(is_mean(o), o->nps);

	if (source_of(o) == STORE)
		read_store(d, o, operands);
	else if (source_of(o) == STORES)
		read_stores(d, o, operands);
	else
		for (int s = 0; s < DIFF_SIDES; s++)
			diff_table_read(d, o, (enum diff_side)s, operands[s]);
	return d;
}

/* The columns that say which row it is: the group, the effect, the labels. */
static void
put_key_columns(const struct diff_opts *o, struct put *out)
{
	if (o->by)
		put_column(out, o->by, PUT_CELL);
	put_column(out, "effect", PUT_TEXT);
	if (o->label) {
		put_column(out, "from_label", PUT_TEXT);
		put_column(out, "to_label", PUT_TEXT);
	}
}

static void
put_key(const struct diff_opts *o, const struct diff *d, const struct diff_key *key,
    struct put *out)
{
	if (o->by)
		put_text(out, key->effect == DIFF_TOTAL ? NULL : diff_word_text(d, key->group));
	put_text(out, diff_effects[key->effect]);
	if (o->label) {
		put_text(out, diff_word_text(d, key->from));
		put_text(out, diff_word_text(d, key->to));
	}
}

/* NAN, an empty cell, if nothing changed. */
static double
share_of(double part, double whole)
{
	return whole != 0 ? part / whole + 0 : NAN;	/* not -0 */
}

static int64_t
change_of(const struct diff_opts *o, const struct diff_sum *s)
{
	int64_t change;

	if (__builtin_sub_overflow(s->after, s->before, &change))
		fail("the change of %s is larger than 64 bits", measure_of(o));
	return change;
}

static void
print_sums(const struct diff_opts *o, struct diff *d, struct put *out)
{
	static const struct put_head head[] = { { "customers", PUT_INT },
		{ "value_before", PUT_AMOUNT }, { "value_after", PUT_AMOUNT },
		{ "change", PUT_AMOUNT }, { "of_change", PUT_SHARE }, { 0 } };
	size_t n;
	struct diff_sum *row = diff_sums(d, o->by != NULL, &n);

	if (row == NULL)
		fail("the sum of %s is larger than 64 bits", measure_of(o));
	put_key_columns(o, out);
	put_columns(out, head);
	for (size_t i = 0; i < n; i++) {
		const int64_t change = change_of(o, &row[i]);

		put_key(o, d, &row[i].key, out);
		put_int(out, row[i].customers);
		put_amount(out, row[i].before);
		put_amount(out, row[i].after);
		put_amount(out, change);
		put_real(out, share_of((double)change, (double)change_of(o, &row[n - 1])));
		put_end(out);
	}
	free(row);
}

static void
put_mean(const struct kitagawa_effect *e, double whole, struct put *out)
{
	const bool known = !isnan(e->se);

	for (int s = 0; s < DIFF_SIDES; s++)
		put_int(out, e->n[s]);
	for (int s = 0; s < DIFF_SIDES; s++)
		put_real(out, e->share[s]);
	for (int s = 0; s < DIFF_SIDES; s++)
		put_real(out, e->mean[s]);
	put_real(out, e->mix);
	put_real(out, e->rate);
	put_real(out, e->change);
	put_real(out, share_of(e->change, whole));
	put_real(out, known ? e->change - SAMPLE_Z * e->se : NAN);
	put_real(out, known ? e->change + SAMPLE_Z * e->se : NAN);
	put_text(out, known ? "clustered" : NULL);
	put_text(out, known && (e->n[0] < SAMPLE_SMALL || e->n[1] < SAMPLE_SMALL) ? "small" :
	    NULL);
}

static void
print_means(const struct diff_opts *o, struct diff *d, struct put *out)
{
	static const struct put_head head[] = { { "n_before", PUT_INT }, { "n_after", PUT_INT },
		{ "share_before", PUT_SHARE }, { "share_after", PUT_SHARE },
		{ "value_before", PUT_REAL }, { "value_after", PUT_REAL },
		{ "mix_effect", PUT_REAL }, { "rate_effect", PUT_REAL },
		{ "change", PUT_REAL }, { "of_change", PUT_SHARE },
		{ "low", PUT_REAL }, { "high", PUT_REAL }, { "method", PUT_TEXT },
		{ "size", PUT_TEXT }, { 0 } };
	size_t n;
	struct diff_mean *row = diff_means(d, o->by != NULL, &n);

	put_key_columns(o, out);
	put_columns(out, head);
	for (size_t i = 0; i < n; i++) {
		put_key(o, d, &row[i].key, out);
		put_mean(&row[i].of, row[n - 1].of.change, out);
		put_end(out);
	}
	free(row);
}

static void
put_side(const struct diff_customer *c, enum diff_side side, bool mean, struct put *out)
{
	const union diff_value v = side == DIFF_BEFORE ? c->before : c->after;

	if (!c->there[side])
		put_none(out);
	else if (mean)
		put_real(out, v.real);
	else
		put_amount(out, v.amount);
}

/* The change of the whole: the sum or the mean. */
static double
whole_change(struct diff *d, bool mean)
{
	size_t n;
	double change;

	if (mean) {
		struct diff_mean *row = diff_means(d, false, &n);

		change = row[n - 1].of.change;
		free(row);
		return change;
	}
	struct diff_sum *row = diff_sums(d, false, &n);

	change = row ? (double)row[n - 1].after - (double)row[n - 1].before : NAN;
	free(row);
	return change;
}

static void
print_top(const struct diff_opts *o, struct diff *d, struct put *out)
{
	const enum put_kind kind = is_mean(o) ? PUT_REAL : PUT_AMOUNT;
	const struct put_head head[] = { { "value_before", kind }, { "value_after", kind },
		{ "change", kind }, { "of_change", PUT_SHARE }, { 0 } };
	const double whole = whole_change(d, is_mean(o));
	size_t n;
	struct diff_customer *top = diff_top(d, (size_t)o->top, &n);

	put_column(out, "customer_id", PUT_TEXT);
	put_key_columns(o, out);
	put_columns(out, head);
	for (size_t i = 0; i < n; i++) {
		const struct diff_customer *c = &top[i];

		put_text(out, c->id);
		put_key(o, d, &c->key, out);
		put_side(c, DIFF_BEFORE, is_mean(o), out);
		put_side(c, DIFF_AFTER, is_mean(o), out);
		if (is_mean(o))
			put_real(out, c->change.real);
		else
			put_amount(out, c->change.amount);
		put_real(out, share_of(is_mean(o) ? c->change.real : (double)c->change.amount,
		    whole));
		put_end(out);
	}
	free(top);
}

/* A side without rows is not an error, but the user must notice it. */
static void
note_empty(const struct diff_opts *o, const struct diff *d, char **operands)
{
	for (int s = 0; s < DIFF_SIDES; s++)
		if (diff_count(d, (enum diff_side)s) == 0)
			opt_note("%s: no customer has %s%s", operands[s],
			    o->nps ? "a " : "", measure_of(o));
}

void
diff_rows_print(const struct diff_opts *o, struct diff *d, char **operands, struct put *out)
{
	note_empty(o, d, operands);
	if (o->top > 0)
		print_top(o, d, out);
	else if (is_mean(o))
		print_means(o, d, out);
	else
		print_sums(o, d, out);
}
