/*
 * diff - what changed between two sets of facts about customers, and how much of the change each
 * effect explains (pure).
 *
 * A fact is a number of a customer before or after: an amount, or an answer. diff_sums explains the
 * change of a sum of amounts, diff_means that of a mean. Words are the values of a group (--by) and
 * of a label; where a column is not asked for, all facts have the word 0, which is "".
 */
#ifndef DIFF_H
#define DIFF_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stat/kitagawa.h"

enum diff_side { DIFF_BEFORE, DIFF_AFTER, DIFF_SIDES };

/*
 * What became of a customer. The first with a fact only after (CAME) or only before (WENT); with
 * facts on both sides: another label (MOVED), or the same, and then a larger, smaller or equal
 * amount, or just STAYED in the explanation of a mean. In the explanation of a sum, a customer
 * whose group changed LEFT the one with all of the amount before, and JOINED the other with all of
 * the amount after. ANONYMOUS: answers that are not linked to a customer. MODEL: the part of the
 * amounts after that is due to another model, of customers with facts on both sides; see
 * diff_model.
 */
enum diff_effect { DIFF_CAME, DIFF_WENT, DIFF_JOINED, DIFF_LEFT, DIFF_MOVED, DIFF_MORE, DIFF_LESS,
	DIFF_SAME, DIFF_STAYED, DIFF_ANONYMOUS, DIFF_MODEL, DIFF_GROUP, DIFF_TOTAL };
extern const char *const diff_effects[];	/* their names */

union diff_value {
	int64_t amount;		/* ten-thousandths, for a sum */
	double real;		/* for a mean */
};

struct diff;

/* MEANS: the values are real. MANY: a customer may have several facts on a side. */
struct diff *diff_new(bool means, bool many);
void diff_free(struct diff *);

uint32_t diff_word(struct diff *, const char *);
const char *diff_word_text(const struct diff *, uint32_t word);

/*
 * Adds a fact. Returns false, and adds nothing, if the customer has one on this side, and may not
 * have several. ID NULL: the answer is not linked to a customer.
 */
bool diff_add(struct diff *, enum diff_side, const char *id, uint32_t group, uint32_t label,
    union diff_value);

/*
 * Of the amount that was added last, on the side after, PART is there only because another model
 * computed it: the fate of the customer follows from the rest. Not for means.
 */
void diff_model(struct diff *, int64_t part);
int64_t diff_count(const struct diff *, enum diff_side);	/* facts so far */

struct diff_key {		/* of a row */
	uint32_t group;
	uint32_t effect;	/* enum diff_effect */
	uint32_t from, to;	/* labels */
};

struct diff_sum {
	struct diff_key key;
	int64_t customers, before, after;
};

/*
 * The effects, sorted by the bytes of the group, by effect, and by the bytes of the labels; with
 * GROUPS each group ends with a row DIFF_GROUP; the last row is DIFF_TOTAL. The sums of before and
 * of after, each over the rows but DIFF_GROUP and DIFF_TOTAL, are those of the last row. NULL: a
 * sum exceeds 64 bits. The caller frees them.
 */
struct diff_sum *diff_sums(struct diff *, bool groups, size_t *n);

struct diff_mean {
	struct diff_key key;
	/* se is NAN for a row that is neither a group nor the total */
	struct kitagawa_effect of;
};

/*
 * The effects on the mean: per group with GROUPS, else per effect. The last row is DIFF_TOTAL. The
 * caller frees them.
 */
struct diff_mean *diff_means(struct diff *, bool groups, size_t *n);

struct diff_customer {
	const char *id;
	struct diff_key key;	/* GROUP: after; of a customer who went, before */
	bool there[DIFF_SIDES];	/* has facts on this side */
	/* a sum: the amounts, and after less before; a mean: those of the customer, and below */
	union diff_value before, after, change;
};

/*
 * The MOST customers with the greatest change, up or down; among equals by the bytes of the id. For
 * a mean, the change is the contribution of the customer to the change of the mean: the distances
 * of the answers from the centre (kitagawa.h), each divided by the number of answers of its side.
 * These add up to the change of the mean, too. The caller frees them.
 */
struct diff_customer *diff_top(struct diff *, size_t most, size_t *n);

#endif
