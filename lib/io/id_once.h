/* id_once - the customer_id of each row of a table: a valid id that no row before has (program). */
#ifndef ID_ONCE_H
#define ID_ONCE_H
#include <stdbool.h>

#include "lib/base/map.h"
#include "lib/io/table.h"

/* Reports another one as bad, and returns false. IDS has those of the rows before. */
bool id_once(struct table *, struct map *ids, const char *id);

#endif
