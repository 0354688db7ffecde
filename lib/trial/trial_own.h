/*
 * trial_own - the customers of a trial, shared by the files trial*.c (program).
 *
 * trial_list.c reads them from a list or from the store; trial_rows.c compares them.
 */
#ifndef TRIAL_OWN_H
#define TRIAL_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/map.h"
#include "lib/trial/arm.h"
#include "lib/trial/enrolled.h"
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

#endif
