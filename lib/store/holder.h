/*
 * holder - every table of the store that holds something of a customer, in one list (pure).
 *
 * A customer's rows are moved by cust-merge, printed by cust-export, and scrubbed by cust-forget.
 * All three read this list. A test compares it with the schema: a new table with a column
 * customer_id, or with rows that belong to such a table, fails until it is here.
 */
#ifndef HOLDER_H
#define HOLDER_H
#include <stddef.h>

enum holder_kind {
	HOLDER_SELF,		/* the customer */
	HOLDER_ROWS,		/* any number of rows per customer, each with a key of its own */
	HOLDER_ONE,		/* at most one row per customer */
	HOLDER_PART,		/* rows that belong to a row of .parent, and have no customer_id */
	HOLDER_COMPUTED,	/* computed from the other tables */
};

struct holder {
	const char *table;
	enum holder_kind kind;
	const char *key;	/* its primary key; of HOLDER_COMPUTED: NULL */
	const char *parent;	/* of HOLDER_PART: the table whose key is a column here, too */
	/* The columns in which people wrote something, or by which somebody can be recognised,
	   separated by blanks. */
	const char *personal;
	const char *en, *zh;	/* the title in English and Chinese */
};

/* All of them: first the customer, a parent before its parts. */
const struct holder *holder_all(size_t *n);

/* The holder of this table; NULL: the table holds nothing of customers. */
const struct holder *holder_of(const char *table);

#endif
