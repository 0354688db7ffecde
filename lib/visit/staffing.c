#include "lib/visit/staffing.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/moment.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/passing.h"
#include "lib/io/put.h"
#include "lib/io/table.h"
#include "lib/visit/arrivals.h"
#include "lib/visit/erlang.h"
#include "lib/visit/simulate.h"

enum { MINUTE = 60, MORE = 3, SEED = 1, SIMULATE_MIN = 100, SIMULATE_MAX = 10000000 };

/* The columns of every kind of output, after those that say which demand it is. */
static const struct put_head results[] = {
	{ "agents", PUT_INT }, { "staff", PUT_INT }, { "occupancy", PUT_SHARE },
	{ "waits", PUT_SHARE }, { "service_level", PUT_SHARE }, { "wait", PUT_REAL },
	{ "abandonment", PUT_SHARE }, { "model", PUT_TEXT }, { 0 } };
static const struct put_head simulated[] = {
	{ "simulated_level", PUT_SHARE }, { "simulated_se", PUT_REAL }, { 0 } };

static void
check_positive(double x, const char *name)
{
	if (x <= 0)
		opt_misuse("--%s must be greater than 0", name);
}

static void
check_rate(double x, double low, double high, const char *name, const char *why)
{
	if (!(x >= low && x <= high))
		opt_misuse("--%s must be %s", name, why);
}

void
staffing_check(const struct staffing_opts *o)
{
	if (o->minutes < 1 || ARRIVALS_DAY % o->minutes != 0)
		opt_misuse("--minutes must divide a day: 15, 30, 60 ...");
	check_positive(o->service, "service-time");
	check_positive(o->patience, "patience");
	if (o->calls < 0 || o->within < 0)
		opt_misuse("--%s must not be negative", o->calls < 0 ? "calls" : "answer-within");
	check_rate(o->level, 0, nextafter(1, 0), "service-level", say("at least 0 and below 1"));
	check_rate(o->occupancy, nextafter(0, 1), 1, "max-occupancy", say("above 0 and at most 1"));
	check_rate(o->leaves, 0, 1, say("max-abandonment"), say("from 0 to 1"));
	check_rate(o->shrinkage, 0, nextafter(1, 0), "shrinkage", say("at least 0 and below 1"));
	if (o->simulate != 0 && (o->simulate < SIMULATE_MIN || o->simulate > SIMULATE_MAX))
		opt_misuse("--simulate must be from %d to %d", SIMULATE_MIN, SIMULATE_MAX);
	if (o->model == STAFFING_C && !isnan(o->patience))
		opt_misuse("--patience cannot be used with --model=erlang-c");
	if (!isnan(o->calls) && o->model == STAFFING_A && isnan(o->patience))
		opt_misuse("--model=erlang-a requires --patience");
	if (!isnan(o->calls) && isnan(o->service))
		opt_misuse("--calls requires --service-time");
}

static struct erlang
demand(const struct staffing_opts *o, double calls, double service, double patience)
{
	if (o->model == STAFFING_C)
		patience = INFINITY;
	else if (!isnan(o->patience))
		patience = o->patience;
	return (struct erlang){ calls / (double)(o->minutes * MINUTE), service, patience,
		o->within };
}

/* Ends the tool if the demand is too large for any number of agents. */
static int64_t
agents_for(const struct staffing_opts *o, const struct erlang *e)
{
	const int64_t agents = erlang_agents(e,
	    &(struct erlang_aim){ o->level, o->occupancy, o->leaves });

	if (agents > ERLANG_AGENTS)
		fail("a load of %.6g agents is too large: not even %d agents are"
		    " enough", erlang_load(e), ERLANG_AGENTS);
	return agents;
}

static void
name_results(const struct staffing_opts *o, struct put *out)
{
	put_columns(out, results);
	if (o->simulate)
		put_columns(out, simulated);
}

static void
put_results(const struct staffing_opts *o, const struct erlang *e, int64_t agents,
    struct put *out)
{
	const struct erlang_result r = erlang_of(e, agents);

	put_int(out, agents);
	put_int(out, (int64_t)ceil((double)agents / (1 - o->shrinkage) - 1e-9));
	put_real(out, r.occupancy);
	put_real(out, r.waits);
	put_real(out, r.level);
	put_real(out, isinf(r.wait) ? NAN : r.wait);
	put_real(out, r.leaves);
	put_text(out, isinf(e->patience) ? "erlang-c" : "erlang-a");
	if (o->simulate) {
		const struct simulate_level s = simulate_level(e, agents, o->simulate, SEED);

		put_real(out, s.level);
		put_real(out, s.se);
	}
	put_end(out);
}

void
staffing_print_one(const struct staffing_opts *o, struct put *out)
{
	const struct erlang e = demand(o, o->calls, o->service, INFINITY);
	const int64_t enough = agents_for(o, &e);
	const double load = erlang_load(&e);
	int64_t first = isinf(e.patience) ? (int64_t)floor(load) + 1 : enough - MORE;

	first = first < enough - 2 * MORE ? enough - 2 * MORE : first;
	put_columns(out, (const struct put_head[]){ { "calls", PUT_REAL }, { "load", PUT_REAL },
	    { "enough", PUT_TEXT }, { 0 } });
	name_results(o, out);
	for (int64_t n = first < 1 ? 1 : first; n <= enough + MORE; n++) {
		put_real(out, o->calls);
		put_real(out, load);
		put_text(out, n >= enough ? "yes" : "no");
		put_results(o, &e, n, out);
	}
}

/* --- a table of demands -------------------------------------------------------------------- */

/* The number in a cell, at least MIN. */
static bool
read_number(struct table *t, char **row, const char *name, size_t at, double min, double *to)
{
	if (num_parse(row[at], to) && *to >= min)
		return true;
	table_bad(t, name, "%s '%.60s' is not a number of at least %g", name, row[at], min);
	return false;
}

static void
print_demands(const struct staffing_opts *o, struct table *t, size_t calls_at, struct put *out)
{
	size_t service_at;
	const bool has_service = isnan(o->service) && table_find(t, "service_time", &service_at);
	struct passing *passing;

	if (o->model == STAFFING_A && isnan(o->patience))
		opt_misuse("--model=erlang-a requires --patience");
	if (isnan(o->service) && !has_service)
		opt_misuse("--service-time or a column service_time is required");
	table_reads(t, calls_at, RECIPE_NUMBER);
	if (has_service)
		table_reads(t, service_at, RECIPE_NUMBER);
	passing = passing_new(out, t, PUT_PASSED,
	    (const struct put_head[]){ { "load", PUT_REAL }, { 0 } });
	name_results(o, out);
	for (char **row; (row = table_next(t)) != NULL;) {
		double calls, service = o->service;

		if (!read_number(t, row, "calls", calls_at, 0, &calls) || (has_service &&
		    !read_number(t, row, "service_time", service_at, 1e-3, &service)))
			continue;
		const struct erlang e = demand(o, calls, service, INFINITY);

		passing_put(passing, row);
		put_real(out, erlang_load(&e));
		put_results(o, &e, agents_for(o, &e), out);
	}
	passing_free(passing);
}

/* --- a log of visits ----------------------------------------------------------------------- */

enum { TIMES = VISIT_ABANDON + 1 };	/* the steps that a log has */

struct log {
	const struct staffing_opts *o;
	struct table *t;
	struct date_memo memo[TIMES];
	size_t at[TIMES], by;
	bool has[TIMES];
	int64_t absent;
};

/* Reads a cell; false if it is bad. */
static bool
read_time(struct log *l, char **row, enum visit_step step, int64_t *to)
{
	const char *name = visit_column(step);
	int32_t day, second;

	*to = VISIT_NONE;
	if (!l->has[step] || row[l->at[step]][0] == '\0')
		return true;
	const enum date_result r = date_read_next(&l->o->dates, &l->memo[step],
	    row[l->at[step]], &day, &second);

	if (r == DATE_OK && second >= 0) {
		*to = moment_first((struct moment){ day, second });
		return true;
	}
	table_bad(l->t, name, "%s '%.60s' %s", name, row[l->at[step]],
	    r == DATE_OK ? "has no time of day" : date_why(r));
	return false;
}

static void
read_visit(struct log *l, char **row, struct arrivals *to)
{
	struct visit v = { VISIT_NONE, { [VISIT_CANCEL] = VISIT_NONE, VISIT_NONE } };
	const char *where, *why;

	for (int i = 0; i < TIMES; i++)
		if (!read_time(l, row, (enum visit_step)i, &v.at[i]))
			return;
	if (v.at[VISIT_ARRIVE] == VISIT_NONE && v.at[VISIT_START] == VISIT_NONE &&
	    v.at[VISIT_END] == VISIT_NONE && v.at[VISIT_ABANDON] == VISIT_NONE)
		l->absent++;	/* an appointment to which nobody has come */
	else if (v.at[VISIT_ARRIVE] == VISIT_NONE)
		table_bad(l->t, "arrived", "arrived is empty");
	else if ((why = visit_why(&v, &where)) != NULL)
		table_bad(l->t, where, "%s %s", where, why);
	else
		arrivals_add(to, l->o->by ? row[l->by] : "", &v);
}

static struct arrivals *
read_log(const struct staffing_opts *o, struct table *t)
{
	struct arrivals *a = arrivals_new((int)o->minutes);
	struct log l = { .o = o, .t = t };

	for (int i = 0; i < TIMES; i++) {
		l.has[i] = table_find(t, visit_column((enum visit_step)i), &l.at[i]);
		if (l.has[i])
			table_reads(t, l.at[i], RECIPE_DATE);
	}
	if (o->by)
		l.by = table_column(t, o->by);
	for (char **row; (row = table_next(t)) != NULL;)
		read_visit(&l, row, a);
	if (l.absent > 0)
		opt_note("%jd visit%s without a time left out", (intmax_t)l.absent,
		    TEXT_PLURAL(l.absent));
	arrivals_end(a);
	return a;
}

/* The exact 95 % limits of a mean of Poisson counts (Garwood, Biometrika 28, 1936). */
static void
limits(int64_t count, int64_t days, double *low, double *high)
{
	*low = count > 0 ? gsl_cdf_chisq_Pinv(.025, 2 * (double)count) / 2 / (double)days : 0;
	*high = gsl_cdf_chisq_Pinv(.975, 2 * (double)count + 2) / 2 / (double)days;
}

static void
put_interval(const struct staffing_opts *o, const struct arrivals *a, size_t queue, int weekday,
    int interval, const struct arrivals_times *known, struct put *out)
{
	const double service = isnan(o->service) ? known->service : o->service;
	const int minute = interval * (int)o->minutes;
	char time[sizeof "-2147483648:00"];
	int64_t days, n = arrivals_count(a, queue, weekday, interval, &days);
	double low, high;

	limits(n, days, &low, &high);
	const struct erlang e = demand(o, (double)n / (double)days, service, known->patience),
	    most = demand(o, high, service, known->patience);

	if (o->by)
		put_text(out, arrivals_queue(a, queue));
	snprintf(time, sizeof time, "%02d:%02d", minute / MINUTE, minute % MINUTE);
	put_text(out, visit_weekday(weekday));
	put_text(out, time);
	put_int(out, days);
	put_int(out, n);
	put_real(out, (double)n / (double)days);
	put_real(out, low);
	put_real(out, high);
	put_real(out, service);
	put_real(out, erlang_load(&e));
	put_int(out, agents_for(o, &most));
	put_results(o, &e, agents_for(o, &e), out);
}

/* The intervals of a day from the first to the last with a visit. */
static void
put_day(const struct staffing_opts *o, const struct arrivals *a, size_t queue, int weekday,
    const struct arrivals_times *known, struct put *out)
{
	const int n = ARRIVALS_DAY / (int)o->minutes;
	int64_t days;
	int first = 0, last = n - 1;

	while (first < n && arrivals_count(a, queue, weekday, first, &days) == 0)
		first++;
	while (last > first && arrivals_count(a, queue, weekday, last, &days) == 0)
		last--;
	for (int i = first; i <= last && first < n; i++)
		put_interval(o, a, queue, weekday, i, known, out);
}

static void
put_queue(const struct staffing_opts *o, const struct arrivals *a, size_t queue, struct put *out)
{
	const struct arrivals_times known = arrivals_times(a, queue);

	if (isnan(o->service) && known.served == 0)
		fail("%s%s%sno visit has started and ended; give --service-time",
		    o->by ? "queue '" : "", o->by ? arrivals_queue(a, queue) : "",
		    o->by ? "': " : "");
	if (o->model == STAFFING_A && isnan(o->patience) && isinf(known.patience))
		fail("%s%s%snobody has abandoned the queue; give --patience",
		    o->by ? "queue '" : "", o->by ? arrivals_queue(a, queue) : "",
		    o->by ? "': " : "");
	for (int weekday = 0; weekday < ARRIVALS_WEEK; weekday++)
		put_day(o, a, queue, weekday, &known, out);
}

static void
print_week(const struct staffing_opts *o, const struct arrivals *a, struct put *out)
{
	if (o->by)
		put_column(out, o->by, PUT_TEXT);
	put_columns(out, (const struct put_head[]){ { "weekday", PUT_TEXT }, { "time", PUT_TEXT },
	    { "days", PUT_INT }, { "n", PUT_INT }, { "calls", PUT_REAL },
	    { "calls_low", PUT_REAL }, { "calls_high", PUT_REAL }, { "service_time", PUT_REAL },
	    { "load", PUT_REAL }, { "agents_high", PUT_INT }, { 0 } });
	name_results(o, out);
	for (size_t q = 0; q < arrivals_queues(a); q++)
		put_queue(o, a, q, out);
}

void
staffing_print(const struct staffing_opts *o, char **files, struct put *out)
{
	struct table *t = table_open(files, &(struct table_opts){
	    .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = &o->reading });
	static const char *const either[] = { "calls", NULL };
	struct arrivals *a = NULL;
	size_t at;

	if (table_find(t, "arrived", &at))
		a = read_log(o, t);
	else if (!table_find(t, "calls", &at))
		table_missing(t, either, say("or 'arrived', for a log of visits"));
	else if (o->by)
		opt_misuse("--by is for a log of visits");
	else
		print_demands(o, t, at, out);
	table_close(t);
	if (a) {
		print_week(o, a, out);
		arrivals_free(a);
	}
}
