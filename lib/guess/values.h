/*
 * values - the different texts of a column, each once, in the order in which they come (pure).
 *
 * What a cell can be depends on its text alone, and most columns of a long table have few texts: so
 * a text is read once, however many rows have it.
 */
#ifndef VALUES_H
#define VALUES_H
#include <stddef.h>
#include <stdint.h>

struct sheet;
struct values;

/* Of the cells of column AT in the rows from FIRST to before END; a short row has "". */
struct values *values_new(const struct sheet *, size_t at, size_t first, size_t end);
void values_free(struct values *);

size_t values_count(const struct values *);
const char *values_text(const struct values *, size_t i);	/* of the I-th */
size_t values_rows(const struct values *, size_t i);		/* how many rows have it */
size_t values_of_row(const struct values *, size_t row);	/* which it has; from FIRST on */

#endif
