/*
 * customers_own - how rows become customers; only for the files of customers (program).
 *
 *	customers_fields.c	the fields of a customer
 *	customers_find.c	which customer a row is about, or a new id
 *	customers_write.c	a new customer, or what changes of one that is there
 *	customers.c		the sink of record.h, which does this for each row
 */
#ifndef CUSTOMERS_OWN_H
#define CUSTOMERS_OWN_H
#include "lib/customer/attrs_rows.h"
#include "lib/customer/customers.h"
#include "lib/customer/keys_find.h"
#include "lib/customer/keys_load.h"

enum { CUSTOMERS_ID, CUSTOMERS_FIRST, CUSTOMERS_EMAIL, CUSTOMERS_PHONE, CUSTOMERS_COUNTRY = 6,
    CUSTOMERS_LAST = 13, CUSTOMERS_ATTRS, CUSTOMERS_EXTERNAL, CUSTOMERS_ALL };
enum { CUSTOMERS_ID_SIZE = 65 };

extern const struct record_field customers_fields[CUSTOMERS_ALL];

/* A load of customers; .id is that of the current row. */
struct customers {
	const struct record_load *load;
	const struct customers_opts *opts;
	struct insert *insert;
	struct attrs_rows *attrs;
	struct images *images;
	sqlite3_stmt *owner, *number, *set_number;	/* of numbers of other systems */
	sqlite3_stmt *get, *change, *set_attrs, *attrs_fault, *set[CUSTOMERS_ALL];
	sqlite3_stmt *forgotten;	/* whether the customer was; NULL: nobody was */
	struct keys_load *keys;
	struct keys_find *find;	/* NULL: not asked for */
	bool phone_is_id;	/* --set=customer_id=phone: it is a copy of the phone */
	struct keys_country country;
	char key[PHONE_KEY_SIZE];	/* then, of the current row */
	bool hidden;		/* -n does not print the row to be added: there are too many */
	int64_t last_id, made;	/* last_id -1: not known yet */
	int64_t found;		/* rows whose customer was found by keys */
	char id[CUSTOMERS_ID_SIZE], last_made[CUSTOMERS_ID_SIZE];
};

/*
 * The customer_id of a row, from the cells of its fields. If it is a copy of the phone, it is the
 * phone as customers are matched by it: +8613800138000, however it is written. NULL, and the row is
 * reported, if that is not valid.
 */
const char *customers_whose(void *, const char *const *field, char *const *cell);

/*
 * Finds the customer of a row, or makes a new one: c->id. False, and the row is reported, if it may
 * be of several customers, or if the customer was forgotten.
 */
bool customers_find(struct customers *, const struct record_value *);

/* Has the customer c->id a number of another system? */
bool customers_has_number(struct customers *);

/* CELL: all cells of the row. */
void customers_add(struct customers *, const struct record_value *, char *const *cell);

/* Returns whether anything has changed. The statement GET stands on the row of the customer. */
bool customers_update(struct customers *, const struct record_value *, char *const *cell);

#endif
