/*
 * whose - the customer of a row of facts that has no customer_id, by its phone or its e-mail
 * address (program).
 *
 * A row whose keys nobody has is of a customer who is to be created: the customer_id is the phone
 * as keys_find compares it, +8613800138000, or without one the address. So it is the same however
 * the phone is written.
 */
#ifndef WHOSE_H
#define WHOSE_H
#include "lib/store/record.h"

struct whose;

/* Call it inside the transaction. NULL if the load has no .find_by. */
struct whose *whose_open(const struct record_load *);
void whose_close(struct whose *);

/*
 * The customer_id of the row: GIVEN, if the row has one. NULL, and the row is reported as bad, if
 * several customers fit, if no key is valid, or if nobody has the keys and there is no --create.
 * Valid until whose_close.
 */
const char *whose_id(struct whose *, const char *given, char *const *cell);

/* After the last row: those whom the load has created get their phone and address. */
void whose_finish(struct whose *);

#endif
