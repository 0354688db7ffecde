/*
 * moments_rows - moments of truth and what is remembered of journeys, as rows of a table (program).
 */
#ifndef MOMENTS_ROWS_H
#define MOMENTS_ROWS_H

struct contacts;
struct put;

/* One row per touchpoint, the highest gain first; notes how many scores have no touchpoint. */
void moments_rows_truths(const struct contacts *, double target, struct put *);

/* One row per journey; notes how many scores belong to none. */
void moments_rows_memories(const struct contacts *, struct put *);

#endif
