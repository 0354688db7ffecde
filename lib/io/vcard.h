/*
 * vcard - contacts of vCard 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350) as CSV (pure).
 *
 * The columns are UID, FN, N.family, N.given, N.additional, ORG, EMAIL, TEL, ADR.city, ADR.region,
 * ADR.country, BDAY, GENDER, CATEGORIES and NOTE. Of several values of a property the first counts;
 * of several telephone numbers, the first mobile one. Line breaks within a value become blanks.
 */
#ifndef VCARD_H
#define VCARD_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/base/text.h"

/* Do these bytes begin with a vCard? */
bool vcard_is(const char *, size_t n);

/*
 * Appends the CSV of the cards in N bytes to TO. The row of a card has the line number of its
 * END:VCARD. Values with a CHARSET become UTF-8; others stay as they are.
 */
void vcard_csv(const char *, size_t n, struct text *to);

#endif
