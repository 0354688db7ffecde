/*
 * converted - an export of another system as our CSV, for --preset: what table-convert makes of it,
 * read through a pipe (program).
 */
#ifndef CONVERTED_H
#define CONVERTED_H
#include <stdbool.h>

struct converted;
struct reading;

/*
 * Starts table-convert with the options of reading. AS is the table that it makes, or NULL: the one
 * that the preset makes first. ZONE may be NULL. Each row comes with the columns table_marks.
 */
struct converted *converted_open(const struct reading *, const char *as, const char *zone,
    char *const *files);

/*
 * Is it a file of rejects of such a table, which has custkit's columns and needs no table-convert?
 * Nothing is read from a pipe.
 */
bool converted_before(const char *file);

const char *converted_path(const struct converted *);	/* to read once */

/* Waits for table-convert. Ends the tool if it failed. */
void converted_close(struct converted *);

#endif
