/*
 * picks - the rows of the store that a tool shall work on, by number: operands, or a table on standard
 * input where there are none, and for "-" (program).
 */
#ifndef PICKS_H
#define PICKS_H
#include <stddef.h>
#include <stdint.h>

/*
 * KEY is the column of the table, "case_id"; its other columns are left alone.  N numbers, in their
 * order, which the caller frees.  Ends the tool where one is no number, or is there twice: all are named.
 */
int64_t *picks_read(char **operands, const char *key, size_t *n);

#endif
