/*
 * names - what the columns of other systems mean, from presets/aliases.csv (program).
 *
 * A role is a column of custkit (customer_id, amount ...), or one of price, refund, status and
 * currency, which a formula or a check uses.
 */
#ifndef NAMES_H
#define NAMES_H
#include <stdbool.h>

struct names;

struct names *names_open(void);

/*
 * The role of a column and how sure it is, from 3 to 1; NULL: not known. Case, blanks, punctuation,
 * full width and what stands in brackets at the end do not count.
 */
const char *names_role(const struct names *, const char *name, int *weight);

/*
 * Our column of this name, as our tools print it in English or Chinese: one that a tool loads, or
 * "". NULL: we print none.
 */
const char *names_ours(const struct names *, const char *name, bool chinese);
void names_close(struct names *);

#endif
