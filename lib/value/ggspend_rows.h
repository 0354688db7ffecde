/* ggspend_rows - writes the model of spend to a model file, and reads it (program). */
#ifndef GGSPEND_ROWS_H
#define GGSPEND_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/value/ggspend.h"

struct model;
struct put;

/* Notes which limit the fit is, if it is one. */
void ggspend_rows_note(const struct ggspend *);

/* Writes the fit, and the first and the last day of its data. */
void ggspend_rows_put(struct put *, const struct ggspend_fit *, int32_t from, int32_t as_of);

/* False if the file PATH has no such model. Ends the tool if the model is not valid. */
bool ggspend_rows_read(struct model *, const char *path, struct ggspend *to);

#endif
