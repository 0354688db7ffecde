/*
 * keys - the table customer_key: normalised phones and e-mail addresses, by which customers are
 * matched (program).
 *
 * The keys follow from the columns phone, country and email of customer, and of alias for those who
 * were merged into him; and from the country of the store. A load keeps them right (keys_load.h);
 * cust-check compares them (keys_check.h). A migration cannot compute keys, because the store does
 * not know telephone numbers. It sets a mark in meta instead, and the keys are missing until
 * keys_fill.
 */
#ifndef KEYS_H
#define KEYS_H
#include <stdbool.h>

#include "lib/customer/email.h"
#include "lib/customer/phone.h"

struct store;

/* The country of phones without a country code: meta.country, or CN for CNY or no currency. */
struct keys_country {
	char code[PHONE_COUNTRY];	/* "": not known */
};
struct keys_country keys_country(struct store *);

/* Sets meta.country. Call keys_fill after it. */
void keys_country_set(struct store *, const char *code);

/* Reads the phone of a customer; COUNTRY is the column. */
enum phone_verdict keys_phone(const struct keys_country *, const char *cell, const char *country,
    struct phone *);

/* Are the keys of the store missing, because a migration has added or changed them? */
bool keys_are_missing(struct store *);

/* Computes all keys again. Call it inside a transaction. */
void keys_fill(struct store *);

/* The same for these customers, unless all keys are missing. CUSTOMERS: SQL, a query of the ids. */
void keys_fill_some(struct store *, const char *customers);

/*
 * Before and after many keys are inserted into an empty table: building the index at the end takes
 * a third of the time. The schema stays that of the migrations.
 */
void keys_drop_index(struct store *);
void keys_build_index(struct store *);

#endif
