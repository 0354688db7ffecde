/* rows - print a table as the table reader reads it: each cell ends with 0x1f, each row with 0x1e. */
#include <stdio.h>

#include "lib/io/table.h"

static void
print(char *const *cell, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("%s\x1f", cell[i]);
	putchar('\x1e');
}

int
main(int argc, char **argv)
{
	struct table *t = table_open(argv + (argc > 0), &(struct table_opts){ .policy = TABLE_STOP });

	for (size_t i = 0; i < table_width(t); i++)
		printf("%s\x1f", table_name(t, i));
	putchar('\x1e');
	for (char **row; (row = table_next(t)) != NULL;)
		print(row, table_width(t));
	table_close(t);
	return 0;
}
