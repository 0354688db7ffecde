/* json - recognizes numbers and objects of JSON, and writes its strings (pure). */
#ifndef JSON_H
#define JSON_H
#include <stdbool.h>

struct text;

/* Whether it is a number of RFC 8259 that a double can hold: 007, +1, inf and 1e999 are not. */
bool json_is_number(const char *);

/* Whether it is one object of RFC 8259 and nothing else, whose numbers a double can hold. */
bool json_is_object(const char *);

/* Whether the strings of a JSON value are text of Unicode without NUL, also what \u stands for. */
bool json_is_text(const char *);

/* Adds the text as a JSON string. A byte that is not UTF-8 becomes U+FFFD. */
void json_string(struct text *, const char *);

/*
 * Adds a JSON value unchanged. Both functions write DEL, C1 controls and bidirectional overrides
 * as \u009b, so that a terminal does not act on them.
 */
void json_raw(struct text *, const char *);

#endif
