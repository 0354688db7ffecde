#define _GNU_SOURCE
#include "lib/base/work.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "lib/base/fail.h"

enum { MAX_THREADS = 16 };

struct work {
	void (*fn)(void *, size_t);
	void *ctx;
	size_t n;
	atomic_size_t next;
};

unsigned
work_threads(void)
{
	cpu_set_t set;
	int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;

	return n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : (unsigned)n;
}

unsigned
work_threads_of(int64_t asked)
{
	return asked == 0 ? work_threads() : asked < MAX_THREADS ? (unsigned)asked : MAX_THREADS;
}

static void *
work_run(void *arg)
{
	struct work *w = arg;

	for (size_t i; (i = atomic_fetch_add(&w->next, 1)) < w->n;)
		w->fn(w->ctx, i);
	return NULL;
}

void
work_each(unsigned threads, size_t n, void (*fn)(void *, size_t), void *ctx)
{
	struct work w = { .fn = fn, .ctx = ctx, .n = n };
	pthread_t id[MAX_THREADS];
	unsigned others = 0;

	while (others + 1 < threads && others + 1 < n && others < MAX_THREADS &&
	    (errno = pthread_create(&id[others], NULL, work_run, &w)) == 0)
		others++;	/* with fewer threads the work only takes longer */
	work_run(&w);
	while (others-- > 0)
		if ((errno = pthread_join(id[others], NULL)) != 0)
			fail_errno("thread");
}
