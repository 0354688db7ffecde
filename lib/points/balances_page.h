/* balances_page - the points of a customer, as a section of a page (program). */
#ifndef BALANCES_PAGE_H
#define BALANCES_PAGE_H
#include "lib/points/balances.h"

struct details_fields;

/* Without entries (.last DATE_NONE) no fields. */
void balances_page(const struct balance *, struct details_fields *);

#endif
