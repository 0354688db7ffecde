/*
 * simplex - the minimum of a function of a few numbers, without derivatives (pure).
 *
 * The method of Nelder and Mead (1965), as GSL has it. It starts again from the point that it found
 * until that brings nothing more, because a simplex can collapse beside the minimum.
 */
#ifndef SIMPLEX_H
#define SIMPLEX_H
#include <stddef.h>

enum { SIMPLEX_DIM = 8 };	/* the most numbers */

/*
 * Improves AT, DIM numbers, and returns the value there. STEP is the size of the first simplex. A
 * value that is not finite says that a point is impossible; the start must be possible.
 */
double simplex_min(double (*value)(void *ctx, const double *at), void *ctx, size_t dim,
    double step, double *at);

#endif
