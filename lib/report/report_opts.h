/* report_opts - the options of cust-report, and what they ask for (program). */
#ifndef REPORT_OPTS_H
#define REPORT_OPTS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/report/command.h"
#include "lib/store/store.h"

enum { REPORT_OPTS_HTML, REPORT_OPTS_MD };	/* .format */

struct report_opts {
	struct store_opts store;
	const char *section, *by, *title, *logo;
	int32_t as_of, since, until;
	int compare, lang, format;	/* lang: enum language */
};

#define REPORT_OPTS_DEFAULTS { .as_of = DATE_NONE, .since = DATE_NONE, .until = DATE_NONE }

/* Ends the tool if the options are misused; without --lang takes that of the messages. */
void report_opts_check(struct report_opts *, char **operands);

/* Which sections are wanted, per place in sections[]. The caller frees it. */
bool *report_opts_wanted(const struct report_opts *);

/*
 * The facts of the report, after the store with its time zone is open: that says which day today
 * is. A period that ends before today is reported as of its end. Without the trial.
 */
struct facts report_opts_facts(const struct report_opts *, char **operands);

#endif
