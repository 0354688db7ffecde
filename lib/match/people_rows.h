/*
 * people_rows - reads the customers to compare: of the store or of CSV, and those of --against
 * (program).
 */
#ifndef PEOPLE_ROWS_H
#define PEOPLE_ROWS_H
#include <stdbool.h>

#include "lib/io/opt.h"
#include "lib/io/reading.h"
#include "lib/match/people.h"
#include "lib/store/store.h"

struct people_on {		/* the names of --on, in their order */
	size_t n;
	const char *name[PEOPLE_MOST_ON];
	char *list;		/* what they point into; the caller frees it */
};

struct people_opts {
	struct store_opts store;
	struct reading reading;
	bool skip_bad;
	struct people_on on;	/* columns to compare besides */
	const char *against;	/* FILE; NULL: compare the customers with each other */
	const char *source;	/* of the numbers of the other system in FILE */
	const char *country;	/* of phones without a country code; NULL: as the store, or CN */
};

/* The names in a list with commas; NULL: none. Misuse if there are too many. */
struct people_on people_rows_on(const char *list);

/*
 * Reads --against, then the operands or, with a store, its customers. A row without a valid id is
 * bad, and so is a second one with the same id; in --against, an empty customer_id is replaced by
 * the number of the line: #2. Phones, addresses and birthdays that are not valid are counted on
 * standard error. The caller frees the result with people_free.
 */
struct people *people_rows_read(const struct people_opts *, char **operands);

#endif
