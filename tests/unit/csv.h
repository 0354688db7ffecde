/* csv - reads columns of a CSV of numbers, for unit tests. */
#ifndef CSV_H
#define CSV_H
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/table.h"

/*
 * The cells of COLUMN as numbers. With WORD: 1 if the cell is WORD, else 0. With NULL: the number,
 * or 0 if the cell is not a number.
 */
static inline double *
csv_column(const char *path, const char *column, const char *word, size_t *n)
{
	char *files[] = { mem_text(path), NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const size_t at = table_column(t, column);
	double *to = NULL;
	size_t room = 0;

	*n = 0;
	for (char **cell; (cell = table_next(t)) != NULL; ++*n) {
		to = mem_grow(to, *n + 1, &room, sizeof *to);
		to[*n] = 0;
		if (word)
			to[*n] = strcmp(cell[at], word) == 0;
		else
			(void)num_parse(cell[at], &to[*n]);
	}
	table_close(t);
	free(files[0]);
	return to;
}

#endif
