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
#define CARE_OPTS_TRIAL "care"
#define CARE_OPTS_DEFAULTS { .as_of = DATE_NONE, .list = { .cap = CARE_OPTS_CAP, .limit = -1 } }

#define CARE_OPTS(o) \
	{ OPT_FILE, 0, "rules", "FILE", "which reasons, when, and their priority: reason," \
	    "scheme,label,before,late,every,priority,kind,consent,purpose", &(o)->rules }, \
	{ OPT_FILE, 0, "festivals", "FILE", \
	    "other festivals: festival,calendar,month,day,country", &(o)->festivals }, \
	{ OPT_CHOICE, 0, "leap-month", "ordinary|leap", "in a year with a leap month:" \
	    " the month of a lunar birthday in it (ordinary)", &(o)->leap_month }, \
	{ OPT_CHOICE, 0, "leap-day", "feb-28|mar-1", \
	    "in a common year: the day of a birthday on 29 February (feb-28)", \
	    &(o)->leap_day }, \
	{ OPT_COUNT, 0, "cap", "N", \
	    "at most N contacts per customer within 7 days (3; 0: no limit)", &(o)->list.cap }, \
	{ OPT_TEXT, 0, "hours", "HH:MM-HH:MM", "contact customers only at these hours" \
	    " (09:00-20:00)", &(o)->hours }, \
	{ OPT_FILE, 0, "calendar", "FILE", \
	    "working hours and holidays: day,hours; before and every count working days", \
	    &(o)->calendar }, \
	{ OPT_HEAD, 0, NULL, NULL, "Handing out", NULL }, \
	{ OPT_FLAG, 0, "hand-out", NULL, \
	    "print only what was not handed out before, and record it", &(o)->hand_out }, \
	{ OPT_COUNT, 0, "repeat", "DAYS", \
	    "hand out again what is not settled after this many days (0: never)", \
	    &(o)->list.repeat }, \
	{ OPT_RATE, 0, "holdout", "SHARE", \
	    "do not print this share of the customers: 10%", &(o)->list.holdout }, \
	{ OPT_TEXT, 0, "trial", "NAME", "with --holdout: the name of the trial (care)", \
	    &(o)->list.trial }, \
	{ OPT_FLAG, 'n', "dry-run", NULL, "with --hand-out: record nothing", &(o)->dry_run }, \
	{ OPT_HEAD, 0, NULL, NULL, "Consent", NULL }, \
	{ OPT_TEXT, 0, "purpose", "TEXT", \
	    "only consent for this counts: marketing (any)", &(o)->list.consent.purpose }, \
	{ OPT_WORD, 0, "channel", RECORD_CHANNELS, "contact only through this channel", \
	    &(o)->list.consent.channel }, \
	{ OPT_FLAG, 0, "require-consent", NULL, \
	    "also leave out those who have not given consent", &(o)->list.consent.required }, \
	{ OPT_HEAD, 0, NULL, NULL, "Input and output", NULL }, \
	{ OPT_DATE, 0, "as-of", "DATE", "the day of the list (today)", &(o)->as_of }

/* Misuse if the options contradict each other. Takes --limit, which chooses by priority. */
void care_opts_check(struct care_opts *);

/* The calendar of --calendar, or every day with the hours of --hours. The caller frees it. */
struct calendar *care_opts_calendar(const struct care_opts *);

#endif
