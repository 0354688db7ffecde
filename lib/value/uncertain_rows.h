/*
 * uncertain_rows - writes how uncertain the parameters of a model are to its model file, and reads
 * it (program).
 *
 * The rows are root.I.J, with J <= I, counted from 1: the numbers of struct uncertain.
 */
#ifndef UNCERTAIN_ROWS_H
#define UNCERTAIN_ROWS_H
#include <stddef.h>

#include "lib/stat/uncertain.h"

struct model;
struct put;

void uncertain_rows_put(struct put *, const char *model, const struct uncertain *);

/* Reads the rows of a model with DIM free parameters; dim is 0 if the file has none. */
struct uncertain uncertain_rows_read(struct model *, const char *model, size_t dim);

/* Ignores them. */
void uncertain_rows_skip(struct model *, const char *model);

#endif
