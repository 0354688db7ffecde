/*
 * weights - what matters how much to whom: numbers for the same names, by person (program).
 */
#ifndef WEIGHTS_H
#define WEIGHTS_H
#include <stdbool.h>
#include <stddef.h>

struct weights;

/* N numbers from "11,32,22,19,16"; false if they are not that. */
bool weights_parse(const char *, double *to, size_t n);

/*
 * A table with one of the columns WHO (NULL-terminated) and the columns NAME.  What is not GOOD is a
 * bad row, said as WRONG: "do not add up to 100".
 */
struct weights *weights_open(const char *path, const char *const *who, const char *const *name,
    size_t n, bool (*good)(const double *, size_t), const char *wrong);
void weights_free(struct weights *);

const double *weights_find(const struct weights *, const char *who);	/* NULL if there are none */

#endif
