#include "lib/report/report_opts.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/known.h"
#include "lib/base/mem.h"
#include "lib/base/say_list.h"
#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/io/language.h"
#include "lib/io/opt.h"
#include "lib/report/sections.h"

void
report_opts_check(struct report_opts *o, char **operands)
{
	const bool stored = store_is_wanted(&o->store);

	if (!opt_given("lang"))
		o->lang = language_is_chinese() ? LANGUAGE_ZH : LANGUAGE_EN;
	opt_refuse((const struct opt_conflict[]){
		{ stored && *operands, "a store and FILE cannot be combined" },
		{ o->by && *o->by == '\0', "--by is empty" },
		{ o->section && *o->section == '\0', "--section is empty" },
		{ o->title && *o->title == '\0', "--title is empty" },
		{ o->format == REPORT_OPTS_HTML && isatty(STDOUT_FILENO),
		    "--format=html does not write to a terminal; redirect it: > report.html, "
		    "or use --format=md" },
		{ *operands && operands[1] && opt_stdin_reads(operands) > 0,
		    "standard input and FILE cannot be combined" },
		{ 0 } });
	opt_since_until(o->since, o->until);
	if (!stored)
		opt_need_input(operands);
}

/* Ends the tool because no section has this name, of N bytes. */
_Noreturn static void
refuse(const char *name, size_t n)
{
	struct text all = { 0 };

	for (size_t i = 0; i < sections_n; i++)
		say_list(&all, sections[i].id);
	text_add(&all, "", 1);
	opt_misuse("--section: no section '%.*s'; the sections are: %s", (int)n, name, all.s);
}

bool *
report_opts_wanted(const struct report_opts *o)
{
	bool *wanted = mem_new(sections_n, sizeof *wanted);
	const char *names = o->section;
	size_t n;

	for (size_t i = 0; names == NULL && i < sections_n; i++)
		wanted[i] = true;
	for (const char *name; (name = split_ended(&names, ',', &n)) != NULL;) {
		const struct section *s = sections_find(name, n);

		if (s == NULL)
			refuse(name, n);
		if (o->by == NULL && strcmp(s->id, "groups") == 0)
			opt_misuse("--section=groups requires --by");
		wanted[s - sections] = true;
	}
	return wanted;
}

struct facts
report_opts_facts(const struct report_opts *o, char **operands)
{
	const int32_t end = o->as_of != DATE_NONE ? o->as_of
	    : o->until != DATE_NONE ? o->until : known_by(DATE_NONE).day;
	const enum span_compare compare = (enum span_compare)o->compare;
	const struct facts f = {
		.store = store_is_wanted(&o->store) ? store_path(&o->store) : NULL,
		.files = operands + (size_t)opt_is_stdin(*operands), .as_of = end,
		.compare = compare, .span = span_of(o->since, o->until, end, compare),
		.by = o->by, .lang = o->lang == LANGUAGE_ZH ? "zh" : NULL,
	};

	if (f.span.until > f.as_of)
		opt_misuse("--until is after the as-of date");
	if (f.span.since > f.span.until)
		opt_misuse("--since is after the as-of date");
	return f;
}
