/* history_page - the history of a customer, as a section of a page (program). */
#ifndef HISTORY_PAGE_H
#define HISTORY_PAGE_H
#include <stdint.h>

#include "lib/history/history.h"

struct details_fields;

/* All columns but the id. Without purchases, none. */
void history_page(const struct history *, int32_t as_of, struct details_fields *);

#endif
