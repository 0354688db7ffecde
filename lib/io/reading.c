#include "lib/io/reading.h"

#include <string.h>

#include "lib/base/date_format.h"

const struct opt *
reading_options(struct reading *o)
{
	static struct opt rows[24];
	const struct opt all[] = {
		{ OPT_MANY, 0, "rename", "OLD=NEW,...", "read the column OLD as NEW", &o->rename },
		{ OPT_MANY, 0, "ignore", "COLUMN,...", "leave these columns out", &o->ignore },
		{ OPT_FLAG, 0, "ignore-unknown", NULL, "leave out columns that are not known",
		    &o->ignore_unknown },
		{ OPT_TEXT, 0, "separator", "CHAR", 
		    "what stands between cells: , ; | tab or auto (,)", &o->separator },
		{ OPT_TEXT, 0, "decimal", "CHAR", "the decimal mark of numbers: . or , (.)",
		    &o->decimal },
		{ OPT_TEXT, 0, "encoding", "NAME", "auto, or an encoding such as gb18030 (utf-8)",
		    &o->encoding },
		{ OPT_MANY, 0, "date-format", "STRPTIME",
		    "format of the dates, such as %d/%m/%Y, or excel, unix, unix-ms (ISO 8601)",
		    &o->dates },
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
		{ OPT_COUNT, 0, "footer", "N", "leave out the last N lines", &o->footer },
		{ OPT_MANY, 0, "set", "COLUMN=EXPRESSION",
		    "compute a column: amount=quantity*price-discount", &o->set },
		{ OPT_FLAG, 0, "unguard", NULL,
		    "remove what guards a cell from spreadsheets: =\"007\", a leading '",
		    &o->unguard },
		{ OPT_TEXT, 0, "preset", "NAME|FILE",
		    "the file is an export of this kind (table-convert --list-presets)",
		    &o->preset },
		{ OPT_TEXT, 0, "sheet", "NAME|N", "the worksheet of a workbook (the first)",
		    &o->sheet },
		{ 0 },
	};
	_Static_assert(sizeof all <= sizeof rows, "too few rows");

	memcpy(rows, all, sizeof all);
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

static bool
is_one_of(const char *s, const char *a, const char *b, const char *c, const char *d, const char *e)
{
	const char *const words[] = { a, b, c, d, e };

	for (size_t i = 0; i < sizeof words / sizeof *words && words[i]; i++)
		if (strcmp(s, words[i]) == 0)
			return true;
	return false;
}

void
reading_check(const struct reading *r)
{
	if (r->separator && !is_one_of(r->separator, ",", ";", "|", "tab", "auto"))
		opt_misuse("--separator must be , ; | tab or auto, not '%s'", r->separator);
	if (r->decimal && !is_one_of(r->decimal, ".", ",", NULL, NULL, NULL))
		opt_misuse("--decimal must be . or , not '%s'", r->decimal);
	for (size_t i = 0; i < r->dates.n; i++)
		if (!date_format_is_valid(r->dates.word[i]))
			opt_misuse("--date-format=%s does not give a day (such as %%d/%%m/%%Y,"
			    " or excel, unix, unix-ms)", r->dates.word[i]);
	for (size_t i = 0; i < r->set.n; i++) {
		const char *equals = strchr(r->set.word[i], '=');

		if (equals == NULL || equals == r->set.word[i] || equals[1] == '\0')
			opt_misuse("--set must be COLUMN=EXPRESSION, not '%s'", r->set.word[i]);
	}
	for (size_t i = 0; i < r->leave_out.n; i++)
		if (strchr(r->leave_out.word[i], '=') == NULL)
			opt_misuse("--leave-out must be COLUMN=WORD,..., not '%s'",
			    r->leave_out.word[i]);
	if (r->names && *r->names == '\0')
		opt_misuse("--names is empty");
}

const char *
reading_given(const struct reading *r)
{
	const struct { bool given; const char *name; } options[] = {
		{ r->preset, "--preset" }, { r->rename.n, "--rename" }, { r->ignore.n, "--ignore" },
		{ r->ignore_unknown, "--ignore-unknown" }, { r->separator, "--separator" },
		{ r->decimal, "--decimal" }, { r->encoding, "--encoding" },
		{ r->dates.n, "--date-format" }, { r->none.n, "--null" }, 
		{ r->leave_out.n, "--leave-out" }, { r->names, "--names" },
		{ r->skip_lines, "--skip-lines" }, { r->skip_rows, "--skip-rows" },
		{ r->footer, "--footer" }, { r->set.n, "--set" }, { r->unguard, "--unguard" },
		{ r->sheet, "--sheet" },
	};

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (options[i].given)
			return options[i].name;
	return NULL;
}
