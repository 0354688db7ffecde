/*
 * attributes - how many respondents put each feature into which of Kano's categories (program).
 */
#ifndef ATTRIBUTES_H
#define ATTRIBUTES_H
#include <stdint.h>

#include "lib/answers.h"
#include "lib/kano.h"

struct attribute {
	const char *group;	/* of --by; else anything */
	const char *item;
	int64_t count[KANO_CATEGORIES];
};

/* attractive, one_dimensional ...: what the columns of the counts are called. */
extern const char *const attributes_counts[KANO_CATEGORIES];

/* Calls row(ctx, feature) for each group and feature of the answers, groups bytewise, features as they first came. */
void attributes_count(const struct answers_opts *, char **operands, void (*row)(void *ctx, const struct attribute *), void *ctx);

/* Likewise for each row of a table of counts, called so or A, O, M, I, R, Q, in the order of the rows. */
void attributes_read(const struct answers_opts *, char **operands, void (*row)(void *ctx, const struct attribute *), void *ctx);

#endif
