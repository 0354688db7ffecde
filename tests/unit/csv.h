/* csv - the cells of a CSV without quotes as numbers, for unit tests. */
#ifndef CSV_H
#define CSV_H
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

enum { CSV_ROWS = 20000, CSV_WIDTH = 20 };
static double csv_cell[CSV_ROWS][CSV_WIDTH];

/* How many rows; a word counts as its first letter. */
static inline size_t
csv_load(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[2000];
	size_t n = 0;

	if (f == NULL || fgets(line, sizeof line, f) == NULL) {
		ok(false, path);
		exit(1);
	}
	for (; n < CSV_ROWS && fgets(line, sizeof line, f); n++) {
		int i = 0;

		for (const char *at = line; at && i < CSV_WIDTH; at = strchr(at, ',')) {
			at += *at == ',';
			csv_cell[n][i++] = isupper((unsigned char)*at) ? *at : strtod(at, NULL);
		}
	}
	fclose(f);
	return n;
}

#endif
