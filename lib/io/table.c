#include "lib/io/table_own.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/cite.h"
#include "lib/io/converted.h"
#include "lib/io/header.h"
#include "lib/io/opt.h"

static void
show_progress(struct table *t)
{
	progress_show(&t->progress, t->rows, atomic_load(&t->at), t->size);
}

/* The bytes of all files; 0 if one of them is not a regular file. */
static uint64_t
size_of(char **files)
{
	uint64_t size = 0;
	struct stat st;

	for (; *files; size += (uint64_t)st.st_size, files++)
		if ((strcmp(*files, "-") == 0 ? fstat(STDIN_FILENO, &st)
		                              : stat(*files, &st)) == -1 ||
		    !S_ISREG(st.st_mode))
			return 0;
	return size;
}

static int
by_line(const void *a, const void *b)
{
	const struct block_bad *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

/* The line at which the block begins. The block before it must have been judged. */
static uint64_t
place(struct table *t, const struct block *b)
{
	const uint64_t first = b->first_line > 0 ? b->first_line : t->line;

	t->line = first + b->lines;
	return first;
}

/* The line, within the block, from which it cannot be read. */
static uint64_t
unreadable(const struct block *b)
{
	return b->framing ? b->framing_line : UINT64_MAX;
}

/* The sign whose first line is the next after line AFTER, from 1; SPELLING_NO_CURRENCY: none. */
static enum spelling_currency
next_currency(const struct block *b, uint64_t after)
{
	enum spelling_currency next = SPELLING_NO_CURRENCY;

	for (enum spelling_currency c = 1; c < SPELLING_CURRENCIES; c++)
		if (b->currency[c] > after &&
		    (next == SPELLING_NO_CURRENCY || b->currency[c] < b->currency[next]))
			next = c;
	return next;
}

/* All amounts of a table are in one currency. FIRST is the line where the block begins. */
static void
judge_currency(struct table *t, const struct block *b, uint64_t first)
{
	uint64_t after = 0;

	for (enum spelling_currency c; (c = next_currency(b, after)) != SPELLING_NO_CURRENCY;) {
		after = b->currency[c];
		if (!spelling_join(&t->currency, c))
			table_stop(b->file, first + b->currency[c] - 1,
			    "amounts in two currencies, %s and %s;"
			    " load each from a file of its own",
			    spelling_name(t->currency), spelling_name(c));
	}
}

void
table_judge(struct table *t, struct block *b)
{
	const uint64_t first = place(t, b);

	if (b->number < t->judged)
		return;
	if (b->nbad > 1)
		qsort(b->bad, b->nbad, sizeof *b->bad, by_line);
	for (size_t i = 0; i < b->nbad && b->bad[i].line < unreadable(b); i++)
		table_judge_one(t, b->file, first + b->bad[i].line, &b->bad[i]);
	if (b->framing)
		table_framing_error(b, first);
	judge_currency(t, b, first);
	t->left_out += b->left_out;
	t->rows += b->rows + b->split_bad;
	show_progress(t);
}

/* Acts on the bad rows before a line of the current block. */
static void
judge_until(struct table *t, uint64_t line)
{
	const struct block *b = t->block;

	for (; t->next_bad < b->nbad && b->bad[t->next_bad].line < line; t->next_bad++)
		table_judge_one(t, b->file, t->line0 + b->bad[t->next_bad].line,
		    &b->bad[t->next_bad]);
}

/* Reads and splits the next block; false at the end of the table. */
static bool
next_block(struct table *t)
{
	struct block *b = t->block;

	judge_until(t, unreadable(b));
	if (b->framing)
		table_framing_error(b, t->line0);
	t->next = t->nrows = 0;
	if (!table_read(t, b))
		return false;
	t->nrows = block_split(b);
	t->next_bad = 0;
	t->rows += t->nrows + b->split_bad;
	t->line0 = place(t, b);
	judge_currency(t, b, t->line0);
	t->left_out += b->left_out;
	show_progress(t);
	return true;
}

char **
table_next(struct table *t)
{
	while (t->next == t->nrows)
		if (!next_block(t))
			return NULL;
	const uint64_t line = t->block->line[t->next];

	judge_until(t, line < unreadable(t->block) ? line : unreadable(t->block));
	if (line >= unreadable(t->block))
		table_framing_error(t->block, t->line0);
	return block_row(t->block, t->next++);
}

/* The files are those of another system: reads what table-convert makes of them. */
static void
convert(struct table *t)
{
	static struct reading rejects;

	if (t->opts.leave_out && converted_before(*t->files)) {
		rejects = (struct reading){ .encoding = t->opts.reading->encoding };
		t->opts.reading = &rejects;
		return;
	}
	t->converted = converted_open(t->opts.reading, t->opts.as, t->opts.zone, t->files);
	t->opts.reading = NULL;
	t->opts.leave_out = table_marks;
	t->converted_files[0] = mem_text(converted_path(t->converted));
	t->files = t->converted_files;
}

/* The pipe from table-convert gets a name for the footer of --cite. */
static void
cite_converted(const struct table *t, char **files)
{
	struct text name = { 0 };

	text_add(&name, "table-convert", 13);
	for (; *files; files++) {
		text_add(&name, " ", 1);
		text_add(&name, *files, strlen(*files));
	}
	text_add(&name, "", 1);
	cite_rename(*t->converted_files, name.s);
	text_free(&name);
}

struct table *
table_open(char **files, const struct table_opts *opts)
{
	static char dash[] = "-", *stdin_only[] = { dash, NULL };
	struct table *t = mem_new(1, sizeof *t);

	opt_need_input(files);
	if (opts->reading)
		reading_check(opts->reading);
	t->opts = *opts;
	t->files = *files ? files : stdin_only;
	t->all_files = t->files;
	if (opts->reading && opts->reading->preset)
		convert(t);
	pthread_mutex_init(&t->lock, NULL);
	if (opts->digest && ((t->digest = XXH3_createState()) == NULL ||
	    XXH3_128bits_reset(t->digest) != XXH_OK))
		fail_errno(NULL);
	t->size = size_of(t->files);
	progress_begin(&t->progress);
	table_begin_file(t);
	if (t->converted)
		cite_converted(t, files);
	t->block = block_new();
	return t;
}

bool
table_can_again(const struct table *t)
{
	bool can = t->size > 0 && t->converted == NULL && !t->opts.digest;

	for (char **file = t->all_files; *file; file++)
		can = can && strcmp(*file, "-") != 0;
	return can;
}

void
table_again(struct table *t)
{
	t->judged = t->number;
	opt_hush(true);		/* until table_read comes to where it was */
	if (t->source)
		table_end_file(t);
	t->files = t->all_files;
	t->number = t->passed = t->ncarry = 0;
	table_begin_file(t);
}

uint64_t
table_rows(const struct table *t)
{
	return t->rows;
}

uint64_t
table_bads(const struct table *t)
{
	return t->bads;
}

void
table_spoils(struct table *t, void (*spoil)(void *ctx, char *const *cell), void *ctx)
{
	t->spoil = spoil;
	t->spoil_ctx = ctx;
}

enum spelling_currency
table_currency(const struct table *t)
{
	return t->currency;
}

void
table_close(struct table *t)
{
	progress_end(&t->progress);
	if (t->bads > TABLE_NAMED && t->opts.policy != TABLE_TELL)
		fail_warn("%ju more bad rows", (uintmax_t)(t->bads - TABLE_NAMED));
	if (t->left_out > 0)
		opt_note("%ju row%s left out", (uintmax_t)t->left_out, TEXT_PLURAL(t->left_out));
	if (t->digest)
		XXH3_freeState(t->digest);
	if (t->source)
		source_close(t->source);
	if (t->converted)
		converted_close(t->converted);
	free(t->converted_files[0]);
	block_free(t->block);
	for (size_t i = 0; i < t->width; i++)
		free(t->head[i]);
	free(t->head);
	recipe_free(t->recipe);
	free(t->noted);
	free(t->carry);
	text_free(&t->open_row);
	pthread_mutex_destroy(&t->lock);
	free(t);
}
