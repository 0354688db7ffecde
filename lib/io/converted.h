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
 * that the preset makes first. ZONE may be NULL.
 */
struct converted *converted_open(const struct reading *, const char *as, const char *zone,
    char *const *files);

const char *converted_path(const struct converted *);	/* to read once */

/*
 * Waits for table-convert. Ends the tool if it failed; also if bad rows were left out, unless SKIP:
 * then the status of the tool is 1.
 */
void converted_close(struct converted *, bool skip);

#endif
