/*
 * service - measures the store by standards of service: each case, promise and contact that a
 * standard applies to is met, missed or pending (program).
 *
 * Everything is computed, by a calendar, from what happened up to the as-of date. Nothing is
 * stored.
 */
#ifndef SERVICE_H
#define SERVICE_H
#include <stddef.h>
#include <stdint.h>

#include "lib/base/calendar.h"
#include "lib/base/known.h"
#include "lib/io/opt.h"
#include "lib/service/attain.h"
#include "lib/service/standards.h"

struct store;

struct service_opts {
	/* files; NULL: the installed standards, around the clock */
	const char *standards, *calendar;
};

#define SERVICE_OPTS(o) \
	{ OPT_FILE, 0, "standards", "FILE", \
	    "table metric,scope,target,within (the installed one)", &(o)->standards }, \
	{ OPT_FILE, 0, "calendar", "FILE", \
	    "table day,hours of working hours (around the clock)", &(o)->calendar }

#define SERVICE_GOES_ON INT64_MIN

struct service_item {
	int64_t id;			/* case_id, promise_id or touch_id */
	const char *customer_id;	/* "": anonymous */
	int64_t start, end;		/* moments (calendar.h); SERVICE_GOES_ON: not ended yet */
	/* working time; ATTAIN_UNTIMED if the metric has no time */
	int64_t seconds;
	enum attain_result result;
};

struct service {
	struct store *store;
	struct calendar *calendar;
	struct standards *standards;
	struct known known;		/* up to when facts count */
	/* first and last day of receipt or promise; DATE_NONE: no limit */
	int32_t since, until;
};

/* Reads the files of the options. The store remains the caller's, and must outlive S. */
void service_open(struct service *, struct store *, const struct service_opts *, struct known);
void service_close(struct service *);

/*
 * Calls TAKE for every item of every standard, with the index of the standard. The items of a
 * standard come by id, those on contacts by customer and date. The item is valid during the call.
 */
void service_measure(const struct service *,
    void (*take)(void *ctx, size_t standard, const struct service_item *), void *ctx);

/*
 * The cases that exceed a standard of first_response or resolution and are still without it, as a
 * JSON array of their ids. The caller frees it.
 */
char *service_overdue(const struct service *);

#endif
