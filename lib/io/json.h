/* json - what JSON calls a number, a value, a string (pure). */
#ifndef JSON_H
#define JSON_H
#include <stdbool.h>

struct text;

/* A number of RFC 8259 that a double can hold: 007, +1, inf and 1e999 are none. */
bool json_is_number(const char *);

/* An object, whole and strict, whose numbers are such numbers. */
bool json_is_object(const char *);

/* The text as a JSON string, valid whatever it holds: what is not UTF-8 becomes U+FFFD. */
void json_string(struct text *, const char *);

/*
 * A JSON value as it stands; in both, DEL, C1 controls and bidirectional overrides are written
 * \u009b, so that a terminal does not act on them.
 */
void json_raw(struct text *, const char *);

#endif
