/*
 * assign_rows - reads a list of customers, assigns them to the arms of a trial, and prints or
 * remembers that; and the effect that the trial can find (program).
 */
#ifndef ASSIGN_ROWS_H
#define ASSIGN_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/duration.h"
#include "lib/io/put.h"
#include "lib/io/reading.h"
#include "lib/trial/purchases.h"

struct assign_rows_opts {
	const char *trial, *stratify;
	double holdout;
	struct duration horizon;
	struct purchases_opts facts;
	struct reading reading;
	bool remember, power;
};

#define ASSIGN_ROWS_DEFAULTS { .holdout = .1, .horizon = { 90, 'd' }, \
	.facts = PURCHASES_DEFAULTS }

/* Misuse if the options are not valid. */
void assign_rows_check(const struct assign_rows_opts *, char **operands);

struct assigned;

/*
 * Reads the list and then the store, which may be NULL, and assigns. Who is in the trial already,
 * in the store, keeps arm and date.
 */
struct assigned *assign_rows_read(struct assign_rows_opts *, char **operands);

/* Adds the new customers of the trial to the store, and commits. */
void assign_rows_remember(struct assigned *, const char *tool);

/* The effect that the trial can find: as a table, or as notes. */
void assign_rows_put_power(const struct assigned *, struct put *);
void assign_rows_note_power(const struct assigned *);

void assign_rows_put(const struct assigned *, struct put *);
void assign_rows_close(struct assigned *);

#endif
