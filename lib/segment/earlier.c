#include "lib/segment/earlier.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"

static bool
is_input(const struct segment_opts *o, char **operands)
{
	return !store_is_wanted(&o->in.store) &&
	    (*operands == NULL || strcmp(*operands, "-") == 0);
}

/* Labels that stand on the purchase days need no second reading. */
static bool
reads_again(const struct segment_opts *o)
{
	return o->moves.since != DATE_NONE && o->profile && !store_is_wanted(&o->in.store) &&
	    !lifecycle_rows_needs_days(&o->lifecycle);
}

off_t
earlier_begin(const struct segment_opts *o, char **operands)
{
	const bool input = is_input(o, operands);
	const off_t begin = input ? lseek(STDIN_FILENO, 0, SEEK_CUR) : 0;
	bool again = begin != -1;
	struct stat st;

	if (!reads_again(o))
		return 0;
	for (char **file = operands; !input && *file; file++)
		again = again && (stat(*file, &st) != 0 || !S_ISFIFO(st.st_mode));
	if (!again)
		fail("--since reads the input twice: use a FILE instead of a pipe");
	return begin;
}

/* By the purchase days of the histories that were read. */
static size_t *
by_days(const struct labels *labels, const struct labelling *of, int32_t day)
{
	const size_t n = labels_rows(labels);
	size_t *group = mem_new(n, sizeof *group);

	for (size_t row = 0; row < n; row++)
		group[row] = of->group_at(of->self, row, day);
	return group;
}

/* Both have the customers in the order of their ids. */
static size_t *
match(const struct labels *now, const struct labels *then)
{
	const struct labelling *of = labels_at(then, 0);
	const size_t n = labels_rows(now), before = labels_rows(then);
	size_t *group = mem_new(n, sizeof *group);

	for (size_t row = 0, at = 0; row < n; row++) {
		int order = 1;

		while (at < before &&
		    (order = strcmp(labels_id(then, at), labels_id(now, row))) < 0)
			at++;
		group[row] = at < before && order == 0 ? of->group(of->self, at) : LABELS_NONE;
	}
	return group;
}

size_t *
earlier_groups(const struct segment_opts *o, char **operands, off_t begin,
    const struct segmap *map, struct store *store, const struct labels *labels)
{
	const struct labelling *of = labels_at(labels, 0);
	struct segment_opts then = *o;

	if (of->group_at && history_is_folded(labels_histories(labels)))
		return by_days(labels, of, o->moves.since);
	if (store == NULL && !history_is_folded(labels_histories(labels)))
		fail("--since requires single orders: an order log or a store");
	then.in.as_of = o->moves.since;
	then.in.silent = true;
	if (is_input(o, operands) && lseek(STDIN_FILENO, begin, SEEK_SET) == -1)
		fail_errno("standard input");
	struct histories *hs = history_open(&then.in, operands);

	history_find(hs, store);
	struct labels *before = labels_new(hs);

	segment_opts_label(&then, map, store, before);
	size_t *group = match(labels, before);

	labels_free(before);
	history_close(hs);
	return group;
}
