#define _GNU_SOURCE
#include "lib/io/opt_own.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/near.h"
#include "lib/base/text.h"
#include "lib/io/language.h"
#include "version.h"

enum { MAX_OPTS = 128, LONG = 256 };

struct spec {
	const struct opt *opt[MAX_OPTS];
	bool given[MAX_OPTS];
	struct option lng[MAX_OPTS + 1];
	char sht[2 * MAX_OPTS + 3];
	int n;
	char *s;
};

/* A process has one command line. */
static struct spec spec = { .sht = ":", .s = spec.sht + 1 };
static int leave;
static struct taken {		/* the options in their order */
	const struct opt *opt;
	const char *arg;
} *taken;
static size_t ntaken, taken_room;
static char **the_operands;
static void (*last)(void);

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
keep(const struct opt *o, const char *arg)
{
	opt_store(o, arg);
	taken = mem_grow(taken, ntaken + 1, &taken_room, sizeof *taken);
	taken[ntaken++] = (struct taken){ o, arg };
}

/* --help or --version. */
static _Noreturn void
answer(const struct opt *o, const struct opt *opts, const char *arg)
{
	if (o->letter == 'h' && arg && strcmp(arg, "json") != 0)
		opt_misuse("--help can only have the argument json, not '%s'", arg);
	if (o->letter == 'h' && arg)
		opt_json(opt_tool(), opts, opt_always);
	else if (o->letter == 'h')
		opt_help(opt_tool(), opts, opt_always);
	else
		printf("%s (custkit) %s\n", opt_tool()->name, CUSTKIT_VERSION);
	exit(EXIT_SUCCESS);
}

static void
given(struct spec *p, const struct opt *opts, int c, const char *word)
{
	const struct opt *o = spec_find(p, c);

	if (o == NULL)
		refuse(p, c, word);
	else if (o->to != NULL || o->type == OPT_GONE)
		keep(o, optarg);
	else
		answer(o, opts, optarg);
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
	opt_streams();
	language_start();
	opt_messages(tool);
	spec_add(&spec, opts);
	spec_add(&spec, opt_always);
	for (int i = -1, c; (c = getopt_long(argc, argv, spec.sht, spec.lng, &i)) != -1; i = -1) {
		if (i >= 0 && !spelled_out(&spec.lng[i], argv))
			opt_misuse("options cannot be abbreviated; use --%s", spec.lng[i].name);
		given(&spec, opts, c, argv[optind - 1]);
	}
	if (opt_given("db") && opt_given("default-db"))
		opt_misuse("-d and -D cannot be used together");
	the_operands = argv + optind;
	refuse_dashes(the_operands, argv[optind - 1]);
	return the_operands;
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
