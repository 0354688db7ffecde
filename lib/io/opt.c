#define _GNU_SOURCE
#include "lib/io/opt_own.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/duration.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/near.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/charset.h"
#include "lib/io/language.h"
#include "lib/io/our_word.h"
#include "version.h"

enum { MAX_OPTS = 128, LONG = 256, HELP_WIDTH = 30, COMMITTED_SIZE = 160, MESSAGE_MAX = 64 << 10 };

struct spec {
	const struct opt *opt[MAX_OPTS];
	bool given[MAX_OPTS];
	struct option lng[MAX_OPTS + 1];
	char sht[2 * MAX_OPTS + 3];
	int n;
	char *s;
};

/* A process has one command line. */
static const struct tool *the_tool;
static struct spec spec = { .sht = ":", .s = spec.sht + 1 };
static bool quiet, unmask, hushed;
static int leave;
static char committed[COMMITTED_SIZE];
static struct taken {		/* the options in their order */
	const struct opt *opt;
	const char *arg;
} *taken;
static size_t ntaken, taken_room;
static char **the_operands;
static void (*last)(void);

static const struct opt always[] = {
	{ OPT_FLAG, 'q', "quiet", NULL, "print only errors on standard error, no notes", &quiet },
	{ OPT_FLAG, 0, "unmask", NULL, "quote personal data in messages as it is", &unmask },
	{ OPT_FLAG, 'h', "help", NULL, "print this help and exit", NULL },
	{ OPT_FLAG, 'V', "version", NULL, "print the version and exit", NULL },
	{ 0 },
};

bool
opt_listed(const struct opt_list *list, const char *word)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->word[i], word) == 0)
			return true;
	return false;
}

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

/* If descriptor 1 were closed, the next file to be opened, such as the store, would get it. */
static void
occupy_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			_exit(EXIT_TROUBLE);
}

static void
default_sigpipe(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGPIPE);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_IGN);	/* a size limit is an error of write, as a full disk is */
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/*
 * Removes control characters, because a message quotes cells, names of files and options, and must
 * not act on the terminal. Allocates nothing, because the message may be "out of memory". The lock
 * of the stream protects the buffer.
 */
static ssize_t
write_tidy(void *ctx, const char *s, size_t n)
{
	static char text[MESSAGE_MAX + 1];
	(void)ctx;

	if (n > MESSAGE_MAX)
		n = MESSAGE_MAX;
	memcpy(text, s, n);
	for (size_t i = 0; i < n; i++)
		text[i] = text[i] == '\0' ? '?' : text[i] == '\t' ? ' ' : text[i];
	text[n] = '\0';
	for (char *line = text, *lf; line; line = lf) {	/* an LF ends a message */
		lf = strchr(line, '\n');
		if (lf)
			*lf++ = '\0';
		text_tidy(line);
		size_t bytes = strlen(line);

		if (lf)
			line[bytes++] = '\n';
		charset_write(STDERR_FILENO, line, bytes);
	}
	return (ssize_t)n;
}

static void
tidy_stderr(void)
{
	static char buf[MESSAGE_MAX];
	FILE *f = fopencookie(NULL, "w", (cookie_io_functions_t){ .write = write_tidy });

	if (f == NULL)
		fail_errno(NULL);
	setvbuf(f, buf, _IOLBF, sizeof buf);
	stderr = f;
}

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

static void
usage(FILE *to)
{
	fprintf(to, say("usage: %s [OPTION]...%s%s"), the_tool->name, *the_tool->args ? " " : "",
	    the_tool->args);
	if (to == stderr)
		fprintf(to, say(" (see %s --help)"), the_tool->name);
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
print_help(const struct opt *opts)
{
	usage(stdout);
	printf("\n%s\n\n", say(the_tool->about));
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
	if (the_tool->notes)
		printf("\n%s", say(the_tool->notes));
}

/* In the character set of messages: unlike a table, it is for people only. */
static void
help(const struct opt *opts)
{
	FILE *to = stdout;
	char *text = NULL;
	size_t n = 0;

	if (charset_is_utf8()) {
		print_help(opts);
		return;
	}
	stdout = open_memstream(&text, &n);
	if (stdout == NULL)
		fail_errno(NULL);
	print_help(opts);
	fclose(stdout);
	stdout = to;
	if (!charset_write(STDOUT_FILENO, text, n))
		fail_errno("standard output");
	free(text);
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
	usage(stderr);
	exit(EXIT_TROUBLE);
}

void
opt_refuse(const struct opt_conflict *c)
{
	for (; c->why; c++)
		if (c->there)
			opt_misuse("%s", say(c->why));
}

/* The number of ARG among the words of the option; -1: it is none of them. */
static int
find_choice(const struct opt *o, const char *arg)
{
	const char *word = o->arg;

	for (int i = 0;; i++) {
		size_t n = strcspn(word, "|");

		if (strlen(arg) == n && memcmp(arg, word, n) == 0)
			return i;
		if (word[n] == '\0')
			return -1;
		word += n + 1;
	}
}

/* The same, also of what another language or system calls it; *arg is then our word. */
static int
choice(const struct opt *o, const char **arg)
{
	const char *ours = our_word(o->name, *arg);
	int i = find_choice(o, *arg);

	if (i == -1 && ours && (i = find_choice(o, ours)) != -1)
		*arg = ours;
	if (i == -1)
		opt_misuse("--%s must be one of %s, not '%s'", o->name, o->arg, *arg);
	return i;
}

static void
many(const struct opt *o, const char *arg)
{
	struct opt_list *list = o->to;

	if (list->n == OPT_MANY_MAX)
		opt_misuse("--%s given more than %d times", o->name, OPT_MANY_MAX);
	list->word[list->n++] = arg;
}

static void
value_or_misuse(const struct opt *o, const char *arg, bool good, const char *wanted)
{
	if (!good)
		opt_misuse("--%s must be %s, not '%s'", o->name, say(wanted), arg);
}

static void
store(const struct opt *o, const char *arg)
{
	switch (o->type) {
	case OPT_FLAG:
		*(bool *)o->to = true;
		break;
	case OPT_TEXT:
	case OPT_FILE:
		*(const char **)o->to = arg;
		break;
	case OPT_MAYBE:
		*(const char **)o->to = arg ? arg : "";
		break;
	case OPT_MANY:
		many(o, arg);
		break;
	case OPT_WORD:
		(void)choice(o, &arg);
		*(const char **)o->to = arg;
		break;
	case OPT_COUNT:
		value_or_misuse(o, arg, num_count(arg, o->to), "a whole number >= 0");
		break;
	case OPT_NUMBER:
		value_or_misuse(o, arg, num_parse(arg, o->to), "a number");
		break;
	case OPT_RATE:
		value_or_misuse(o, arg, num_rate(arg, o->to), "a rate such as .1 or 10%");
		break;
	case OPT_DATE:
		*(int32_t *)o->to = date_parse(arg);
		value_or_misuse(o, arg, *(int32_t *)o->to != DATE_NONE, "a date (YYYY-MM-DD)");
		break;
	case OPT_DURATION:
		value_or_misuse(o, arg, duration_parse(arg, o->to),
		    "a duration such as 365, 365d, 52w, 12m or 1y");
		break;
	case OPT_TIME:
		value_or_misuse(o, arg, duration_parse_time(arg, o->to),
		    "0, or a duration such as 90, 90d, 12w, 3m or 1y");
		break;
	case OPT_HORIZON:
		value_or_misuse(o, arg, duration_parse_horizon(arg, o->to),
		    "a duration such as 365, 365d, 52w, 12m or 1y, or inf");
		break;
	case OPT_CHOICE:
		*(int *)o->to = choice(o, &arg);
		break;
	case OPT_GONE:
		opt_misuse("%s", say(o->help));
	case OPT_END:
	case OPT_HEAD:
	case OPT_MORE:
		break;
	}
}

/* getopt_long() accepts any unambiguous prefix, but a new option could make it ambiguous. */
static bool
spelled_out(const struct option *l, char **argv)
{
	const char *before = argv[optind - 1];

	if (l->has_arg && optarg == before)
		before = argv[optind - 2];
	return strncmp(before, "--", 2) == 0 && strcspn(before + 2, "=") == strlen(l->name);
}

/* --help=json is for programs: custkit(1) documents it. */
static int
has_argument(const struct opt *o)
{
	if (o->type == OPT_FLAG && o->letter == 'h')
		return optional_argument;
	return o->type == OPT_FLAG ? no_argument :
	    o->type == OPT_GONE || o->type == OPT_MAYBE ? optional_argument : required_argument;
}

static void
spec_add(struct spec *p, const struct opt *opts)
{
	for (const struct opt *o = opts; o->type; o++) {
		if (o->type == OPT_HEAD)
			continue;
		if (o->type == OPT_MORE) {
			spec_add(p, o->to);
			continue;
		}
		if (p->n == MAX_OPTS)
			fail("more than %d options", MAX_OPTS);
		p->lng[p->n] = (struct option){ o->name, has_argument(o), NULL, LONG + p->n };
		p->opt[p->n++] = o;
		if (o->letter)
			*p->s++ = (char)o->letter;
		if (o->letter && o->type != OPT_FLAG)
			*p->s++ = ':';
	}
}

static const struct opt *
spec_find(struct spec *p, int c)
{
	for (int i = 0; i < p->n; i++)
		if (c == LONG + i || (c < LONG && c == p->opt[i]->letter)) {
			p->given[i] = true;
			return p->opt[i];
		}
	return NULL;
}

/* The option that the N bytes of NAME may have been meant to be; NULL: none is near. */
static const char *
meant(const struct spec *p, const char *name, size_t n)
{
	size_t least = n < 4 ? 1 : n < 6 ? 2 : 3;	/* nearer than this */
	char *typed = mem_print("%.*s", (int)n, name);
	const char *near = NULL;

	for (int i = 0; i < p->n; i++)
		if (p->opt[i]->type != OPT_GONE && near_closer(typed, p->lng[i].name, &least))
			near = p->lng[i].name;
	free(typed);
	return near;
}

/*
 * Says what is wrong with an option, WORD, of which getopt_long returned C: '?', or ':' for a
 * missing argument. Its own messages could be translated only by the catalogue of glibc.
 */
static _Noreturn void
refuse(const struct spec *p, int c, const char *word)
{
	const size_t typed = strcspn(word, "=");
	struct text like = { 0 };

	if (optopt >= LONG && c == ':')
		opt_misuse("option '--%s' requires an argument", p->lng[optopt - LONG].name);
	if (optopt >= LONG)
		opt_misuse("option '--%s' doesn't allow an argument", p->lng[optopt - LONG].name);
	if (optopt && c == ':')
		opt_misuse("option requires an argument -- '%c'", optopt);
	if (optopt)
		opt_misuse("invalid option -- '%c'", optopt);
	for (int i = 0; i < p->n; i++)
		if (strncmp(p->lng[i].name, word + 2, typed - 2) == 0) {
			text_add(&like, " '--", 4);
			text_add(&like, p->lng[i].name, strlen(p->lng[i].name));
			text_add(&like, "'", 1);
		}
	if (like.n > 0)
		opt_misuse("option '%s' is ambiguous; possibilities:%.*s", word, (int)like.n,
		    like.s);
	const char *near = meant(p, word + 2, typed - 2);

	if (near)
		opt_misuse("unrecognized option '%.*s' (did you mean --%s?)", (int)typed, word,
		    near);
	opt_misuse("unrecognized option '%.*s'", (int)typed, word);
}

static void
given(struct spec *p, const struct opt *opts, int c, const char *word)
{
	const struct opt *o = spec_find(p, c);

	if (o == NULL)
		refuse(p, c, word);
	if (o->to != NULL || o->type == OPT_GONE) {
		store(o, optarg);
		taken = mem_grow(taken, ntaken + 1, &taken_room, sizeof *taken);
		taken[ntaken++] = (struct taken){ o, optarg };
		return;
	}
	if (o->letter == 'h' && optarg && strcmp(optarg, "json") != 0)
		opt_misuse("--help can only have the argument json, not '%s'", optarg);
	if (o->letter == 'h' && optarg)
		opt_json(the_tool, opts, always);
	else if (o->letter == 'h')
		help(opts);
	else
		printf("%s (custkit) %s\n", the_tool->name, CUSTKIT_VERSION);
	exit(EXIT_SUCCESS);
}

/* Does a word begin with a dash that looks like a hyphen? */
static bool
is_dashed(const char *s)
{
	const uint32_t c = *s ? text_char(s).code : 0;

	return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58 || c == 0xfe63 ||
	    c == 0xff0d;
}

/* Misuse for an operand that was to be an option, unless "--" comes before it. */
static void
refuse_dashes(char *const *operands, const char *before)
{
	for (; *operands && strcmp(before, "--") != 0; operands++)
		if (is_dashed(*operands) && access(*operands, F_OK) == -1)
			opt_misuse("options begin with two ASCII hyphens (--), not as '%s'",
			    *operands);
}

char **
opt_parse(const struct tool *tool, const struct opt *opts, int argc, char **argv)
{
	the_tool = tool;
	occupy_descriptors();
	default_sigpipe();
	tidy_stderr();
	language_start();
	on_exit(close_stdout, NULL);
	spec_add(&spec, opts);
	spec_add(&spec, always);
	for (int i = -1, c; (c = getopt_long(argc, argv, spec.sht, spec.lng, &i)) != -1; i = -1) {
		if (i >= 0 && !spelled_out(&spec.lng[i], argv))
			opt_misuse("options cannot be abbreviated; use --%s", spec.lng[i].name);
		given(&spec, opts, c, argv[optind - 1]);
	}
	the_operands = argv + optind;
	refuse_dashes(the_operands, argv[optind - 1]);
	return the_operands;
}

const struct tool *
opt_tool(void)
{
	return the_tool;
}

void
opt_each(opt_take *take, void *ctx)
{
	for (size_t i = 0; i < ntaken; i++)
		take(ctx, taken[i].opt, taken[i].arg);
	for (char **s = the_operands; s && *s; s++)
		take(ctx, NULL, *s);
}

void
opt_before_leaving(void (*f)(void))
{
	last = f;
}

bool
opt_given(const char *name)
{
	for (int i = 0; i < spec.n; i++)
		if (spec.given[i] && strcmp(spec.opt[i]->name, name) == 0)
			return true;
	return false;
}

void
opt_use_zone(const char *zone)
{
	if (zone == NULL || date_zone_use(zone))
		return;
	if (errno != ENOENT)
		fail_errno("time zone '%s'", zone);
	fail("unknown time zone '%s' (use a name such as Asia/Shanghai)", zone);
}

void
opt_since_until(int32_t since, int32_t until)
{
	if (since != DATE_NONE && until != DATE_NONE && since > until)
		opt_misuse("--since is later than --until");
}

void
opt_no_operands(char **operands)
{
	if (*operands)
		opt_misuse("unexpected operand '%s'", *operands);
}

void
opt_need_input(char **operands)
{
	if (*operands == NULL && isatty(STDIN_FILENO))
		opt_misuse("no input; name a FILE or pipe a table to standard input");
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

void
opt_note(const char *fmt, ...)
{
	va_list ap;

	if (quiet || hushed)
		return;
	va_start(ap, fmt);
	char *note = mem_vprint(say(fmt), ap);

	va_end(ap);
	text_tidy(note);
	fail_warn("%s", note);
	free(note);
}

bool
opt_unmask(void)
{
	return unmask;
}

void
opt_status(int status)
{
	if (status > leave)
		leave = status;
}

int
opt_leave(void)
{
	if (last)
		last();
	return leave;
}
