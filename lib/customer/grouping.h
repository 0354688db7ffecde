/*
 * grouping - columns by which rows of the store can be grouped: their own, or those of their
 * customer (program).
 */
#ifndef GROUPING_H
#define GROUPING_H
#include <stdbool.h>

/* SQL after the table of the rows, which must have the alias r. */
#define GROUPING_JOIN " LEFT JOIN customer AS c ON c.customer_id = r.customer_id"

/* a column of the rows; arrays of it end with { 0 } */
struct grouping_column {
	const char *name, *sql;
};

/* Is NAME a column of the customer, and not one of OWN, which come first? */
bool grouping_is_customers(const char *name, const struct grouping_column *own);

/*
 * Appends a comma and the column NAME to SQL, a text of query_print. NAME is one of OWN, or else a
 * column of the customer, or the name of one of these in the language of the user (typed.h).
 * Otherwise it ends the tool with a message that lists the columns. Returns the text, which
 * replaces SQL.
 */
char *grouping_add(char *sql, const char *name, const struct grouping_column *own);

#endif
