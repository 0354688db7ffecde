/* margin_rows - the margin of histories, and its rows in a model file (program). */
#ifndef MARGIN_ROWS_H
#define MARGIN_ROWS_H
#include <stdbool.h>

#include "lib/history/history.h"
#include "lib/value/margin.h"

struct model;
struct put;

/*
 * The margin of --margin, if it was given; else of the customers whose profit is known; 1 if the
 * source has no costs. If it has, but the profit of no customer is known, the mean is NAN.
 */
struct margin margin_rows_fit(const struct histories *);

/*
 * The same for N rows that were counted before, from a source that has COSTS. GIVEN is --margin, or
 * NAN. Sorts the rows.
 */
struct margin margin_rows_estimate(double given, bool costs, struct margin_row *, size_t n);

/* The customers to fit on whose profit is known, and their number. The caller frees them. */
struct margin_row *margin_rows_of_histories(const struct histories *, size_t *n);

/* The margin of this customer. */
double margin_rows_of(const struct margin *, const struct history *);

/* Notes on standard error how it was estimated, or that it cannot be. */
void margin_rows_note(const struct margin *);

/* The rows of a margin that was estimated, and of no other. Reading returns false without them. */
void margin_rows_put(struct put *, const struct margin *);
bool margin_rows_read(struct model *, const char *path, struct margin *);

#endif
