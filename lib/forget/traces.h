/*
 * traces - the values that are erased, and where each was (program).
 *
 * They are the ids, the personal columns, what the changes and the images for cust-undo say of
 * them, the keys for matching, and the words of the index. A phone is also searched for as digits,
 * an address in lower case, and a text as JSON writes it.
 */
#ifndef TRACES_H
#define TRACES_H
#include <stdbool.h>
#include <stddef.h>

struct canary;
struct store;
struct traces;

enum traces_state {
	TRACES_GONE,		/* not found */
	TRACES_SHORT,		/* too short to be searched for in bytes */
	TRACES_SHARED,		/* other rows have it, too */
	TRACES_LEFT,		/* still in the file, but in no row */
	TRACES_STATES
};

struct traces *traces_new(void);
void traces_free(struct traces *);

/* After erase_find, before erase_run: reads the values. */
void traces_read(struct traces *, struct store *);

/* The search for all values that are not short, by their numbers. */
struct canary *traces_canary(struct traces *);

size_t traces_count(const struct traces *);			/* of values */
enum traces_state traces_state(const struct traces *, size_t value);
void traces_set(struct traces *, size_t value, enum traces_state);

/* A row has the value in PLACE: "customer.city". */
void traces_share(struct traces *, size_t value, const char *place);

/* Where the value was first, and where it is if it is shared: "customer.name". */
const char *traces_from(const struct traces *, size_t value);
const char *traces_at(const struct traces *, size_t value);

/* How many values of the person, who has at least one, have the state. */
size_t traces_of(struct traces *, size_t person, enum traces_state);

#endif
