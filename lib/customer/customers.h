/* customers - who they are: rows of the table customer, added or brought up to date (program). */
#ifndef CUSTOMERS_H
#define CUSTOMERS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/opt.h"
#include "lib/store/store.h"

enum { CUSTOMERS_FIELDS = 11, CUSTOMERS_ID_SIZE = 65 };
enum { CUSTOMERS_BIRTHDAY = 3, CUSTOMERS_ACQUIRED = 10 };
extern const char *const customers_fields[CUSTOMERS_FIELDS];	/* name, email ... acquired */

bool customers_is_field(const char *name);
bool customers_is_date(int field);

struct put;
struct customers;

struct customers_row {
	const char *id;				/* "": one is made, C000001 ... */
	const char *value[CUSTOMERS_FIELDS];	/* "": leaves what is stored, or empties it (--erase) */
	size_t nattrs;				/* more columns, kept in the JSON object attrs */
	const char *const *attr;		/* their names */
	const char *const *attr_value;
	const char *attrs;			/* a JSON object, merged into the stored one; NULL or "": none */
};

/* Is it a JSON object? */
bool customers_is_object(struct store *, const char *json);


enum customers_result { CUSTOMERS_ADDED, CUSTOMERS_UPDATED, CUSTOMERS_UNCHANGED };

/*
 * Writes inside the caller's transaction, as part of BATCH.  CLEAR names the columns whose empty
 * cells empty the stored value.  Changes of customers that were there go to the table change, and
 * with all that is new to CHANGES: customer_id, field, old, new (NULL: nowhere).
 */
struct customers *customers_open(struct store *, int64_t batch, const struct opt_list *clear, struct put *changes);
void customers_close(struct customers *);

/* *id is the customer's, made or given; valid until the next call. */
enum customers_result customers_put(struct customers *, const struct customers_row *, const char **id);

int64_t customers_made(const struct customers *);	/* ids, so far */

#endif
