/*
 * directive - the directives of a printf format, as in "%s:%jd: %.40s" (pure).
 *
 * A translation is a format that no compiler has seen. It is safe if it takes the same arguments.
 */
#ifndef DIRECTIVE_H
#define DIRECTIVE_H
#include <stdbool.h>

/*
 * Does the translation take the arguments of FORMAT, each in the same way? It may name them by
 * number, "%2$s". True also if FORMAT is no format but a text, as "the 95 % interval": "%" stands
 * before a letter that is no conversion, or before a blank, which no format of custkit has as a
 * flag.
 */
bool directive_same(const char *format, const char *translation);

#endif
