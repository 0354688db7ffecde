/*
 * customers - who they are: rows of the table customer, added or updated (program).
 *
 * Its columns stand here once: as the fields that cust-add records, and as the names that others
 * group, list and search by.
 */
#ifndef CUSTOMERS_H
#define CUSTOMERS_H
#include <stdbool.h>

#include "lib/io/opt.h"
#include "lib/store/record.h"

/*
 * The sink writes: an empty cell leaves what is stored, or empties it where .erase names its column;
 * .attrs, a JSON object, is merged into the stored one, and so are the columns of no field, by name.
 * Without a customer_id the customer gets one: C000001 ...  Changes of customers that were there go
 * to the table change; under -n all changes are printed: customer_id, field, old, new.
 */
extern const struct record customers_record;

struct customers_opts {		/* record_opts.sink_opts */
	struct opt_list erase;	/* columns */
};

/* Is it a column that describes the customer, all but customer_id and attrs? */
bool customers_is_field(const char *name);

/* Those columns: "name, email ...", in their order.  The caller frees it with sqlite3_free. */
char *customers_columns(void);

#endif
