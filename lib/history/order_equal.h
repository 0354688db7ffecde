/*
 * order_equal - finds the lines of a load that are equal to another line of their order: an export
 * with doubled rows, or two pieces of an article (program).
 *
 * Per line with an order_id it holds 16 bytes (bag.h).
 */
#ifndef ORDER_EQUAL_H
#define ORDER_EQUAL_H
#include <stdbool.h>
#include <stdint.h>

struct order_equal;
struct record_value;
struct table;

struct order_equal *order_equal_new(void);
void order_equal_free(struct order_equal *);

/* Is the current row of the table, with these values, equal to an earlier line of its order? */
bool order_equal_add(struct order_equal *, const struct record_value *, const struct table *);

/*
 * Says how many there were and names the first; nothing if there were none. UNIQUE: --unique. BATCH
 * is what the load is committed as, so that it can be undone; 0: nothing is committed.
 */
void order_equal_note(const struct order_equal *, bool unique, int64_t batch);

#endif
