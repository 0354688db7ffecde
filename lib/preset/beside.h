/*
 * beside - the second export that a preset needs, such as the list of orders beside that of their
 * items: its rows are found by a key (program).
 */
#ifndef BESIDE_H
#define BESIDE_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/io/reading.h"

struct beside;

/*
 * Reads the file. The key is its column of the name KEY, as preset_find finds it with FOLD; ends
 * the tool if there is none. Of several rows with the same key, the first counts.
 */
struct beside *beside_open(const char *file, const struct reading *, const char *key, bool fold);
void beside_free(struct beside *);

size_t beside_width(const struct beside *);
const char *beside_name(const struct beside *, size_t column);

/* The cells of the row with this key, without outer blanks; NULL if there is none. */
char **beside_row(const struct beside *, const char *key);

#endif
