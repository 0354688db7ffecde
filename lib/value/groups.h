/*
 * groups - the groups of customers that have the same value in a column, for --by (program).
 *
 * From an order log, the column is one of the log that has one value per customer. From the store,
 * it is one of the list of customers, or else a column of the table customer.
 */
#ifndef GROUPS_H
#define GROUPS_H
#include <stddef.h>
#include <stdint.h>

#include "lib/history/history.h"

struct groups {
	const char *by;		/* the column; NULL: one group of all */
	size_t n;
	char **name;		/* per group, sorted bytewise */
	uint32_t *of;		/* per history_row: its group */
};

/* Before history_open: BY is NULL if the option is not given. */
void groups_ask(struct history_opts *, const char *by);

/* After history_find, before the store is closed. A value that no row has is no group. */
struct groups *groups_read(const struct histories *, struct store *, const char *by);
void groups_free(struct groups *);

#endif
