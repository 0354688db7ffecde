/* From the bytes of the files to blocks of whole rows. */
#define _GNU_SOURCE
#include "lib/io/table_own.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/converted.h"
#include "lib/io/footer.h"
#include "lib/io/reading.h"
#include "lib/io/recipe.h"

enum {
	FOOTER = 64 << 10,	/* bytes that are held back for the footer of a layout */
	FOOTER_LINES = 64,	/* the longest footer of a layout */
};

bool
table_begin_file(struct table *t)
{
	const struct reading *r = t->opts.reading;

	if (*t->files == NULL)
		return false;
	t->file = *t->files++;
	t->source = source_open(t->file, &(struct source_opts){ .encoding = r ? r->encoding : NULL,
		.sheet = r ? r->sheet : NULL, .skip = r ? (uint64_t)r->skip_lines : 0,
		.rejects = t->opts.leave_out != NULL });
	t->rejected = source_rejected(t->source);
	t->mark |= source_has_mark(t->source);
	if (strcmp(t->file, "-") == 0)
		t->file = say("standard input");
	if (t->converted)
		t->file = say("the converted table");
	t->ended = t->footed = false;
	table_fill(t, table_block());
	if (t->converted && t->ncarry == 0)
		converted_close(t->converted);	/* ends the tool: it failed */
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

static const struct opt_list *
footer_words(const struct table *t)
{
	return t->opts.reading && t->opts.reading->layout && !t->rejected ?
	    &t->opts.reading->layout->footer : NULL;
}

static bool
begins_footer(const struct opt_list *words, const char *line, size_t n)
{
	for (size_t i = 0; i < words->n; i++)
		if (n >= strlen(words->word[i]) &&
		    memcmp(line, words->word[i], strlen(words->word[i])) == 0)
			return true;
	return false;
}

/* Drops what follows a line that begins with a word of the footer, the first of the last lines. */
static void
drop_known_footer(struct table *t, const struct opt_list *words)
{
	size_t at = t->ncarry, keep = t->ncarry;

	for (int lines = 0; at > 0 && lines < FOOTER_LINES; lines++) {
		at -= t->carry[at - 1] == '\n';
		const char *lf = memrchr(t->carry, '\n', at);

		at = lf ? (size_t)(lf + 1 - t->carry) : 0;
		if (begins_footer(words, t->carry + at, t->ncarry - at))
			keep = at;
	}
	t->ncarry = keep;
}

/* Where the rows of --footer begin, if the file ends after N bytes of the carry. */
static size_t
rows_end(const struct table *t, size_t n, bool *open)
{
	const struct reading *r = t->opts.reading;

	*open = false;
	return r == NULL || r->footer == 0 || t->rejected ? n : footer_begin(t->carry, n, r->footer,
	    (struct footer_form){ t->separator, r->unguard }, open);
}

/* Drops what follows the last row of the file from the carry, which has all of it. */
static void
drop_footer(struct table *t)
{
	bool open;

	if (footer_words(t))
		drop_known_footer(t, footer_words(t));
	const size_t n = rows_end(t, t->ncarry, &open);

	if (!open)	/* an unclosed quote is an error, not a footer */
		t->ncarry = n;
}

/* The number of bytes in whole rows; without the end of the file if it may be a footer. */
static size_t
whole_rows(const struct table *t)
{
	const size_t held = footer_words(t) ? FOOTER : 0;
	bool open;

	return t->ncarry <= held ? 0 :
	    rows_end(t, block_whole_rows(t->carry, t->ncarry - held), &open);
}

/*
 * Moves the whole rows of the carry to the block; the rest stays in the carry. They exchange their
 * buffers, so only the rest is copied.
 */
static bool
take_rows(struct table *t, struct block *b)
{
	const size_t usual = table_block();
	size_t n = 0, want = usual;

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

	t->carry = mem_grow(b->buf, rest > usual ? rest : usual, &b->room, 1);
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
		b->utf8_only = t->opts.reading == NULL && t->converted == NULL;
		b->number = t->number++;
		if (t->number == t->judged)
			opt_hush(false);
		b->first_line = t->opens ? t->first_line : 0;
		b->width = t->width;
		b->stride = recipe_stride(t->recipe);
		b->separator = t->separator;
		b->guarded = t->opts.reading && t->opts.reading->unguard;
		b->numbered = source_is_made(t->source);
		b->ragged = t->opts.reading && t->opts.reading->layout;
		b->recipe = recipe_is_trivial(t->recipe) ? NULL : t->recipe;
		b->apply = recipe_apply;
		b->csv_cells = table_keeps_origins(t) ? t->width - t->marks : 0;
		b->place = t->converted ? t->width - t->marks : 0;
		b->tells_left_out = t->opts.left_out != NULL;
		t->opens = false;
	}
	pthread_mutex_unlock(&t->lock);
	return got;
}
