/* weights - how important each dimension is to each person, from a CSV (program). */
#ifndef WEIGHTS_H
#define WEIGHTS_H
#include <stdbool.h>
#include <stddef.h>

struct weights;

/* Reads N numbers such as "11,32,22,19,16"; false if S is not that. */
bool weights_parse(const char *, double *to, size_t n);

/*
 * Reads a table with one of the columns WHO (ends with NULL) and the N columns NAME. A row for
 * which GOOD is false is bad; the message says WRONG ("do not add up to 100"). Bad rows end the
 * tool. The caller frees the result with weights_free.
 */
struct weights *weights_open(const char *path, const char *const *who, const char *const *name,
    size_t n, bool (*good)(const double *, size_t), const char *wrong);
void weights_free(struct weights *);

/* the N numbers of a person; NULL if there are none */
const double *weights_find(const struct weights *, const char *who);

#endif
