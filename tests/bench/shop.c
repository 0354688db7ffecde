/*
 * shop: simulates a shop whose models and parameters are known, for make bench-coverage.
 *
 * usage: shop MODEL SEED
 *
 * Prints a history table as of week 39 with two more columns: future, the purchase days in the 39
 * weeks that follow, and worth, their present value. They pass through clv-calc. The shop has 500
 * to 3000 customers, whose first purchases are in the first 12 weeks. Its parameters are those of
 * CDNOW, each multiplied by a factor from 2/3 to 3/2.
 */
#include <err.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { AS_OF = 273, END = 2 * AS_OF, FIRST_DAYS = 84, FIRST = 19723 /* 2024-01-01 */ };

enum model { BGNBD, MBGNBD, PARETONBD, MODELS };
static const char *const names[MODELS] = { "bgnbd", "mbgnbd", "paretonbd" };

/* r, alpha, a, b or s, beta; p, q, gamma */
static const double cdnow[MODELS][4] = { { .2426, 4.414, .793, 2.426 }, { .5248, 6.183, .891, 1.614 },
	{ .5533, 10.58, .606, 11.67 } };
static const double spend[3] = { 6.25, 3.74, 15.44 };

struct shop {
	enum model model;
	double par[4], spend[3];
	gsl_rng *rng;
};

struct customer {
	int first, last;	/* days */
	int frequency, future;
	double spent, repeat, worth;
};

static double
vary(gsl_rng *rng, double x)
{
	return x * pow(1.5, gsl_ran_flat(rng, -1, 1));
}

/* A purchase day; a second purchase on it does not count. */
static void
buy(const struct shop *s, struct customer *c, int day, double nu)
{
	const double amount = ceil(100 * gsl_ran_gamma(s->rng, s->spend[0], 1 / nu)) / 100;

	if (day > AS_OF) {
		c->future++;
		c->worth += amount * pow(1.1, -ceil((day - AS_OF) / 7.) / 52);
		return;
	}
	c->frequency += day > c->first;
	c->repeat += day > c->first ? amount : 0;
	c->spent += amount;
	c->last = day;
}

static struct customer
customer(const struct shop *s)
{
	const double *p = s->par;
	const double start = gsl_ran_flat(s->rng, 0, FIRST_DAYS);
	const double rate = gsl_ran_gamma(s->rng, p[0], 1 / p[1]);
	const double nu = gsl_ran_gamma(s->rng, s->spend[1], 1 / s->spend[2]);
	const bool pareto = s->model == PARETONBD;
	const double leaves = pareto ? 0 : gsl_ran_beta(s->rng, p[2], p[3]);
	const double until = pareto ? start +
	    7 * gsl_ran_exponential(s->rng, 1 / gsl_ran_gamma(s->rng, p[2], 1 / p[3])) : INFINITY;
	struct customer c = { .first = (int)start };
	bool stays = true;
	int before = -1;	/* the last purchase day, also in the future */

	for (double t = start; stays && t < END + 1 && t <= until;
	    t += 7 * gsl_ran_exponential(s->rng, 1 / rate)) {
		if ((int)t > before)
			buy(s, &c, (int)t, nu);
		before = (int)t;
		if (s->model == MBGNBD || (s->model == BGNBD && t > start))
			stays = gsl_rng_uniform(s->rng) >= leaves;
	}
	return c;
}

static void
put_day(int day)
{
	const time_t t = (time_t)(FIRST + day) * 86400;
	char text[11];

	strftime(text, sizeof text, "%F", gmtime(&t));
	printf(",%s", text);
}

int
main(int argc, char *argv[])
{
	struct shop s = { .model = MODELS };

	for (int i = 0; argc == 3 && i < MODELS; i++)
		if (strcmp(argv[1], names[i]) == 0)
			s.model = (enum model)i;
	if (s.model == MODELS)
		errx(2, "usage: shop MODEL SEED");
	s.rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(s.rng, strtoul(argv[2], NULL, 10));
	for (int i = 0; i < 4; i++)
		s.par[i] = vary(s.rng, cdnow[s.model][i]);
	for (int i = 0; i < 3; i++)
		s.spend[i] = vary(s.rng, spend[i]);
	const int n = (int)gsl_ran_flat(s.rng, 500, 3000);

	puts("customer_id,as_of,first_date,last_date,frequency,spend,monetary,future,worth");
	for (int i = 0; i < n; i++) {
		const struct customer c = customer(&s);

		printf("%d", i);
		put_day(AS_OF);
		put_day(c.first);
		put_day(c.last);
		printf(",%d,%.2f,", c.frequency, c.spent);
		if (c.frequency > 0)
			printf("%.4f", c.repeat / c.frequency);
		printf(",%d,%.4f\n", c.future, c.worth);
	}
	gsl_rng_free(s.rng);
	return fflush(stdout) != 0;
}
