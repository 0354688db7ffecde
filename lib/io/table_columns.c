/* The columns of a table: their names, and what is said if one is missing. */
#include "lib/io/table_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/header.h"
#include "lib/io/opt.h"
#include "lib/io/reading.h"
#include "lib/io/recipe.h"
#include "lib/io/typed.h"

const char *const table_marks[] = { "file", "line", "column", "reason", NULL };

enum { NAMES = 16 };	/* the most column names in a message */

size_t
table_width(const struct table *t)
{
	return t->columns;
}

const char *
table_name(const struct table *t, size_t column)
{
	return recipe_name(t->recipe, column);
}

bool
table_has_mark(const struct table *t)
{
	return t->mark;
}

size_t
table_file_width(const struct table *t)
{
	return t->width - t->marks;
}

const char *
table_file_name(const struct table *t, size_t column)
{
	return t->head[column];
}

/* On one line: a name may have line feeds. */
static _Noreturn void
refuse(const struct table *t, char *why)
{
	text_tidy(why);
	fail("%s: %s", t->file, why);
}

/* Ends the tool: two columns have this name, and it cannot know which one is meant. */
static _Noreturn void
refuse_twins(const struct table *t, const char *name, size_t a, size_t b)
{
	char option[TABLE_REASON], shell[TABLE_REASON];
	const bool same = strcmp(table_name(t, a), table_name(t, b)) == 0;

	snprintf(option, sizeof option, "%.80s%s=%s", table_name(t, a), same ? "[1]" : "", name);
	refuse(t, mem_print(say("columns '%s' and '%s' are the same (use --rename=%s or --ignore)"),
	    table_name(t, a), table_name(t, b), text_shell(option, shell, sizeof shell)));
}

/* The column whose name SAME says is NAME; false if there is none. Two of them end the tool. */
static bool
find_by(const struct table *t, const char *name, bool (*same)(const char *, const char *),
    size_t *at)
{
	bool found = false;

	for (size_t i = 0; i < t->columns; i++) {
		if (!same(table_name(t, i), name))
			continue;
		if (found)
			refuse_twins(t, name, *at, i);
		found = true;
		*at = i;
	}
	return found;
}

static bool
is_equal(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* Says it once per column, if more than case and outer blanks differ. */
static void
note_name(const struct table *t, size_t at, const char *name)
{
	if (t->noted[at] || header_same_case(table_name(t, at), name))
		return;
	t->noted[at] = true;
	opt_note("%s: the column '%s' is %s", t->file, table_name(t, at), name);
}

bool
table_find(const struct table *t, const char *name, size_t *at)
{
	if (find_by(t, name, is_equal, at))
		return true;
	if (!find_by(t, name, header_same, at))
		return false;
	note_name(t, *at, name);
	return true;
}

void
table_reads(struct table *t, size_t column, enum recipe_kind kind)
{
	recipe_reads(t->recipe, column, kind);
}

void
table_need_unique(const struct table *t)
{
	struct map *names = map_new();
	bool is_new = true;

	for (size_t i = 0; i < t->columns && is_new; i++) {
		map_at(names, table_name(t, i), strlen(table_name(t, i)), &is_new);
		if (!is_new)
			refuse(t, mem_print(t->opts.reading ?
			    say("duplicate column '%s' (use --rename or --ignore)") :
			    say("duplicate column '%s'"), table_name(t, i)));
	}
	map_free(names);
}

const char *
table_fault(const struct table *t)
{
	return header_fault(t->head, t->width);
}

char *
table_names(const struct table *t)
{
	const char *fault = table_fault(t);
	struct text s = { 0 };

	if (fault)
		return mem_print("%s%s", say(fault), t->opts.reading && strstr(fault, "separated") ?
		    say(" (use --separator=auto)") : "");
	for (size_t i = 0; i < t->columns && i < NAMES; i++) {
		char *name = mem_print("%s'%.40s'", say_comma(i), table_name(t, i));

		text_add(&s, name, strlen(name));
		free(name);
	}
	text_add(&s, t->columns > NAMES ? " ..." : "", t->columns > NAMES ? 5 : 1);
	char *names = mem_print(say("the columns are %s"), s.s);

	text_free(&s);
	return names;
}

/*
 * " (use --rename=trans_date=date)": names, for each missing column, a column with a name that
 * other systems use for it. The caller frees it.
 */
static char *
renames(const struct table *t, const char *const *names)
{
	struct text s = { 0 };

	for (; t->opts.reading && *names; names++)
		for (size_t i = 0; i < t->columns; i++) {
			const char *alias = header_alias(table_name(t, i));
			char shell[TABLE_REASON];

			if (alias == NULL || strcmp(alias, *names) != 0)
				continue;
			char *option = mem_print("%s=%s", table_name(t, i), *names);
			char *use = mem_print("%s--rename=%s", s.n > 0 ? " " : "",
			    text_shell(option, shell, sizeof shell));

			text_add(&s, use, strlen(use));
			free(use);
			free(option);
			break;
		}
	text_add(&s, "", 1);
	char *use = s.n > 1 ? mem_print(say(" (use %s)"), s.s) : mem_text("");

	text_free(&s);
	return use;
}

void
table_missing(const struct table *t, const char *const *names, const char *more)
{
	char *list = mem_text(""), *all = t->opts.reading ? table_names(t) : NULL;
	char *use = renames(t, names);

	for (const char *const *name = names; *name; name++) {
		char *longer = mem_print("%s%s'%s'", list, say_comma((size_t)(name - names)),
		    *name);

		free(list);
		list = longer;
	}
	const char *s = TEXT_PLURAL(names[1] == NULL);
	char *none = more ? mem_print(say("no column%s %s (%s)"), s, list, more) :
	    mem_print(say("no column%s %s"), s, list);

	refuse(t, mem_print("%s%s%s%s", none, all ? say("; ") : "", all ? all : "", use));
}

size_t
table_column(const struct table *t, const char *name)
{
	size_t at;

	if (table_find(t, name, &at))
		return at;
	for (at = 0; at < t->columns; at++)
		if (typed_is(table_name(t, at), name, strlen(name))) {
			typed_means(name, table_name(t, at));
			return at;
		}
	table_missing(t, (const char *const[]){ name, NULL }, NULL);
}
