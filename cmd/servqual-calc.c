/* servqual-calc - the gaps between what customers expect of a service and what they perceive */
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/survey/servqual_print.h"
#include "lib/survey/servqual_rows.h"

static const struct tool tool = {
	"servqual-calc", "[FILE...]",
	"Compute the gaps between what customers expect of a service and what they perceive, by\n"
	"item and dimension.  Reads answers as CSV, long (respondent, item, part, value; part is\n"
	"expectation or perception) or wide (columns E1 to E22 and P1 to P22), or with -d a\n"
	"survey in the store.",
	"A gap is perception minus expectation: below 0 the service falls short.\n"
	"Examples:\n"
	"  servqual-calc -t answers.csv\n"
	"  servqual-calc --weights=11,32,22,19,16 --level=overall answers.csv\n"
	"  servqual-calc -d shop.db --survey=servqual --by=wave --level=dimension\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct servqual_rows_opts in = SERVQUAL_ROWS_DEFAULTS;
	struct put_opts form = { 0 };
	int level = SERVQUAL_PRINT_ALL;
	const struct opt opts[] = {
		ANSWERS_BY(&in.in),
		{ OPT_CHOICE, 0, "level", SERVQUAL_PRINT_LEVELS,
		    "print only these rows (all)", &level },
		{ OPT_FILE, 0, "map", "FILE",
		    "items and dimensions: item,dimension (instruments/servqual.csv)", &in.map },
		{ OPT_TEXT, 0, "scale", "LOW-HIGH", "scale of the answers (1-7)", &in.scale },
		{ OPT_TEXT, 0, "weights", "N,...", "weight of each dimension; the sum must be 100",
		    &in.weights },
		{ OPT_FILE, 0, "weights-file", "FILE",
		    "weights of each respondent: respondent,weight.DIMENSION,...",
		    &in.weights_file },
		ANSWERS_OPTS(&in.in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	answers_check(&in.in, operands);
	struct store *store = store_wanted(&in.in.store);
	struct gaps_all all = servqual_rows_read(&in, store, operands);
	struct put *out = put_open(&form);

	store_close(store);
	servqual_print(&all, in.in.by, (enum servqual_print_level)level, out);
	put_close(out);
	servqual_rows_free(&all);
	return opt_leave();
}
