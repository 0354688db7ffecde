/* moments_rows - prints moments of truth, and what people remember of journeys (program). */
#ifndef MOMENTS_ROWS_H
#define MOMENTS_ROWS_H

struct contacts;
struct put;

/* One row per touchpoint, the highest gain first. Notes how many scores have no touchpoint. */
void moments_rows_truths(const struct contacts *, double target, struct put *);

/* One row per journey. Notes how many scores have no journey. */
void moments_rows_memories(const struct contacts *, struct put *);

#endif
