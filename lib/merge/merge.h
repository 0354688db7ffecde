/*
 * merge - makes one customer of two (program).
 *
 * Everything that hangs on the other customer moves to the one who is kept: the rows of all tables
 * of store/holder.h. The other id becomes an alias (store/alias.h). The images of all rows that
 * change are written, so that the batch can be undone.
 */
#ifndef MERGE_H
#define MERGE_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/merge/survivor.h"

struct batch;
struct merge;
struct put;
struct store;

enum { MERGE_WHY = 200 };

/*
 * The rules of an option: "name=longest,phone=newest", or the path of a table with the columns
 * column and rule; NULL: the rules that survivor.h has without it. The caller frees them.
 */
struct survivor_rules *merge_rules(const char *option);

/*
 * Call it inside the transaction, after store_bulk. SHOWN is for -n: a row per field of each pair;
 * NULL: not asked for.
 */
struct merge *merge_open(struct store *, struct batch *, const struct survivor_rules *,
    struct put *shown);

/*
 * Merges OTHER into KEEP, and counts the pair in the batch. An id that is an alias means the
 * customer who was kept; if both mean the same one, nothing changes. If they cannot be merged,
 * returns false, with the COLUMN to blame and WHY: "other_id 'x' is not in the store".
 */
bool merge_pair(struct merge *, const char *keep, const char *other, const char **column,
    char why[static MERGE_WHY]);

/* After the last pair, before the commit: computes what follows from the rows. */
void merge_finish(struct merge *);

/* After the commit: what is worth knowing. */
void merge_note(const struct merge *);
void merge_close(struct merge *);

/*
 * Counts the labelled customers of the runs again, because rows of segment_label were moved or
 * restored. RUNS: SQL, a query of run_ids; nothing is done if it has no row.
 */
void merge_labels_count(struct store *, const char *runs);

#endif
