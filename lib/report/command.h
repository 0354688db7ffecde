/*
 * command - the command of a block: a template with the facts of the report in it (pure).
 *
 * A template is a tool, or two with " | " between them. These words are replaced:
 *   @facts    the store (-d FILE), or the tables; nothing if they are read from standard input
 *   @store    the store
 *   @as-of    --as-of=DATE
 *   @since, @until    the period
 *   @earlier  --since=DATE with the last day of the period before
 *   @trial    --trial=NAME, the latest trial
 *   @compare  --compare=year, or nothing
 *   @by       --by=COLUMN
 *   @lang     --lang=LANGUAGE, for sentences in cells; nothing in English
 *   @years    --since=DATE, the first day of the last eight quarters
 *   @quarters the same of the last two
 */
#ifndef COMMAND_H
#define COMMAND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/report/span.h"

struct facts {
	const char *store;	/* its path; NULL: none */
	char **files;		/* tables; none: standard input */
	int32_t as_of;
	struct span span;
	enum span_compare compare;
	const char *by;		/* a column; NULL: none */
	const char *lang;	/* of the page, for the tools; NULL: English */
	const char *trial;	/* the latest by the as-of date; NULL: none */
};

enum { COMMAND_STAGES = 2 };

struct command {
	char **words[COMMAND_STAGES];	/* of each stage; they end with NULL */
	size_t stages;
	char *text;			/* as one types it in a shell */
};

/* False if the report lacks what the template needs: a store, or a column of groups. */
bool command_of(const char *template, const struct facts *, struct command *to);
void command_free(struct command *);

/* Words as one types them in a shell; they end with NULL. The caller frees the text. */
char *command_text(char *const *words);

/*
 * What @since, @until, @as-of, @before, @matured (90 days before the as-of date, so that what was
 * done by then has its outcome) or @group stands for in a sentence; NULL: another word. A
 * date is written to TO, and the group is the column of --by.
 */
const char *command_word(const char *word, const struct facts *, char *to);

#endif
