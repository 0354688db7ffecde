/*
 * alias - the ids of customers who were merged into others (program).
 *
 * An alias means the customer who was kept. Everything that reads an id from a user or from a
 * table looks it up here first, and goes on with the id that the store has now.
 */
#ifndef ALIAS_H
#define ALIAS_H
#include <stdbool.h>
#include <stdint.h>

struct store;
struct aliases;

/* The aliases of the store as they are now. */
struct aliases *alias_open(struct store *);
void alias_close(struct aliases *);

/* The customer whom ID means: ID itself if it is no alias. Valid until the next call. */
const char *alias_find(struct aliases *, const char *id);

/*
 * Was the customer named before, by this id or another one? The caller looks for equal ids itself:
 * without aliases it is always false.
 */
bool alias_again(struct aliases *, const char *customer);

/* How many of the ids that were looked up are aliases; and a note about them, if there are any. */
int64_t alias_count(const struct aliases *);
void alias_note(int64_t count);

/* The customer whom one ID means, with a note if it is an alias. The caller frees the text. */
char *alias_of(struct store *, const char *id);

/* The same. Ends the tool if the store, which is the file PATH, has no such customer. */
char *alias_customer(struct store *, const char *id, const char *path);

#endif
