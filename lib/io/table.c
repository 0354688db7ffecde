#include "lib/io/table_own.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/io/header.h"
#include "lib/io/opt.h"

enum { NAMES = 16 };	/* of columns, in a message */

static void
progress(struct table *t, uint64_t rows, bool last)
{
	struct timespec now;

	if (!t->tty)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	const double s = (double)(now.tv_sec - t->start.tv_sec) +
	    1e-9 * (double)(now.tv_nsec - t->start.tv_nsec);
	if (last && t->shown)
		dprintf(STDERR_FILENO, "\r\033[K");
	else if (!last && s > 1) {
		dprintf(STDERR_FILENO, "\r%ju rows, %.0f per second\033[K", (uintmax_t)rows,
		    (double)rows / s);
		t->shown = true;
	}
}

static int
by_line(const void *a, const void *b)
{
	const struct block_bad *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

/* Where the block begins in its file: known, as the one before has been judged. */
static uint64_t
place(struct table *t, const struct block *b)
{
	const uint64_t first = b->first_line > 0 ? b->first_line : t->line;

	t->line = first + b->lines;
	return first;
}

/* The line from which the block cannot be read. */
static uint64_t
unreadable(const struct block *b)
{
	return b->framing ? b->framing_line : UINT64_MAX;
}

void
table_judge(struct table *t, struct block *b)
{
	const uint64_t first = place(t, b);

	if (b->nbad > 1)
		qsort(b->bad, b->nbad, sizeof *b->bad, by_line);
	for (size_t i = 0; i < b->nbad && b->bad[i].line < unreadable(b); i++)
		table_judge_one(t, b->file, first + b->bad[i].line, &b->bad[i]);
	if (b->framing)
		table_framing_error(b, first);
	t->rows += b->rows + b->split_bad;
	progress(t, t->rows, false);
}

/* What is bad before a line of the block of table_next. */
static void
judge_until(struct table *t, uint64_t line)
{
	const struct block *b = t->block;

	for (; t->next_bad < b->nbad && b->bad[t->next_bad].line < line; t->next_bad++)
		table_judge_one(t, b->file, t->line0 + b->bad[t->next_bad].line,
		    &b->bad[t->next_bad]);
}

/* False where there are no more. */
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
	progress(t, t->rows, false);
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

struct table *
table_open(char **files, const struct table_opts *opts)
{
	static char dash[] = "-", *stdin_only[] = { dash, NULL };
	struct table *t = mem_new(1, sizeof *t);

	opt_need_input(files);
	t->opts = *opts;
	t->files = *files ? files : stdin_only;
	pthread_mutex_init(&t->lock, NULL);
	if (opts->digest && ((t->digest = XXH3_createState()) == NULL ||
	    XXH3_128bits_reset(t->digest) != XXH_OK))
		err(EXIT_TROUBLE, NULL);
	t->tty = isatty(STDERR_FILENO);
	clock_gettime(CLOCK_MONOTONIC, &t->start);
	table_begin_file(t);
	t->block = block_new();
	return t;
}

size_t
table_width(const struct table *t)
{
	return t->columns;
}

const char *
table_name(const struct table *t, size_t column)
{
	return t->head[column];
}

bool
table_find(const struct table *t, const char *name, size_t *at)
{
	size_t alike = 0;

	for (size_t i = 0; i < t->columns; i++)
		if (strcmp(t->head[i], name) == 0) {
			*at = i;
			return true;
		}
	for (size_t i = t->columns; i-- > 0;)
		if (header_same(t->head[i], name)) {
			*at = i;
			alike++;
		}
	return alike == 1;
}

char *
table_names(const struct table *t)
{
	const char *fault = header_fault(t->head, t->columns);
	struct text s = { 0 };

	if (fault)
		return mem_text(fault);
	text_add(&s, "the columns are", 15);
	for (size_t i = 0; i < t->columns && i < NAMES; i++) {
		char *name = mem_print("%s '%.40s'", i > 0 ? "," : "", t->head[i]);

		text_add(&s, name, strlen(name));
		free(name);
	}
	if (t->columns > NAMES)
		text_add(&s, " ...", 4);
	text_add(&s, "", 1);
	return s.s;
}

/* " (use --rename=trans_date=date)": for each missing column, one that is known to mean it. */
static char *
renames(const struct table *t, const char *const *names)
{
	struct text s = { 0 };

	for (; t->opts.rename && *names; names++)
		for (size_t i = 0; i < t->columns; i++) {
			const char *alias = header_alias(t->head[i]);
			char shell[TABLE_REASON];

			if (alias == NULL || strcmp(alias, *names) != 0)
				continue;
			char *option = mem_print("%s=%s", t->head[i], *names);
			char *use = mem_print("%s --rename=%s", s.n > 0 ? "" : " (use",
			    text_shell(option, shell, sizeof shell));

			text_add(&s, use, strlen(use));
			free(use);
			free(option);
			break;
		}
	text_add(&s, s.n > 0 ? ")" : "", s.n > 0 ? 2 : 1);	/* with the NUL */
	return s.s;
}

void
table_missing(const struct table *t, const char *const *names, const char *more)
{
	char *list = mem_text(""), *all = t->opts.rename ? table_names(t) : NULL;
	char *use = renames(t, names);

	for (const char *const *name = names; *name; name++) {
		char *longer = mem_print("%s%s'%s'", list, name > names ? ", " : "", *name);

		free(list);
		list = longer;
	}
	char *why = mem_print("no column%s %s%s%s%s%s%s%s", names[1] ? "s" : "", list,
	    more ? " (" : "", more ? more : "", more ? ")" : "", all ? "; " : "",
	    all ? all : "", use);

	text_tidy(why);
	errx(EXIT_TROUBLE, "%s: %s", t->file, why);
}

size_t
table_column(const struct table *t, const char *name)
{
	size_t at;

	if (!table_find(t, name, &at))
		table_missing(t, (const char *const[]){ name, NULL }, NULL);
	return at;
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
table_digest(const struct table *t, char to[static TABLE_DIGEST_SIZE])
{
	XXH128_hash_t h = XXH3_128bits_digest(t->digest);

	snprintf(to, TABLE_DIGEST_SIZE, "%016jx%016jx", (uintmax_t)h.high64, (uintmax_t)h.low64);
}

void
table_close(struct table *t)
{
	progress(t, t->rows, true);
	if (t->bads > TABLE_NAMED)
		warnx("%ju more bad rows", (uintmax_t)(t->bads - TABLE_NAMED));
	if (t->digest)
		XXH3_freeState(t->digest);
	table_end_file(&(struct table){ .source = t->source });
	block_free(t->block);
	for (size_t i = 0; i < t->width; i++)
		free(t->head[i]);
	free(t->head);
	free(t->keep);
	free(t->carry);
	pthread_mutex_destroy(&t->lock);
	free(t);
}
