/*
 * worklist_own - how a list comes from what is due; only for the files of worklist (program).
 *
 *	worklist_order.c	by customer, and by priority
 *	worklist_persons.c	the customers with items that are still to be done
 *	worklist_fill.c		whether, and through which channel, a customer may be contacted
 *	worklist.c		the rows, up to the limits: contacts in a week, the trial, --limit
 *
 * An item is dropped by setting its rule to NULL; worklist_pack closes the gaps.
 */
#ifndef WORKLIST_OWN_H
#define WORKLIST_OWN_H
#include "lib/base/date.h"
#include "lib/care/worklist.h"
#include "lib/customer/keys.h"
#include "lib/store/store.h"

struct worklist_person {			/* a customer with something that is due */
	size_t who, first, n;
	int64_t priority, spend;
	const char *id;
};

struct worklist_build {
	struct worklist *w;
	const struct worklist_opts *opts;
	const struct due *due;
	int32_t as_of;
	char day[DATE_SIZE], week[DATE_SIZE], before[DATE_SIZE];
	struct worklist_person *person;
	size_t n;
	struct enrolled *enrolled;	/* of the trial; NULL: there is none */
	sqlite3_stmt *settled, *handed, *spend, *contacts, *details, *held, *forgotten;
	struct reach *reach;
	struct keys_country country;	/* of telephone numbers */
};

/* Drops the items whose rule is NULL. Returns how many of the N stay. */
size_t worklist_pack(struct due_item *, size_t n);

/* Keeps those of the N items that WANTED keeps. Returns their number. */
size_t worklist_keep(struct due_item *, size_t n, bool (*wanted)(const struct care_rule *));

/* For qsort: the items of a customer together, the highest priority first. */
int worklist_by_customer(const void *, const void *);

/* Sorts items by the id of the customer, so that neighbours in the store are read together. */
void worklist_order_items(struct due *, struct due_item *, size_t n);

/* By priority, then by spend, the highest first, then by id. */
void worklist_order_persons(struct worklist_person *, size_t n);
void worklist_order_rows(struct worklist_row *, size_t n);

/* A query whose ?2 is the as-of date. */
sqlite3_stmt *worklist_query(const struct worklist_build *, struct store *, const char *sql);

/* The queries of these files. worklist_new frees them. */
void worklist_persons_open(struct worklist_build *, struct store *);
void worklist_fill_open(struct worklist_build *, struct store *);

/* The customers with items that are still to be done, from the N sorted items. */
void worklist_persons(struct worklist_build *, size_t n);

/* Fills the row, and drops items. Returns false if the customer may not be contacted. */
bool worklist_fill(struct worklist_build *, struct worklist_row *);
void worklist_free_row(struct worklist_row *);

#endif
