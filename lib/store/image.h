/*
 * image - a row of the store as a JSON object, so that a row that a batch changed or removed can be
 * restored (program).
 *
 * The images are the rows of the table undo; custkit-db(5) has the format. A tool that only adds
 * rows writes none: the column batch of a row names the batch that added it.
 */
#ifndef IMAGE_H
#define IMAGE_H
#include <sqlite3.h>
#include <stdint.h>

struct store;

/*
 * A query that writes the images of the rows of TABLE for which the expression WHERE is true,
 * before they change. ?1 is the batch that changes them; WHERE may have other parameters.
 */
sqlite3_stmt *image_query(struct store *, const char *table, const char *where);

/* The same row by row, once per row, and not of a row that the batch itself has added. */
struct images;
struct images *image_open(struct store *, const char *table, int64_t batch);
void image_keep(struct images *, const char *key);	/* before the row changes */
void image_close(struct images *);

/*
 * A query that adds the row of image ?1 to TABLE again, with the key ?2, unless there is a row with
 * the same key or the same unique columns; see sqlite3_changes.
 */
sqlite3_stmt *image_restore_query(struct store *, const char *table);

/* A query with the same parameters that returns the batch of the row that is in the way. */
sqlite3_stmt *image_rival_query(struct store *, const char *table);

/* The name of the primary key of TABLE. The caller frees it. */
char *image_key(struct store *, const char *table);

#endif
