/*
 * map - numbers keys 0, 1, 2 ... in the order in which they are first seen (pure).
 *
 * A caller that needs values keeps an array of them and indexes it by the number.
 */
#ifndef MAP_H
#define MAP_H
#include <stdbool.h>
#include <stddef.h>

struct map;

struct map *map_new(void);
/* The number of the key; inserts it if it is new. is_new may be NULL. */
size_t map_at(struct map *, const char *key, size_t n, bool *is_new);
bool map_find(const struct map *, const char *key, size_t n, size_t *at);
size_t map_count(const struct map *);
/* NUL-terminated; valid until the next insertion */
const char *map_key(const struct map *, size_t at);
size_t map_key_size(const struct map *, size_t at);	/* without the NUL */
/* The numbers of all keys, sorted bytewise by key; the caller frees the array. */
size_t *map_order(const struct map *);
void map_free(struct map *);

#endif
