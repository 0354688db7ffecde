/* A table, row by row and by blocks: the same cells, in the same rows. */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/io/block.h"
#include "lib/io/table.h"

static struct text rows, blocks;	/* the cells in turn, NUL-terminated */

static void
add_row(struct text *t, char *const *cell, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text_add(t, cell[i], strlen(cell[i]) + 1);
}

static void
by_rows(const char *path)
{
	char *files[] = { mem_text(path), NULL };
	const struct table_opts skip = { .policy = TABLE_SKIP, .digest = true };
	struct table *t = table_open(files, &skip);

	for (char **cell; (cell = table_next(t)) != NULL;)
		add_row(&rows, cell, table_width(t));
	table_close(t);
	free(files[0]);
}

static void
by_blocks(const char *path)
{
	char *files[] = { mem_text(path), NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_SKIP });
	struct block *b = block_new();

	while (table_read(t, b)) {
		block_split(b);
		for (size_t i = 0; i < b->rows; i++)
			add_row(&blocks, block_row(b, i), table_width(t));
		table_judge(t, b);
	}
	block_free(b);
	table_close(t);
	free(files[0]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	static char room[2][1 << 16];

	if (n > 4096)
		return 0;
	rows = (struct text){ .s = room[0], .room = sizeof room[0] };
	blocks = (struct text){ .s = room[1], .room = sizeof room[1] };
	const bool a = fuzz_read(by_rows, s, n), b = fuzz_read(by_blocks, s, n);

	FUZZ_HOLDS(a == b);
	FUZZ_HOLDS(!a || (rows.n == blocks.n && memcmp(rows.s, blocks.s, rows.n) == 0));
	return 0;
}
