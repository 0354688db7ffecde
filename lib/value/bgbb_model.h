/* bgbb_model - writes the BG/BB model to a model file, and reads it (program). */
#ifndef BGBB_MODEL_H
#define BGBB_MODEL_H
#include <stdint.h>

#include "lib/base/period.h"
#include "lib/value/bgbb.h"

struct put;

/* A fit and its data. FROM and AS_OF are DATE_NONE, OPPORTUNITY is PERIOD_NONE: not known. */
struct bgbb_model {
	struct bgbb_fit fit;
	enum period opportunity;
	int32_t from, as_of;
};

/* Notes which limit the model is, if it is one. */
void bgbb_model_note(const struct bgbb *);

/* CANDIDATES: also the log-likelihoods of the regular model and all limits. */
void bgbb_model_put(const struct bgbb_model *, struct put *, const char *tool, bool candidates);
void bgbb_model_save(const struct bgbb_model *, const char *path, const char *tool);

/* Ends the tool if the file has no such model, or one for opportunities other than OPPORTUNITY. */
void bgbb_model_read(const char *path, enum period opportunity, struct bgbb *to);

#endif
