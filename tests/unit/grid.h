/* grid - reads the cells of a CSV without quotes as numbers, for unit tests. */
#ifndef GRID_H
#define GRID_H
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

enum { GRID_ROWS = 20000, GRID_WIDTH = 20 };
static double grid_cell[GRID_ROWS][GRID_WIDTH];

/* Returns the number of rows. A word counts as the code of its first letter. */
static inline size_t
grid_load(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[2000];
	size_t n = 0;

	if (f == NULL || fgets(line, sizeof line, f) == NULL) {
		ok(false, path);
		exit(1);
	}
	for (; n < GRID_ROWS && fgets(line, sizeof line, f); n++) {
		int i = 0;

		for (const char *at = line; at && i < GRID_WIDTH; at = strchr(at, ',')) {
			at += *at == ',';
			grid_cell[n][i++] = isupper((unsigned char)*at) ? *at : strtod(at, NULL);
		}
	}
	fclose(f);
	return n;
}

#endif
