/* show - everything the store knows about one customer, on one page (program). */
#ifndef SHOW_H
#define SHOW_H
#include <stdbool.h>

#include "lib/base/known.h"

struct store;

/*
 * Prints the page of a customer who is in the store, for people or as one JSON object. What is
 * known must outlive the connection.
 */
void show_customer(struct store *, const char *id, struct known *, bool json);

#endif
