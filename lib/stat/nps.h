/*
 * nps - the Net Promoter Score: promoters (9, 10) minus detractors (0 to 6), in points (pure).
 *
 * For p promoters and d detractors among n answers, the score is 100 (p - d) / n, from -100 to 100.
 * An answer counts as 1, 0 or -1; its variance is (p + d)/n - ((p - d)/n)^2. Passives (7, 8) count
 * in n; people who did not answer do not.
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

double nps_score(const struct nps *);	/* NAN without answers */

/*
 * The score and its interval. Wald: score -+ z se; the width is 0 if all answers are the same.
 * Adjusted: the same after adding 3/4 of a promoter, 3/2 passives and 3/4 of a detractor, limited
 * to -100 .. 100 (Rocks 2016, "Interval estimation for the Net Promoter Score", The American
 * Statistician 70:4). The variance is that of answers of 1, 0, -1; all else is in points. NAN
 * without answers. REST is the part of the population that was not asked (sample.h); the added
 * answers shrink with it.
 */
struct sample_estimate nps_wald(const struct nps *, double rest);
struct sample_estimate nps_adjusted(const struct nps *, double rest);

#endif
