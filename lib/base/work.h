/* work - runs a function over many chunks of work on several threads (program). */
#ifndef WORK_H
#define WORK_H
#include <stddef.h>
#include <stdint.h>

/* The number of processors that this process may use, at most 16. */
unsigned work_threads(void);

/* The number of threads for --threads, at most 16; 0: one per processor. */
unsigned work_threads_of(int64_t asked);

/*
 * Calls fn(ctx, i) once for each i in 0..n-1, on up to THREADS threads including the caller's, and
 * returns when all calls have returned. The order of the calls is not defined. A caller that sums
 * keeps one partial sum per i and adds them up in order; then the number of threads does not change
 * a bit of the result.
 */
void work_each(unsigned threads, size_t n, void (*fn)(void *ctx, size_t i), void *ctx);

#endif
