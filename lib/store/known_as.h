/*
 * known_as - customers that a load has added, though the store knew them by another id (program).
 *
 * A new customer has the telephone number or e-mail address of a customer who was there before; or
 * the id of the one is the number or address of the other. So an export that was loaded by one
 * column is found out if it is loaded by another one later, such as with a preset.
 */
#ifndef KNOWN_AS_H
#define KNOWN_AS_H
#include <stdint.h>

struct store;

struct known_as {		/* zeroed: nobody */
	int64_t n;		/* new customers */
	char *id, *other;	/* the first of them, and who it was before */
};

/* Reads all customers. */
struct known_as known_as_find(struct store *, int64_t batch);
void known_as_note(const struct known_as *, int64_t batch);	/* after the commit */
void known_as_free(struct known_as *);

#endif
