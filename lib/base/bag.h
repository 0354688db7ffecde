/*
 * bag - counts keys without keeping them (pure).
 *
 * Of a key it holds 95 bits of its hash: 16 bytes per key, however long the keys are. Two of 2^32
 * different keys would count as the same with a probability of 2^-32.
 */
#ifndef BAG_H
#define BAG_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bag;

struct bag *bag_new(size_t expected);	/* how many keys there will be; more are allowed */
void bag_free(struct bag *);

/* The count of a key, 0 if it is new; is_new may be NULL. Valid until the next bag_at. */
uint32_t *bag_at(struct bag *, const char *key, size_t n, bool *is_new);

/* The count of a key; NULL: it is not there. Valid until the next bag_at. */
uint32_t *bag_find(const struct bag *, const char *key, size_t n);

/* Sets the counts of TO that FROM has, too, to those of FROM, and adds its other keys. */
void bag_update(struct bag *to, const struct bag *from);

#endif
