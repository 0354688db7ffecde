#define _GNU_SOURCE
#include "lib/io/table_own.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/mask.h"
#include "lib/io/opt.h"

/* Prints one line without control characters, at most TABLE_REASON bytes of the reason. */
static void
tell(const char *file, uint64_t line, const char *reason)
{
	char buf[TABLE_REASON];

	snprintf(buf, sizeof buf, "%s", reason);
	text_tidy(buf);
	fflush(stdout);
	fail_warn("%s:%ju: %s", file, (uintmax_t)line, buf);
}

void
table_stop(const char *file, uint64_t line, const char *fmt, ...)
{
	char reason[TABLE_REASON];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(reason, sizeof reason, say(fmt), ap);
	va_end(ap);
	tell(file, line, reason);
	exit(EXIT_TROUBLE);
}

void
table_framing_error(const struct block *b, uint64_t first)
{
	table_stop(b->file, first + b->framing_line, "%s", b->framing);
}

/* The reason, with the name of the column in the file after ours. The caller frees it. */
static char *
name_column(const char *reason, const char *column, const char *old)
{
	const size_t n = strlen(column);

	if (strncmp(reason, column, n) != 0 || reason[n] != ' ')
		return mem_print(say("%s (column '%.60s')"), reason, old);
	char *named = mem_print(say("%s (column '%.60s')"), column, old);
	char *all = mem_print("%s%s", named, reason + n);

	free(named);
	return all;
}

/* Names the row on standard error; personal data are masked. */
static void
name_row(const char *file, uint64_t line, const struct block_bad *bad, const char *old)
{
	char *masked = mask_message(bad->column, bad->reason);
	char *named = old ? name_column(masked, bad->column, old) : mem_text(masked);

	tell(file, line, named);
	free(named);
	free(masked);
}

void
table_judge_one(struct table *t, const char *file, uint64_t line, const struct block_bad *bad)
{
	if (bad->file) {
		file = bad->file;
		line = bad->file_line;
	}
	if (bad->left_out) {
		t->opts.left_out(t->opts.left_out_ctx, t, &(struct table_reject){ file, line,
		    bad->csv, NULL, bad->reason });
		return;
	}
	/* the file has the name before --rename */
	const char *old = bad->column ? recipe_old_name(t->recipe, bad->column) : NULL;

	t->bads++;
	text_tidy(bad->reason);	/* a quoted cell may be cut within a character */
	if (t->opts.reject)
		t->opts.reject(t->opts.ctx, t, &(struct table_reject){ file, line, bad->csv,
		    old ? old : bad->column, bad->reason });
	if (t->spoil && bad->cell)
		t->spoil(t->spoil_ctx, bad->cell);
	if (t->opts.policy == TABLE_TELL)
		return;
	if (t->bads <= TABLE_NAMED)
		name_row(file, line, bad, old);
	if (t->opts.policy == TABLE_STOP)
		exit(EXIT_TROUBLE);
	opt_status(t->opts.policy == TABLE_ALL && !t->opts.reject ? EXIT_TROUBLE : EXIT_NO);
}

bool
table_keeps_origins(const struct table *t)
{
	return t->opts.reject || t->opts.left_out;
}

struct table_row
table_row_copy(const struct table *t)
{
	struct table_row row = { .file = table_file(t), .line = table_line(t) };

	if (table_keeps_origins(t))
		row.csv = block_origin(t->block, t->next - 1);
	return row;
}

__attribute__((format(printf, 4, 0))) static void
judge_row(struct table *t, const struct table_row *row, const char *column, const char *fmt,
    va_list ap)
{
	struct block_bad bad = { .csv = row->csv, .column = column ? mem_text(column) : NULL,
		.reason = mem_vprint(say(fmt), ap) };

	table_judge_one(t, row->file, row->line, &bad);
	free(bad.reason);
	free(bad.column);
}

void
table_row_bad(struct table *t, const struct table_row *row, const char *column, const char *fmt,
    ...)
{
	va_list ap;

	va_start(ap, fmt);
	judge_row(t, row, column, fmt, ap);
	va_end(ap);
}

void
table_bad(struct table *t, const char *column, const char *fmt, ...)
{
	struct table_row row = table_row_copy(t);
	va_list ap;

	va_start(ap, fmt);
	judge_row(t, &row, column, fmt, ap);
	va_end(ap);
	table_row_free(&row);
}

void
table_row_free(struct table_row *row)
{
	free(row->csv);
	row->csv = NULL;
}
