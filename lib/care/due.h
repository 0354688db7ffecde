/*
 * due - what is due for which customers on a day (program).
 *
 * An occasion is what a contact settles. Its name, such as birthday/2026 or case/17/2026-05-04, is
 * the same on each day on which it is due, so that it is told once.
 */
#ifndef DUE_H
#define DUE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/calendar.h"
#include "lib/base/known.h"
#include "lib/care/care_rules.h"
#include "lib/care/festivals.h"

/* SQL: a date or date-time is not after the day ?N. */
#define DUE_BY(column, day) column " < " day " || 'U'"

struct due;
struct store;

struct due_opts {
	struct known known;		/* the end of the as-of date */
	const struct calendar *calendar;	/* days with hours are working days */
	const struct care_rules *rules;
	const struct festivals *festivals;
	bool leap_month;	/* each lunar birthday prefers the leap month */
	bool march;		/* a birthday on 29 February is on 1 March, not on 28 February */
};

struct due_item {
	size_t who;		/* number of the customer (due_id) */
	const struct care_rule *rule;
	int32_t day;		/* when it is due */
	const char *occasion;
	const char *text;	/* for a person: "birthday on 2026-05-04" */
	const char *agent;	/* who is in charge of it; NULL: not known */
	int64_t care_id;	/* of its row in the table care; 0: none */
};

/* The options must stay valid. The caller calls due_close. */
struct due *due_open(struct store *, const struct due_opts *);
void due_close(struct due *);

/* What the sources have found, in their order. */
struct due_item *due_items(struct due *, size_t *n);
size_t due_customers(const struct due *);
const char *due_id(const struct due *, size_t who);

/* The Nth working day after DAY; a day without hours does not count. */
int32_t due_working(const struct calendar *, int32_t day, int64_t n);

/* The working seconds of a day. */
int64_t due_hours(const struct calendar *, int32_t day);

#endif
