/*
 * persons - the customers who are to be forgotten, from ids or by their age (program).
 */
#ifndef PERSONS_H
#define PERSONS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/duration.h"

struct ledger;
struct store;

struct person {
	char *given;		/* as the user gave it: maybe an alias, or forgotten already */
	char *id;		/* of the customer; NULL: forgotten already */
	char *tombstone;
};

struct persons {		/* zero it */
	struct person *one;
	size_t n, room;
	size_t alive;		/* those with an id: they come first */
};

void persons_free(struct persons *);

/* The ids are the operands, or the column customer_id of a CSV if the only operand is "-". */
void persons_read(struct persons *, char **operands);

/* Inside the transaction: finds the customers. Ends the tool if an id is not known. */
void persons_find(struct persons *, struct store *, const struct ledger *);

/*
 * The same instead of both: everybody without a recorded fact since AGE before the day AS_OF.
 * Those with open work are left out, and counted in a note, unless FORCE.
 */
struct persons_age {
	struct duration age;
	int32_t as_of;
	bool without_orders;	/* only those who have none */
	bool force;
};
void persons_select(struct persons *, struct store *, const struct ledger *,
    const struct persons_age *);

/* Makes erase.h know them, with new tombstones. */
void persons_mark(struct persons *, struct store *, const struct ledger *);

/* After erase_find: ends the tool if a case, promise or win-back of them is open. */
void persons_refuse_open(struct store *);

#endif
