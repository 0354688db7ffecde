/* kano_rows - counts how many respondents put each item into each Kano category (program). */
#ifndef KANO_ROWS_H
#define KANO_ROWS_H
#include <stdint.h>

#include "lib/survey/answers.h"
#include "lib/survey/kano.h"

struct kano_row {
	const char *group;	/* the value of --by; without --by undefined */
	const char *item;
	int64_t count[KANO_CATEGORIES];
};

/* The names of the columns of counts: attractive, one_dimensional ... */
extern const char *const kano_rows_counts[KANO_CATEGORIES];

/* How a feature is asked twice. */
extern const struct answers_parts kano_rows_parts;

/*
 * Calls ROW for each group and item of the answers: groups in bytewise order, items in the order of
 * appearance.
 */
void kano_rows_count(const struct answers_opts *, struct store *, char **operands,
    void (*row)(void *ctx, const struct kano_row *), void *ctx);

/* The counts of answers: per group one per item. The caller frees them. */
extern const struct answers_form kano_rows_form;
struct kano_row *kano_rows_of(const struct answers *);

/*
 * Calls ROW for each row of a table of counts, in the order of the rows. Its columns have these
 * names, or A, O, M, I, R, Q.
 */
void kano_rows_read(const struct answers_opts *, char **operands,
    void (*row)(void *ctx, const struct kano_row *), void *ctx);

#endif
