/* person - a customer from a row of CSV (program). */
#ifndef PERSON_H
#define PERSON_H
#include <stdbool.h>

#include "lib/customer/customers.h"
#include "lib/io/opt.h"
#include "lib/store/load.h"

struct person;

/*
 * Ends the tool where a column is unknown, unless ATTRS keeps it among the attrs, or where CLEAR
 * names one that the table does not have.
 */
struct person *person_open(struct load *, bool attrs, const struct opt_list *clear);
void person_close(struct person *);

/* The current row, valid until the next; false where it is bad, which has been said then. */
bool person_read(struct person *, char **cell, struct customers_row *to);

#endif
