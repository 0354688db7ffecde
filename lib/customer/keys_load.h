/*
 * keys_load - keeps the table customer_key right while customers are added and updated (program).
 *
 * A phone or an address that is not valid stays in the store as it was typed, and gets no key. How
 * many there are, and why, is noted after the load.
 */
#ifndef KEYS_LOAD_H
#define KEYS_LOAD_H
#include <stdbool.h>

struct keys_load;
struct store;
struct table;

/*
 * Call it inside the transaction. Computes all keys if they are missing. IN is the CSV, for the
 * notes; NULL: the row comes from options. FINDS: the load looks for keys, too (keys_find.h).
 */
struct keys_load *keys_load_open(struct store *, const struct table *in, bool finds);

/* The customer ID has a new phone or country, or a new address; "": none. IS_NEW: and no keys. */
void keys_load_phone(struct keys_load *, const char *id, bool is_new, const char *phone,
    const char *country);
void keys_load_email(struct keys_load *, const char *id, bool is_new, const char *email);

void keys_load_finish(struct keys_load *);	/* after the last row: frees the queries */
void keys_load_note(const struct keys_load *);	/* after the commit */
void keys_load_free(struct keys_load *);

#endif
