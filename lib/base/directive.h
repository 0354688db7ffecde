/*
 * directive - the directives of a printf format, as in "%s:%jd: %.40s" (pure).
 *
 * A translation is a format that no compiler has seen. It is safe if it takes the same arguments.
 */
#ifndef DIRECTIVE_H
#define DIRECTIVE_H
#include <stdbool.h>

/*
 * Returns whether the translation takes the arguments of FORMAT, each in the same way. It may name
 * them by number, as in "%2$s". A FORMAT such as "the 95 % interval" takes none, so any translation
 * is safe: its "%" is followed by a blank, which is not a flag in any format of custkit, or by a
 * letter that is not a conversion.
 */
bool directive_same(const char *format, const char *translation);

#endif
