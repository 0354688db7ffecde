/* ggspend_rows - the model of spend in a model file (program). */
#ifndef GGSPEND_ROWS_H
#define GGSPEND_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/value/ggspend.h"

struct model;
struct put;

/* Says which limit the data are at. */
void ggspend_rows_note(const struct ggspend *);

/* The fit, and the first and the last day of what it was fitted on. */
void ggspend_rows_put(struct put *, const struct ggspend_fit *, int32_t from, int32_t as_of);

/* False if the file PATH has none; ends the tool if what it has is not valid. */
bool ggspend_rows_read(struct model *, const char *path, struct ggspend *to);

#endif
