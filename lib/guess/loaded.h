/*
 * loaded - the columns that order-add, cust-add and feedback-log load (pure).
 */
#ifndef LOADED_H
#define LOADED_H
#include <stdbool.h>

enum loaded { LOADED_ORDERS, LOADED_CUSTOMERS, LOADED_FEEDBACK, LOADED_TOOLS };

/* The columns of a tool. NULL after the last. */
const char *const *loaded_by(enum loaded);

bool loaded_has(enum loaded, const char *column);

#endif
