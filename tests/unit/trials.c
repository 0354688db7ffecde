/*
 * trials: simulated trials, to see whether the intervals and the power of effect.c are right. A
 * sample of them in make check, 4,000 of each kind in make soak; the rates are printed as comments.
 *
 * The customers are drawn with replacement from CDNOW, from Online Retail, or from a model: a third
 * of the customers or fewer buy within the 90 days, and what they spend is skewed. The past and the
 * outcome are the 90 days before and after a day. A tenth of the customers is held out. The seed
 * was fixed before the first run.
 */
#include "lib/stat/effect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

#define SEED UINT64_C(20261127)

enum { MOST = 6000, DAYS = 90 };

struct person {
	double past, after;
};

struct population {
	const char *name;
	struct person at[MOST];
	size_t n;
};

/* Random numbers. */

static double
uniform(void)
{
	return ((double)(random_next() >> 11) + .5) * 0x1p-53;
}

static double
normal(void)
{
	return sqrt(-2 * log(uniform())) * cos(2 * M_PI * uniform());
}

static unsigned
poisson(double mean)
{
	unsigned n = 0;

	for (double p = uniform(), least = exp(-mean); p > least; p *= uniform())
		n++;
	return n;
}

/* Populations. */

static double
model_spend(double rate, double size)
{
	double sum = 0;

	for (unsigned n = poisson(rate); n > 0; n--)
		sum += size * exp(normal());
	return sum;
}

/* Rates are gamma with shape 1/2, amounts lognormal about the customer's own size. */
static void
make_model(struct population *p)
{
	p->name = "model";
	for (p->n = 0; p->n < MOST; p->n++) {
		const double z = normal(), rate = .7 * z * z, size = 20 * exp(.5 * normal());

		p->at[p->n] = (struct person){ model_spend(rate, size), model_spend(rate, size) };
	}
}

static int
column(const char *header, const char *name)
{
	int at = 0;

	for (const char *s = header; s; s = strchr(s, ',') ? strchr(s, ',') + 1 : NULL, at++)
		if (strncmp(s, name, strlen(name)) == 0)
			return at;
	return -1;
}

/* The customers of an order log who bought by the day AT. Ids are numbers. */
static void
read_log(struct population *p, const char *name, const char *path, const char *at)
{
	static struct person of[100000];
	static bool known[100000];
	const int32_t day = date_parse(at);
	char line[256], *cell[8] = { 0 };
	FILE *f = fopen(path, "r");

	memset(of, 0, sizeof of);
	memset(known, 0, sizeof known);
	p->name = name;
	if (f == NULL || fgets(line, sizeof line, f) == NULL)
		return;
	const int id = column(line, "customer_id"), date = column(line, "date"),
	    amount = column(line, "amount");

	while (fgets(line, sizeof line, f)) {
		int n = 0;

		for (char *s = line, *c; n < 8 && (c = strsep(&s, ",\n")) != NULL;)
			cell[n++] = c;
		const int32_t d = date_parse(cell[date]);
		const size_t i = strtoul(cell[id], NULL, 10) % 100000;

		known[i] = known[i] || d <= day;
		if (d > day - DAYS && d <= day)
			of[i].past += atof(cell[amount]);
		if (d > day && d <= day + DAYS)
			of[i].after += atof(cell[amount]);
	}
	fclose(f);
	for (size_t i = 0; i < 100000; i++)
		if (known[i])
			p->at[p->n++] = of[i];
}

static double
mean_of(const struct population *p, bool bought)
{
	double sum = 0;

	for (size_t i = 0; i < p->n; i++)
		sum += bought ? p->at[i].after > 0 : p->at[i].after;
	return sum / (double)p->n;
}

/* Trials. */

enum kind { NONE, SHIFT, FACTOR, CONVERT, POWER, B_NONE, B_EFFECT, B_POWER, KINDS };

static const char *const kinds[KINDS] = {
	[NONE] = "spend, no effect: excludes 0", [SHIFT] = "spend, the same for all: misses",
	[FACTOR] = "spend, a factor: misses the relative effect",
	[CONVERT] = "spend, some more buy: misses",
	[POWER] = "spend, the least effect: found",
	[B_NONE] = "bought, no effect: excludes 0", [B_EFFECT] = "bought, some more: misses",
	[B_POWER] = "bought, the least effect: found",
};

static void
sample(const struct population *p, bool bought, struct effect_case *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct person *of = &p->at[random_below((unsigned)p->n)];

		c[i] = (struct effect_case){ of->after, of->past, 0, i < n / 10 };
		if (bought)
			c[i] = (struct effect_case){ of->after > 0, of->past > 0, 0, i < n / 10 };
	}
}

/* What a customer spends who would not have bought. */
static double
spend_of_buyer(const struct population *p)
{
	for (;;) {
		const double y = p->at[random_below((unsigned)p->n)].after;

		if (y > 0)
			return y;
	}
}

/* Gives the effect BY to the treated. */
static void
treat(const struct population *p, enum kind kind, double by, struct effect_case *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (c[i].held)
			continue;
		if (kind == SHIFT || kind == POWER)
			c[i].y += by;
		else if (kind == FACTOR)
			c[i].y *= 1 + by;
		else if (c[i].y == 0 && by > 0 && uniform() < by)
			c[i].y = kind == CONVERT ? spend_of_buyer(p) : 1;
	}
}

/* The effect on a customer of the population, of a chance BY to convert one who would not buy. */
static double
true_effect(const struct population *p, enum kind kind, double by)
{
	if (kind == B_EFFECT)
		return by * (1 - mean_of(p, true));
	if (kind == CONVERT)
		return by * (1 - mean_of(p, true)) * mean_of(p, false) / mean_of(p, true);
	return kind == SHIFT ? by : 0;
}

/* Whether the interval misses the truth; of POWER, whether the effect is found. */
static bool
one(const struct population *p, enum kind kind, struct effect_case *c, size_t n)
{
	const bool bought = kind >= B_NONE;
	double by = kind == SHIFT ? .3 * mean_of(p, false) : kind == FACTOR ? .2 :
	    kind == CONVERT || kind == B_EFFECT ? .1 : 0;

	if (kind == POWER || kind == B_POWER) {	/* from a sample of its own, the past */
		sample(p, bought, c, n);
		const struct effect_least l = effect_least(c, n, .05, .8, EFFECT_SEED);

		by = bought ? effect_least_share(&l, .05, .8) / (1 - mean_of(p, true)) : l.value;
	}
	sample(p, bought, c, n);
	treat(p, kind, by, c, n);
	const struct effect e = effect_of(c, n, .05, EFFECT_SEED);

	if (kind == POWER || kind == B_POWER)
		return e.p <= .05 && e.value > 0;
	if (kind == FACTOR)
		return !(e.relative_low <= by && (by <= e.relative_high));
	const double truth = true_effect(p, kind, by);

	return !(e.low <= truth && truth <= e.high);
}

/*
 * The rate is to be within MARGIN of WANT, but for 3.3 standard errors, which chance exceeds once
 * in 1000 times. PLAIN: without these.
 */
static void
check(const char *what, const char *of, int count, int trials, double want, bool plain)
{
	const double rate = (double)count / trials, margin = want > .5 ? .03 : .01;
	const double chance = plain ? 0 : 3.3 * sqrt(want * (1 - want) / trials);
	char name[128];

	snprintf(name, sizeof name, "%s, %s", what, of);
	ok(fabs(rate - want) <= margin + chance, name);
	printf("# %s: %.2f %% of %d\n", name, 100 * rate, trials);
}

static int
judge(const struct population *p, enum kind kind, size_t n, int trials)
{
	struct effect_case *c = calloc(n, sizeof *c);
	int count = 0;

	for (int i = 0; i < trials; i++)
		count += one(p, kind, c, n);
	free(c);
	check(p->name, kinds[kind], count, trials, kind == POWER || kind == B_POWER ? .8 : .05,
	    false);
	return count;
}

/* Whether a sample of the trials has this kind. */
static bool
is_sampled(enum kind kind)
{
	return kind == NONE || kind == FACTOR || kind == POWER || kind == B_EFFECT;
}

/*
 * Without an effect, and with one that is the same for all or a factor, the test of the truth is
 * exact. So these kinds are one: together they are to miss in 4 to 6 %.
 */
static void
judge_all(const struct population *p, bool all)
{
	const int trials = all ? 4000 : 200;
	int missed = 0, of = 0;

	for (int k = 0; k < KINDS; k++) {
		if (!all && !is_sampled((enum kind)k))
			continue;
		const int count = judge(p, (enum kind)k, all ? 1000 : 300, trials);

		missed += k <= FACTOR ? count : 0;
		of += k <= FACTOR ? trials : 0;
	}
	check(p->name, "spend, the exact kinds together", missed, of, .05, all);
}

int
main(void)
{
	static struct population p[3];
	const bool all = getenv("SOAK") != NULL;

	random_state = SEED;
	make_model(&p[0]);
	read_log(&p[1], "CDNOW", "share/examples/cdnow.csv", "1997-09-30");
	read_log(&p[2], "Online Retail", "tests/data/online_retail.csv", "2011-08-31");
	ok(p[1].n == 2357 && p[2].n > 2500, "the populations are read");
	if (!all)
		judge_all(&p[1], false);
	for (int i = 0; i < 3 && all; i++)
		judge_all(&p[i], true);
	return done();
}
