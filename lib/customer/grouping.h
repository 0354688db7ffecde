/*
 * grouping - what rows of the store can be grouped by: columns of their own, and of their customer (program).
 */
#ifndef GROUPING_H
#define GROUPING_H

/* The query calls its rows r, and has this behind them. */
#define GROUPING_JOIN " LEFT JOIN customer AS c ON c.customer_id = r.customer_id"

/* of the rows themselves; an array of them ends with { 0 } */
struct grouping_column {
	const char *name, *sql;
};

/*
 * The SQL, which sqlite3_mprintf made, with a comma and the column NAME behind it: one of OWN, else
 * of the customer.  Ends the tool, naming all there are, if it is neither.
 */
char *grouping_add(char *sql, const char *name, const struct grouping_column *own);

#endif
