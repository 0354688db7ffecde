#include "lib/match/dedupe.h"

#include <math.h>

#include "lib/base/work.h"
#include "lib/customer/phone.h"
#include "lib/io/opt.h"
#include "lib/match/likely.h"
#include "lib/match/likely_rows.h"
#include "lib/match/truth.h"

void
dedupe_check(const struct dedupe *o, char **operands)
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
print(const struct dedupe *o, const struct people *people, struct likely *likely,
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

void
dedupe_print(const struct dedupe *o, char **operands)
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
