/*
 * list - rows of the store as they were at a date, those that meet all conditions (program).
 */
#ifndef LIST_H
#define LIST_H
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/base/known.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/store.h"

struct list_opts {		/* what all lists can be asked */
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
	{ OPT_TEXT, 0, "where", "SQL", "only rows for which this SQL expression is true", &(o)->where }, \
	{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", &(o)->as_of }, \
	STORE_OPTS(&(o)->store), PUT_OPTS(&(o)->form)

struct list;

/* Ends the tool if the options are misused; before the store is opened. */
void list_check(const struct list_opts *);

/* The options and the store stay the caller's. */
struct list *list_open(const struct list_opts *, struct store *);

/* Up to when facts count: --as-of, or now. */
struct known list_known(const struct list *);

/* A condition with one ?, "kind = ?", of the option called as the column; none where VALUE, which must stay, is NULL. */
void list_if(struct list *, const char *condition, const char *value);

/* What to print of the rows CHOSEN, if not all columns but day; ?1 is the as-of date. */
void list_select(struct list *, const char *select);

/*
 * The rows of BASE, a SELECT in which ?1 is the as-of date and which has the columns customer_id, date
 * and day, sorted by ORDER, with all conditions.  Prints all columns but day, closes and frees.
 */
void list_print(struct list *, const char *base, const char *order);

/* The same rows for somebody else to print, who finishes the query and then closes. */
sqlite3_stmt *list_query(struct list *, const char *base, const char *order);
void list_close(struct list *);

#endif
