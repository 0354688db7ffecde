/*
 * entries - reads the lots of customers from the table points, and adds entries (program).
 *
 * The entries of an operation are first collected: entries_put changes the lots in memory, and
 * either entries_keep writes all of them, or entries_drop forgets them. So an operation that turns
 * out to be impossible has changed nothing.
 */
#ifndef ENTRIES_H
#define ENTRIES_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/points/lots.h"

struct changes;
struct store;

enum entries_step { ENTRIES_EARN, ENTRIES_REDEEM, ENTRIES_REVERSE, ENTRIES_EXPIRE, ENTRIES_ADJUST,
	ENTRIES_TRANSFER, ENTRIES_REFER, ENTRIES_CONFIRM, ENTRIES_SETTLE, ENTRIES_STEPS };
const char *entries_step_name(enum entries_step);		/* earn ... */

/* An entry. A text that is NULL or "" is not stored. All must stay valid until entries_keep. */
struct entry {
	const char *customer, *date;
	enum entries_step step;
	int64_t points;
	int64_t lot;			/* 0: opens a lot */
	int64_t refers;			/* 0: nothing */
	int32_t usable, expires;	/* of a new lot (lots.h) */
	const char *order, *source;	/* whose number order is; stored with it */
	const char *rule, *reason, *agent, *note;
	const int64_t *amount;		/* NULL: none */
};

struct entries;

/* Entries get the number of the BATCH. With SHOWN they are also printed as changes. */
struct entries *entries_open(struct store *, int64_t batch, struct changes *shown);
void entries_close(struct entries *);

/*
 * The lots of a customer, sorted. Valid until entries_keep or entries_drop, or until the lots of
 * two other customers are read. entries_put sorts them again when it opens a lot.
 */
struct lots *entries_lots(struct entries *, const char *customer);

/* Whether the customer has debts. Faster than entries_lots: most programmes have none. */
bool entries_owes(struct entries *, const char *customer);

/*
 * Adds an entry, and changes the lots if they are loaded. Returns a number by which the LOT and
 * REFERS of later entries of the same operation can mean this one. It is below 0.
 */
int64_t entries_put(struct entries *, const struct entry *);

/* Writes the entries. Returns the entry_id of the first one; 0: there is none. */
int64_t entries_keep(struct entries *);
void entries_drop(struct entries *);

/* A day as text, valid until entries_keep or entries_drop. */
const char *entries_day(struct entries *, int32_t day);

/* Reads the lots of a customer, whom ?1 of the query means. */
sqlite3_stmt *entries_query(struct store *);
void entries_read(sqlite3_stmt *, struct lots *);

#endif
