/*
 * arguments - reads the arguments of an SQL function (program).
 *
 * NULL, and the empty text that an import of CSV leaves where a cell is empty, make the result
 * NULL. An argument that is not valid makes it an error: "p_alive: age must be ...". Only the first
 * error counts; after reading all, ask arguments_good.
 */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/extension/function.h"

struct arguments {
	sqlite3_context *ctx;
	const char *function;
	sqlite3_value **value;
	bool null, bad;
};

/* Whether it is NULL or an empty text. */
bool arguments_empty(const struct arguments *, int i);

/* Numbers, also as text. WHAT names them in a message; they are from LEAST to MOST. */
double arguments_number(struct arguments *, int i, const char *what, double least, double most);
int64_t arguments_whole(struct arguments *, int i, const char *what, int64_t least, int64_t most);

/*
 * A text or blob of at most MOST bytes; NULL if there is none. It is valid until the function
 * returns. A longer one, or one with a NUL, is an error; for arguments_cell it is NULL.
 */
const char *arguments_text(struct arguments *, int i, const char *what, size_t most);
const char *arguments_cell(struct arguments *, int i, size_t most);

void arguments_wrong(struct arguments *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether all are there and valid. If not, the result is set. */
bool arguments_good(const struct arguments *);

/* Sets the result; a number that is not finite becomes NULL. */
void arguments_result(const struct arguments *, double);

#endif
