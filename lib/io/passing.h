/*
 * passing - the columns of a table that pass through a tool, which adds columns of its own
 * (program).
 *
 * A column of the table that has the name of one of the tool's own is left out.
 */
#ifndef PASSING_H
#define PASSING_H
#include "lib/io/put.h"
#include "lib/io/table.h"

struct passing;

/* Names the columns: those that pass through, as KIND, then OURS. Ends the tool on a duplicate. */
struct passing *passing_new(struct put *, const struct table *, enum put_kind,
    const struct put_head *ours);
void passing_free(struct passing *);

/* Puts the cells of a row that pass through. */
void passing_put(const struct passing *, char *const *cell);

#endif
