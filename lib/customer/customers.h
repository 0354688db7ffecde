/*
 * customers - adds and updates rows of the table customer (program).
 *
 * The columns of the table are defined only here: as the fields that cust-add records, and as the
 * names by which other tools group, list and search.
 */
#ifndef CUSTOMERS_H
#define CUSTOMERS_H
#include <stdbool.h>

#include "lib/io/opt.h"
#include "lib/store/record.h"

/*
 * How the record is written: an empty cell leaves the stored value, or erases it if .erase names
 * its column. .attrs, a JSON object, is merged into the stored object, and so are columns that are
 * not fields, by name. A row without a customer_id is the customer that .find_by finds; if there
 * is none, it gets a new id: C000001 ... Changes of existing customers go to the table change.
 * With --dry-run all changes are printed: customer_id, field, old, new.
 */
extern const struct record customers_record;

struct customers_opts {		/* the sink_opts of record_opts */
	struct opt_list erase;		/* columns */
	const char *find_by;		/* kinds of keys (keys_find.h); NULL: none */
};

/* Does this column describe the customer? (All do but customer_id and attrs.) */
bool customers_is_field(const char *name);

/* The column whose name in the language of the user is TYPED; NULL: none. */
const char *customers_named(const char *typed);

/* These columns in order: "name, email ...". The caller frees the text with sqlite3_free. */
char *customers_columns(void);

/* The same with customer_id and attrs, in the order in which cust-list prints them. */
char *customers_listed(void);

#endif
