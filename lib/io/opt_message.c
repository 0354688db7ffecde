#define _GNU_SOURCE
#include "lib/io/opt_own.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"

enum { COMMITTED_SIZE = 160 };

static const struct tool *the_tool;
static bool quiet, unmask, hushed;
static char committed[COMMITTED_SIZE];

const struct opt opt_always[] = {
	{ OPT_FLAG, 'q', "quiet", NULL, "print only errors on standard error, no notes", &quiet },
	{ OPT_FLAG, 0, "unmask", NULL, "quote personal data in messages as it is", &unmask },
	{ OPT_FLAG, 'h', "help", NULL, "print this help and exit", NULL },
	{ OPT_FLAG, 'V', "version", NULL, "print the version and exit", NULL },
	{ 0 },
};

/* A message about an error after the commit also says that the store has changed. */
static void
close_stdout(int status, void *ctx)
{
	bool bad = ferror(stdout);

	(void)ctx;
	if (status == EXIT_TROUBLE)
		fail_ends();
	if (fclose(stdout) == 0 && !bad) {
		if (status == EXIT_TROUBLE && committed[0] != '\0')
			fail_warn("%s", committed);
		return;
	}
	if (committed[0] != '\0')
		fail_warn_errno("standard output (%s)", committed);
	else
		fail_warn_errno("standard output");
	_exit(EXIT_TROUBLE);
}

void
opt_messages(const struct tool *tool)
{
	the_tool = tool;
	on_exit(close_stdout, NULL);
}

const struct tool *
opt_tool(void)
{
	return the_tool;
}

void
opt_misuse(const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s: ", the_tool->name);
	va_start(ap, fmt);
	vfprintf(stderr, say(fmt), ap);
	va_end(ap);
	if (committed[0] != '\0')
		fprintf(stderr, " (%s)", committed);
	fputc('\n', stderr);
	opt_usage(the_tool, stderr);
	exit(EXIT_TROUBLE);
}

void
opt_check_utf8(const char *name, const char *s)
{
	if (s && text_utf8(s, strlen(s)) != strlen(s))
		opt_misuse("--%s is not UTF-8", name);
}

void
opt_refuse(const struct opt_conflict *c)
{
	for (; c->why; c++)
		if (c->there)
			opt_misuse("%s", say(c->why));
}

void
opt_committed(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(committed, sizeof committed, say(fmt), ap);
	va_end(ap);
}

bool
opt_quiet(void)
{
	return quiet;
}

void
opt_hush(bool hush)
{
	hushed = hush;
}

static void __attribute__((format(printf, 1, 0)))
print_note(const char *fmt, va_list ap)
{
	char *note = mem_vprint(say(fmt), ap);

	text_tidy(note);
	fail_warn("%s", note);
	free(note);
}

void
opt_note(const char *fmt, ...)
{
	va_list ap;

	if (quiet || hushed)
		return;
	va_start(ap, fmt);
	print_note(fmt, ap);
	va_end(ap);
}

void
opt_warn(const char *fmt, ...)
{
	va_list ap;

	if (hushed)
		return;
	va_start(ap, fmt);
	print_note(fmt, ap);
	va_end(ap);
}

bool
opt_unmask(void)
{
	return unmask;
}
