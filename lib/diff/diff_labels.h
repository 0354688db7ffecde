/* diff_labels - the labels of the customers of a store at a date (program). */
#ifndef DIFF_LABELS_H
#define DIFF_LABELS_H
#include "lib/diff/diff_rows.h"

struct diff_labels;

/*
 * The labels that OPTS.label names: "rfm" and "lifecycle" are computed as cust-segment does it, and
 * any other is a scheme that cust-segment --remember has stored. Ends the tool if nothing is
 * remembered by DAY.
 */
struct diff_labels *diff_labels_load(struct diff *, const struct diff_opts *, struct store *,
    int32_t day);
void diff_labels_free(struct diff_labels *);	/* NULL: does nothing */

/* The word (diff.h) of the label of a customer; 0 if there is none, or LABELS is NULL. */
uint32_t diff_labels_find(const struct diff_labels *, const char *id);

#endif
