/*
 * evaluation - how well scores told what came to pass, as rows of a table (program).
 *
 * A row is a measure of a method; ranking.h and calibration.h say what each is.
 */
#ifndef EVALUATION_H
#define EVALUATION_H
#include <stddef.h>

struct put;

void evaluation_columns(struct put *);

/*
 * The rows of a method: SCORE ranks N customers, CHANCE is the probability that each gave (NULL: it
 * gives none), OUTCOME is 1 or 0.
 */
void evaluation_put(struct put *, const char *method, const double *score, const double *chance, const double *outcome,
    size_t n);

#endif
