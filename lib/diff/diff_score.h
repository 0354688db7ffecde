/* diff_score - the points of one answer to the question of the NPS (pure). */
#ifndef DIFF_SCORE_H
#define DIFF_SCORE_H
#include <stdbool.h>

/*
 * The points of a score from 0 to 10: 100 of a promoter, 0, or -100 of a detractor, so that the
 * mean is the NPS. False: not such a score.
 */
bool diff_score(const char *cell, double *points);

#endif
