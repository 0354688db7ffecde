/*
 * family - the families of models of clv-calc, which need different data and options (program).
 */
#ifndef FAMILY_H
#define FAMILY_H
#include <stdbool.h>

#include "lib/value/btyd_rows.h"

/* The words of --model. The first ones are those of btyd_rows.h, up to BTYD_ROWS_AUTO. */
#define FAMILY_MODELS BTYD_ROWS_MODELS "|auto|bgbb|sbg|historic|retention"

enum family {
	FAMILY_BUYER,		/* btyd.h: purchases at any time, from histories */
	FAMILY_BGBB,		/* bgbb.h, from histories (--opportunity) */
	FAMILY_BGBB_TABLE,	/* bgbb.h, from a table of opportunities */
	FAMILY_SBG,		/* sbg.h, from a table of survivors */
	FAMILY_HISTORIC,	/* historic.h, from histories with all purchase days */
	FAMILY_RETENTION,	/* retention.h, from a table of margins and rates */
};

/* Whether the family reads histories, with the options of HISTORY_OPTS. */
bool family_has_histories(enum family);

/*
 * The family of the model: its place in FAMILY_MODELS, or BTYD_ROWS_ANY. Misuse if an option was
 * given that the family does not use.
 */
enum family family_of(int model);

#endif
