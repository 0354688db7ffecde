/* due_own - for the files that find what is due. */
#ifndef DUE_OWN_H
#define DUE_OWN_H
#include <sqlite3.h>

#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/care/due.h"
#include "lib/store/store.h"

struct due {
	struct store *store;
	const struct due_opts *opts;
	int32_t as_of;
	struct known known;
	int reason;		/* of the source that runs */
	const char *name;	/* of the reason */
	int32_t *until;		/* per rule: the last day that it lists */
	/* of the rules of the reason: the first and last day that any of them lists */
	int32_t from, to;
	char as_of_text[DATE_SIZE], from_text[DATE_SIZE], to_text[DATE_SIZE];
	struct map *customers;
	struct due_item *item;
	size_t n, room;
	struct arena texts;
	sqlite3_stmt *label;
};

struct due_found {
	const char *id;		/* of the customer; "": nobody, so it is left out */
	int32_t day;
	const struct care_rule *rule;	/* NULL: find it */
	const char *agent;	/* NULL or "": not known */
};

/* Prepares for the source of a reason. False if no rule has the reason. */
bool due_begin(struct due *, int reason, const char *name);

/* A query with the as-of date as ?1, and the first and last day to be listed as ?2 and ?3. */
sqlite3_stmt *due_query(struct due *, const char *sql);

/* The rule of the reason for a customer; NULL: none. */
const struct care_rule *due_rule(struct due *, const char *id);

/* Whether no rule before R, which has a label that the customer has, is the customer's. */
bool due_is_first(struct due *, const char *id, const struct care_rule *r);

/* Adds an occasion if its day is to be listed. KEY follows the reason and a /. */
void due_add(struct due *, const struct due_found *, const char *key, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

void due_promise(struct due *);
void due_case(struct due *);
void due_visit(struct due *);
void due_alert(struct due *);
void due_points(struct due *);
void due_winback(struct due *);
void due_birthday(struct due *);
void due_thanks(struct due *);
void due_festival(struct due *);
void due_contact(struct due *);

#endif
