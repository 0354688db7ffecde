/* attrs_rows - the objects attrs of the store's customers (program). */
#ifndef ATTRS_ROWS_H
#define ATTRS_ROWS_H
#include "lib/customer/attrs.h"

struct store;
struct attrs_rows;

struct attrs_rows *attrs_rows_new(struct store *);
void attrs_rows_free(struct attrs_rows *);

/* The stored object of the customer; "" if there is none. Valid until the next call. */
const char *attrs_rows_stored(struct attrs_rows *, const char *id);

/* The object OLD merged with the object JSON (RFC 7396); the caller frees it. */
char *attrs_rows_merge(struct attrs_rows *, const char *old, const char *json);

/*
 * The members of an object, or of "", which must stay valid; valid until the next call. Ends the
 * tool if it is not an object, with the ID of the customer.
 */
struct attrs *attrs_rows_members(struct attrs_rows *, const char *id, const char *json);

#endif
