/* target - our tables that the export of another system becomes, and their columns (pure). */
#ifndef TARGET_H
#define TARGET_H
#include <stdbool.h>
#include <stddef.h>

enum target_kind { TARGET_TEXT, TARGET_ID, TARGET_TIME, TARGET_DAY, TARGET_AMOUNT, TARGET_NUMBER };

struct target_column {
	const char *name;
	enum target_kind kind;
	bool required;		/* a row without it is bad, or left out if it is the customer */
};

struct target {
	const char *name;	/* "orders" */
	const struct target_column *column;
	size_t n;
	bool attrs;		/* other columns are kept */
	const char *load;	/* the command that loads it */
};

#define TARGET_WORDS "customers|orders|feedback|touches"

const struct target *target_find(const char *name);	/* NULL: there is no such table */

/* The column of this name, in any table; NULL if there is none. */
const struct target_column *target_any_column(const char *name);

#endif
