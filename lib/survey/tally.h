/*
 * tally - survey answers, counted by score within groups and periods (program).
 *
 * From CSV with a column of scores, on threads, or from the table feedback of the store; only the
 * counts are kept, so that memory goes by the groups (and with TALLY_LATEST by the customers), not
 * by the rows.
 */
#ifndef TALLY_H
#define TALLY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/base/period.h"
#include "lib/stat/rating.h"
#include "lib/store/store.h"

struct put;

enum tally_which { TALLY_ALL, TALLY_LATEST };	/* of a customer: all; the latest of each period */

#define TALLY_FOLLOW_UP "follow_up"	/* the score that the handling of a case was given, of whatever kind */

struct tally_opts {
	struct store_opts store;
	/* where there is a column kind, what it says in the rows that count; NULL: anything */
	const char *kind;
	const char *score;	/* name of the column; of the store score or follow_up */
	struct rating_scale scale;
	const char *by;		/* COLUMN[,COLUMN]...; NULL: one group */
	int period;		/* enum period */
	int which;		/* enum tally_which */
	int32_t since, until;	/* days, both included; DATE_NONE: no limit */
	int32_t as_of;		/* the last day that is known; DATE_NONE: today */
	struct date_reader dates;
	bool skip_bad;
	int64_t threads;
};

#define TALLY_DEFAULTS { .score = "score", .period = PERIOD_NONE, .since = DATE_NONE, .until = DATE_NONE, \
	.as_of = DATE_NONE }

struct tally_group {
	const char *by;		/* the values, each NUL-terminated, one behind the other */
	int32_t period;		/* first day of it; 0 without periods */
	int64_t count[RATING_COUNTS];
};

struct tally;

/* Ends the tool if the options contradict each other; before the store is opened. */
void tally_check(const struct tally_opts *, char **operands);

/*
 * Reads all, of the store or if that is NULL of the operands or standard input; ends the tool where
 * it is bad, and notes how many rows of CSV were of another kind.
 */
struct tally *tally_read(const struct tally_opts *, struct store *, char **operands);
void tally_free(struct tally *);

/* Groups with an answer, by their values bytewise, then by period; without either the one group, also of none. */
size_t tally_groups(const struct tally *);
const struct tally_group *tally_group(const struct tally *, size_t i);

/* Is there one before it that it can be compared with: without periods any, else one of the same values. */
bool tally_follows(const struct tally *, size_t i);

/* The columns that say which group it is, and its cells of them. */
void tally_columns(const struct tally *, struct put *);
void tally_put(const struct tally *, size_t i, struct put *);

#endif
