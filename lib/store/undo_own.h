/*
 * undo_own - shared by the files undo*.c (program): the tables whose rows have batches, and the
 * batches that are in the way of an undo.
 */
#ifndef UNDO_OWN_H
#define UNDO_OWN_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/text.h"
#include "lib/store/undo.h"

struct undo_table {
	char *name, *key;
	bool reuses;		/* numbers of rows that are gone: it has no AUTOINCREMENT */
	int64_t spare;		/* a number that no row and no image has; 0: not looked up */
	sqlite3_stmt *keep, *drop, *batch, *restore, *rival;	/* of a row, by its key */
};

struct undo {
	struct store *store;
	int64_t of, by;
	struct undo_table *table;
	size_t n;
	sqlite3_stmt *note;	/* that a row is there again */
	struct undo_counts counts;
	struct text rivals;	/* the numbers of batches that are in the way: "5, 7" */
};

/* undo_tables.c */
void undo_tables_open(struct undo *);
void undo_tables_close(struct undo *);

/* NULL: no such table has batches. */
struct undo_table *undo_tables_find(const struct undo *, const char *name);

/* The batch that added the row with this key; -1: there is no such row. */
int64_t undo_tables_batch(struct undo_table *, const char *key);

/* A number for a row whose own number another row has got. */
int64_t undo_tables_spare(struct undo *, struct undo_table *);

/*
 * undo_rivals.c: each ends the tool and names the batches that are in the way, if there are any.
 * Before the undo: later batches changed the same rows.
 */
void undo_rivals_changes(struct undo *);

/* During it: another row has the place of the row of an image. */
void undo_rivals_image(struct undo *, struct undo_table *, int64_t image, const char *key);

/* After it, with all rows in place: what stands on what. */
void undo_rivals_references(struct undo *);
void undo_rivals_orders(struct undo *);
void undo_rivals_aliases(struct undo *);
void undo_rivals_merges(struct undo *);
void undo_rivals_labels(struct undo *);
void undo_rivals_points(struct undo *);

#endif
