/* work - the same function over many chunks of work, on some threads (program). */
#ifndef WORK_H
#define WORK_H
#include <stddef.h>
#include <stdint.h>

/* Processors this process may use, at most 16. */
unsigned work_threads(void);

/* As many as --threads asked for, at most 16; 0: one a processor. */
unsigned work_threads_of(int64_t asked);

/*
 * Call fn(ctx, i) once for each i in 0..n-1, on up to THREADS threads, the caller's among them;
 * returns when all are done.  The order of the calls is not defined: whoever sums keeps one
 * partial sum per i and adds them up in order, so that the number of threads changes no bit.
 */
void work_each(unsigned threads, size_t n, void (*fn)(void *ctx, size_t i), void *ctx);

#endif
