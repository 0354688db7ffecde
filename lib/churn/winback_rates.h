/*
 * winback_rates - how many customers bought after an attempt to win them back, per offer, reason or
 * agent, against those whom nobody approached (program).
 */
#ifndef WINBACK_RATES_H
#define WINBACK_RATES_H

#include "lib/base/duration.h"
#include "lib/store/list.h"

enum winback_rates_by { WINBACK_RATES_OFFER, WINBACK_RATES_REASON, WINBACK_RATES_AGENT };
#define WINBACK_RATES_BY "offer|reason|agent"

/*
 * Of the attempts that meet the conditions of the list, those whose period WITHIN is over by the
 * as-of date.  Prints, and closes the list, but not the store.
 */
void winback_rates_print(struct list *, struct store *, const struct list_opts *, enum winback_rates_by,
    struct duration within);

#endif
