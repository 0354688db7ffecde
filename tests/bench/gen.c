/*
 * gen: generates an order log of BG/NBD purchases with gamma-gamma spend, for make bench.
 *
 * A customer arrives at a time uniform over the first half of the weeks, buys again at the rate
 * lambda ~ Gamma(R, ALPHA) per week, and leaves after a repeat purchase with the probability p ~
 * Beta(A, B). An amount is Gamma(P, nu), where nu ~ Gamma(Q, GAMMA). Rates, probabilities and nu
 * are independent. With these values 1.5 million customers make 16 million rows in 104 weeks. The
 * same options give the same bytes.
 */
#include <err.h>
#include <getopt.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double R = .65, ALPHA = 2.5, A = .8, B = 9.0;      /* weeks */
/* of CDNOW, as fitted by Fader and Hardie (2013) */
static const double P = 6.25, Q = 3.74, GAMMA = 15.44;
static const time_t FIRST_DAY = 19359;                          /* 2023-01-02, in days since 1970 */

struct options {
	uint32_t customers, weeks, orders_per;
	unsigned long seed;
	bool by_date;
};

struct purchase {
	uint32_t customer, day, cents;
};

struct log {
	struct purchase *row;
	size_t n, room;
};

static void push(struct log *log, struct purchase p)
{
	if (log->n == log->room) {
		log->room = log->room ? log->room + log->room / 2 : 1 << 16;
		log->row = reallocarray(log->row, log->room, sizeof *log->row);
		if (!log->row)
			err(2, "%zu purchases", log->room);
	}
	log->row[log->n++] = p;
}

static uint32_t cents(gsl_rng *rng, double nu)
{
	double amount = gsl_ran_gamma(rng, P, 1 / nu);

	return amount < 1e7 ? (uint32_t)lround(fmax(amount * 100, 1)) : 1000000000;
}

/* All purchases of a customer, the earliest first. */
static void live(gsl_rng *rng, uint32_t customer, uint32_t weeks, struct log *log)
{
	double lambda = gsl_ran_gamma(rng, R, 1 / ALPHA), leave = gsl_ran_beta(rng, A, B);
	double nu = gsl_ran_gamma(rng, Q, 1 / GAMMA), t = gsl_rng_uniform(rng) * weeks / 2;

	push(log, (struct purchase){ customer, (uint32_t)(t * 7), cents(rng, nu) });
	for (;;) {
		t += gsl_ran_exponential(rng, 1 / lambda);
		if (t >= weeks)
			return;
		push(log, (struct purchase){ customer, (uint32_t)(t * 7), cents(rng, nu) });
		if (gsl_rng_uniform(rng) < leave)
			return;
	}
}

/* Sorts by day with a counting sort; within a day the customers come in random order. */
static void sort_by_day(gsl_rng *rng, struct log *log, uint32_t days)
{
	size_t *at = calloc(days + 1, sizeof *at);
	struct purchase *sorted = calloc(log->n, sizeof *sorted);

	if (!at || !sorted)
		err(2, "%zu purchases", log->n);
	gsl_ran_shuffle(rng, log->row, log->n, sizeof *log->row);
	for (size_t i = 0; i < log->n; i++)
		at[log->row[i].day + 1]++;
	for (uint32_t d = 1; d <= days; d++)
		at[d] += at[d - 1];
	for (size_t i = 0; i < log->n; i++)
		sorted[at[log->row[i].day]++] = log->row[i];
	free(at);
	free(log->row);
	log->row = sorted;
}

typedef char date[sizeof "2023-01-02"];

static date *calendar(uint32_t days)
{
	date *names = calloc(days, sizeof *names);

	if (!names)
		err(2, "%u days", days);
	for (uint32_t d = 0; d < days; d++) {
		struct tm tm;
		time_t t = (FIRST_DAY + d) * 86400;

		strftime(names[d], sizeof names[d], "%Y-%m-%d", gmtime_r(&t, &tm));
	}
	return names;
}

/* Writes a purchase as `parts` orders of the same day with the same total. */
static void print(const struct purchase *p, const char *day, uint32_t parts)
{
	for (uint32_t i = 0; i < parts; i++) {
		uint32_t c = i ? p->cents / parts : p->cents / parts + p->cents % parts;

		printf("C%07u,%s,%u.%02u\n", p->customer, day, c / 100, c % 100);
	}
}

static void generate(const struct options *o)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct log log = { 0 };
	date *days = calendar(o->weeks * 7);

	gsl_rng_set(rng, o->seed);
	for (uint32_t c = 1; c <= o->customers; c++)
		live(rng, c, o->weeks, &log);
	if (o->by_date)
		sort_by_day(rng, &log, o->weeks * 7);
	puts("customer_id,date,amount");
	for (size_t i = 0; i < log.n; i++)
		print(&log.row[i], days[log.row[i].day], o->orders_per);
	free(days);
	free(log.row);
	gsl_rng_free(rng);
}

static uint32_t number(const char *text, uint32_t max)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (*end || end == text || n < 1 || n > max)
		errx(2, "not a number from 1 to %u: '%s'", max, text);
	return (uint32_t)n;
}

static void option(struct options *o, int name, const char *value)
{
	if (name == 'c')
		o->customers = number(value, 9999999);
	else if (name == 's')
		o->seed = number(value, UINT32_MAX);
	else if (name == 'w')
		o->weeks = number(value, 1000);
	else if (name == 'm')
		o->orders_per = number(value, 1000);
	else if (name == 'o' && (!strcmp(value, "date") || !strcmp(value, "customer")))
		o->by_date = !strcmp(value, "date");
	else
		errx(2,
		    "usage: gen [--customers=N] [--seed=N] [--weeks=N] [--order=customer|date] "
		    "[--orders-per=N] >FILE");
}

int main(int argc, char **argv)
{
	static const struct option names[] = {
		{ "customers", required_argument, NULL, 'c' },
		{ "seed", required_argument, NULL, 's' },
		{ "weeks", required_argument, NULL, 'w' },
		{ "order", required_argument, NULL, 'o' },
		{ "orders-per", required_argument, NULL, 'm' }, { 0 },
	};
	struct options o = { .customers = 1000, .weeks = 104, .orders_per = 1, .seed = 1 };

	for (int c; (c = getopt_long(argc, argv, "", names, NULL)) != -1;)
		option(&o, c, optarg ? optarg : "");
	if (optind < argc)
		option(&o, '?', "");
	generate(&o);
	if (fflush(stdout) || ferror(stdout))
		err(2, "standard output");
	return 0;
}
