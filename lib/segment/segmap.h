/*
 * segmap - the segment of each RFM code (program).
 *
 * A map is CSV: rfm,segment. A code has one digit each for R, F and M. A row can be a glob(7)
 * pattern for several codes: 5[45]?. A map is good if each code has exactly one segment.
 */
#ifndef SEGMAP_H
#define SEGMAP_H
#include <stddef.h>

struct put;
struct segmap;

/* PATH is NULL: the map that is installed, which has 5 bins. */
struct segmap *segmap_open(const char *path, int bins);
void segmap_free(struct segmap *);

size_t segmap_wrong(const struct segmap *);	/* codes with no segment or with several */

/* Ends the tool if the map is not good. */
void segmap_check(const struct segmap *);

/* Prints a row per such code: rfm, segments (their number), names. */
void segmap_put_wrong(const struct segmap *, struct put *);

/* segments are numbered in the order of their first row */
size_t segmap_count(const struct segmap *);
const char *segmap_name(const struct segmap *, size_t segment);
size_t segmap_segment(const struct segmap *m, int r, int f, int k);	/* for a good map only */
const char *segmap_code(const struct segmap *m, int r, int f, int k);	/* "555" */

#endif
