#include "lib/io/table_own.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/exit.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"

enum {
	BLOCK = 512 << 10,	/* bytes a block usually has */
	/* where a row is given up: an unclosed quote swallows what follows */
	MAX_ROW = 64 << 20,
};

/*
 * How many columns at the end are those that NAMES, which ends with NULL, has; 0 unless it is all
 * of them.
 */
static size_t
left_out(const char *const *names, char *const *name, size_t n)
{
	size_t k = 0;

	while (names && names[k])
		k++;
	for (size_t i = 0; i < k; i++)
		if (n <= k || strcmp(name[n - k + i], names[i]) != 0)
			return 0;
	return k;
}

/* What the option calls the column; its own name if it says nothing. */
static const char *
renamed(const struct table *t, const char *name)
{
	for (size_t i = 0; t->opts.rename && i < t->opts.rename->n; i++) {
		const char *word = t->opts.rename->word[i], *equals = strrchr(word, '=');
		const size_t n = (size_t)(equals - word);

		if (strlen(name) == n && memcmp(word, name, n) == 0)
			return equals + 1;
	}
	return name;
}

static void
check_renames(struct table *t, char *const *name, size_t n)
{
	for (size_t i = 0; t->opts.rename && i < t->opts.rename->n; i++) {
		const char *word = t->opts.rename->word[i], *equals = strrchr(word, '=');
		size_t at = 0;

		if (equals == NULL || equals == word || equals[1] == '\0')
			opt_misuse("--rename must be OLD=NEW, not '%s'", word);
		while (at < n && (strlen(name[at]) != (size_t)(equals - word) ||
		    memcmp(name[at], word, strlen(name[at])) != 0))
			at++;
		if (at == n)
			errx(EXIT_TROUBLE, "%s: --rename: no column '%.*s'", t->file,
			    (int)(equals - word), word);
	}
}

/* Which cells have a name, if some are to be left out: the last ones, or several. */
static void
keep_named(struct table *t, char *const *name, size_t n)
{
	size_t without = 0;

	for (size_t i = 0; i < n; i++)
		without += text_is_blank(name[i]);
	if (without == 0 || without == n || (without == 1 && !text_is_blank(name[n - 1])))
		return;
	t->keep = mem_new(n, sizeof *t->keep);
	for (size_t i = 0; i < n; i++)
		if (!text_is_blank(name[i]))
			t->keep[t->nkeep++] = i;
}

static void
take_names(struct table *t, char *const *name, size_t n)
{
	size_t at = 0;

	check_renames(t, name, n);
	keep_named(t, name, n);
	t->width = n;
	t->head = mem_new(n, sizeof *t->head);
	for (size_t k = 0; k < t->nkeep; k++)
		t->head[at++] = mem_text(renamed(t, name[t->keep[k]]));
	for (size_t i = 0, k = 0; i < n; i++)	/* all, or the nameless: to compare files */
		if (k < t->nkeep && t->keep[k] == i)
			k++;
		else
			t->head[at++] = mem_text(renamed(t, name[i]));
	t->columns = t->keep ? t->nkeep : n;
	t->columns -= left_out(t->opts.leave_out, t->head, t->columns);
}

/* The name that stands at a place of the header. */
static const char *
head_at(const struct table *t, size_t place)
{
	size_t k = 0;

	while (k < t->nkeep && t->keep[k] < place)
		k++;
	if (t->keep == NULL)
		return t->head[place];
	return k < t->nkeep && t->keep[k] == place ? t->head[k] : t->head[t->nkeep + place - k];
}

static void
check_unique(const struct table *t, const char *file, uint64_t line)
{
	const size_t n = t->keep ? t->nkeep : t->width;
	struct map *names = map_new();
	bool is_new = true;

	for (size_t i = 0; i < n; i++) {
		map_at(names, t->head[i], strlen(t->head[i]), &is_new);
		if (!is_new)
			table_stop(file, line, "duplicate column '%s'", t->head[i]);
	}
	map_free(names);
}

/* Names must be unique, and the same in every file. */
static void
take_header(struct table *t, const struct block *b, uint64_t line)
{
	char **name = b->piece;
	const size_t n = b->cells;

	if (t->head == NULL) {
		take_names(t, name, n);
		check_unique(t, b->file, line);
		return;
	}
	if (n != t->width)
		table_stop(b->file, line, "%zu column%s but the first file has %zu", n,
		    TEXT_PLURAL(n), t->width);
	for (size_t i = 0; i < n; i++)
		if (strcmp(renamed(t, name[i]), head_at(t, i)) != 0)
			table_stop(b->file, line, "column '%s' but the first file has '%s'",
			    name[i], head_at(t, i));
}

/* The end of the first row that is not blank; 0 if it is not all there. */
static size_t
first_row(const char *s, size_t n, bool all)
{
	bool inside = false;
	size_t i = 0;

	while (i < n && (s[i] == '\n' || s[i] == '\r'))
		i++;
	for (; i < n; i++)
		if (s[i] == '"')
			inside = !inside;
		else if (s[i] == '\n' && !inside)
			return i + 1;
	return all ? n : 0;
}

/* N bytes that hold the header and nothing more, split as rows are. */
static void
read_header(struct table *t, const char *s, size_t n)
{
	struct block *b = block_new();

	b->file = t->file;
	b->buf = mem_new(n + 1, 1);
	b->n = n;
	memcpy(b->buf, s, n);
	block_split(b);
	if (b->nbad > 0)
		table_stop(t->file, b->bad[0].line + 1, "%s", b->bad[0].reason);
	if (b->framing)
		table_framing_error(b, 1);
	if (b->rows == 0)
		errx(EXIT_TROUBLE, "%s: empty input, no header", t->file);
	take_header(t, b, b->line[0] + 1);
	t->first_line = b->lines + 1;
	block_free(b);
}

/* Reads until there are NEED bytes of the file in the carry, or the file ends. */
static void
fill(struct table *t, size_t need)
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

static void
drop_carry(struct table *t, size_t n)
{
	memmove(t->carry, t->carry + n, t->ncarry - n);
	t->ncarry -= n;
}

bool
table_begin_file(struct table *t)
{
	size_t head = 0;

	if (*t->files == NULL)
		return false;
	t->source = source_open(*t->files++, &t->opts.source);
	t->file = source_name(t->source);
	t->ended = false;
	fill(t, BLOCK);
	if (t->ncarry == 0)
		errx(EXIT_TROUBLE, "%s: empty input, no header", t->file);
	while ((head = first_row(t->carry, t->ncarry, t->ended)) == 0) {
		if (t->ncarry > MAX_ROW)
			errx(EXIT_TROUBLE, "%s:1: the header is larger than 64 MiB", t->file);
		fill(t, t->ncarry * 2);
	}
	read_header(t, t->carry, head);
	drop_carry(t, head);
	t->opens = true;
	return true;
}

void
table_end_file(struct table *t)
{
	source_close(t->source);
	t->source = NULL;
	if (t->digest)	/* so that "ab" "c" differs from "a" "bc" */
		XXH3_128bits_update(t->digest, "\0", 1);
}

/*
 * Whole rows for the block; what is left over stays.  The two change buffers: nothing but the
 * rest is copied.
 */
static bool
take_rows(struct table *t, struct block *b)
{
	size_t n = 0, want = BLOCK;

	fill(t, want);
	while (!t->ended && (n = block_whole_rows(t->carry, t->ncarry)) == 0 &&
	    t->ncarry <= MAX_ROW)
		fill(t, want *= 2);
	b->cut = !t->ended && n == 0;
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
		b->file = t->file;
		b->number = t->number++;
		b->first_line = t->opens ? t->first_line : 0;
		b->width = t->width;
		b->keep = t->keep;
		b->nkeep = t->nkeep;
		b->csv_cells = t->opts.reject ? t->columns : 0;
		t->opens = false;
	}
	pthread_mutex_unlock(&t->lock);
	return got;
}
