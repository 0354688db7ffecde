/*
 * formula - a sum, difference or product of columns and numbers, computed exactly (pure):
 * quantity*price-discount.
 *
 * Operators are + - * and parentheses. A value is a decimal of up to 18 places. An empty cell makes
 * a product empty; in a sum or difference it counts as 0, unless both sides are empty.
 */
#ifndef FORMULA_H
#define FORMULA_H
#include <stdbool.h>
#include <stddef.h>

enum { FORMULA_SIZE = 64 };	/* room for a result and its NUL */

struct formula;

/*
 * Finds the longest column name that TEXT begins with: returns its length, and the column in *at;
 * 0: there is none.
 */
typedef size_t formula_find(const void *ctx, const char *text, size_t *at);

/* A formula_find for N names, the lowest of which wins if two are the same; NULL: it has none. */
size_t formula_longest(const char *text, char *const *name, size_t n, size_t *at);

/* NULL if TEXT is not valid: then *why says so, as the end of a sentence, and *rest where. */
struct formula *formula_new(const char *text, formula_find *find, const void *ctx,
    const char **why, const char **rest);
void formula_free(struct formula *);

/* The columns that the formula reads, in the order in which they stand. */
size_t formula_columns(const struct formula *);
size_t formula_column(const struct formula *, size_t k);

/*
 * CELL has the plain decimals of the columns, in that order; "" is an empty cell. Writes the
 * result, "" if it is empty. False if it has too many digits; then *bad is a column whose cell is
 * not a decimal, or formula_columns.
 */
bool formula_value(const struct formula *, const char *const *cell, char to[static FORMULA_SIZE],
    size_t *bad);

#endif
