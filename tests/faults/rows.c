/* rows - prints a table as lib/io/table.h reads it: 0x1f ends each cell, 0x1e each row. */
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
	const struct table_opts stop = { .policy = TABLE_STOP };
	struct table *t = table_open(argv + (argc > 0), &stop);

	for (size_t i = 0; i < table_width(t); i++)
		printf("%s\x1f", table_name(t, i));
	putchar('\x1e');
	for (char **row; (row = table_next(t)) != NULL;)
		print(row, table_width(t));
	table_close(t);
	return 0;
}
