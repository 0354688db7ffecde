/* holdout_by - the groups of customers of an evaluation, from --by=COLUMN (program). */
#ifndef HOLDOUT_BY_H
#define HOLDOUT_BY_H
#include <sqlite3.h>
#include <stddef.h>

#include "lib/base/text.h"
#include "lib/history/history.h"

struct holdout_by {
	const char *column;	/* NULL: no groups */
	const char **of;	/* per history_index: the group; NULL if there are no groups */
	struct text cells;
};

/* The groups are the cells of the last column of --keep. */
struct holdout_by holdout_by_kept(const struct histories *, const char *column, size_t keep);

/* The groups are the second column of a query; the first is the customer_id, and sorted. */
struct holdout_by holdout_by_query(const struct histories *, const char *column, sqlite3_stmt *);
void holdout_by_free(struct holdout_by *);

#endif
