/*
 * tombstone - the id that the amounts of a forgotten customer are kept under: forgotten-N (pure).
 *
 * It is a number, so it says nothing about the customer.
 */
#ifndef TOMBSTONE_H
#define TOMBSTONE_H

#define TOMBSTONE_PREFIX "forgotten-"

enum { TOMBSTONE_SIZE = 32 };

char *tombstone_text(long n, char to[static TOMBSTONE_SIZE]);	/* returns TO */
long tombstone_number(const char *id);		/* N; 0: not the id of a tombstone */

#endif
