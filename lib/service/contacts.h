/*
 * contacts - the scores that customers gave to contacts, by journey, from CSV or the store (program).
 *
 * A journey is the contacts of one customer_id that have the same journey; those of nobody known
 * with the same journey are one, too.  They are in the order of their dates, and where these are
 * equal, or there is no column date, in that of the rows.  A contact without a score is left out, as
 * is one that is not within the limits.
 */
#ifndef CONTACTS_H
#define CONTACTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"
#include "lib/service/moments.h"
#include "lib/store/store.h"

struct contacts_opts {
	struct store_opts store;
	int32_t since, until, as_of;	/* days, included; DATE_NONE: no limit; from the store as_of is today then */
	struct date_reader dates;
	bool skip_bad;
	struct opt_list rename;
};

#define CONTACTS_DEFAULTS { .since = DATE_NONE, .until = DATE_NONE, .as_of = DATE_NONE }

#define CONTACTS_OPTS(o) \
	{ OPT_DATE, 0, "since", "DATE", "only contacts on or after DATE", &(o)->since }, \
	{ OPT_DATE, 0, "until", "DATE", "only contacts on or before DATE", &(o)->until }, \
	{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (with -d: today)", &(o)->as_of }, \
	STORE_OPTS_ANALYSIS(&(o)->store), \
	{ OPT_TEXT, 0, "date-format", "STRPTIME", "format of the dates, such as %d/%m/%Y (ISO 8601)", &(o)->dates.format }, \
	{ OPT_TEXT, 0, "tz", "ZONE", "convert date-times with an offset to this time zone", &(o)->dates.zone }, \
	TABLE_RENAME(&(o)->rename), \
	{ OPT_FLAG, 0, "skip-bad", NULL, "leave out bad rows, report the first 20, exit 1", &(o)->skip_bad }

struct contacts;

struct contacts_journey {
	const char *customer, *name;
	const struct moments_contact *contact;
	size_t n;		/* never 0 */
};

/* Ends the tool if the options contradict each other; before the store is opened. */
void contacts_check(const struct contacts_opts *, char **operands);

/* Reads all, of the store or if that is NULL of the operands or standard input, and ends the tool where it is bad.  TOUCHPOINTS: they matter, the CSV must have the column. */
struct contacts *contacts_read(const struct contacts_opts *, struct store *, bool touchpoints, char **operands);
void contacts_free(struct contacts *);

/* Bytewise. */
size_t contacts_touchpoints(const struct contacts *);
const char *contacts_touchpoint(const struct contacts *, size_t i);

/* By customer, then by name, bytewise. */
size_t contacts_journeys(const struct contacts *);
struct contacts_journey contacts_journey(const struct contacts *, size_t i);

/* Those that belong to no journey. */
const struct moments_contact *contacts_alone(const struct contacts *, size_t *n);

/* How many are at no touchpoint. */
size_t contacts_nowhere(const struct contacts *);

#endif
