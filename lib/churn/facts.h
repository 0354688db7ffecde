/*
 * facts - what is known of each customer for the indicators of churn: from the purchases, and where there
 * is a store from contacts, feedback and promises (program).
 */
#ifndef FACTS_H
#define FACTS_H
#include <stddef.h>

#include "lib/churn/churn.h"
#include "lib/churn/indicators.h"
#include "lib/history/history.h"
#include "lib/store/store.h"

struct facts;

enum { FACTS_RECENT = 90 };	/* days of the recent past, which is set against what was before */

/* As known at the as-of date of the histories; of their store; NULL: from their purchases alone. */
struct facts *facts_read(const struct histories *, struct store *);
void facts_free(struct facts *);

struct indicators_facts facts_of(const struct facts *, const struct history *);

/* The customer as the learned score sees it: purchase days and events. */
struct churn_customer facts_customer(const struct facts *, const struct history *);

#endif
