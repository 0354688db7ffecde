/* survey-log - record answers to surveys */
#include "lib/io/opt.h"
#include "lib/survey/answers_record.h"

static const struct tool tool = {
	"survey-log", "[FILE...]",
	"Record answers to the items of a survey: one by options, or many from CSV, long (columns\n"
	"of the same names) or wide (one row per respondent, and the columns of answers that\n"
	"kano-calc and servqual-calc read).  An answer comes from a customer, or from a\n"
	"respondent who is not one; each can answer an item once per wave.",
	"One answer prints its number; CSV prints one row: batch, read, added, updated,\n"
	"unchanged, rejected.\n"
	"Examples:\n"
	"  survey-log --survey=servqual --wave=2025Q1 answers.csv\n"
	"  survey-log --survey=features wide.csv\n"
	"  survey-log --survey=visits --wave=7 --respondent='shop 12' --item=greeting --value=1\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was recorded).\n",
};

int
main(int argc, char *argv[])
{
	struct record_opts o = { 0 };
	struct opt *opts = record_options(&answers_record, &o, NULL);

	record_log(&tool, &answers_record, &o, opt_parse(&tool, opts, argc, argv));
	return record_leave(opts);
}
