/*
 * list - the rows of the store on the as-of date that meet all conditions (program).
 *
 * A tool calls list_check before it opens the store, then list_open, list_if and list_select for
 * its own conditions and columns, and list_print.
 */
#ifndef LIST_H
#define LIST_H
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/base/known.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/store.h"

struct list_opts {		/* the options that all lists have */
	struct store_opts store;
	struct put_opts form;
	const char *customer, *where;
	int32_t as_of, since, until;	/* days; DATE_NONE: today; no limit */
};

#define LIST_DEFAULTS { .as_of = DATE_NONE, .since = DATE_NONE, .until = DATE_NONE }

#define LIST_OPTS(o) \
	{ OPT_TEXT, 0, "customer", "ID", "only rows of this customer", &(o)->customer }, \
	{ OPT_DATE, 0, "since", "DATE", "only rows on or after DATE", &(o)->since }, \
	{ OPT_DATE, 0, "until", "DATE", "only rows on or before DATE", &(o)->until }, \
	{ OPT_TEXT, 0, "where", "SQL", \
	    "only rows for which this SQL expression is true; words as in the CSV (complaint)", \
	    &(o)->where }, \
	{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", &(o)->as_of }, \
	STORE_OPTS(&(o)->store), PUT_FORMAT_OPTS(&(o)->form), \
	{ OPT_TEXT, 0, "columns", "NAME,...", \
	    "print these columns, in this order; also the customer's, such as name", \
	    &(o)->form.columns }, PUT_ROWS_OPTS(&(o)->form)

struct list;
struct consent_opts;

/* Ends the tool if the options are misused. */
void list_check(const struct list_opts *);

/* The options and the store must stay valid until the list is closed. */
struct list *list_open(const struct list_opts *, struct store *);

/* Up to when facts count: --as-of, or now. */
struct known list_known(const struct list *);

/*
 * Adds a condition with one parameter, "kind = ?", for the option with the name of the column.
 * VALUE must stay valid. NULL: the option was not given, and nothing is added; "" ends the tool.
 */
void list_if(struct list *, const char *condition, const char *value);

/*
 * Sets the SELECT that prints the rows, which are the table chosen; ?1 is the as-of date. By
 * default all columns are printed but day and those whose names begin with _.
 */
void list_select(struct list *, const char *select);

/* Leaves out customers by --purpose (consent.h). The options must stay valid. */
void list_leave_out(struct list *, const struct consent_opts *);

/*
 * Prints the rows of BASE that meet all conditions, sorted by ORDER, and closes the list. BASE is a
 * SELECT with the columns customer_id, date and day, in which ?1 is the as-of date. --columns,
 * --sort and --where can also name the columns of the customer that BASE lacks, as they are now.
 */
void list_print(struct list *, const char *base, const char *order);

/* A query of the same rows. The caller frees it, then closes the list. */
sqlite3_stmt *list_query(struct list *, const char *base, const char *order);
void list_close(struct list *);

#endif
