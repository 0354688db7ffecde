/* The rules of --rules. */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/customer/customers.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"
#include "lib/merge/merge.h"

static bool
is_column(const char *name)
{
	return customers_is_field(name) || strcmp(name, "attrs") == 0 ||
	    (strncmp(name, "attrs.", 6) == 0 && name[6]);
}

/* What is wrong with a rule, which is set if it is right; NULL: nothing. */
static const char *
take(struct survivor_rules *r, const char *column, const char *word, const char **blamed)
{
	enum survivor_rule rule;

	*blamed = column;
	if (!is_column(column))
		return say("is not a column of customers, attrs or attrs.KEY");
	*blamed = word;
	if (!survivor_parse(word, &rule))
		return say("is not first, newest, longest or earliest");
	if (rule == SURVIVOR_EARLIEST && strcmp(column, "acquired") != 0 &&
	    strcmp(column, "birthday") != 0)
		return say("is a rule for acquired and birthday only");
	*blamed = column;
	return survivor_rules_set(r, column, rule) ? NULL : say("has two rules");
}

static void
read_words(struct survivor_rules *r, const char *option)
{
	char *copy = mem_text(option), *rest = copy;
	const char *why, *blamed;

	for (char *word; (word = strsep(&rest, ",")) != NULL;) {
		const char *column = strsep(&word, "=");

		if (word == NULL)
			opt_misuse("--rules: '%s' is not COLUMN=RULE", column);
		if ((why = take(r, column, word, &blamed)) != NULL)
			opt_misuse("--rules: '%s' %s", blamed, why);
	}
	free(copy);
}

static void
read_file(struct survivor_rules *r, const char *path)
{
	char *copy = mem_text(path), *files[] = { copy, NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const size_t column = table_column(t, "column"), rule = table_column(t, "rule");
	const char *why, *blamed;

	for (char **cell; (cell = table_next(t)) != NULL;)
		if ((why = take(r, cell[column], cell[rule], &blamed)) != NULL)
			table_bad(t, blamed == cell[column] ? "column" : "rule", "'%.60s' %s",
			    blamed, why);
	table_close(t);
	free(copy);
}

struct survivor_rules *
merge_rules(const char *option)
{
	struct survivor_rules *r = survivor_rules_new();

	if (option && *option == '\0')
		opt_misuse("--rules is empty");
	if (option && strchr(option, '='))
		read_words(r, option);
	else if (option)
		read_file(r, option);
	return r;
}
