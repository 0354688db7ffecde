/* servqual_print - prints the gaps of items, dimensions and the whole service (program). */
#ifndef SERVQUAL_PRINT_H
#define SERVQUAL_PRINT_H
#include "lib/survey/servqual_rows.h"

struct put;

/* the rows to print, and the words of --level for them */
enum servqual_print_level {
	SERVQUAL_PRINT_ALL, SERVQUAL_PRINT_ITEM, SERVQUAL_PRINT_DIMENSION, SERVQUAL_PRINT_OVERALL,
};
#define SERVQUAL_PRINT_LEVELS "all|item|dimension|overall"

/* BY is the name of the column of groups; NULL: there is none. */
void servqual_print(const struct gaps_all *, const char *by, enum servqual_print_level,
    struct put *);

#endif
