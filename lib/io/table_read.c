/* From the bytes of the files to blocks of whole rows. */
#include "lib/io/table_own.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/reading.h"
#include "lib/io/recipe.h"

enum {
	BLOCK = 512 << 10,	/* bytes of a usual block */
	FOOTER = 64 << 10,	/* bytes that are held back for --footer */
};

void
table_fill(struct table *t, size_t need)
{
	while (t->ncarry < need && !t->ended) {
		/* one more: for a NUL */
		t->carry = mem_grow(t->carry, need + 1, &t->carry_room, 1);
		const size_t got = source_read(t->source, t->carry + t->ncarry, need - t->ncarry);

		if (t->digest)
			XXH3_128bits_update(t->digest, t->carry + t->ncarry, got);
		t->ncarry += got;
		t->ended = got == 0;
	}
}

bool
table_begin_file(struct table *t)
{
	const struct reading *r = t->opts.reading;

	if (*t->files == NULL)
		return false;
	t->file = *t->files++;
	t->source = source_open(t->file, &(struct source_opts){ .encoding = r ? r->encoding : NULL,
		.sheet = r ? r->sheet : NULL });
	if (strcmp(t->file, "-") == 0)
		t->file = "standard input";
	t->ended = t->footed = false;
	table_fill(t, BLOCK);
	table_read_header(t);
	t->opens = true;
	return true;
}

void
table_end_file(struct table *t)
{
	if (t->source) {
		t->passed += source_at(t->source);
		source_close(t->source);
	}
	t->source = NULL;
	if (t->digest)	/* so that "ab" "c" differs from "a" "bc" */
		XXH3_128bits_update(t->digest, "\0", 1);
}

/* The last lines of the file, which are no rows: drops them from the carry, which has them all. */
static void
drop_footer(struct table *t)
{
	int64_t lines = t->opts.reading ? t->opts.reading->footer : 0;

	for (; lines > 0 && t->ncarry > 0; lines--) {
		while (t->ncarry > 0 && strchr("\r\n", t->carry[t->ncarry - 1]))
			t->ncarry--;
		while (t->ncarry > 0 && t->carry[t->ncarry - 1] != '\n')
			t->ncarry--;
	}
}

/* The number of bytes in whole rows; without the end of the file if it may be a footer. */
static size_t
whole_rows(const struct table *t)
{
	const size_t held = t->opts.reading && t->opts.reading->footer > 0 ? FOOTER : 0;

	return t->ncarry > held ? block_whole_rows(t->carry, t->ncarry - held) : 0;
}

/*
 * Whole rows for the block; what is left over stays.  The two change buffers: nothing but the rest
 * is copied.
 */
static bool
take_rows(struct table *t, struct block *b)
{
	size_t n = 0, want = BLOCK;

	table_fill(t, want);
	while (!t->ended && (n = whole_rows(t)) == 0 && t->ncarry <= TABLE_MAX_ROW)
		table_fill(t, want *= 2);
	b->cut = !t->ended && n == 0;
	if (t->ended && !t->footed) {
		drop_footer(t);
		t->footed = true;
	}
	if (t->ended || n == 0)
		n = t->ncarry;
	if (n == 0)
		return false;
	char *rows = t->carry;
	const size_t room = t->carry_room, rest = t->ncarry - n;

	t->carry = mem_grow(b->buf, rest > BLOCK ? rest : BLOCK, &b->room, 1);
	t->carry_room = b->room;
	memcpy(t->carry, rows + n, rest);
	t->ncarry = rest;
	b->buf = rows;
	b->room = room;
	b->n = n;
	return true;
}

bool
table_read(struct table *t, struct block *b)
{
	bool got = false;

	pthread_mutex_lock(&t->lock);
	while ((t->source || table_begin_file(t)) && !(got = take_rows(t, b)))
		table_end_file(t);
	if (got) {
		atomic_store(&t->at, t->passed + source_at(t->source));
		b->file = t->file;
		b->encoding = source_encoding(t->source);
		b->number = t->number++;
		b->first_line = t->opens ? t->first_line : 0;
		b->width = t->width;
		b->stride = recipe_stride(t->recipe);
		b->separator = t->separator;
		b->guarded = t->opts.reading && t->opts.reading->unguard;
		b->recipe = recipe_is_trivial(t->recipe) ? NULL : t->recipe;
		b->csv_cells = t->opts.reject ? t->columns : 0;
		t->opens = false;
	}
	pthread_mutex_unlock(&t->lock);
	return got;
}
