/*
 * model - a fitted model as a small table: model,name,value,se (program).
 *
 * The first row is the format's number, which gates reading; then what was fitted on, then the
 * parameters.  A name that the reader does not ask for is an error, so that no file is half understood.
 */
#ifndef MODEL_H
#define MODEL_H
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct put;
struct model;

enum { MODEL_FORMAT = 1 };

/* Writing: the columns and the first rows; then the rest. */
void model_begin(struct put *, const char *tool);
void model_word(struct put *, const char *model, const char *name, const char *value);
void model_count(struct put *, const char *model, const char *name, int64_t value);
void model_date(struct put *, const char *model, const char *name, int32_t day);
void model_number(struct put *, const char *model, const char *name, double value, double se);	/* NAN: no se */

/* Reading; model_close ends the tool if a row was not asked for. */
struct model *model_open(const char *path);
bool model_has(const struct model *, const char *model);
bool model_is(const char *path, const char *model);	/* has the file such rows */
const char *model_text(struct model *, const char *model, const char *name);	/* NULL if there is none */
double model_value(struct model *, const char *model, const char *name);	/* ends the tool if there is none */
bool model_row(const struct model *, size_t i, const char **model, const char **name);	/* of row I; false behind the last */
double model_positive(struct model *, const char *model, const char *name, double most);	/* more than 0, up to MOST */
void model_skip(struct model *, const char *model, const char *name);	/* may be there: for information */
void model_close(struct model *);

#endif
