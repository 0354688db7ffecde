/*
 * abc_rows - labels customers by their class of a value, and prints how it is concentrated
 * (program).
 */
#ifndef ABC_ROWS_H
#define ABC_ROWS_H
#include <stdbool.h>

#include "lib/io/opt.h"
#include "lib/segment/labels.h"

struct abc_rows_opts {
	const char *column;	/* NULL: not asked for; "": spend */
	double a, b;
	bool pareto;
};

#define ABC_ROWS_DEFAULTS { .a = .8, .b = .95 }

#define ABC_ROWS_OPTS(o) \
	{ OPT_MAYBE, 0, "abc", "[COLUMN]", \
	    "add the class A, B or C by the share in the total of this column (spend)", \
	    &(o)->column }, \
	{ OPT_RATE, 0, "a-share", "RATE", \
	    "A: customers with larger values have less than RATE (80%)", &(o)->a }, \
	{ OPT_RATE, 0, "b-share", "RATE", \
	    "B: they have less than RATE (95%)", &(o)->b }, \
	{ OPT_FLAG, 0, "pareto", NULL, \
	    "print top shares, the Lorenz curve and Gini's coefficient instead", &(o)->pareto }

/* Ends the tool if the options are misused. */
void abc_rows_check(const struct abc_rows_opts *);

/* Notes how many customers have a negative value, and so no class. */
struct labelling abc_rows(const struct abc_rows_opts *, const struct labels *);

/* Prints the concentration of the column. */
void abc_rows_pareto(const struct abc_rows_opts *, const struct labels *, struct put *);

/*
 * Draws it: the share of the total that the customers with the largest values have, with the limits
 * of the classes A and B. FORM: see draw.h.
 */
void abc_rows_plot(const struct abc_rows_opts *, const struct labels *, const char *form);

#endif
