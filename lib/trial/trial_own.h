/*
 * trial_own - how the arms of a trial are compared; only for the files trial*.c (program).
 *
 *	trial_list.c	reads the customers, from a list or from the store
 *	trial_compare.c	the differences, of each group and measure
 *	trial_notes.c	what the reader should know about them
 *	trial_put.c	the rows
 *	trial_rows.c	does this in turn
 */
#ifndef TRIAL_OWN_H
#define TRIAL_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/known.h"
#include "lib/base/map.h"
#include "lib/stat/effect.h"
#include "lib/trial/arm.h"
#include "lib/trial/enrolled.h"
#include "lib/trial/outcome.h"
#include "lib/trial/subjects.h"
#include "lib/trial/trial_rows.h"

struct trial_case {
	const char *id;
	size_t group, stratum;	/* numbers in the maps of the names */
	enum arm arm;
	int32_t assigned;
	double share;		/* of the hold-out; NAN: not known */
	double value, past;	/* of --outcome-column and --past-column */
	bool out;		/* not in the trial, or in both arms */
	bool pending;		/* the horizon is not over */
};

struct trial_list {
	const struct trial_opts *opts;
	struct subjects *subjects;	/* NULL: the customers are those of the store */
	struct enrolled *enrolled;	/* NULL: the arms are those of the list */
	struct map *groups, *strata;
	struct trial_case *at;
	size_t n, room;
	char *trial;		/* NULL: has no name */

	/* columns of the list; -1: none */
	ptrdiff_t arm, share, stratum, assigned, name, by, value, past;
};

/* The list is read before the store is opened, and then the store. */
void trial_list_read(struct trial_list *, char **operands);
void trial_list_find(struct trial_list *, struct store *);
void trial_list_free(struct trial_list *);

enum { TRIAL_FEWEST = 3 };	/* customers in each arm of a group, for a difference */
enum { TRIAL_VALUE = OUTCOMES };	/* instead of an outcome: --outcome-column */

struct trial_group {
	size_t from, n;		/* its cases */
	size_t ready[ARMS], pending;
};

struct trial_result {
	const struct trial_group *group;
	int measure;
	struct effect effect;
	double corrected;	/* p */
	bool few;		/* so few in an arm that the difference is left out */
};

struct trial_comparison {
	struct trial_list list;
	struct purchases *purchases;	/* NULL: --outcome-column */
	struct known known;
	int measure[OUTCOMES];
	size_t measures;
	struct trial_group *group;
	size_t groups;
	struct trial_result *result;	/* per measure, per group */
	double alpha;		/* of one interval */
};

/* The last day of the horizon of a customer. */
int32_t trial_end(const struct trial_opts *, const struct trial_case *);

/* Sorts the cases into groups, and compares the arms of each by each measure. */
void trial_compare(struct trial_comparison *);

void trial_notes(const struct trial_comparison *);
void trial_put(const struct trial_comparison *, const struct put_opts *);

#endif
