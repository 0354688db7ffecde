/* moments_rows - prints moments of truth, and what people remember of journeys (program). */
#ifndef MOMENTS_ROWS_H
#define MOMENTS_ROWS_H

#include <stddef.h>

struct contacts;
struct moments;
struct put;

/* What was counted per touchpoint, and the number of scores without one. */
struct moments *moments_rows_count(const struct contacts *);

/* The same as moments_rows_truths for what was counted. NAME are those of the touchpoints. */
void moments_rows_print(struct moments *, const char *const *name, size_t n, size_t nowhere,
    double target, struct put *);

/* One row per touchpoint, the highest gain first. Notes how many scores have no touchpoint. */
void moments_rows_truths(const struct contacts *, double target, struct put *);

/* One row per journey. Notes how many scores have no journey. */
void moments_rows_memories(const struct contacts *, struct put *);

#endif
