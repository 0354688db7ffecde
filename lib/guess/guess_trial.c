#include "lib/guess/guess_trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/guess/guess_own.h"
#include "lib/io/opt.h"
#include "lib/io/sibling.h"
#include "lib/io/table.h"

enum { PATH = 32 };

/* What was found out of a row: "order_id '1', amount '5'". */
static char *
row_text(const struct table *t, char *const *row, size_t columns)
{
	struct text line = { 0 };

	for (size_t i = 0; i < columns; i++) {
		const char *name = table_name(t, i);

		if (*row[i])
			guess_line(&line, name, name, row[i]);
	}
	text_add(&line, "", 1);
	return line.s;
}

/* The last columns, from table_marks[0] on, say where a row is and, if it is bad, the reason. */
static void
count(struct guess_trial *trial, int output)
{
	char path[PATH], *files[] = { path, NULL };
	size_t shown = 0;

	snprintf(path, sizeof path, "/dev/fd/%d", output);
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_TELL });
	const size_t mark = table_column(t, table_marks[0]), reason = table_column(t, "reason");

	for (char **row; (row = table_next(t)) != NULL; trial->rows++)
		if (*row[reason])
			trial->bad++;
		else if (shown < GUESS_SHOWN)
			trial->shown[shown++] = row_text(t, row, mark);
	table_close(t);
}

/* The message without the name of the tool: "FILE: cannot be converted: ...". */
static char *
message(const char *error)
{
	const char *colon = strstr(error, ": ");
	const char *s = colon ? colon + 2 : error;

	return mem_print("%.*s", (int)strcspn(s, "\n"), s);
}

struct guess_trial
guess_trial(const struct guess *g, const char *as)
{
	struct guess_trial trial = { 0 };
	size_t n = 0;
	char *words[GUESS_READING + 8];

	words[n++] = mem_text("table-convert");
	words[n++] = mem_text("--mark-bad");
	words[n++] = mem_text("--quiet");
	if (opt_unmask())
		words[n++] = mem_text("--unmask");
	words[n++] = mem_print("--as=%s", as);
	n += guess_reading(g, words + n);
	words[n++] = mem_text("--");
	words[n++] = mem_text(g->file);
	words[n] = NULL;
	struct sibling s = { .words = words, .input = -1 };

	sibling_run(&s, 1);
	trial.can = s.status == 0 || s.status == 1;
	if (trial.can)
		count(&trial, s.output);
	else
		trial.why = message(s.error);
	sibling_close(&s, 1);
	for (size_t i = 0; i < n; i++)
		free(words[i]);
	return trial;
}

void
guess_trial_free(struct guess_trial *t)
{
	for (size_t i = 0; i < GUESS_SHOWN; i++)
		free(t->shown[i]);
	free(t->why);
}
