/*
 * reading - the options that say how a table of another system is read (program).
 *
 * Every tool that reads a table has them, under one heading of --help. custkit-import(7) explains
 * them. recipe.h carries them out.
 */
#ifndef READING_H
#define READING_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/opt.h"

/*
 * What a preset knows of a file besides the options. With a layout, columns without a name may have
 * text, and a row may have blank cells beyond the header.
 */
struct reading_layout {
	/* Are these the names of the columns? Rows before are left out. NULL: the first row. */
	bool (*is_header)(void *ctx, char *const *name, size_t n);
	void *ctx;
	/* beginnings of lines: from such a line on, near the end of the file, nothing is read */
	struct opt_list footer;
};

struct reading {		/* zeroed: custkit's own CSV */
	struct opt_list rename, ignore, dates, none, set, leave_out;
	const char *preset;		/* of table-convert */
	const char *separator, *decimal, *encoding, *names, *sheet;
	int64_t skip_lines, skip_rows, footer;
	bool ignore_unknown, unguard, trim;
	const struct reading_layout *layout;	/* NULL: none; not an option */
};

/* The rows of the option table. One struct reading per process. */
const struct opt *reading_options(struct reading *);

#define READING_OPTS(o) { OPT_MORE, 0, NULL, NULL, \
	"Reading a table of another system (see custkit-import(7))", \
	(void *)(uintptr_t)reading_options(o) }

/* Misuse if an option is not valid. */
void reading_check(const struct reading *);

/*
 * Calls TAKE with each option that was given: its name, and its value as text, or NULL for a flag.
 * An option that may be given several times comes once per value.
 */
typedef void reading_take(void *ctx, const char *name, const char *value);
void reading_each(const struct reading *, reading_take *take, void *ctx);

/* An option that was given, for a message: "--rename"; NULL: none was. */
const char *reading_given(const struct reading *);

/* ',', another separator, or 0 for --separator=auto. */
char reading_separator(const struct reading *);
char reading_decimal(const struct reading *);	/* '.' or ',' */

#endif
