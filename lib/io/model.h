/*
 * model - a fitted model as a small table: model,name,value,se (program).
 *
 * The first row has the number of the format; a file with another number is an error. Then follow
 * the facts about the data, and then the parameters. The reader asks for each row by its name; a
 * row that it does not ask for is an error, so a reader never ignores a part of the model.
 */
#ifndef MODEL_H
#define MODEL_H
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/partition.h"

struct put;
struct model;

enum { MODEL_FORMAT = 1 };

/*
 * Writing: model_begin adds the columns and the first rows, each of the others one row. SE is the
 * standard error, NAN if there is none.
 */
void model_begin(struct put *, const char *tool);
/* After it: the part of the customers that the model was fitted to; nothing for all of them. */
void model_part(struct put *, struct partition);
void model_word(struct put *, const char *model, const char *name, const char *value);
void model_count(struct put *, const char *model, const char *name, int64_t value);
void model_date(struct put *, const char *model, const char *name, int32_t day);
void model_number(struct put *, const char *model, const char *name, double value, double se);

/* Reading. model_open keeps PATH. */
struct model *model_open(const char *path);

/* Whether the model file has rows of this model: an open one, or the one at PATH. */
bool model_has(const struct model *, const char *model);
bool model_is(const char *path, const char *model);

/* The value of a row as text; NULL if the file lacks the row. */
const char *model_text(struct model *, const char *model, const char *name);

/* The value as a number. Ends the tool if the file lacks the row or if it is not a number. */
double model_value(struct model *, const char *model, const char *name);

/* The same, but the number must also be more than 0 and at most MOST. */
double model_positive(struct model *, const char *model, const char *name, double most);

/* The model and the name of row I, from 0; false after the last row. */
bool model_row(const struct model *, size_t i, const char **model, const char **name);

/* Ignores a row, which may be missing. */
void model_skip(struct model *, const char *model, const char *name);

/* Ends the tool if the reader did not ask for some row. */
void model_close(struct model *);

#endif
