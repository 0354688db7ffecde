/*
 * map - keys to the numbers 0, 1, 2 ... in the order they were first seen (program).
 *
 * Whoever needs values keeps an array of them, indexed by the number.
 */
#ifndef MAP_H
#define MAP_H
#include <stdbool.h>
#include <stddef.h>

struct map;

struct map *map_new(void);
/* inserts; is_new may be NULL */
size_t map_at(struct map *, const char *key, size_t n, bool *is_new);
bool map_find(const struct map *, const char *key, size_t n, size_t *at);
size_t map_count(const struct map *);
/* NUL-terminated; valid until the next insertion */
const char *map_key(const struct map *, size_t at);
size_t map_key_size(const struct map *, size_t at);	/* without that NUL */
/* the numbers of all keys, bytewise by key; the caller frees them */
size_t *map_order(const struct map *);
void map_free(struct map *);

#endif
