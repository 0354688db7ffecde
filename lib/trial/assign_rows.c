#include "lib/trial/assign_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/known.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"
#include "lib/stat/effect.h"
#include "lib/store/batch.h"
#include "lib/store/store.h"
#include "lib/trial/assign.h"
#include "lib/trial/enrolled.h"
#include "lib/trial/power.h"
#include "lib/trial/subjects.h"

struct member {
	size_t stratum;		/* its number in strata */
	enum arm arm;
	double share;
	int32_t assigned;
	const char *known;	/* in the trial already: its stratum; NULL: new */
};

struct assigned {
	const struct assign_rows_opts *opts;
	struct store *store;	/* NULL: none */
	struct subjects *subjects;
	struct enrolled *enrolled;
	struct purchases *purchases;
	size_t column[OPT_MANY_MAX], columns;	/* of --stratify */
	struct map *strata;	/* by their names */
	struct member *at;	/* per subject */
	size_t n, room;
	int32_t as_of;
};

void
assign_rows_check(const struct assign_rows_opts *o, char **operands)
{
	const bool stored = store_is_wanted(&o->facts.log.store);

	if (o->trial == NULL)
		opt_misuse("the name of the trial is missing: --trial=NAME");
	if (arm_trial_why(o->trial))
		opt_misuse("--trial=%s %s", o->trial, arm_trial_why(o->trial));
	purchases_check(&o->facts, operands, o->power);
	opt_refuse((const struct opt_conflict[]){
		{ !(o->holdout >= 0 && o->holdout <= 1),
		    "--holdout must be from 0 to 100% (20%, or .2)" },
		{ o->remember && !stored, "--record requires a store; name it with -d FILE" },
		{ o->remember && o->power, "--power prints no assignment to record" },
		{ o->stratify && stored && *operands == NULL,
		    "--stratify requires a list of customers with these columns" },
		{ opt_given("horizon") && !stored && o->facts.orders == NULL,
		    "--horizon requires orders: --orders=FILE or -d FILE" },
		{ 0 } });
}

/* Finds the columns of --stratify. */
static void
find_columns(void *ctx, struct table *t)
{
	struct assigned *a = ctx;
	char *names = a->opts->stratify ? mem_text(a->opts->stratify) : NULL, *rest = names;

	for (char *name; names && (name = strsep(&rest, ",")) != NULL;) {
		if (a->columns == OPT_MANY_MAX)
			opt_misuse("--stratify has more than %d columns", OPT_MANY_MAX);
		a->column[a->columns++] = table_column(t, name);
	}
	free(names);
}

/* The stratum of a row: its cells in the columns, joined by '/'. */
static bool
take_row(void *ctx, struct table *t, char *const *cell)
{
	struct assigned *a = ctx;
	struct text name = { 0 };

	(void)t;
	for (size_t i = 0; i < a->columns; i++) {
		const char *s = cell[a->column[i]];

		text_add(&name, "/", i > 0);
		text_add(&name, s, strlen(s));
	}
	a->at = mem_grow(a->at, a->n + 1, &a->room, sizeof *a->at);
	a->at[a->n++] = (struct member){ .stratum = map_at(a->strata, name.s ? name.s : "", name.n,
	    NULL) };
	text_free(&name);
	return true;
}

static void
keep(void *ctx, size_t from, size_t to)
{
	struct assigned *a = ctx;

	a->at[to] = a->at[from];
}

static void
read_list(struct assigned *a, char **operands)
{
	const struct subjects_opts o = { .reading = &a->opts->reading,
		.skip_bad = a->opts->facts.log.skip_bad,
		.looked_up = store_is_wanted(&a->opts->facts.log.store), .head = find_columns,
		.row = take_row, .ctx = a };

	a->subjects = subjects_read(operands, &o);
}

static void
read_all(struct assigned *a)
{
	map_at(a->strata, "", 0, NULL);
	a->subjects = subjects_all(a->store);
	a->n = subjects_count(a->subjects);
	a->at = mem_new(a->n, sizeof *a->at);
}

/* Takes what the store knows of the trial. */
static void
take_known(struct assigned *a)
{
	a->enrolled = enrolled_read(a->store, a->opts->trial);
	for (size_t i = 0; i < a->n; i++) {
		const struct enrolled_member *m = enrolled_find(a->enrolled,
		    subjects_id(a->subjects, i));

		if (m == NULL)
			continue;
		a->at[i].arm = m->arm;
		a->at[i].share = m->share;
		a->at[i].assigned = m->assigned;
		a->at[i].known = m->stratum;
	}
}

/* Per stratum its place among the names, in order. */
static size_t *
places(const struct assigned *a)
{
	const size_t n = map_count(a->strata);
	size_t *order = map_order(a->strata), *place = mem_new(n, sizeof *place);

	for (size_t i = 0; i < n; i++)
		place[order[i]] = i;
	free(order);
	return place;
}

static void
assign_new(struct assigned *a)
{
	struct assign_case *c = mem_new(a->n, sizeof *c);
	size_t *of = mem_new(a->n, sizeof *of), *place = places(a), n = 0;

	for (size_t i = 0; i < a->n; i++)
		if (a->at[i].known == NULL) {
			c[n] = (struct assign_case){ .id = subjects_id(a->subjects, i),
				.stratum = place[a->at[i].stratum] };
			of[n++] = i;
		}
	assign(c, n, a->opts->trial, a->opts->holdout,
	    a->columns > 0 ? map_count(a->strata) : 0);
	for (size_t k = 0; k < n; k++) {
		struct member *m = &a->at[of[k]];

		m->arm = c[k].arm;
		m->share = a->opts->holdout;
		m->assigned = a->as_of;
	}
	free(c);
	free(of);
	free(place);
}

/* No reader of the output may make others wait for the store. */
static void
leave_store(struct assigned *a)
{
	store_close(a->store);
	a->store = NULL;
}

struct assigned *
assign_rows_read(struct assign_rows_opts *o, char **operands)
{
	struct assigned *a = mem_new(1, sizeof *a);
	const struct store_opts *file = &o->facts.log.store;
	const bool stored = store_is_wanted(file);

	a->opts = o;
	a->strata = map_new();
	if (!stored || *operands)
		read_list(a, operands);
	if (stored)
		a->store = o->remember ? store_open(file, STORE_UPDATE, NULL) :
		    store_wanted(file);
	a->as_of = known_by(o->facts.log.as_of).day;
	if (o->remember && a->as_of > date_today())
		fail("%s is in the future; the assignment is not recorded",
		    date_text(a->as_of, (char[DATE_SIZE]){ 0 }));
	if (opt_given("horizon") || o->power || o->facts.orders)
		a->purchases = purchases_read(&o->facts, a->store);
	if (o->remember)	/* nothing may change between what is read and what is added */
		store_begin(a->store);
	if (a->subjects == NULL)
		read_all(a);
	if (stored) {
		subjects_find(a->subjects, a->store, keep, a);
		a->n = subjects_count(a->subjects);
		take_known(a);
	}
	assign_new(a);
	if (!o->remember)
		leave_store(a);
	return a;
}

/* The name of a stratum; "": none. */
static const char *
stratum(const struct assigned *a, size_t i)
{
	return a->at[i].known ? a->at[i].known : map_key(a->strata, a->at[i].stratum);
}

static void
add_new(struct assigned *a, struct batch *b)
{
	struct enrolled_writer *w = enrolled_begin(a->store, a->opts->trial, b->batch);

	for (size_t i = 0; i < a->n; i++) {
		const struct member *m = &a->at[i];

		b->read++;
		if (m->known) {
			b->unchanged++;
			continue;
		}
		enrolled_add(w, &(struct enrolled_member){ .id = subjects_id(a->subjects, i),
		    .stratum = stratum(a, i), .arm = m->arm, .share = m->share,
		    .assigned = m->assigned });
		b->added++;
	}
	enrolled_end(w);
}

static void
commit(struct assigned *a, const struct batch *b)
{
	batch_end(a->store, b, NULL);
	batch_commit(a->store, b, false);
	opt_note("batch %jd: trial '%s': %jd new, %jd as before", (intmax_t)b->batch,
	    a->opts->trial, (intmax_t)b->added, (intmax_t)b->unchanged);
}

void
assign_rows_remember(struct assigned *a, const char *tool)
{
	struct batch b = batch_new(a->store, tool);

	add_new(a, &b);
	if (b.added > 0) {
		commit(a, &b);
	} else {
		store_rollback(a->store);
		opt_note("all %jd customers are in the trial '%s' already; nothing has changed",
		    (intmax_t)b.read, a->opts->trial);
	}
	leave_store(a);
}

static void
fill(void *ctx, size_t row, struct put *out)
{
	const struct assigned *a = ctx;
	const struct member *m = &a->at[row];

	put_text(out, a->opts->trial);
	put_text(out, arm_name(m->arm));
	put_real(out, m->share);
	put_text(out, stratum(a, row));
	put_date(out, m->assigned);
}

void
assign_rows_put(const struct assigned *a, struct put *out)
{
	static const struct put_head head[] = { { "trial", PUT_TEXT }, { "arm", PUT_TEXT },
		{ "share", PUT_SHARE }, { "stratum", PUT_TEXT }, { "assigned", PUT_DATE }, { 0 } };

	subjects_print(a->subjects, out, head, fill, (void *)(uintptr_t)a);
}

void
assign_rows_close(struct assigned *a)
{
	if (a->enrolled)
		enrolled_free(a->enrolled);
	purchases_free(a->purchases);
	store_close(a->store);
	subjects_close(a->subjects);
	map_free(a->strata);
	free(a->at);
	free(a);
}

/* The effect that can be found. */

static int32_t
days(const struct assigned *a)
{
	return a->as_of - duration_start(a->opts->horizon, a->as_of);
}

static struct power_case *
cases(const struct assigned *a)
{
	struct power_case *c = mem_new(a->n, sizeof *c);

	for (size_t i = 0; i < a->n; i++)
		c[i] = (struct power_case){ subjects_id(a->subjects, i), a->at[i].stratum,
			a->at[i].arm };
	return c;
}

static void
note_short(const struct assigned *a)
{
	const int32_t first = purchases_first(a->purchases), from = a->as_of - days(a);
	char day[DATE_SIZE];

	if (first == DATE_NONE)
		opt_note("there are no orders before the trial; what it can find is not known");
	else if (first > from)
		opt_note("the orders begin on %s, so the %jd days before the trial are not all"
		    " known", date_text(first, day), (intmax_t)days(a));
}

static void
put_one(const struct effect_least *l, enum outcome o, int32_t horizon, struct put *out)
{
	put_text(out, outcome_name(o));
	put_int(out, horizon);
	put_int(out, (int64_t)l->treated);
	put_int(out, (int64_t)l->held);
	put_real(out, l->mean);
	put_real(out, l->value);
	put_real(out, l->mean > 0 ? l->value / l->mean : NAN);
	put_real(out, l->saved);
	put_real(out, POWER_ALPHA);
	put_real(out, POWER_OF);
	put_text(out, l->why == EFFECT_OK ? effect_method_name(l->method) : NULL);
	put_text(out, say_cell(effect_why_text(l->why)));
	put_end(out);
}

void
assign_rows_put_power(const struct assigned *a, struct put *out)
{
	static const struct put_head head[] = { { "measure", PUT_TEXT }, { "horizon", PUT_INT },
		{ "treatment_n", PUT_INT }, { "holdout_n", PUT_INT }, { "mean", PUT_REAL },
		{ "detectable", PUT_REAL }, { "detectable_relative", PUT_SHARE },
		{ "explained", PUT_SHARE }, { "alpha", PUT_REAL }, { "power", PUT_SHARE },
		{ "method", PUT_TEXT }, { "because", PUT_TEXT }, { 0 } };
	struct power_case *c = cases(a);

	note_short(a);
	put_columns(out, head);
	for (int o = 0; o <= OUTCOME_BOUGHT; o++) {
		const struct effect_least l = power_of(a->purchases, c, a->n, (enum outcome)o,
		    a->as_of, days(a));

		put_one(&l, (enum outcome)o, days(a), out);
	}
	free(c);
}

void
assign_rows_note_power(const struct assigned *a)
{
	if (a->purchases == NULL || opt_quiet())
		return;
	struct power_case *c = cases(a);

	note_short(a);
	for (int o = 0; o <= OUTCOME_BOUGHT; o++) {
		const struct effect_least l = power_of(a->purchases, c, a->n, (enum outcome)o,
		    a->as_of, days(a));

		if (l.why == EFFECT_NO_TEST)
			opt_note("%s: no test can find an effect with %zu held out and %zu treated:"
			    " the smallest possible p is %.2g", outcome_name((enum outcome)o),
			    l.held, l.treated, l.least_p);
		else if (l.why != EFFECT_OK || isnan(l.value))
			opt_note("%s: the trial can find no effect%s%s", outcome_name(
			    (enum outcome)o), l.why == EFFECT_OK ? "" : ": ",
			    say(effect_why_text(l.why)));
		else
			opt_note("%s: %.4g per customer in the %jd days before; with %zu held out"
			    " and %zu treated, a rise of %.3g (%.3g %%) is found with a"
			    " probability of 80 %%", outcome_name((enum outcome)o), l.mean,
			    (intmax_t)days(a), l.held, l.treated, l.value, 100 * l.value / l.mean);
	}
	free(c);
}
