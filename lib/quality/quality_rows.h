/* quality_rows - prints the counts of data-check, with those of an earlier day (program). */
#ifndef QUALITY_ROWS_H
#define QUALITY_ROWS_H
#include <stdbool.h>

#include "lib/quality/quality.h"
#include "lib/quality/quality_day.h"

struct put;

/* Misuse if a word of the list is not one of QUALITY_CHECKS, or the list is empty. */
void quality_rows_check(const char *checks);

/*
 * Prints a row per rule and source. Returns whether at least LEAST percent of the rows of each rule
 * are good; a rule without rows is neither good nor bad.
 */
bool quality_rows_print(const struct quality *, const struct quality_day_before *, double least,
    struct put *);

#endif
