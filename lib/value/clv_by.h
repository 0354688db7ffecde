/* clv_by - the groups of customers of --by=COLUMN (program). */
#ifndef CLV_BY_H
#define CLV_BY_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/base/text.h"
#include "lib/history/history.h"

struct store;

struct clv_by {
	const char *column;	/* NULL: no groups */
	const char **of;	/* per history_index: the group; NULL if there are no groups */
	struct text cells;
	bool with_all;		/* after the groups, also the total of all customers */
};

/*
 * The groups of COLUMN: a column of the input or, if it has none, of the customers of the store,
 * which may be NULL. An order log must keep it (history_opts.by). Customers that a list with the
 * column does not name are in the group of the empty text. Ends the tool if there is no such
 * column. COLUMN NULL: no groups.
 */
struct clv_by clv_by_find(const struct histories *, struct store *, const char *column);
void clv_by_free(struct clv_by *);

#endif
