/*
 * candidates_own - how the best of many models is found; only for the files of candidates (pure).
 *
 *	candidates_point.c	points, from a mean rate and a share that leaves; climbing
 *	candidates_grid.c	where to climb from: the hills of a grid
 *	candidates_confirm.c	candidates that contain another help each other
 *	candidates.c		all candidates, and the best of them
 *
 * The search for one candidate evaluates a grid of dropout and rates (scan). It climbs from the
 * best hills of the grid by Newton's method, and from the best one also by that of Nelder and Mead.
 * Then the candidates help each other (candidates_confirm): a limit lies just outside the
 * candidates that contain it, and if the likelihood is higher next to it, these climb from there.
 */
#ifndef CANDIDATES_OWN_H
#define CANDIDATES_OWN_H
#include "lib/value/candidates.h"

enum { CANDIDATES_FEW = 256 };	/* for so few customers a dense grid takes little time */

#define CANDIDATES_SAME 1e-6	/* log-likelihoods that differ by less are equal */
#define CANDIDATES_RULED_OUT 20.	/* so much worse in a sample: not fitted to all */

/* The mean age of a customer; the mean rate of purchases, or of their stages. */
double candidates_age(const struct likelihood *);
double candidates_rate(const struct likelihood *, int stages);

/* A candidate without rates and dropout. */
struct btyd candidates_start(enum btyd_model, int stages, enum btyd_rates, enum btyd_limit);

/* Sets rates with this mean. The larger r, the more alike they are. */
void candidates_set_rates(struct btyd *, double mean, double r);
double candidates_mean_rate(const struct btyd *);

/*
 * Sets dropout so that the share P leaves at each chance or, in Pareto/NBD, within AGE weeks. The
 * larger ALIKE, the more alike the customers are.
 */
void candidates_set_dropout(struct btyd *, double p, double alike, double age);

/* The share that leaves: the P of candidates_set_dropout. */
double candidates_share(const struct btyd *, double age);

/* Climbs from a point, by Newton's method if it is NEAR the maximum; BEST keeps the better one. */
void candidates_climb(struct likelihood *, const struct btyd *from, bool near,
    struct btyd_candidate *best);

/* Searches for one candidate. KNOWN: those without dropout, and of an interior its limits. */
void candidates_search_one(struct likelihood *, struct btyd, struct btyd_candidate *known);

/* Without dropout: NBD, or Poisson if the rates are equal. */
void candidates_search_none(struct likelihood *, enum btyd_model, int stages,
    struct btyd_candidate *known);

/*
 * With many customers, a maximum of the interior close to a limit may not show in a sample, and may
 * be a separate hill. So climbs TO from points with about the dropout of FROM that are not much
 * worse. The sample says which points are worth a look.
 */
void candidates_search_around(struct likelihood *, struct likelihood *of_sample,
    struct btyd_candidate *to, const struct btyd_candidate *from);

/* Whether FROM is a limit of TO, with one difference only: in the rates, or in dropout. */
bool candidates_contains(const struct btyd *to, const struct btyd *from);

/*
 * If the likelihood of TO next to FROM is higher than at FROM, climbs from there. Returns whether
 * TO became better.
 */
bool candidates_climb_beyond(struct likelihood *, struct btyd_candidate *to,
    const struct btyd_candidate *from);

/* Climbs from next to all limits, and to all limits, until none becomes better. */
void candidates_confirm(struct likelihood *, struct btyd_candidate *known);

#endif
