/*
 * phrase - cells and sentences of a report, in its language (pure).
 *
 * Whoever writes the page takes words and numbers one by one, so that each number keeps its exact
 * value and the command that prints it.
 */
#ifndef PHRASE_H
#define PHRASE_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/report/report.h"

struct phrase {
	void *ctx;
	void (*words)(void *ctx, const char *, size_t n);
	/* a number as it is SHOWN, the EXACT cell, and what printed it */
	void (*number)(void *ctx, const char *shown, const char *exact, const struct result *);
};

/* Says a sentence: the cells in braces are those of the part, which may be NULL. */
void phrase_say(const struct report *, const struct part *, const struct said *,
    const struct phrase *);

/* The sentence and the clauses of a part that has data; whether there are any. */
void phrase_sentences(const struct report *, const struct part *, const struct phrase *);
bool phrase_has(const struct report *, const struct part *);

/* The same of one sentence as a text, which the caller frees. */
char *phrase_text(const struct report *, const struct part *, const struct said *);

/* Says the cell of a row in a column: a dash if it is empty. */
void phrase_cell(const struct report *, const struct part *, size_t row, const struct column *,
    const struct phrase *);

/* 2026-Q2 or 2026-04, in the language of the report. The caller frees it. */
char *phrase_period(const struct report *, const char *);

/* Whether the table has this column. */
bool phrase_shows(const struct part *, const struct column *);

bool phrase_is_number(const struct column *);

/* The name of a column in the table: of @by, that of the group. */
const char *phrase_column(const struct report *, const struct column *);

/* The column of the block with this name; NULL: none. */
const struct column *phrase_find(const struct block *, const char *name);

/*
 * The name of a row: its cell in this column, and of a standard also its scope, "first response
 * (complaint)". The caller frees it.
 */
char *phrase_label(const struct report *, const struct part *, size_t row, const char *column);

/* How the numbers of a chart are shown. */
enum figure_unit phrase_unit(const struct block *, const char *column);

#endif
