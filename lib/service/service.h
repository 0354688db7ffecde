/*
 * service - the store measured by standards of service: each case, promise and contact that a
 * standard is about, met, missed or pending (program).
 *
 * All is computed from what happened by the as-of day, by a calendar; nothing of it is stored.
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
	const char *standards, *calendar;	/* files; NULL: the shipped ones, around the clock */
};

#define SERVICE_OPTS(o) \
	{ OPT_FILE, 0, "standards", "FILE", "table metric,scope,target,within (the installed one)", &(o)->standards }, \
	{ OPT_FILE, 0, "calendar", "FILE", "table day,hours of working hours (around the clock)", &(o)->calendar }

#define SERVICE_GOES_ON INT64_MIN

struct service_item {
	int64_t id;			/* case_id, promise_id, touch_id */
	const char *customer_id;	/* "": anonymous */
	int64_t start, end;		/* moments (calendar.h); SERVICE_GOES_ON: no end by now */
	int64_t seconds;		/* of working time; ATTAIN_UNTIMED where the metric has no time */
	enum attain_result result;
};

struct service {
	struct store *store;
	struct calendar *calendar;
	struct standards *standards;
	struct known known;		/* up to when facts count */
	int32_t since, until;		/* received or promised from and to; DATE_NONE: without limit */
};

/* The files of the options; the store stays the caller's. */
void service_open(struct service *, struct store *, const struct service_opts *, struct known);
void service_close(struct service *);

/*
 * Calls TAKE for every item of every standard, which is given by its number; those of one standard
 * come in the order of their numbers, contacts by customer and date.
 */
void service_measure(const struct service *, void (*take)(void *ctx, size_t standard, const struct service_item *), void *ctx);

/*
 * The cases that are beyond a standard of first_response or resolution, and have had neither: their
 * numbers as a JSON array, which the caller frees.
 */
char *service_overdue(const struct service *);

#endif
