/* undo_batch - lists the batches, and takes one back in a batch of its own (program). */
#ifndef UNDO_BATCH_H
#define UNDO_BATCH_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/io/put.h"
#include "lib/store/store.h"

struct undo_batch_opts {
	struct store_opts file;
	struct put_opts form;
	int64_t of;		/* the batch to take back */
	bool dry_run;
};

/* Prints a row per batch. */
void undo_batch_list(const struct undo_batch_opts *);

/*
 * Takes the batch back (undo.h), as a batch of TOOL, and prints how many rows that changed; with
 * .dry_run it prints the rows, and changes nothing. AGAIN is called before the commit with the new
 * batch, to correct what is computed from the rows.
 */
void undo_batch(const struct undo_batch_opts *, const char *tool,
    void (*again)(struct store *, int64_t by));

#endif
