/*
 * header - what the names of columns and the first bytes of a file tell: names that mean the same,
 * names of other systems for ours, and why a file is not CSV (pure).
 */
#ifndef HEADER_H
#define HEADER_H
#include <stdbool.h>
#include <stddef.h>

/* The same but for the case of ASCII letters and for blanks around them. */
bool header_same(const char *, const char *);

/* Our name for a column of other systems: date for trans_date or "Order Date"; NULL: not known. */
const char *header_alias(const char *name);

/* The kind of a file that is not CSV, and what reads it: "is a gzip file: gunzip -c", or NULL. */
const char *header_file_kind(const char *s, size_t n);

/* What is wrong with the file by its header: "the columns are separated by ';'"; NULL: nothing. */
const char *header_fault(char *const *name, size_t n);

#endif
