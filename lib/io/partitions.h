/*
 * partitions - the files of N partitions of a table: PREFIX0.csv, PREFIX1.csv and so on (program).
 *
 * They appear under their names only when all are complete (draft.h), and replace no file.
 */
#ifndef PARTITIONS_H
#define PARTITIONS_H
#include <stddef.h>
#include <stdint.h>

struct partitions;

/*
 * Creates N files, from 1 to PARTITION_MOST. Ends the tool if one of the names exists, or if the
 * process may not open so many files.
 */
struct partitions *partitions_open(const char *prefix, uint32_t n);

/* Adds a row of N cells, at least one, to a file, or to all of them. */
void partitions_add(struct partitions *, uint32_t partition, const char *const *cell, size_t n);
void partitions_add_all(struct partitions *, const char *const *cell, size_t n);

/* Syncs the files, gives them their names, and frees the partitions. */
void partitions_close(struct partitions *);

#endif
