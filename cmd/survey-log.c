/* survey-log - record answers to surveys */
#include <stdio.h>
#include <stdlib.h>

#include "lib/io/opt.h"
#include "lib/store/record.h"

static const struct tool tool = {
	"survey-log", "[FILE...]",
	"Record answers to the items of a survey: one by options, or many from CSV with columns\n"
	"of the same names.  An answer comes from a customer, or from a respondent who is not\n"
	"one; each can answer an item once per wave.",
	"One answer prints its number; CSV prints one row: batch, read, added, updated,\n"
	"unchanged, rejected.\n"
	"Examples:\n"
	"  survey-log --survey=servqual --wave=2025Q1 answers.csv\n"
	"  survey-log --survey=visits --wave=7 --respondent='shop 12' --item=greeting --value=1\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was recorded).\n",
};

enum { CUSTOMER = 3, RESPONDENT };

static const struct record_field fields[] = {
	{ .name = "survey", .type = RECORD_ID, .required = true, .help = "name of the survey" },
	{ .name = "wave", .type = RECORD_ID, .help = "wave of the survey, such as 2025Q1" },
	{ .name = "date", .type = RECORD_PAST, .help = "when it was given (by options: now)" },
	[CUSTOMER] = { .name = "customer_id", .type = RECORD_CUSTOMER, .own = true,
	    .help = "customer who answered" },
	[RESPONDENT] = { .name = "respondent", .type = RECORD_ID, .own = true,
	    .help = "who answered, if not a customer; or what a scorecard marks" },
	{ .name = "item", .type = RECORD_TEXT, .own = true, .required = true,
	    .help = "question, as named in the map or instrument" },
	{ .name = "part", .type = RECORD_TEXT,
	    .help = "expectation or perception; functional or dysfunctional" },
	{ .name = "value", .type = RECORD_TEXT, .own = true, .required = true,
	    .help = "the answer" },
};

static bool
somebody(const struct record_value *value, size_t *field, char why[static RECORD_WHY])
{
	if (*value[CUSTOMER].s || *value[RESPONDENT].s)
		return true;
	*field = CUSTOMER;
	snprintf(why, RECORD_WHY, "is empty, and so is respondent; give one of them");
	return false;
}

int
main(int argc, char *argv[])
{
	static const struct record record = { .table = "answer", .key = "answer_id",
	    .field = fields, .n = sizeof fields / sizeof *fields, .check = somebody };
	struct record_opts o = { 0 };
	struct opt *opts = record_options(&record, &o, NULL);

	record_log(&tool, &record, &o, opt_parse(&tool, opts, argc, argv));
	free(opts);
	return opt_leave();
}
