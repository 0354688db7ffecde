#include "lib/visit/erlang.h"

#include <math.h>

/*
 * Both models are sums over the number of callers in the system. With j <= n callers nobody waits,
 * and the probabilities follow from the blocking probability of Erlang B. In Erlang A, with n + k
 * callers, they fall by the factor rate / (n mu + k theta) per caller.
 *
 * The time until it is the turn of a caller who finds n + k others, if the caller stays, is a sum
 * of k + 1 exponential times with the rates n mu, n mu + theta, ..., n mu + k theta. So e to the
 * power of -theta times it is a product of independent variables with the distribution
 * Beta(n mu / theta + i, 1), which is Beta(n mu / theta, k + 1).
 */

#define SMALL 1e-17	/* a term below this share of the sum ends it */

double
erlang_load(const struct erlang *e)
{
	return e->rate * e->service;
}

/* Erlang B: the share of callers who find all agents busy, if callers do not wait. */
static double
blocking(double load, int64_t agents)
{
	double inverse = 1;

	for (int64_t n = 1; n <= agents && !isinf(inverse); n++)
		inverse = 1 + inverse * (double)n / load;
	return 1 / inverse;
}

static struct erlang_result
without_end(void)
{
	return (struct erlang_result){ .waits = 1, .wait = INFINITY, .occupancy = 1 };
}

static struct erlang_result
erlang_c(const struct erlang *e, double n, double busy)
{
	const double load = erlang_load(e), spare = n - load;

	if (spare <= 0)
		return without_end();
	const double waits = n * busy / (n - load * (1 - busy));

	return (struct erlang_result){ .waits = waits, .wait = waits * e->service / spare,
		.level = 1 - waits * exp(-spare * e->target / e->service),
		.occupancy = load / n };
}

/*
 * The distribution function of Beta(p, k + 1) at x, for k = 0, 1, ...: a sum of terms x^p (1 - x)^k
 * Gamma(p + k) / (Gamma(p) k!).
 */
struct beta {
	double p, x, k, term, sum;	/* the next k; the logarithm of its term */
};

static double
next_beta(struct beta *b)
{
	b->sum += exp(b->term);
	b->term += log1p(-b->x) + log((b->p + b->k) / (b->k + 1));
	b->k++;
	return fmin(b->sum, 1);
}

/*
 * The sums over k, as multiples of the probability of exactly n callers: of the probabilities, of
 * the callers in the queue, and of those who are answered within the target. A caller who finds n +
 * k others is answered at all with the probability a / (a + k + 1).
 */
static struct erlang_result
erlang_a(const struct erlang *e, double n, double busy)
{
	const double theta = 1 / e->patience, a = n / e->service / theta;
	struct beta late = { .p = a + 1, .x = exp(-theta * e->target) };
	double p = 1, sum = 0, queue = 0, soon = 0;

	late.term = -late.p * theta * e->target;
	for (double k = 0; k == 0 || p > SMALL * sum; k++) {
		sum += p;
		queue += p * k;
		soon += p * a / (a + k + 1) * (1 - next_beta(&late));
		p *= e->rate / (theta * (a + k + 1));
	}
	/* busy is the probability of n among up to n callers; with those above n it is smaller */
	const double exactly = busy / (1 + busy * (sum - 1)), wait = exactly * queue / e->rate;
	const double leaves = fmin(wait * theta, 1);

	return (struct erlang_result){ .waits = exactly * sum,
		.level = fmax(1 - exactly * (sum - soon), 0), .wait = wait, .leaves = leaves,
		.occupancy = erlang_load(e) * (1 - leaves) / n };
}

struct erlang_result
erlang_of(const struct erlang *e, int64_t agents)
{
	const double load = erlang_load(e), n = (double)agents;

	if (load <= 0)
		return (struct erlang_result){ .level = 1 };
	const double busy = blocking(load, agents);

	return isinf(e->patience) ? erlang_c(e, n, busy) : erlang_a(e, n, busy);
}

static bool
is_enough(const struct erlang *e, const struct erlang_aim *aim, int64_t agents)
{
	const struct erlang_result r = erlang_of(e, agents);

	return r.level >= aim->level && r.occupancy <= aim->occupancy && r.leaves <= aim->leaves &&
	    !isinf(r.wait);
}

/* More agents are never worse, so a search by halves finds the smallest number. */
int64_t
erlang_agents(const struct erlang *e, const struct erlang_aim *aim)
{
	int64_t low = 0, high = 1;

	while (high <= ERLANG_AGENTS && !is_enough(e, aim, high)) {
		low = high;
		high *= 2;
	}
	if (high > ERLANG_AGENTS && (high = ERLANG_AGENTS, !is_enough(e, aim, high)))
		return ERLANG_AGENTS + 1;
	while (high - low > 1) {
		const int64_t middle = low + (high - low) / 2;

		*(is_enough(e, aim, middle) ? &high : &low) = middle;
	}
	return high;
}
