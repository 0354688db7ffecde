/*
 * worklist - one row per customer who is to be contacted, with all reasons (program).
 *
 * Leaves out what is settled by a contact; with NEW_ONLY, also what was handed out before. The rows
 * come by priority, then by spend, the highest first; who is beyond the limit comes on a later day.
 * Customers whose consent is withdrawn, who had enough contacts in a week, or who are held out of a
 * trial are left out, and counted.
 */
#ifndef WORKLIST_H
#define WORKLIST_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/care/due.h"
#include "lib/store/consent.h"

struct worklist_opts {
	struct consent_opts consent;
	int64_t cap;		/* contacts of a customer within 7 days; 0: no limit */
	int64_t limit;		/* rows; -1: no limit */
	bool new_only;
	int64_t repeat;		/* days after which what was handed out is new again; 0: never */
	const char *trial;	/* NULL: nobody is held out */
	double holdout;		/* share, from 0 to 1 */
};

struct worklist_entrant {	/* a customer who enters the trial with this list */
	const char *id;
	bool held;
};

struct worklist_row {
	size_t first, n;	/* its items */
	const char *id;
	char *name, *phone, *email, *birthday, *last_contact, *agent;	/* "": not known */
	int channel;		/* channel.h */
	const char *consent;
	int64_t priority;	/* of the first item that is still to be done */
	int64_t spend;		/* up to the as-of date, net of refunds */
	bool held;		/* held out: not to be contacted */
};

struct worklist {
	struct worklist_row *row;	/* held out rows are among them, and not counted by limit */
	size_t n, room;
	struct worklist_entrant *entrant;
	size_t entrants, entrant_room;
	struct due_item *item;		/* of a row: the highest priority first */
	size_t withdrawn, unconsented, unreached, capped, held, later;	/* customers left out */
};

/* The rows point into DUE, which must stay valid. The caller frees it. */
struct worklist *worklist_new(struct store *, struct due *, int32_t as_of,
    const struct worklist_opts *);
void worklist_free(struct worklist *);

#endif
