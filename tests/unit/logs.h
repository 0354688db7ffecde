/*
 * logs - for the tests of order logs: what history_open makes of one, read in several ways.
 *
 * A program that includes this replaces marks_best and table_block of the library.
 */
#ifndef LOGS_H
#define LOGS_H
#include <inttypes.h>
#include <stdio.h>

#include "lib/history/history.h"
#include "lib/io/marks.h"
#include "lib/io/table_own.h"

struct way {
	enum marks_way marks;	/* MARKS_NONE: all rows through their cells */
	size_t block;		/* bytes of a block */
	int64_t threads;
};

static struct way logs_way;

enum marks_way
marks_best(void)
{
	return logs_way.marks;
}

size_t
table_block(void)
{
	return logs_way.block;
}

static inline void
logs_say(const struct histories *hs, FILE *to)
{
	fprintf(to, "%zu, newest %" PRId32 "\n", history_all(hs), history_newest(hs));
	for (size_t i = 0; i < history_all(hs); i++) {
		const struct history *h = history_any(hs, i);

		fprintf(to, "%s %" PRId32 " %" PRId32 " %" PRId64 " %" PRId64 " %" PRId64 " %a %"
		    PRId64 " %s", h->id, h->first, h->last, h->orders, h->frequency, h->spend,
		    h->monetary, h->has_profit ? h->profit : -1, h->kept ? h->kept[0] : "");
		for (size_t d = 0; history_has_days(hs) && d < h->days; d++)
			fprintf(to, " %" PRId32 "=%" PRId64 "/%" PRIu32, h->day[d].day,
			    h->day[d].amount, h->day[d].orders);
		fputc('\n', to);
	}
}

/* Says on TO what the log at PATH is, read in this way. May end the process. */
static inline void
logs_read(const char *path, const struct history_opts *opts, struct way way, FILE *to)
{
	struct history_opts o = *opts;
	char *file[] = { (char *)(uintptr_t)path, NULL };

	logs_way = way;
	o.threads = way.threads;
	struct histories *hs = history_open(&o, file);

	logs_say(hs, to);
	history_close(hs);
}

#endif
