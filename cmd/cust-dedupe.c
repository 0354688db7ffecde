/* cust-dedupe - find customers that are likely the same person */
#include <stdlib.h>

#include "lib/io/opt.h"
#include "lib/match/dedupe.h"

static const struct tool tool = {
	"cust-dedupe", "[FILE...]",
	"Find customers that are likely the same person, and print the pairs: whom to keep, the\n"
	"other one, the tier, the score and the reasons.  Reads CSV (customer_id; name, birthday,\n"
	"phone, email, city, country, acquired, source, external_id, as far as they are there),\n"
	"or a store.",
	"Tier 1: the same phone, email or number in another system.  Tier 2: the same name, and\n"
	"the same birthday, column of --on or part of the phone.  Tier 3: the score, the\n"
	"probability that they are the same person, is at least --threshold.  The name alone\n"
	"never suffices, and what a family shares does not either.\n"
	"Examples:\n"
	"  cust-dedupe -d shop.db --on=address -t\n"
	"  cust-dedupe -d shop.db --clusters --explain\n"
	"  cust-dedupe -d shop.db --against=leads.csv\n"
	"  cust-dedupe --truth=known.csv customers.csv\n"
	"Exit status: 0 on success; 1 if a cluster has more customers than --max-cluster, or if\n"
	"--skip-bad left rows out; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct dedupe o = DEDUPE_DEFAULTS;
	const char *on = NULL;
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "on", "COLUMN,...", "compare these columns, too (address, postcode)",
		    &on },
		{ OPT_FILE, 0, "against", "FILE",
		    "compare the customers with those of FILE, not with each other",
		    &o.in.against },
		{ OPT_TEXT, 0, "source", "NAME",
		    "the system of the numbers (external_id) of --against", &o.in.source },
		{ OPT_RATE, 0, "threshold", "RATE", "least score of a pair of tier 3 (.9)",
		    &o.threshold },
		{ OPT_COUNT, 0, "tier", "N", "only pairs of this tier and the ones before (3)",
		    &o.tier },
		{ OPT_FLAG, 0, "clusters", NULL, "print clusters instead of pairs", &o.clusters },
		{ OPT_COUNT, 0, "max-cluster", "N",
		    "report clusters of more than N customers, exit 1 (20, without a status)",
		    &o.most },
		{ OPT_FLAG, 0, "explain", NULL, "explain each score in numbers", &o.explain },
		{ OPT_FILE, 0, "truth", "PAIRS",
		    "print precision and recall, given the pairs that are the same person",
		    &o.truth },
		{ OPT_TEXT, 0, "country", "TEXT",
		    "country of phones without a country code (that of the store, or CN)",
		    &o.in.country },
		STORE_OPTS_ANALYSIS(&o.in.store), READING_OPTS(&o.in.reading),
		{ OPT_FLAG, 0, "skip-bad", NULL, "leave out bad rows, report the first 20, exit 1",
		    &o.in.skip_bad },
		{ OPT_COUNT, 0, "threads", "N",
		    "number of threads, at most 16 (one per processor)", &o.threads },
		PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	dedupe_check(&o, operands);
	o.in.on = people_rows_on(on);
	dedupe_print(&o, operands);
	free(o.in.on.list);
	return opt_leave();
}
