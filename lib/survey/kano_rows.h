/*
 * kano_rows - how many respondents put each item into which of Kano's categories (program).
 */
#ifndef KANO_ROWS_H
#define KANO_ROWS_H
#include <stdint.h>

#include "lib/survey/answers.h"
#include "lib/survey/kano.h"

struct kano_row {
	const char *group;	/* of --by; else anything */
	const char *item;
	int64_t count[KANO_CATEGORIES];
};

/* attractive, one_dimensional ...: what the columns of the counts are called. */
extern const char *const kano_rows_counts[KANO_CATEGORIES];

/* Calls row(ctx, item) for each group and item of the answers, groups bytewise, items as they came. */
void kano_rows_count(const struct answers_opts *, struct store *, char **operands,
    void (*row)(void *ctx, const struct kano_row *),
    void *ctx);

/* Likewise for each row of a table of counts, called so or A, O, M, I, R, Q, in the order of the rows. */
void kano_rows_read(const struct answers_opts *, char **operands,
    void (*row)(void *ctx, const struct kano_row *), void *ctx);

#endif
