/*
 * attrs - the JSON object attrs of a customer, in which members are replaced one by one (pure).
 *
 * A member that is not replaced stays as it is written.  Reading, replacing and writing take time
 * in proportion to the size of the object, however many members it has.
 */
#ifndef ATTRS_H
#define ATTRS_H
#include <stdbool.h>
#include <stddef.h>

struct attrs;

struct attrs *attrs_new(void);
void attrs_free(struct attrs *);

/*
 * Reads an object, or "" for none, in place of the one before; the text must stay valid. False: not
 * an object.
 */
bool attrs_read(struct attrs *, const char *json);
size_t attrs_count(const struct attrs *);

/*
 * The key and the value of each member as plain text, in the order of the members, before they are
 * asked for. What a number looks like is the caller's to say.
 */
void attrs_tell(struct attrs *, const char *key, const char *value);

/* The value as plain text, of the first member with this key; "" if there is none. */
const char *attrs_value(const struct attrs *, const char *key);

/* Replaces the value by a text, adds the member, or with "" removes it. Once for each key. */
void attrs_put(struct attrs *, const char *key, const char *value);

/*
 * The keys that were told, as plain text, each once; and the member with this key of another
 * object, as it is written there: it replaces ours, or is added.
 */
size_t attrs_keys(const struct attrs *);
const char *attrs_key(const struct attrs *, size_t i);
void attrs_take(struct attrs *, const struct attrs *from, const char *key);

/* The object; "" if no member is left. Valid until the next call. */
const char *attrs_json(struct attrs *);

#endif
