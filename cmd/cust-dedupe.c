/* cust-dedupe - find customers that are likely the same person */
#include <math.h>
#include <stdlib.h>

#include "lib/base/work.h"
#include "lib/customer/phone.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/match/likely.h"
#include "lib/match/likely_rows.h"
#include "lib/match/people_rows.h"
#include "lib/match/truth.h"

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

struct options {
	struct people_opts in;
	struct put_opts form;
	const char *truth;
	double threshold;
	int64_t tier, most, threads;
	bool clusters, explain;
};

static void
check(const struct options *o, char **operands)
{
	const bool stored = store_is_wanted(&o->in.store);
	char code[PHONE_COUNTRY];
	const size_t piped = (size_t)opt_is_stdin(o->in.against) + opt_is_stdin(o->truth) +
	    (stored ? 0 : opt_stdin_reads(operands));

	opt_refuse((const struct opt_conflict[]){
		{ stored && *operands, "with a store there is no FILE (see --against)" },
		{ piped > 1, "only one of FILE, --against and --truth can be standard input" },
		{ o->truth && o->clusters, "--truth and --clusters cannot be combined" },
		{ o->truth && o->explain, "--truth and --explain cannot be combined" },
		{ o->tier < 1 || o->tier > 3, "--tier must be 1, 2 or 3" },
		{ o->threshold > 1, "--threshold must be from 0 to 1" },
		{ o->most < 2, "--max-cluster must be at least 2" },
		{ o->in.source && !o->in.against, "--source requires --against" },
		{ o->in.country && phone_country(o->in.country, NULL, code) == NULL,
		    "--country must be two capital letters, as CN or GB" },
		{ 0 } });
}

/* With --max-cluster, whether there is a larger cluster is a question: the status answers it. */
static void
print(const struct options *o, const struct people *people, struct likely *likely,
    struct truth *truth)
{
	const struct likely_rows rows = { people, likely, o->in.on, o->explain };
	struct put *out = put_open(&o->form);

	likely_limit(likely, (unsigned)o->tier);
	if (truth)
		likely_rows_truth(&rows, truth, o->threshold, out);
	else if (o->clusters)
		likely_rows_clusters(&rows, out);
	else
		likely_rows_pairs(&rows, out);
	put_close(out);
	if (likely_rows_note(&rows, o->most) && opt_given("max-cluster"))
		opt_status(EXIT_NO);
}

static void
find(const struct options *o, char **operands)
{
	struct people *people = people_rows_read(&o->in, operands);
	struct truth *truth = o->truth ?
	    truth_read(o->truth, people, &o->in.reading, o->in.skip_bad) : NULL;
	const double least = truth ? fmin(o->threshold, LIKELY_ROWS_LEAST) : o->threshold;
	struct likely *likely = likely_find(people, least, work_threads_of(o->threads));

	print(o, people, likely, truth);
	if (truth)
		truth_free(truth);
	likely_free(likely);
	people_free(people);
}

int
main(int argc, char *argv[])
{
	struct options o = { .threshold = .9, .tier = 3, .most = 20 };
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

	check(&o, operands);
	o.in.on = people_rows_on(on);
	find(&o, operands);
	free(o.in.on.list);
	return opt_leave();
}
