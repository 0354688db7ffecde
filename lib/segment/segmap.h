/*
 * segmap - which segment an RFM code belongs to (program).
 *
 * A map is CSV: rfm,segment.  A code is a digit each for R, F and M; one row may stand for several
 * as a glob(7) pattern: 5[45]?.  A map is good if each code has exactly one segment.
 */
#ifndef SEGMAP_H
#define SEGMAP_H
#include <stddef.h>

struct put;
struct segmap;

struct segmap *segmap_open(const char *path, int bins);
void segmap_free(struct segmap *);

size_t segmap_wrong(const struct segmap *);	/* codes with no segment, or several */

/* A row for each of those: rfm, segments, how many. */
void segmap_put_wrong(const struct segmap *, struct put *);

/* segments, numbered as they first stand in the map */
size_t segmap_count(const struct segmap *);
const char *segmap_name(const struct segmap *, size_t segment);
size_t segmap_segment(const struct segmap *m, int r, int f, int k);	/* of a good map */
const char *segmap_code(const struct segmap *m, int r, int f, int k);	/* "555" */

#endif
