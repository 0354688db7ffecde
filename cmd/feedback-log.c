/* feedback-log - record what customers say */
#include <stdio.h>
#include <string.h>

#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/feedback/cases.h"
#include "lib/io/opt.h"
#include "lib/store/record.h"
#include "lib/survey/scored.h"

static const struct tool tool = {
	"feedback-log", "[FILE...]",
	"Record what customers say: one item by options, or many from CSV with columns of the\n"
	"same names.  Each becomes a case with a number; feedback-step records how it is handled.",
	"One item prints its number; CSV prints one row: batch, read, added, updated, unchanged,\n"
	"rejected.\n"
	"Examples:\n"
	"  feedback-log --customer-id=C000001 --channel=phone --kind=complaint --text=broken "
	"--wanted=refund\n"
	"  feedback-log -d shop.db --kind=nps --channel=web answers.csv\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was recorded).\n",
};

enum { KIND = 3, SCORE, TEXT };

static const struct record_field fields[] = {
	{ .name = "customer_id", .type = RECORD_CUSTOMER, .own = true,
	    .help = "the customer; empty if anonymous" },
	{ .name = "date", .type = RECORD_PAST, .required = true, .help = "when it was said (now)" },
	{ .name = "channel", .type = RECORD_WORD, .words = RECORD_CHANNELS,
	    .help = "channel it came through" },
	[KIND] = { .name = "kind", .type = RECORD_WORD, .required = true,
	    .words = CASES_KINDS_WORDS, .help = "kind of feedback" },
	[SCORE] = { .name = "score", .type = RECORD_WHOLE, .own = true, .scale_of = "kind",
	    .help = "nps 0 to 10, csat 1 to 5, ces 1 to 7; empty if not answered" },
	[TEXT] = { .name = "text", .type = RECORD_TEXT, .own = true, .help = "what was said" },
	{ .name = "department", .type = RECORD_TEXT, .help = "department it is about" },
	{ .name = "wanted", .type = RECORD_TEXT, .own = true,
	    .help = "remedy the customer asks for" },
	{ .name = "severity", .type = RECORD_WORD, .own = true, .words = "low|medium|high|critical",
	    .help = "how serious it is" },
	{ .name = "order_id", .type = RECORD_ID, .own = true, .help = "order it is about" },
	{ .name = "touchpoint", .type = RECORD_TEXT,
	    .help = "touchpoint it is about: delivery, support" },
	RECORD_EXTERNAL_FIELD,
};

static bool
check_score(const struct record_value *value, size_t *field, char why[static RECORD_WHY])
{
	const struct cases_kind *k = cases_kinds;
	int64_t i;

	while (strcmp(k->name, value[KIND].s) != 0)	/* the record allows only these words */
		k++;
	const char *s = value[SCORE].s;

	*field = SCORE;
	if (*s == '\0' || (k->high > 0 && strlen(s) < NUM_SIZE && num_count(s, &i) &&
	    i >= k->low && i <= k->high))
		return true;
	if (k->high > 0)
		snprintf(why, RECORD_WHY,
		    say("is not a whole number from %d to %d, the scale of %s"),
		    k->low, k->high, k->name);
	else
		snprintf(why, RECORD_WHY, say("is only for nps, csat and ces, not for %s"),
		    k->name);
	return false;
}

/* Whoever is to deal with a complaint must know what it is about. */
static bool
check(const struct record_value *value, size_t *field, char why[static RECORD_WHY])
{
	if (!check_score(value, field, why))
		return false;
	if (strcmp(value[KIND].s, "complaint") != 0 || !text_is_blank(value[TEXT].s))
		return true;
	*field = TEXT;
	snprintf(why, RECORD_WHY, say("is empty; a complaint without text requires --force"));
	return false;
}

static void
added(struct store *store, int64_t case_id, const struct record_value *value)
{
	if (*value[TEXT].s != '\0')
		cases_index(store, case_id, value[TEXT].s, "");
}

int
main(int argc, char *argv[])
{
	static struct record record = { .table = "feedback", .key = "case_id",
	    .field = fields, .n = sizeof fields / sizeof *fields, .check = check, .added = added,
	    .may_change = cases_may_change, .changed = cases_index_again,
	    .sink = &scored_sink, .creates = true, .numbered = RECORD_EXTERNAL };
	struct record_opts o = { 0 };
	bool force = false;
	const struct opt more[] = {
		{ OPT_FLAG, 0, "force", NULL, "accept complaints without text", &force }, { 0 },
	};
	struct opt *opts = record_options(&record, &o, more);
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (force)
		record.check = check_score;
	record_log(&tool, &record, &o, operands);
	return record_leave(opts);
}
