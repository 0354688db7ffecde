/* care_opts - the options of care-due, and its run (program). */
#ifndef CARE_OPTS_H
#define CARE_OPTS_H
#include "lib/base/date.h"
#include "lib/care/worklist.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/store.h"

struct care_opts {
	struct store_opts store;
	struct put_opts form;
	struct worklist_opts list;
	int32_t as_of;
	const char *rules, *festivals, *calendar, *hours;
	int leap_month, leap_day;	/* 1: prefer the leap month; 1 March */
	bool hand_out, dry_run;
};

#define CARE_OPTS_CAP 3
#define CARE_OPTS_DEFAULTS { .as_of = DATE_NONE, .list = { .cap = CARE_OPTS_CAP, .limit = -1 } }

/* Misuse if the options contradict each other. Takes --limit, which chooses by priority. */
void care_opts_check(struct care_opts *);

/* The calendar of --calendar, or every day with the hours of --hours. The caller frees it. */
struct calendar *care_opts_calendar(const struct care_opts *);

#endif
