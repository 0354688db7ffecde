/*
 * recipe - how the rows of a file become the rows of the table (program).
 *
 * A recipe is made from the options of reading and from the header. It says which cells of the file
 * are columns, and under which name; which words are empty cells; which columns are computed; and
 * which are amounts and dates, whose cells it writes in custkit's spelling.
 */
#ifndef RECIPE_H
#define RECIPE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/spelling.h"

struct block;
struct reading;
struct recipe;

enum recipe_kind { RECIPE_AMOUNT, RECIPE_NUMBER, RECIPE_DATE };

/*
 * Makes the recipe for a file whose header has these N names. Ends the tool, with a message about
 * FILE, if an option does not fit them. READING may be NULL: no options.
 */
struct recipe *recipe_new(const struct reading *, const char *file, char *const *name, size_t n);
void recipe_free(struct recipe *);

size_t recipe_columns(const struct recipe *);
const char *recipe_name(const struct recipe *, size_t column);

/* The cells of COLUMN are of this kind: they are written in custkit's spelling from now on. */
void recipe_reads(struct recipe *, size_t column, enum recipe_kind);

/* Is the column NAME only a copy (--set) of the cell that is the column OF? */
bool recipe_copies(const struct recipe *, const char *name, const char *of);

/* A cell as the file has it: the word of --null that has made it empty. */
const char *recipe_shown(const struct recipe *, const char *cell);

/* The name in the file of a column that --rename has given this name; NULL: there is none. */
const char *recipe_old_name(const struct recipe *, const char *name);

/*
 * The dates of the column DATE that --date-format=lunar reads: "lunar" becomes the cell of the
 * column *MARK in their rows, if it is empty. If *MARK is RECIPE_NO_COLUMN, it becomes a new
 * column, which recipe_columns does not count. False, with no change, if no format is lunar.
 */
#define RECIPE_NO_COLUMN ((size_t)-1)
bool recipe_lunar(struct recipe *, size_t date, size_t *mark);

/*
 * From the column AT on are those of table_marks. A row with a reason is bad, in that column.
 */
void recipe_marks(struct recipe *, size_t at);

/*
 * How many cells a row needs: those of the file, or the columns if these are more. Fewer columns
 * than cells are at the beginning of the row.
 */
size_t recipe_stride(const struct recipe *);

/* Turns the rows of the block, as they were split, into rows of the table. Any thread. */
void recipe_apply(const struct recipe *, struct block *);

/* Does recipe_apply change only amounts that are not plain decimals (spelling_is_plain)? */
bool recipe_is_simple(const struct recipe *);

/* Does recipe_apply change nothing? */
bool recipe_is_trivial(const struct recipe *);

#endif
