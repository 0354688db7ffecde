/*
 * erlang - how many agents a stream of callers needs: queues with n agents, random arrivals and
 * exponential service times (pure).
 *
 * Erlang C (M/M/n): everybody waits until it is their turn. A. K. Erlang, Post Office Electrical
 * Engineers' Journal 10, 1917. Erlang A (M/M/n+M): callers leave when their patience ends, which is
 * exponential too. C. Palm, Ericsson Technics 44, 1946; O. Garnett, A. Mandelbaum and M. Reiman,
 * Manufacturing & Service Operations Management 4, 2002.
 *
 * Times are all in the same unit. Those of Erlang A count every caller; a caller who leaves before
 * the target was not answered within it.
 */
#ifndef ERLANG_H
#define ERLANG_H
#include <stdbool.h>
#include <stdint.h>

struct erlang {
	double rate;		/* callers per unit of time, >= 0 */
	double service;		/* mean service time, > 0 */
	double patience;	/* mean patience, > 0; INFINITY: Erlang C */
	double target;		/* answered within this time, >= 0 */
};

struct erlang_result {
	double waits;		/* the share of callers who have to wait */
	double level;		/* the share of callers who are answered within the target */
	double wait;		/* mean time in the queue; INFINITY if the queue grows for ever */
	double leaves;		/* the share of callers who leave; 0 in Erlang C */
	double occupancy;	/* the share of the time that an agent works */
};

/* The load in erlangs: the mean number of agents who would work if there were enough. */
double erlang_load(const struct erlang *);

/*
 * AGENTS from 1 to ERLANG_AGENTS. Without patience and with AGENTS <= load, the queue grows for
 * ever: everybody waits, the level is 0, the occupancy 1. Without callers nobody waits.
 */
enum { ERLANG_AGENTS = 100000 };
struct erlang_result erlang_of(const struct erlang *, int64_t agents);

/*
 * The smallest number of agents with at least LEVEL (0 to 1, below 1), at most OCCUPANCY (above 0;
 * 1: any), and at most LEAVES (0 to 1; 1: any). At least 1; ERLANG_AGENTS + 1: not even that many
 * are enough.
 */
struct erlang_aim {
	double level, occupancy, leaves;
};
int64_t erlang_agents(const struct erlang *, const struct erlang_aim *);

#endif
