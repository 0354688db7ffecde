/*
 * features - how many respondents put each feature into which of Kano's categories (program).
 */
#ifndef FEATURES_H
#define FEATURES_H
#include <stdint.h>

#include "lib/answers.h"
#include "lib/kano.h"

struct feature {
	const char *group;	/* of --by; else anything */
	const char *item;
	int64_t count[KANO_CATEGORIES];
};

/* attractive, one_dimensional ...: what the columns of the counts are called. */
extern const char *const features_counts[KANO_CATEGORIES];

/* Calls row(ctx, feature) for each group and feature of the answers, groups bytewise, features as they first came. */
void features_count(const struct answers_opts *, char **operands, void (*row)(void *ctx, const struct feature *), void *ctx);

/* Likewise for each row of a table of counts, called so or A, O, M, I, R, Q, in the order of the rows. */
void features_read(const struct answers_opts *, char **operands, void (*row)(void *ctx, const struct feature *), void *ctx);

#endif
