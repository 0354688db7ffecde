/* cust-report - one page about the customers for the manager */
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/report/logo.h"
#include "lib/report/origin.h"
#include "lib/report/page.h"
#include "lib/report/report.h"
#include "lib/report/report_opts.h"
#include "lib/store/store.h"
#include "version.h"

static const struct tool tool = {
	"cust-report", "[FILE...]",
	"Make one page for the manager: key figures with their change, customers by lifecycle\n"
	"and segment, value, cohorts, churn, satisfaction, cases, promises, a forecast, and the\n"
	"quality of the data.  The page is one file of HTML without scripts.  It names the\n"
	"command that prints each number.  Reads a store, or an order log (customer_id, date,\n"
	"amount) as CSV.",
	"Each number comes from another tool of custkit, which this one runs; a section that\n"
	"fails says why.\n"
	"Sections: summary, figures, groups, customers, value, cohorts, churn, satisfaction,\n"
	"service, promises, forecast, quality.\n"
	"Examples:\n"
	"  cust-report -d shop.db >report.html\n"
	"  cust-report -d shop.db --lang=zh --title=客户月报 --by=region >report.html\n"
	"  cust-report --since=2026-04-01 --until=2026-06-30 --section=figures,churn -D\n"
	"  cust-report --format=md orders.csv\n"
	"Exit status: 0 on success; 1 if the tool of a section failed; 2 on error.\n",
};

static void
print(const struct report *r, const struct report_opts *o, const struct origin *from,
    const char *logo)
{
	const struct cover cover = { .logo = logo, .source = from->source, .digest = from->digest,
		.proof = from->proof, .currency = from->currency, .version = CUSTKIT_VERSION,
		.title = o->title ? o->title : page_word(PAGE_TITLE, r->language) };
	struct text page = { 0 };

	(o->format == REPORT_OPTS_MD ? page_md : page_html)(r, &cover, &page);
	fwrite(page.s, 1, page.n, stdout);
	text_free(&page);
}

/* Runs the commands, closes the store, and prints the page. */
static void
make(const struct report_opts *o, const bool *wanted, char **operands)
{
	struct store *store = store_wanted(&o->store);
	struct report r = { .facts = report_opts_facts(o, operands),
		.language = (enum language)o->lang };
	char *logo = logo_read(o->logo);
	struct origin from = origin_read(&r.facts, store, r.language);

	r.facts.trial = from.trial;
	report_make(&r, wanted, store, from.input);
	origin_check(&from, &r.facts, store);
	store_close(store);
	print(&r, o, &from, logo);
	report_free(&r);
	origin_free(&from);
	free(logo);
}

int
main(int argc, char *argv[])
{
	struct report_opts o = REPORT_OPTS_DEFAULTS;
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "section", "NAME,...", "only these sections (all)", &o.section },
		SPAN_OPTS(&o),
		{ OPT_TEXT, 0, "by", "COLUMN", "also compare the groups that this column makes",
		    &o.by },
		{ OPT_CHOICE, 0, "lang", "en|zh", "language of the page (as the messages)",
		    &o.lang },
		{ OPT_CHOICE, 'f', "format", "html|md", "output format (html)", &o.format },
		{ OPT_TEXT, 0, "title", "TEXT", "title of the page (Customer report)", &o.title },
		{ OPT_FILE, 0, "logo", "FILE", "a PNG or SVG to show above the title", &o.logo },
		{ OPT_DATE, 0, "as-of", "DATE",
		    "ignore everything after DATE (the end of the period, or today)", &o.as_of },
		STORE_OPTS_ANALYSIS(&o.store), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	report_opts_check(&o, operands);
	bool *wanted = report_opts_wanted(&o);

	make(&o, wanted, operands);
	free(wanted);
	return opt_leave();
}
