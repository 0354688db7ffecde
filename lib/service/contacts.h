/*
 * contacts - the scores that customers gave to contacts, grouped by journey, from CSV or the store
 * (program).
 *
 * A journey consists of the contacts with the same customer_id and the same value in the column
 * journey. Contacts without a customer_id form a journey, too, if their journey is the same.
 * Contacts are sorted by date. If dates are equal, or if there is no column date, they stay in the
 * order of the rows. Contacts without a score and contacts outside the limits are left out.
 */
#ifndef CONTACTS_H
#define CONTACTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/io/opt.h"
#include "lib/io/parts.h"
#include "lib/io/table.h"
#include "lib/service/moments.h"
#include "lib/store/store.h"

struct contacts_opts {
	struct store_opts store;
	/* inclusive days; DATE_NONE: no limit; for as_of: today, if there are dates */
	int32_t since, until, as_of;
	struct date_reader dates;
	bool skip_bad;
	struct reading reading;
	const char *partition;	/* the part of the customers of a CSV; NULL: any */
};

#define CONTACTS_DEFAULTS { .since = DATE_NONE, .until = DATE_NONE, .as_of = DATE_NONE }

#define CONTACTS_OPTS(o) \
	{ OPT_DATE, 0, "since", "DATE", "only contacts on or after DATE", &(o)->since }, \
	{ OPT_DATE, 0, "until", "DATE", "only contacts on or before DATE", &(o)->until }, \
	{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", &(o)->as_of }, \
	STORE_OPTS_ANALYSIS(&(o)->store), \
	{ OPT_TEXT, 0, "tz", "ZONE", "convert date-times with an offset to this time zone", \
	    &(o)->dates.zone }, \
	READING_OPTS(&(o)->reading), \
	{ OPT_FLAG, 0, "skip-bad", NULL, "leave out bad rows, report the first 20, exit 1", \
	    &(o)->skip_bad }, \
	PARTS_OPT(&(o)->partition)

struct contacts;

struct contacts_journey {
	const char *customer, *name;
	const struct moments_contact *contact;
	size_t n;		/* at least 1 */
};

/* Ends the tool if the options contradict each other. Call it before the store is opened. */
void contacts_check(const struct contacts_opts *, char **operands);

/*
 * Reads all contacts of the store or, if STORE is NULL, of the operands or standard input. Bad data
 * ends the tool. TOUCHPOINTS: the CSV must have the column touchpoint. The options must live as
 * long as the result, which the caller frees with contacts_free.
 */
struct contacts *contacts_read(const struct contacts_opts *, struct store *, bool touchpoints,
    char **operands);
void contacts_free(struct contacts *);

/* In bytewise order. */
size_t contacts_touchpoints(const struct contacts *);
const char *contacts_touchpoint(const struct contacts *, size_t i);

/* By customer, then by name, in bytewise order. */
size_t contacts_journeys(const struct contacts *);
struct contacts_journey contacts_journey(const struct contacts *, size_t i);

/* The contacts that do not belong to a journey. */
const struct moments_contact *contacts_alone(const struct contacts *, size_t *n);

/* The number of contacts without a touchpoint; and the number of rows of a CSV. */
size_t contacts_nowhere(const struct contacts *);
uint64_t contacts_rows(const struct contacts *);

#endif
