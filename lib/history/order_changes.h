/* order_changes - for -n: the lines of orders that a load would add or replace (program). */
#ifndef ORDER_CHANGES_H
#define ORDER_CHANGES_H
#include <stddef.h>

#include "lib/base/text.h"
#include "lib/store/record_field.h"

struct changes;

void order_changes_added(struct changes *, const struct record_value *);

/*
 * An order whose lines OLD are replaced by NOW: keys (order_line.h) in ascending order, in arrays
 * that are reordered. A line that is in both is not printed. Of the others, the first of OLD and
 * the first of NOW are taken as the same line with other fields, and so on.
 */
void order_changes_replaced(struct changes *, const struct text **old, size_t nold,
    const struct text **now, size_t nnow);

/* As memcmp; the shorter one first. */
int order_changes_compare(const struct text *, const struct text *);

#endif
