/* kano_statistics - the counts of kano_rows.h as statistics, to be merged (program). */
#ifndef KANO_STATISTICS_H
#define KANO_STATISTICS_H
#include "lib/survey/kano_rows.h"

struct put;

/* Reads a CSV and prints its statistics. */
void kano_statistics_print(const struct answers_opts *, const char *tool, char **operands,
    struct put *);

/*
 * Calls ROW for the statistics of all parts, in the order of kano_rows_count. If an item is not in
 * the same place in all parts, as is possible in long tables, its first place counts; among equal
 * places the names, bytewise.
 */
void kano_statistics_read(const struct answers_opts *, const char *tool, char **operands,
    void (*row)(void *ctx, const struct kano_row *), void *ctx);

#endif
