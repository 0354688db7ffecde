/*
 * unguard - removes what other systems write around a cell so that a spreadsheet leaves it alone:
 * ="007", a leading ' or `, TABs (pure).
 */
#ifndef UNGUARD_H
#define UNGUARD_H
#include <stdbool.h>
#include <stddef.h>

/*
 * In N bytes of CSV, removes the equals sign of cells that begin with =", so that they become
 * quoted cells. Returns how many bytes remain.
 */
size_t unguard_quotes(char *, size_t n, char separator);

/*
 * Does the cell begin with an apostrophe that is a guard? Before a letter it is a letter, too:
 * 's-Gravenhage; unless a TAB at the end is to be kept.
 */
bool unguard_has_apostrophe(const char *);

/* The cell without its guard. It may lose its end: *s is changed. After a ' all of it stays. */
char *unguard_cell(char *s);

#endif
