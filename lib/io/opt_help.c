#include "lib/io/opt_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/say.h"
#include "lib/io/charset.h"

enum { HELP_WIDTH = 30 };

static void
help_line(const struct opt *o)
{
	char left[256];

	snprintf(left, sizeof left, "%c%c%s --%s%s%s",
	    o->letter ? '-' : ' ', o->letter ? o->letter : ' ', o->letter ? "," : " ",
	    o->name, o->arg ? "=" : "", o->arg ? o->arg : "");
	if (strlen(left) < HELP_WIDTH)
		printf("  %-*s%s\n", HELP_WIDTH, left, say(o->help));
	else
		printf("  %s\n  %*s%s\n", left, HELP_WIDTH, "", say(o->help));
}

void
opt_usage(const struct tool *tool, FILE *to)
{
	fprintf(to, say("usage: %s [OPTION]...%s%s"), tool->name, *tool->args ? " " : "",
	    tool->args);
	if (to == stderr)
		fprintf(to, say(" (see %s --help)"), tool->name);
	fputc('\n', to);
}

/* The heading of a group, after a line feed or "". */
static void
help_head(const char *before, const char *heading)
{
	printf("%s", before);
	printf(say("%s:\n"), say(heading));
}

static void
help_more(const struct opt *more)
{
	help_head("\n", more->help);
	for (const struct opt *o = more->to; o->type; o++)
		help_line(o);
}

static void
print_help(const struct tool *tool, const struct opt *opts, const struct opt *always)
{
	opt_usage(tool, stdout);
	printf("\n%s\n\n", say(tool->about));
	for (const struct opt *o = opts; o->type; o++)
		if (o->type == OPT_HEAD)
			help_head(o == opts ? "" : "\n", o->help);
		else if (o->type != OPT_GONE && o->type != OPT_MORE)
			help_line(o);
	for (const struct opt *o = opts; o->type; o++)
		if (o->type == OPT_MORE)
			help_more(o);
	puts("");
	for (const struct opt *o = always; o->type; o++)
		help_line(o);
	if (tool->notes)
		printf("\n%s", say(tool->notes));
}

void
opt_help(const struct tool *tool, const struct opt *opts, const struct opt *always)
{
	FILE *to = stdout;
	char *text = NULL;
	size_t n = 0;

	if (charset_is_utf8()) {
		print_help(tool, opts, always);
		return;
	}
	stdout = open_memstream(&text, &n);
	if (stdout == NULL)
		fail_errno(NULL);
	print_help(tool, opts, always);
	fclose(stdout);
	stdout = to;
	if (!charset_write(STDOUT_FILENO, text, n))
		fail_errno("standard output");
	free(text);
}
