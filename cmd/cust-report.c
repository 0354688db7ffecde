/* cust-report - one page about the customers for the manager */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/known.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/history/history_shared.h"
#include "lib/io/language.h"
#include "lib/io/opt.h"
#include "lib/report/logo.h"
#include "lib/report/page.h"
#include "lib/report/report.h"
#include "lib/report/origin.h"
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

struct options {
	struct store_opts store;
	const char *section, *by, *title, *logo;
	int32_t as_of, since, until;
	int compare, lang, format;
};

enum form { FORM_HTML, FORM_MD };

/* The facts of the report. A period that ends before today is reported as of its end. */
static struct facts
facts_of(const struct options *o, char **files)
{
	const int32_t end = o->as_of != DATE_NONE ? o->as_of
	    : o->until != DATE_NONE ? o->until : known_by(DATE_NONE).day;
	const struct facts f = {
		.store = store_is_wanted(&o->store) ? store_path(&o->store) : NULL,
		.files = files, .as_of = end, .compare = (enum span_compare)o->compare,
		.span = span_of(o->since, o->until, end, (enum span_compare)o->compare),
		.by = o->by, .lang = o->lang == LANGUAGE_ZH ? "zh" : NULL,
	};

	if (f.span.until > f.as_of)
		opt_misuse("--until is after the as-of date");
	if (f.span.since > f.span.until)
		opt_misuse("--since is after the as-of date");
	return f;
}

/* Ends the tool because no section has this name, of N bytes. */
_Noreturn static void
refuse(const char *name, size_t n)
{
	struct text all = { 0 };

	for (size_t i = 0; i < sections_n; i++) {
		const char *comma = say_comma(i);

		text_add(&all, comma, strlen(comma));
		text_add(&all, sections[i].id, strlen(sections[i].id));
	}
	text_add(&all, "", 1);
	opt_misuse("--section: no section '%.*s'; the sections are: %s", (int)n, name, all.s);
}

/* Which sections are wanted. */
static void
choose(const struct options *o, bool *wanted)
{
	const char *names = o->section;

	for (size_t i = 0; names == NULL && i < sections_n; i++)
		wanted[i] = true;
	while (names && *names) {
		const size_t n = strcspn(names, ",");
		const struct section *s = sections_find(names, n);

		if (s == NULL)
			refuse(names, n);
		if (o->by == NULL && strcmp(s->id, "groups") == 0)
			opt_misuse("--section=groups requires --by");
		wanted[s - sections] = true;
		names += n + (names[n] == ',');
	}
}

static void
check(const struct options *o, char **operands)
{
	const bool stored = store_is_wanted(&o->store);

	opt_refuse((const struct opt_conflict[]){
		{ stored && *operands, "a store and FILE cannot be combined" },
		{ o->by && *o->by == '\0', "--by is empty" },
		{ o->section && *o->section == '\0', "--section is empty" },
		{ o->title && *o->title == '\0', "--title is empty" },
		{ o->format == FORM_HTML && isatty(STDOUT_FILENO),
		    "--format=html does not write to a terminal; redirect it: > report.html, "
		    "or use --format=md" },
		{ 0 } });
	for (char **file = operands; *file; file++)
		if (strcmp(*file, "-") == 0 && operands[1])
			opt_misuse("standard input and FILE cannot be combined");
	opt_since_until(o->since, o->until);
	if (!stored)
		opt_need_input(operands);
}

static char *
digest_of(struct store *store, char **files, int input)
{
	return store ? origin_of_store(store) : origin_of_files(files, input);
}

/* Ends the tool if the facts are no longer those with this digest. */
static void
check_unchanged(const char *digest, struct store *store, char **files, int input)
{
	char *now = digest_of(store, files, input);

	if (strcmp(now, digest) != 0)
		fail("the data changed while the report was made; run it again");
	free(now);
}

static char *
source_name(const struct facts *f, enum language l)
{
	struct text t = { 0 };
	const char *one = f->store ? f->store : *f->files ? NULL : page_word(PAGE_STDIN, l);

	if (one)
		return mem_text(one);
	for (char **file = f->files; *file; file++) {
		text_add(&t, " ", t.n > 0);
		text_add(&t, *file, strlen(*file));
	}
	text_add(&t, "", 1);
	return t.s;
}

/* What the other tools say is in the language of the page, whatever that of the user is. */
static void
speak(enum language l)
{
	if (setenv("LANGUAGE", l == LANGUAGE_ZH ? "zh_CN" : "en", 1) != 0 ||
	    setenv("LC_ALL", l == LANGUAGE_ZH ? "C.UTF-8" : "C", 1) != 0)
		fail_errno("%s", "LC_ALL");
}

static void
print(const struct report *r, const struct options *o, const struct cover *c)
{
	struct text page = { 0 };

	if (o->format == FORM_MD)
		page_md(r, c, &page);
	else
		page_html(r, c, &page);
	fwrite(page.s, 1, page.n, stdout);
	text_free(&page);
}

/* Runs the commands, prints the page, and closes the store. */
static void
make(const struct options *o, const struct facts *facts, const bool *wanted, struct store *store)
{
	struct report r = { .facts = *facts, .language = (enum language)o->lang };
	char *logo = logo_read(o->logo), *source = source_name(facts, r.language);
	const int input = store || *facts->files ? -1 : origin_keep();
	char *digest = digest_of(store, facts->files, input);
	char *proof = origin_proof(facts->store, facts->files);
	char *currency = store ? store_currency(store) : NULL;

	char *trial = store ? origin_trial(store, facts->as_of) : NULL;

	r.facts.trial = trial;
	speak(r.language);
	const int shared = store ? history_shared_keep(store, facts->as_of) : -1;

	report_make(&r, wanted, store, input);
	history_shared_drop(shared);
	check_unchanged(digest, store, facts->files, input);
	store_close(store);
	print(&r, o, &(struct cover){ .logo = logo, .source = source, .digest = digest,
	    .proof = proof, .currency = currency, .version = CUSTKIT_VERSION,
	    .title = o->title ? o->title : page_word(PAGE_TITLE, r.language) });
	report_free(&r);
	free(trial);
	free(logo);
	free(source);
	free(digest);
	free(proof);
	free(currency);
}

int
main(int argc, char *argv[])
{
	struct options o = { .as_of = DATE_NONE, .since = DATE_NONE, .until = DATE_NONE };
	bool *wanted = mem_new(sections_n, sizeof *wanted);
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

	if (!opt_given("lang"))
		o.lang = language_is_chinese() ? LANGUAGE_ZH : LANGUAGE_EN;
	check(&o, operands);
	choose(&o, wanted);
	if (*operands && strcmp(*operands, "-") == 0)
		operands++;
	struct store *store = store_wanted(&o.store);	/* its time zone says which day today is */
	const struct facts facts = facts_of(&o, operands);

	make(&o, &facts, wanted, store);
	free(wanted);
	return opt_leave();
}
