/*
 * instrument - the items of a questionnaire or scorecard, from a CSV (program).
 *
 * Columns: item, and what the tool needs of dimension, weight, min and max; others (text) are for
 * people.
 */
#ifndef INSTRUMENT_H
#define INSTRUMENT_H
#include <stdbool.h>
#include <stddef.h>

struct instrument_item {
	size_t dimension;
	double weight;		/* 0 or more */
	double min, max;	/* of a mark: 0 and 100 where the file does not say */
};

enum instrument_needs { INSTRUMENT_DIMENSIONS, INSTRUMENT_WEIGHTS };

struct instrument;

/* The shipped one of that name where it is a word (capability), else a file. */
struct instrument *instrument_open(const char *name, enum instrument_needs);
void instrument_free(struct instrument *);

size_t instrument_count(const struct instrument *);	/* items, as they stand in the file */
const char *instrument_name(const struct instrument *, size_t item);
bool instrument_find(const struct instrument *, const char *name, size_t *item);
const struct instrument_item *instrument_item(const struct instrument *, size_t item);

/* A mark as points from 0 to 100; returns NULL, or what is wrong: "is not a number from 1 to 5". */
const char *instrument_points(const void *instrument, size_t item, const char *mark, double *to);

/* The points of a table item,value that has each item once. */
double *instrument_read_points(const struct instrument *, const char *path);

/* as they first stand in the file */
size_t instrument_dimensions(const struct instrument *);
const char *instrument_dimension(const struct instrument *, size_t dimension);

#endif
