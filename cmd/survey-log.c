/* survey-log - record answers to surveys */
#include "lib/io/opt.h"
#include "lib/survey/answers_record.h"

static const struct tool tool = {
	"survey-log", "[FILE...]",
	"Record answers to the items (questions) of a survey: one answer by options, or many from\n"
	"CSV.  An answer comes from a customer, or from a respondent who is not one; each can\n"
	"answer an item once per wave.",
	"CSV has one of these forms:\n"
	"  long: a row per answer, with the columns item and value, and part if an item is asked\n"
	"    in two ways: customer_id,item,part,value\n"
	"  wide: a row per respondent, with a column per answer.  --item-columns names the\n"
	"    columns: customer_id,q1,q2.  Without it they have the names that kano-calc reads,\n"
	"    lamp.functional,lamp.dysfunctional, or servqual-calc: E1,P1 or\n"
	"    lamp.expectation,lamp.perception.\n"
	"One answer prints its number; CSV prints one row: batch, read, added, updated,\n"
	"unchanged, rejected.\n"
	"Examples:\n"
	"  survey-log --survey=servqual --wave=2025Q1 answers.csv\n"
	"  survey-log --survey=visits --item-columns=greeting,queue wide.csv\n"
	"  survey-log --survey=visits --wave=7 --respondent='shop 12' --item=greeting --value=1\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was recorded).\n",
};

int
main(int argc, char *argv[])
{
	struct answers_record_opts answers = { 0 };
	struct record_opts o = { .sink_opts = &answers };
	const struct opt more[] = {
		{ OPT_TEXT, 0, "item-columns", "COLUMN,...",
		    "a wide table: each of these columns has the answers to an item",
		    &answers.columns }, { 0 },
	};
	struct opt *opts = record_options(&answers_record, &o, more);

	record_log(&tool, &answers_record, &o, opt_parse(&tool, opts, argc, argv));
	return record_leave(opts);
}
