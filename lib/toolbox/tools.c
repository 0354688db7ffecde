#include "lib/toolbox/tools.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"
#include "lib/io/share.h"
#include "version.h"

static const struct {
	const char *name, *about;
} tools[] = {
#include "tool_list.h"
};
enum { TOOLS = sizeof tools / sizeof *tools, LONGEST = 32, NEAR = 2 };

static const char self[] = "custkit";

bool
tools_has(const char *name)
{
	for (size_t i = 0; i < TOOLS; i++)
		if (strcmp(tools[i].name, name) == 0)
			return true;
	return false;
}

/*
 * The edit distance: how many letters to insert, delete or replace, or neighbours to swap, make B
 * of A (optimal string alignment). Both have at most LONGEST letters.
 */
static size_t
distance(const char *a, const char *b)
{
	size_t d[LONGEST + 1][LONGEST + 1];
	const size_t n = strlen(a), m = strlen(b);

	for (size_t i = 0; i <= n; i++)
		for (size_t j = 0; j <= m; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			size_t least = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

			least = d[i - 1][j] + 1 < least ? d[i - 1][j] + 1 : least;
			least = d[i][j - 1] + 1 < least ? d[i][j - 1] + 1 : least;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1 < least)
				least = d[i - 2][j - 2] + 1;
			d[i][j] = least;
		}
	return d[n][m];
}

const char *
tools_near(const char *name)
{
	const char *near = NULL;
	size_t least = NEAR + 1;

	if (strlen(name) > LONGEST)
		return NULL;
	for (size_t i = 0; i < TOOLS; i++) {
		const size_t d = distance(name, tools[i].name);

		if (d < least) {
			least = d;
			near = tools[i].name;
		}
	}
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

void
tools_unknown(const char *name)
{
	const char *near = tools_near(name);

	if (near)
		fail("no tool '%s'; did you mean %s?", name, near);
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

/* A tool prints its options to our standard output. */
static void
run_json(const char *name)
{
	char *tool = mem_text(name), *option = mem_text("--help=json");
	char *argv[] = { tool, option, NULL };
	int status = 0;

	fflush(stdout);
	const pid_t pid = fork();

	if (pid == -1)
		fail_errno("fork");
	if (pid == 0) {
		char *path = share_program(tool);

		if (path)
			execv(path, argv);
		fail_warn_errno("%s", path ? path : tool);
		_exit(EXIT_TROUBLE);
	}
	if (waitpid(pid, &status, 0) == -1 || status != 0)
		exit(EXIT_TROUBLE);	/* it said why */
	free(tool);
	free(option);
}

void
tools_json(const char *name)
{
	const char *comma = "";

	printf("[\n");
	for (size_t i = 0; i < TOOLS; i++) {
		if (name && strcmp(name, tools[i].name) != 0)
			continue;
		printf("%s", comma);
		run_json(tools[i].name);
		comma = ",";
	}
	printf("]\n");
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
