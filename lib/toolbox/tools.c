#include "lib/toolbox/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/near.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"
#include "lib/io/share.h"
#include "lib/io/sibling.h"
#include "lib/toolbox/schema.h"
#include "version.h"

static const struct {
	const char *name, *about;
} tools[] = {
#include "tool_list.h"
};
enum { TOOLS = sizeof tools / sizeof *tools, NEAR = 2 };

static const char self[] = "custkit";

bool
tools_has(const char *name)
{
	for (size_t i = 0; i < TOOLS; i++)
		if (strcmp(tools[i].name, name) == 0)
			return true;
	return false;
}

const char *
tools_near(const char *name)
{
	const char *near = NULL;
	size_t least = NEAR + 1;

	for (size_t i = 0; i < TOOLS; i++)
		if (near_closer(name, tools[i].name, &least))
			near = tools[i].name;
	return near;
}

void
tools_list(void)
{
	printf(say("custkit %s: small tools for customer analytics (man 7 custkit)\n\n"),
	    CUSTKIT_VERSION);
	for (size_t i = 0; i < TOOLS; i++)
		if (strcmp(tools[i].name, self) != 0)
			printf("  %-16s %s\n", tools[i].name, say(tools[i].about));
	fputs(say("\ncustkit help TOOL prints the options of a tool; custkit doctor examines the"
	    " store.\n"), stdout);
}

/* Whether the word is a noun or a verb of the tool: points of points-log, check of cust-check. */
static bool
is_part(const char *word, const char *name)
{
	const size_t n = strlen(word), dash = strcspn(name, "-");

	return n > 0 && ((n == dash && strncmp(word, name, n) == 0) ||
	    (name[dash] && strcmp(word, name + dash + 1) == 0));
}

/* "points-log, points-list or points-check"; NULL: the word is no part of a tool's name. */
static char *
tools_with(const char *word)
{
	size_t at = 0, all = 0;
	char *list = NULL;

	for (size_t i = 0; i < TOOLS; i++)
		all += is_part(word, tools[i].name);
	for (size_t i = 0; i < TOOLS; i++)
		if (is_part(word, tools[i].name)) {
			char *longer = mem_print("%s%s%s", list ? list : "", say_or(at++, all),
			    tools[i].name);

			free(list);
			list = longer;
		}
	return list;
}

void
tools_unknown(const char *name)
{
	const char *near = tools_near(name), *with = tools_with(name);

	if (with || near)
		fail("no tool '%s'; did you mean %s?", name, with ? with : near);
	fail("no tool '%s'; list the tools with: custkit help", name);
}

void
tools_run(char **argv)
{
	char *path = share_program(argv[0]);

	if (path)
		execv(path, argv);
	fail_errno("%s", path ? path : argv[0]);
}

/* What --help=json printed, with the tables of the tool as one more member of the object. */
static void
put_options(const struct sibling *s)
{
	char *name = s->words[0], *text = NULL;
	const off_t n = lseek(s->output, 0, SEEK_END);

	if (s->status != 0 || n < 3) {
		fputs(s->error, stderr);	/* it said why */
		exit(EXIT_TROUBLE);
	}
	text = mem_new((size_t)n, 1);
	if (pread(s->output, text, (size_t)n, 0) != n)
		fail_errno("%s", name);
	printf("%.*s", (int)n - 2, text);	/* without the bracket and the line feed */
	schema_members(name);
	printf("}\n");
	free(text);
}

void
tools_json(const char *name)
{
	struct sibling each[TOOLS];
	char *words[TOOLS][3], option[] = "--help=json";
	size_t n = 0;

	for (size_t i = 0; i < TOOLS; i++) {
		if (name && strcmp(name, tools[i].name) != 0)
			continue;
		words[n][0] = mem_text(tools[i].name);
		words[n][1] = option;
		words[n][2] = NULL;
		each[n] = (struct sibling){ .words = words[n], .input = -1 };
		n++;
	}
	sibling_run(each, n);
	printf("[\n");
	for (size_t i = 0; i < n; i++) {
		printf("%s", i ? "," : "");
		put_options(&each[i]);
		free(words[i][0]);
	}
	printf("]\n");
	sibling_close(each, n);
}

void
tools_sql(char **arguments)
{
	char *extension = share_plugin("custkit.so");
	size_t n = 0;

	if (extension == NULL)
		fail("custkit.so is not installed");
	while (arguments[n])
		n++;
	char **argv = mem_new(n + 4, sizeof *argv);

	argv[0] = mem_text("sqlite3");
	argv[1] = mem_text("-cmd");
	argv[2] = mem_print(".load '%s'", extension);
	memcpy(argv + 3, arguments, n * sizeof *argv);
	execvp(argv[0], argv);
	fail_errno("sqlite3");
}
