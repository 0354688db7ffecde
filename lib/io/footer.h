/*
 * footer - where the last rows of a text begin (pure).
 *
 * A row is what block_split takes for one: line feeds in quotes do not end it, and one whose cells
 * are all empty is none.
 */
#ifndef FOOTER_H
#define FOOTER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct footer_form {
	char separator;
	bool guarded;		/* ="..." is in quotes, too */
};

/*
 * Where the last ROWS rows of the N bytes begin; 0 if there are not more.  The text begins with a
 * row.  OPEN: it ends within quotes; what they began in is the last row.
 */
size_t footer_begin(const char *s, size_t n, int64_t rows, struct footer_form, bool *open);

#endif
