/*
 * instrument - the items of a questionnaire or a scorecard, from a CSV (program).
 *
 * The columns are item, and those that the tool needs of dimension, weight, min, max and role.
 * Other columns, such as text, are for people. With the column role an instrument of weights is a
 * balance: each item is a value to the customer or a cost, and its mark is not scaled.
 */
#ifndef INSTRUMENT_H
#define INSTRUMENT_H
#include <stdbool.h>
#include <stddef.h>

struct instrument_item {
	size_t dimension;
	double weight;		/* at least 0 */
	/* range of a mark; 0 and 100 if the file does not say, in a balance 0 and INFINITY */
	double min, max;
	bool is_cost;		/* in a balance */
};

enum instrument_needs { INSTRUMENT_DIMENSIONS, INSTRUMENT_WEIGHTS };

struct instrument;

/*
 * Opens the installed instrument if NAME is a plain word (capability), else the file NAME. A bad
 * file ends the tool.
 */
struct instrument *instrument_open(const char *name, enum instrument_needs);
void instrument_free(struct instrument *);

size_t instrument_count(const struct instrument *);	/* items are in the order of the file */
const char *instrument_name(const struct instrument *, size_t item);
bool instrument_find(const struct instrument *, const char *name, size_t *item);
const struct instrument_item *instrument_item(const struct instrument *, size_t item);

bool instrument_is_balance(const struct instrument *);

/*
 * Converts a mark to points from 0 to 100; in a balance the points are the mark. Returns NULL, or
 * what is wrong: "is not a number from 1 to 5", valid until the next call.
 */
const char *instrument_points(const void *instrument, size_t item, const char *mark, double *to);

/*
 * Reads the points of each item from a table item,value, which must have each item once. The caller
 * frees them.
 */
double *instrument_read_points(const struct instrument *, const char *path);

/* dimensions are in the order of their first item */
size_t instrument_dimensions(const struct instrument *);
const char *instrument_dimension(const struct instrument *, size_t dimension);

#endif
