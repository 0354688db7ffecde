/*
 * facts - the facts about each customer for the indicators of churn: from the purchases, and from
 * the contacts, feedback and promises if there is a store (program).
 */
#ifndef FACTS_H
#define FACTS_H
#include <stddef.h>

#include "lib/churn/churn.h"
#include "lib/churn/indicators.h"
#include "lib/history/history.h"
#include "lib/store/store.h"

struct facts;

enum { FACTS_RECENT = 90 };	/* days of the recent past, which is compared with earlier times */

/* Facts up to the as-of date of the histories. STORE is theirs; NULL: only their purchases. */
struct facts *facts_read(const struct histories *, struct store *);
void facts_free(struct facts *);

struct indicators_facts facts_of(const struct facts *, const struct history *);

/* The data of the customer for churn.h: purchase days and events. */
struct churn_customer facts_customer(const struct facts *, const struct history *);

#endif
