/*
 * segment - labels customers as the options of cust-segment ask for, and prints them or what became
 * of their labels (program).
 */
#ifndef SEGMENT_H
#define SEGMENT_H
#include "lib/segment/segment_opts.h"

struct put;
struct segmap;

/*
 * Labels the customers of the operands or of the store, remembers the labels, and prints the
 * customers, the profile of a labelling, a curve or the centres. MAP is that of RFM, TOOL the name
 * for the batch. OUT is NULL if a curve is drawn.
 */
void segment_customers(const struct segment_opts *, char **operands, const struct segmap *,
    const char *tool, struct put *out);

/* Prints who moved from one remembered label to another, or how many. */
void segment_moves(const struct segment_opts *, struct put *out);

#endif
