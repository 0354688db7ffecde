/*
 * part_files - the files of N parts of a table: PREFIX0.csv, PREFIX1.csv and so on (program).
 *
 * They appear under their names only when all are complete (draft.h), and replace no file.
 */
#ifndef PART_FILES_H
#define PART_FILES_H
#include <stddef.h>
#include <stdint.h>

struct part_files;

/*
 * Creates N files, from 1 to PARTITION_MOST. Ends the tool if one of the names exists, or if the
 * process may not open so many files.
 */
struct part_files *part_files_open(const char *prefix, uint32_t n);

/* Adds a row of N cells, at least one, to a file, or to all of them. */
void part_files_add(struct part_files *, uint32_t part, const char *const *cell, size_t n);
void part_files_add_all(struct part_files *, const char *const *cell, size_t n);

/* Syncs the files, gives them their names, and frees the parts. */
void part_files_close(struct part_files *);

#endif
