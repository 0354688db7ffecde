/*
 * winback_rates - the share of customers who bought after an attempt to win them back, per offer,
 * reason or agent, compared with customers without an attempt (program).
 */
#ifndef WINBACK_RATES_H
#define WINBACK_RATES_H

#include "lib/base/duration.h"
#include "lib/store/list.h"

enum winback_rates_by { WINBACK_RATES_OFFER, WINBACK_RATES_REASON, WINBACK_RATES_AGENT };
#define WINBACK_RATES_BY "offer|reason|agent"

/*
 * Counts the attempts that meet the conditions of the list and whose period WITHIN has ended by the
 * as-of date. Prints the rates, and closes the list, but not the store.
 */
void winback_rates_print(struct list *, struct store *, const struct list_opts *,
    enum winback_rates_by, struct duration within);

#endif
