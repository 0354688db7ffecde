#include "lib/io/reading.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/date_format.h"

enum { OPTIONS = 19 };	/* and the end */

static void
fill(struct opt rows[static OPTIONS], struct reading *o)
{
	const struct opt all[OPTIONS] = {
		{ OPT_MANY, 0, "rename", "OLD=NEW,...", "read the column OLD as NEW", &o->rename },
		{ OPT_MANY, 0, "ignore", "COLUMN,...", "leave these columns out", &o->ignore },
		{ OPT_FLAG, 0, "ignore-unknown", NULL,
		    "leave out columns that the tool does not know", &o->ignore_unknown },
		{ OPT_TEXT, 0, "separator", "CHAR",
		    "what stands between cells: , ; | tab or auto (,)", &o->separator },
		{ OPT_TEXT, 0, "decimal", "CHAR", "the decimal mark of numbers: . or , (.)",
		    &o->decimal },
		{ OPT_TEXT, 0, "encoding", "NAME", "auto, or an encoding such as gb18030 (utf-8)",
		    &o->encoding },
		{ OPT_MANY, 0, "date-format", "STRPTIME",
		    "format of the dates, such as %d/%m/%Y, or excel, unix, unix-ms, lunar, iso"
		    " (iso: ISO 8601)", &o->dates },
		{ OPT_MANY, 0, "null", "WORD,...", "read cells with these words as empty",
		    &o->none },
		{ OPT_TEXT, 0, "names", "NAME,...", "the names of the columns; there is no header",
		    &o->names },
		{ OPT_MANY, 0, "leave-out", "COLUMN=WORD,...",
		    "leave out rows with one of these words in the column", &o->leave_out },
		{ OPT_COUNT, 0, "skip-lines", "N", "leave out N lines before the header",
		    &o->skip_lines },
		{ OPT_COUNT, 0, "skip-rows", "N", "leave out N rows below the header",
		    &o->skip_rows },
		{ OPT_COUNT, 0, "footer", "N", "leave out the last N rows", &o->footer },
		{ OPT_MANY, 0, "set", "COLUMN=EXPRESSION",
		    "compute a column: amount=quantity*price-discount or channel=\"shop\"",
		    &o->set },
		{ OPT_FLAG, 0, "unguard", NULL,
		    "remove what guards a cell from spreadsheets: =\"007\", a leading '",
		    &o->unguard },
		{ OPT_FLAG, 0, "trim", NULL, "remove blanks around cells", &o->trim },
		{ OPT_TEXT, 0, "preset", "NAME|FILE",
		    "the file is an export of this kind; see table-convert --list-presets",
		    &o->preset },
		{ OPT_TEXT, 0, "sheet", "NAME|N", "the worksheet of a workbook (the first)",
		    &o->sheet },
		{ 0 },
	};

	memcpy(rows, all, sizeof all);
}

const struct opt *
reading_options(struct reading *o)
{
	static struct opt rows[OPTIONS];

	fill(rows, o);
	return rows;
}

char
reading_separator(const struct reading *r)
{
	if (r->separator == NULL)
		return ',';
	return strcmp(r->separator, "tab") == 0 ? '\t' :
	    strcmp(r->separator, "auto") == 0 ? '\0' : *r->separator;
}

char
reading_decimal(const struct reading *r)
{
	return r->decimal ? *r->decimal : '.';
}

/* Is this one of the words, which end with NULL? */
static bool
is_one_of(const char *s, const char *const *words)
{
	while (*words && strcmp(s, *words) != 0)
		words++;
	return *words != NULL;
}

void
reading_check(const struct reading *r)
{
	static const char *const separators[] = { ",", ";", "|", "tab", "auto", NULL };
	static const char *const marks[] = { ".", ",", NULL };

	if (r->separator && !is_one_of(r->separator, separators))
		opt_misuse("--separator must be , ; | tab or auto, not '%s'", r->separator);
	if (r->decimal && !is_one_of(r->decimal, marks))
		opt_misuse("--decimal must be . or , not '%s'", r->decimal);
	for (size_t i = 0; i < r->dates.n; i++)
		if (!date_format_is_valid(r->dates.word[i]))
			opt_misuse("--date-format=%s does not give a day (such as %%d/%%m/%%Y,"
			    " or excel, unix, unix-ms, lunar, iso)", r->dates.word[i]);
	for (size_t i = 0; i < r->set.n; i++) {
		const char *equals = strchr(r->set.word[i], '=');

		if (equals == NULL || equals == r->set.word[i] || equals[1] == '\0')
			opt_misuse("--set must be COLUMN=EXPRESSION, not '%s'", r->set.word[i]);
		opt_check_utf8("set", r->set.word[i]);
	}
	for (size_t i = 0; i < r->leave_out.n; i++)
		if (strchr(r->leave_out.word[i], '=') == NULL)
			opt_misuse("--leave-out must be COLUMN=WORD,..., not '%s'",
			    r->leave_out.word[i]);
	if (r->names && *r->names == '\0')
		opt_misuse("--names is empty");
}

static void
each_value(const struct opt *o, reading_take *take, void *ctx)
{
	const struct opt_list *list = o->to;
	const int64_t *count = o->to;
	const char *const *text = o->to;
	const bool *flag = o->to;
	char number[24];

	if (o->type == OPT_FLAG && *flag)
		take(ctx, o->name, NULL);
	if (o->type == OPT_TEXT && *text)
		take(ctx, o->name, *text);
	for (size_t i = 0; o->type == OPT_MANY && i < list->n; i++)
		take(ctx, o->name, list->word[i]);
	if (o->type == OPT_COUNT && *count > 0) {
		snprintf(number, sizeof number, "%jd", (intmax_t)*count);
		take(ctx, o->name, number);
	}
}

void
reading_each(const struct reading *r, reading_take *take, void *ctx)
{
	struct reading copy = *r;	/* the rows point to what can be written */
	struct opt rows[OPTIONS];

	fill(rows, &copy);
	for (const struct opt *o = rows; o->type != OPT_END; o++)
		each_value(o, take, ctx);
}

static void
keep_first(void *ctx, const char *name, const char *value)
{
	const char **first = ctx;

	(void)value;
	if (*first == NULL)
		*first = name;
}

const char *
reading_given(const struct reading *r)
{
	static char option[32];
	const char *first = r->preset ? "preset" : NULL;	/* it says the most */

	reading_each(r, keep_first, &first);
	if (first == NULL)
		return NULL;
	snprintf(option, sizeof option, "--%s", first);
	return option;
}
