/*
 * guess_own - the parts of guess (program).
 *
 *	guess_column	the columns by their roles
 *	guess_doubt	what is in doubt
 *	guess_roles	which column is what, by its name, if its cells can be that
 *	guess_words	whether its cells are words that we know
 *	guess_like	and by its cells alone
 *	guess_persons	who the customers of a table of orders are
 *	guess_tool	which tool loads such columns
 *	guess_ids	ids that a spreadsheet program has damaged
 *	guess_cells	how their cells are to be read
 *	guess_lunar	birthdays by the Chinese calendar
 *	guess_totals	orders whose total stands in each of their rows
 *	guess_rows	which rows are left out, and which are bad
 *	guess_command	the command that says so
 *	guess_cancelled	the command that removes orders that were cancelled since
 *	guess		all of them in turn
 *	guess_read	which worksheet of the file
 *	guess_preset	and which preset fits
 *	guess_reading	the options that say how the file is read
 *	guess_trial	and what comes of the file by it
 *	guess_line	a cell of a row that is shown
 */
#ifndef GUESS_OWN_H
#define GUESS_OWN_H
#include "lib/guess/guess.h"
#include "lib/guess/guess_file.h"
#include "lib/guess/loaded.h"

/* Judges the text of a file, or of one of its worksheets (guess.c). */
struct guess guess_text(const struct names *, const char *file, const struct guess_file *);

bool guess_is(const struct column *, const char *role);
bool guess_has(const struct guess *, const char *role);

/* The columns that its tool loads. */
enum loaded guess_loaded(const struct guess *);

/* Has the row as many cells as the tool expects? */
bool guess_is_whole(const struct guess *, size_t row);

/* Gives the columns roles by their names. */
void guess_roles(struct guess *, const struct names *);

/* Of the columns of a role, keeps the surest; two that are as sure are a doubt. */
void guess_roles_choose(struct guess *);
void guess_roles_drop(struct guess *, const char *role);

/* Does feedback-log know this word of kind or channel, in any language? (guess_words.c) */
bool guess_words_know(const char *role, const char *word);
/* And most filled cells of the column? */
bool guess_words_most(const struct column *, const char *role);
bool guess_words_all(const struct column *, const char *role);

/* How much the cells look like ids of customers, who come back: 0 to GUESS_LIKE_ID. */
enum { GUESS_LIKE_ID = 4 };	/* words or numbers with zeros that come back */
int guess_like_customer(const struct column *);

/* Are most filled cells numbers, with the decimal mark that fits more of them? */
bool guess_like_number(const struct column *);

/* Gives the roles of an order that the names do not say; ALL: without a header, a doubt. */
void guess_like_orders(struct guess *);
void guess_like_all(struct guess *);

/* Marks the columns that say who a customer is, the surest of each role (guess_persons.c). */
void guess_persons(struct guess *);

/* Doubts ids from which a spreadsheet program has taken digits (guess_ids.c). */
void guess_ids(struct guess *);

/* Chooses the tool, and drops the roles that it has no column for. */
void guess_tool(struct guess *);

/* The decimal mark, the formats of dates, the formula; a doubt or a refusal where they differ. */
void guess_cells(struct guess *);

/* Doubts birthdays of the Chinese calendar that do not say so, or have no year (guess_lunar.c). */
void guess_lunar(struct guess *);

/* Is it a word for an order that was cancelled or never paid? (guess_rows.c) */
bool guess_is_void(const char *);

/*
 * Writes the options, "--NAME=VALUE", that say how the file is read, by g->preset or else by its
 * columns; the caller frees them.
 */
enum { GUESS_READING = 9 + GUESS_FORMATS };	/* so many at most */
size_t guess_reading(const struct guess *, char **word);

/* Adds "email 'w***@example.com'" to a line: a cell, masked as the column PERSONAL asks. */
void guess_line(struct text *line, const char *name, const char *personal, const char *cell);

/* Does the preset, too, take the role from the column that has it, as it is? */
bool guess_preset_agrees(const struct guess *, const char *role);

/* Takes an amount that all rows of an order repeat for its total (guess_totals.c). */
void guess_totals(struct guess *);

/* Rows and words to leave out; then how many rows will be rejected. */
void guess_rows(struct guess *);

#endif
