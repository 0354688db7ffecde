/* The columns without a field: which options read them, keep them or leave them out. */
#include "lib/store/record_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/header.h"
#include "lib/io/table.h"

enum { FEW = 2 };	/* unknown columns that a user can judge one by one */

static void
add_to(struct text *t, const char *before, const char *s, const char *after)
{
	text_add(t, before, strlen(before));
	text_add(t, s, strlen(s));
	text_add(t, after, strlen(after));
}

static void
add_quoted(struct text *t, const char *before, const char *s)
{
	add_to(t, before, "'", "");
	add_to(t, s, "'", "");
}

/* Our name for an unknown column, if that field has no column yet; else NULL. */
static const char *
alias_of(const struct record_columns *c, const char *name)
{
	const char *alias = header_alias(name);
	const size_t f = alias ? record_field_find(c->of->field, c->of->n, alias) : c->of->n;
	const int k = alias ? record_need_key(c, alias) : RECORD_KEYS;

	if (k < RECORD_KEYS && c->key[k] == RECORD_NO_KEY)
		return alias;
	return f < c->of->n && c->at[f] == RECORD_NO_COLUMN && c->opts->given[f] == NULL ?
	    alias : NULL;
}

/*
 * Lists the options with which the unknown columns can be read (--rename) or left out (--ignore).
 * Returns whether a --rename is among them.
 */
static bool
list_options(const struct record_columns *c, struct text *to)
{
	bool renames = false;

	for (size_t i = 0; i < c->nunknown; i++) {
		const char *name = table_name(c->in, c->unknown[i]), *alias = alias_of(c, name);
		char shell[RECORD_WHY];
		char *option = alias ? mem_print("%s=%s", name, alias) : mem_text(name);

		add_to(to, to->n > 0 ? " --" : "--", alias ? "rename=" : "ignore=",
		    text_shell(option, shell, sizeof shell));
		renames |= alias != NULL;
		free(option);
	}
	text_add(to, "", 1);
	return renames;
}

/* Is there an unknown column for each missing one? Then --rename is enough. */
static bool
renames_suffice(const struct record_columns *c)
{
	for (size_t f = 0; f < c->of->n; f++) {
		bool found = !record_need_lacks(c, f);

		for (size_t i = 0; i < c->nunknown && !found; i++) {
			const char *alias = alias_of(c, table_name(c->in, c->unknown[i]));

			found = alias && strcmp(alias, c->of->field[f].name) == 0;
		}
		if (!found)
			return false;
	}
	return true;
}

static bool
is_stdin(const struct record_columns *c)
{
	return strcmp(table_file(c->in), say("standard input")) == 0;
}

/* Where no --rename helps, advice to ignore the rest would lead nowhere. The caller frees it. */
static char *
advise_guess(const struct record_columns *c)
{
	char shell[RECORD_WHY];

	return mem_print(say(" (table-guess %s prints the command that reads it)"),
	    text_shell(table_file(c->in), shell, sizeof shell));
}

/* Ends the tool, names the unknown columns and the options with which it can read the table. */
_Noreturn void
record_unknown_refuse(const struct record_columns *c)
{
	const bool one = c->nunknown == 1, keeps = c->of->others && c->at[0] != RECORD_NO_COLUMN;
	struct text names = { 0 }, missing = { 0 }, use = { 0 };
	const bool renames = list_options(c, &use);

	for (size_t i = 0; i < c->nunknown; i++)
		add_quoted(&names, say_comma(i), table_name(c->in, c->unknown[i]));
	for (size_t f = 0; f < c->of->n; f++)
		if (record_need_lacks(c, f))
			add_quoted(&missing, missing.n > 0 ? say(", ") : say("; no column "),
			    c->of->field[f].name);
	text_add(&names, "", 1);
	text_add(&missing, "", 1);
	char *all = table_names(c->in);
	char *mend = table_fault(c->in) ? mem_text("") :
	    c->nunknown > FEW && !is_stdin(c) && !renames_suffice(c) ? advise_guess(c) :
	    keeps ? mem_print(renames ? one ? say(" (use %s to keep it or %s)") :
	    say(" (use %s to keep them or %s)") : one ?
	    say(" (use %s to keep it or %s to ignore it)") :
	    say(" (use %s to keep them or %s to ignore them)"), c->of->others, use.s) :
	    mem_print(renames ? say(" (use %s)") : one ? say(" (use %s to ignore it)") :
	    say(" (use %s to ignore them)"), use.s);
	char *why = mem_print(say("unknown column%s %s%s%s; %s"), TEXT_PLURAL(c->nunknown), names.s,
	    missing.s, mend, all);

	text_tidy(why);
	fail("%s", why);
}

/*
 * Refuses an unknown column that is probably the customer_id. If an option kept it among the other
 * columns, each row would be a new customer.
 */
void
record_unknown_refuse_ids(const struct record_columns *c)
{
	for (size_t i = 0; c->at[0] == RECORD_NO_COLUMN && i < c->nunknown; i++) {
		const char *name = table_name(c->in, c->unknown[i]), *alias = header_alias(name);

		if (alias && strcmp(alias, c->of->field[0].name) == 0)
			record_unknown_refuse(c);
	}
}

/* The option for others keeps columns that may be fields under another name. */
void
record_unknown_note_kept(const struct record_columns *c)
{
	struct text names = { 0 }, use = { 0 };

	for (size_t i = 0; i < c->nunknown; i++) {
		const char *name = table_name(c->in, c->unknown[i]), *alias = alias_of(c, name);
		char shell[RECORD_WHY];

		if (alias == NULL)
			continue;
		char *option = mem_print("%s=%s", name, alias);

		add_quoted(&names, say_comma(names.n), name);
		add_to(&use, use.n > 0 ? " --rename=" : "--rename=",
		    text_shell(option, shell, sizeof shell), "");
		free(option);
	}
	text_add(&names, "", 1);
	text_add(&use, "", 1);
	if (*use.s)
		opt_note(strchr(names.s, ',') ? "%s keeps %s (use %s to read them as our own)" :
		    "%s keeps %s (use %s to read it as our own)", c->of->others, names.s, use.s);
	text_free(&names);
	text_free(&use);
}

void
record_unknown_note(struct record_columns *c)
{
	struct text names = { 0 };

	for (size_t i = 0; i < c->nunknown; i++)
		add_quoted(&names, say_comma(i), table_name(c->in, c->unknown[i]));
	text_add(&names, "", 1);
	if (c->of->others)
		opt_note(c->nunknown == 1 ?
		    "ignored: %s (use %s instead of --ignore-unknown to keep it)" :
		    "ignored: %s (use %s instead of --ignore-unknown to keep them)", names.s,
		    c->of->others);
	else
		opt_note("ignored: %s", names.s);
	text_free(&names);
	c->nunknown = 0;
}
