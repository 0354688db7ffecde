/* near - how near two words are, to suggest what was meant (pure). */
#ifndef NEAR_H
#define NEAR_H
#include <stdbool.h>
#include <stddef.h>

/*
 * The edit distance: how many bytes to insert, delete or replace, or neighbours to swap, make B of
 * A (optimal string alignment). SIZE_MAX if one of them has more than 32 bytes.
 */
size_t near_distance(const char *a, const char *b);

/* Is NAME nearer to what was TYPED than *least? *least is then its distance. */
bool near_closer(const char *typed, const char *name, size_t *least);

#endif
