/*
 * balances - the points of all customers as of a day, in one pass over the ledger (program).
 */
#ifndef BALANCES_H
#define BALANCES_H
#include <stddef.h>
#include <stdint.h>

#include "lib/points/programme.h"

struct store;

struct balance {
	int64_t balance;		/* usable, less what is owed */
	int64_t pending;		/* not usable yet */
	int32_t next_expiry;		/* of usable or pending points; DATE_NONE: none expires */
	int64_t expiring;		/* how many expire then */
	int64_t earned, redeemed, expired;	/* until the day */
	int64_t other;			/* reversed, adjusted, transferred, for referrals */
	int32_t last;			/* the day of the latest entry, except of expiry */
};
/* balance + pending = earned - redeemed - expired + other */

struct balances;

/* CUSTOMER NULL: all who have entries until the day. */
struct balances *balances_read(struct store *, int32_t as_of, const char *customer);
void balances_free(struct balances *);

/* Their number; one of them, with the id. They are in the order of their first entries. */
size_t balances_n(const struct balances *);
const struct balance *balances_at(const struct balances *, size_t, const char **id);

/* Of one customer; .last is DATE_NONE if there are no entries until the day. */
struct balance balances_of(struct store *, const char *id, int32_t as_of);

#endif
