/* btyd_rows - writes the models of repeat buying to a model file, and reads them (program). */
#ifndef BTYD_ROWS_H
#define BTYD_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/value/btyd.h"
#include "lib/value/params.h"

struct model;
struct put;

/* In the order of enum btyd_model. */
#define BTYD_ROWS_MODELS "bgnbd|mbgnbd|paretonbd|bgcnbd|mbgcnbd|nbd"

/* Instead of an enum btyd_model. AUTO is the place of the word "auto" after the models. */
enum { BTYD_ROWS_ANY = -1, BTYD_ROWS_AUTO = BTYD_MODELS };

const char *btyd_rows_name(enum btyd_model);

/* Notes which limit the fit is, if it is one. */
void btyd_rows_note(const struct btyd *);

/* Writes the fit, and the first and the last day of its data. */
void btyd_rows_put(struct put *, const struct btyd_fit *, int32_t from, int32_t as_of);

/*
 * Writes the log-likelihoods of the interior, of each limit and of each k. The value is empty if a
 * candidate was not fitted because it is clearly worse.
 */
void btyd_rows_candidates(struct put *, const struct btyd_fit *);

/* Writes, for MODEL, the AIC of each model that it was compared with; NAN: not compared. */
void btyd_rows_compared(struct put *, enum btyd_model, const double aic[static BTYD_MODELS]);

/* The rows of an open model file. */
struct params btyd_rows_params(struct model *);

/*
 * Reads a model. ASKED is an enum btyd_model, or BTYD_ROWS_ANY. Ends the tool if the file PATH has
 * no model of repeat buying, or another one than ASKED. COVARIATES: it has covariates, which then
 * must be read too.
 */
void btyd_rows_read(struct model *, const char *path, int asked, bool covariates,
    struct btyd *to);

#endif
