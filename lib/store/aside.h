/*
 * aside - indexes that are dropped during a large load and created again at its end, because
 * sorting all rows once is faster than a search per row (program).
 *
 * Both happen in the transaction of the load: if it fails, nothing has changed.
 */
#ifndef ASIDE_H
#define ASIDE_H
#include <stdbool.h>
#include <stdint.h>

struct aside;
struct store;

/* Whether it pays after ADDED rows, if there were BEFORE rows, or fewer. */
bool aside_pays(int64_t added, int64_t before);

struct aside *aside_new(struct store *);

/* Drops an index, unless it is dropped already. */
void aside_index(struct aside *, const char *name);

/* Drops all indexes of the table that are custkit's, but those that keep its rows unique. */
void aside_table(struct aside *, const char *table);

/* Creates them again. */
void aside_free(struct aside *);

#endif
