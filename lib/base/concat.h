/*
 * concat - a text of columns and of texts in quotes, one after the other (pure):
 * family&", "&given.
 *
 * A quote in a text is written twice. If there are columns, and all their cells are empty, so is
 * the result: "c"&customer_id makes no id of nothing.
 */
#ifndef CONCAT_H
#define CONCAT_H
#include "lib/base/formula.h"
#include "lib/base/text.h"

struct concat;

/* NULL if TEXT is not valid: then *why says so, as the end of a sentence, and *rest where. */
struct concat *concat_new(const char *text, formula_find *find, const void *ctx,
    const char **why, const char **rest);
void concat_free(struct concat *);

/* Is it one column alone? Sets *at to it. */
bool concat_copies(const struct concat *, size_t *at);

/* CELL has all cells of the row. Adds the result, and no NUL. */
void concat_value(const struct concat *, char *const *cell, struct text *to);

#endif
