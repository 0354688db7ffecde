/* btyd_rows - the models of repeat buying in a model file (program). */
#ifndef BTYD_ROWS_H
#define BTYD_ROWS_H
#include <stdint.h>

#include "lib/value/btyd.h"

struct model;
struct put;

#define BTYD_ROWS_MODELS "bgnbd|mbgnbd|paretonbd"	/* in the order of enum btyd_model */
enum { BTYD_ROWS_ANY = -1, BTYD_ROWS_AUTO = BTYD_MODELS };	/* auto: one word more, after the
								   models */

const char *btyd_rows_name(enum btyd_model);

/* Says where the data are at a limit. */
void btyd_rows_note(const struct btyd *);

/* The fit, and the first and the last day of what it was fitted on. */
void btyd_rows_put(struct put *, const struct btyd_fit *, int32_t from, int32_t as_of);

/*
 * The log-likelihoods of the interior and of each limit; empty where one was clearly worse and not
 * fitted.
 */
void btyd_rows_candidates(struct put *, const struct btyd_fit *);

/*
 * Ends the tool where the file PATH has none, or another than ASKED, an enum btyd_model or
 * BTYD_ROWS_ANY.
 */
void btyd_rows_read(struct model *, const char *path, int asked, struct btyd *to);

#endif
