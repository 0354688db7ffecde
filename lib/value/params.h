/*
 * params - the parameters of the models in a model file, from its rows by name (pure).
 *
 * A model file (io/model.h) is a table of model,name,value. The tools read it from a file, and the
 * SQLite extension from a text; both find the parameters here.
 */
#ifndef PARAMS_H
#define PARAMS_H
#include <stdbool.h>

#include "lib/value/btyd.h"
#include "lib/value/ggspend.h"
#include "lib/value/margin.h"

/* The rows of a file. */
struct params {
	/* The value of a row, NULL if there is none; name NULL: of any row of the model. */
	const char *(*value)(void *of, const char *model, const char *name);
	void *of;
};

/* The names of a model, of its third and fourth parameter, and of that of equal dropout. */
struct params_names {
	const char *model, *third, *fourth, *equal;
};
extern const struct params_names params_names[BTYD_MODELS];
extern const char *const params_limits[BTYD_LIMITS], *const params_rates[BTYD_RATES];
extern const char *const params_spend_limits[GGSPEND_LIMITS];

#define PARAMS_SPEND "ggspend"
#define PARAMS_MARGIN "margin"

#define PARAMS_MOST 2e8		/* above the bound of all fits */
#define PARAMS_MOST_AT_0 1e100	/* with covariates, which are rarely near 0 */

/* The name of the parameter of a limit of dropout; NULL if there is none. */
const char *params_of_limit(const struct btyd *);

/* Which model the file has; BTYD_MODELS if it has none of them. */
enum btyd_model params_model(const struct params *);

/*
 * Reads the model of repeat buying, the model of spend and the margin; the last two require that
 * the file has such rows (params_has). MOST is the largest parameter. False, and the reason as the
 * words after the name of the file, if the rows are not valid: "mbgnbd,r must be positive".
 */
enum { PARAMS_WHY = 200 };
bool params_has(const struct params *, const char *model);
bool params_btyd(const struct params *, enum btyd_model, double most, struct btyd *to,
    char why[static PARAMS_WHY]);
bool params_spend(const struct params *, struct ggspend *to, char why[static PARAMS_WHY]);
bool params_margin(const struct params *, struct margin *to, char why[static PARAMS_WHY]);

#endif
