#include "lib/guess/guess_show.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/date_format.h"
#include "lib/base/mem.h"
#include "lib/base/say_list.h"
#include "lib/base/spelling.h"
#include "lib/base/text.h"
#include "lib/guess/guess_own.h"
#include "lib/guess/values.h"
#include "lib/io/opt.h"

/* The cell as the tool reads it. */
static char *
as_read(const struct guess *g, const struct column *c, const char *cell)
{
	char iso[DATE_FORMAT_SIZE], number[SPELLING_SIZE];
	enum spelling_currency currency;

	for (size_t f = 0; f < g->formats && guess_holds_dates(c); f++)
		if (!g->reads_iso && date_format_read(column_format(g->format[f]), cell, iso) ==
		    DATE_OK)
			return mem_text(iso);
	if (guess_holds_numbers(c) &&
	    spelling_read(cell, g->decimal, number, &currency) == SPELLING_OK)
		return mem_text(number);
	return mem_text(cell);
}

static void
show_row(const struct guess *g, const struct sheet_row *row)
{
	struct text line = { 0 };

	for (size_t i = 0; i < g->layout.width && i < row->n; i++) {
		const struct column *c = &g->column[i];

		if (c->role == NULL || *row->cell[i] == '\0')
			continue;
		char *cell = as_read(g, c, row->cell[i]);

		guess_line(&line, c->role, c->person ? c->person : c->role, cell);
		free(cell);
	}
	text_add(&line, "", 1);
	opt_note("%s: %s", g->file, line.s);
	text_free(&line);
}

/* Names the columns that are not loaded. */
static void
show_ignored(const struct guess *g)
{
	struct text names = { 0 };

	for (size_t i = 0; i < g->layout.width; i++) {
		char *name = guess_name(&g->column[i]);

		if (g->column[i].role == NULL && *g->column[i].head &&
		    g->column[i].filled > 0 &&
		    (g->column[i].person == NULL || !guess_has_persons(g))) {
			say_list(&names, name);
		}
		free(name);
	}
	text_add(&names, "", 1);
	if (names.n > 1)
		opt_note("%s: left out: %s", g->file, names.s);
	text_free(&names);
}

/* Telephone numbers that a spreadsheet program has shortened; the rows are loaded all the same. */
static void
show_phones(const struct guess *g)
{
	for (const struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (c->person && strcmp(c->person, "phone") == 0 && c->shortened > 0)
			opt_note(c->shortened == 1 ? "%s: %zu number of '%s' is shortened by a"
			    " spreadsheet program, as in 1.38E+10 (export the column as text)" :
			    "%s: %zu numbers of '%s' are shortened by a spreadsheet program,"
			    " as in 1.38E+10 (export the column as text)", g->file, c->shortened,
			    c->head);
}

/* A person who was made up to try a system: 测试账号, test@example.com. */
static bool
is_test(const char *s)
{
	static const char *const words[] = { "test", "test user", "testuser", "test test" },
	    *const starts[] = { "测试", "測試", "test@" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (strncasecmp(s, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* Can the option in the note have it? The note is one line, and the option is in quotes. */
static bool
fits_option(const char *s)
{
	for (struct text_char c; *s; s += c.bytes) {
		c = text_char(s);
		if (c.control || strchr(",='", *s))
			return false;
	}
	return true;
}

static void
show_tests_of(const struct guess *g, const struct column *c)
{
	const char *first = NULL;
	struct text words = { 0 };
	size_t rows = 0;

	for (size_t i = 0; i < values_count(c->values); i++) {
		const char *s = values_text(c->values, i);

		if (!is_test(s) || !fits_option(s))
			continue;
		text_add(&words, ",", first ? 1 : 0);
		text_add(&words, s, strlen(s));
		first = first ? first : s;
		rows += values_rows(c->values, i);
	}
	text_add(&words, "", 1);
	if (rows > 0)
		opt_note(rows == 1 ? "%s: %zu row looks like a test: '%s'; to leave it out, add:"
		    " --leave-out='%s=%s'" : "%s: %zu rows look like tests, such as '%s'; to leave"
		    " them out, add: --leave-out='%s=%s'", g->file, rows, first, c->head, words.s);
	text_free(&words);
}

/* Rows of tests are loaded like others, because nobody but the user knows. */
static void
show_tests(const struct guess *g)
{
	for (const struct column *c = g->column; c < g->column + g->layout.width; c++) {
		const char *is = c->role ? c->role : c->person;

		if (is && (strcmp(is, "name") == 0 || strcmp(is, "email") == 0) &&
		    fits_option(c->head) && *c->head)
			show_tests_of(g, c);
	}
}

/* The command leaves cancelled orders out. So one that was loaded before stays. */
static void
show_cancelled(const struct guess *g)
{
	char *command = guess_cancelled_command(g);

	if (command)
		opt_note("%s: cancelled orders are left out, but stay in the store if they were"
		    " loaded before; this removes them: %s", g->file, command);
	free(command);
}

/* The rows that are left out, and why, are what the tool that loads says. */
static void
show_preset(const struct guess *g)
{
	for (size_t i = 0; i < GUESS_SHOWN && g->shown[i]; i++)
		opt_note("%s: %s", g->file, g->shown[i]);
}

/* What the command makes of the columns. */
static void
show_columns(const struct guess *g)
{
	const size_t end = g->layout.first + GUESS_SHOWN;

	for (size_t r = g->layout.first; r < g->layout.end && r < end; r++)
		show_row(g, &g->layout.sheet.row[r]);
	show_ignored(g);
	for (const struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (c->shows_touchpoint && c->role)
			opt_note("%s: '%s' is read as touchpoint, because most of its words are not"
			    " channels", g->file, c->head);
	if (g->nobodys > 0 && g->tool == GUESS_ORDERS)
		opt_note(g->nobodys == 1 ? "%s: %zu row without a customer is left out"
		    " (table-convert --left-out=FILE with the same --leave-out writes it"
		    " to FILE)" : "%s: %zu rows without a customer are left out"
		    " (table-convert --left-out=FILE with the same --leave-out writes them"
		    " to FILE)",
		    g->file, g->nobodys);
	if (g->doubles > 0 && !g->totals)
		opt_note(g->doubles == 1 ? "%s: %zu row is equal to another row of its order"
		    " (--unique leaves it out)" : "%s: %zu rows are equal to another row of their"
		    " order (--unique leaves them out)", g->file, g->doubles);
}

void
guess_show(const struct guess *g, bool persons)
{
	if (g->preset)
		show_preset(g);
	else
		show_columns(g);
	show_phones(g);
	if (g->preset == NULL)
		show_tests(g);
	if (persons)
		opt_note("%s: it has customers and orders; the first command adds the customers",
		    g->file);
	if (g->bad > 0)
		opt_note("%s: %zu row%s will be rejected", g->file, g->bad, TEXT_PLURAL(g->bad));
	for (size_t i = 0; i < g->doubts; i++)
		opt_note("%s: not sure of %s", g->file, g->doubt[i]);
	show_cancelled(g);
}
