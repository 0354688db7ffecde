/*
 * nps - the Net Promoter Score: promoters (9, 10) less detractors (0 to 6), in points (pure).
 *
 * Of p promoters and d detractors among n answers: the score is 100 (p - d) / n, from -100 to 100,
 * the variance of an answer that counts as 1, 0 or -1 is (p + d)/n - ((p - d)/n)^2.  Passives (7, 8)
 * count in n, who did not answer does not.
 */
#ifndef NPS_H
#define NPS_H
#include <stdint.h>

#include "lib/stat/sample.h"

enum { NPS_SCORES = 11 };	/* 0 to 10 */

struct nps {
	int64_t promoters, passives, detractors;
};

struct nps nps_count(const int64_t of_score[NPS_SCORES]);
int64_t nps_answers(const struct nps *);

double nps_score(const struct nps *);	/* NAN where nobody answered */

/*
 * Score and interval.  Wald: score -+ z se, which says +-0 where all answer alike.  Adjusted: the
 * same after adding 3/4 of a promoter, 3/2 passives, 3/4 of a detractor, cut off at -100 and 100
 * (Rocks 2016, "Interval estimation for the Net Promoter Score", The American Statistician 70:4).
 * The variance is of answers of 1, 0, -1; all else is in points, NAN where nobody answered.  REST
 * is the part of the population that was not asked (sample.h); what is added shrinks with it.
 */
struct sample_estimate nps_wald(const struct nps *, double rest);
struct sample_estimate nps_adjusted(const struct nps *, double rest);

#endif
