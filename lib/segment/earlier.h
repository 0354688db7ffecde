/*
 * earlier - the segments in which the customers were at an earlier date (program).
 *
 * They are what the tool would print as of that date. Labels that stand on the purchase days alone
 * follow from the histories that were read (labelling.group_at). For others the facts are read
 * again, up to that date.
 */
#ifndef EARLIER_H
#define EARLIER_H
#include <stddef.h>
#include <sys/types.h>

#include "lib/segment/segment_opts.h"

/*
 * Of standard input, which may be read again. Call it before the first reading, if there is a
 * --since; ends the tool if the input cannot be read again. Elsewhere 0.
 */
off_t earlier_begin(const struct segment_opts *, char **operands);

/*
 * Per row of the labels: the group of their only labelling at o->moves.since; LABELS_NONE if the
 * customer had not bought. BEGIN: what earlier_begin returned. The caller frees the array.
 */
size_t *earlier_groups(const struct segment_opts *, char **operands, off_t begin,
    const struct segmap *, struct store *, const struct labels *);

#endif
