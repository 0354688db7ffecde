/*
 * keys_find - finds the customer of a row without a customer_id by its keys (program).
 *
 * If one customer has all keys of the row that anybody has, it is this one: the phone of a family
 * and the address of one member find the member.
 */
#ifndef KEYS_FIND_H
#define KEYS_FIND_H
#include <stdbool.h>

#include "lib/customer/keys.h"

enum { KEYS_FIND_ID = 65, KEYS_FIND_WHY = 600 };

struct keys_find;

enum keys_found {
	KEYS_FOUND,		/* one customer */
	KEYS_FOUND_NOBODY,
	KEYS_FOUND_SEVERAL,
	KEYS_FOUND_NO_KEY,	/* the row has no valid key */
};

/*
 * BY are kinds of keys, with commas between them: "email,phone,external_id". Ends the tool if one
 * is not known, or if it is external_id and SOURCE is NULL. Call it inside the transaction.
 */
struct keys_find *keys_find_open(struct store *, const char *by, const char *source);
void keys_find_close(struct keys_find *);

/*
 * ID is the customer, if one is found. WHY, if several are or the row has no key: the end of a
 * sentence.
 */
struct keys_of_row {
	const char *email, *phone, *country, *external_id;	/* cells */
};

enum keys_found keys_find(struct keys_find *, const struct keys_of_row *,
    char id[static KEYS_FIND_ID], char why[static KEYS_FIND_WHY]);

/* The keys of the row, as they are compared; "": not valid, or not asked for. */
void keys_find_read(const struct keys_find *, const struct keys_of_row *,
    char email[static EMAIL_SIZE], char phone[static PHONE_KEY_SIZE]);

/* Is the number of the other system one of the keys? */
bool keys_find_by_number(const struct keys_find *);

#endif
