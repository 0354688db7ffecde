#define _GNU_SOURCE
#include "lib/io/cite.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/share.h"
#include "version.h"

enum { CHUNK = 256 << 10 };

struct cite_input {
	char *name;
	XXH3_state_t *state;	/* NULL: a store */
	uint64_t at;		/* so many bytes are digested */
	uint64_t digest;	/* of a store */
	struct cite_input *next;
};

/* A process has one footer. */
static struct cite_input *inputs, **inputs_end = &inputs;
static bool begun;
static struct put_opts form;
static int32_t as_of = DATE_NONE;

bool
cite_is_wanted(void)
{
	return opt_given("cite");
}

void
cite_check(const struct put_opts *o)
{
	static const char *const formats[] = { "csv", "tsv", "json", "table", "md", "excel-csv",
		"xlsx" };
	const bool comments = o->aligned || o->format == PUT_CSV || o->format == PUT_TSV ||
	    o->format == PUT_TABLE || o->format == PUT_MD;

	if (o->cite && strcmp(o->cite, "comment") == 0 && !comments)
		opt_misuse("--cite=comment cannot be used with --format=%s, which has no"
		    " comments; use --cite=stderr", formats[o->format]);
}

static struct cite_input *
add(const char *name)
{
	struct cite_input *c = mem_new(1, sizeof *c);

	c->name = mem_text(name);
	*inputs_end = c;
	inputs_end = &c->next;
	return c;
}

struct cite_input *
cite_input_new(const char *name)
{
	if (!cite_is_wanted())
		return NULL;
	struct cite_input *c = add(name);

	if ((c->state = XXH3_createState()) == NULL || XXH3_128bits_reset(c->state) != XXH_OK)
		fail_errno(NULL);
	return c;
}

void
cite_input_add(struct cite_input *c, uint64_t at, const char *s, size_t n)
{
	const uint64_t seen = c->at > at ? c->at - at : 0;

	if (seen >= n)
		return;
	XXH3_128bits_update(c->state, s + seen, n - seen);
	c->at = at + n;
}

void
cite_input_rest(struct cite_input *c, int fd)
{
	char *chunk = mem_new(CHUNK, 1);
	ssize_t got;

	while ((got = pread(fd, chunk, CHUNK, (off_t)c->at)) != 0) {
		if (got > 0)
			cite_input_add(c, c->at, chunk, (size_t)got);
		else if (errno != EINTR)
			fail_errno("%s", c->name);
	}
	free(chunk);
}

void
cite_rename(const char *file, const char *name)
{
	for (struct cite_input *c = inputs; c; c = c->next)
		if (strcmp(c->name, file) == 0) {
			free(c->name);
			c->name = mem_text(name);
		}
}

void
cite_store(const char *path, uint64_t digest)
{
	add(path)->digest = digest;
}

void
cite_as_of(int32_t day)
{
	as_of = day;
}

/* Whether an option with this argument can hold no words of or about a customer. */
static bool
is_plain(const struct opt *o)
{
	static const char *const args[] = { "COLUMN", "COLUMN,...", "COLUMN[,COLUMN]", "[COLUMN]",
		"COLUMN:BINS", "COLUMN,...|all", "NAME,...", "[-]NAME,...", "N", "N,...", "K/N",
		"K|auto", "SCHEME", "LOW-HIGH", "CHAR", "STRPTIME", "OLD=NEW,...",
		"ROWS,AMOUNT,DIGEST", "ZONE", "CODE", "KEY,...", "NAME|FILE", NULL };

	if (o->type != OPT_TEXT && o->type != OPT_MANY && o->type != OPT_MAYBE)
		return true;
	for (const char *const *arg = args; *arg; arg++)
		if (strcmp(o->arg, *arg) == 0)
			return true;
	return strcmp(o->name, "encoding") == 0;
}

static void
add_word(struct text *t, const char *word)
{
	char shell[PATH_MAX];

	word = text_shell(word, shell, sizeof shell);
	text_add(t, " ", 1);
	text_add(t, word, strlen(word));
}

/* Adds an option or an operand to the command. */
static void
take(void *ctx, const struct opt *o, const char *arg)
{
	const bool files = strstr(opt_tool()->args, "FILE") || strcmp(opt_tool()->args, "A B") == 0;
	struct text *t = ctx;
	char *word = NULL;

	if (o == NULL) {
		add_word(t, files || opt_unmask() ? arg : "...");
		return;
	}
	if (strcmp(o->name, "cite") == 0)
		return;
	if (arg && !is_plain(o) && !opt_unmask())
		arg = "...";
	word = arg ? mem_print("--%s=%s", o->name, arg) : mem_print("--%s", o->name);
	add_word(t, word);
	free(word);
}

struct found {
	const char *name, *arg;
};

static void
find(void *ctx, const struct opt *o, const char *arg)
{
	struct found *f = ctx;

	if (o && strcmp(o->name, f->name) == 0)
		f->arg = arg;
}

/* The argument of the option; NULL: it was not given. */
static const char *
argument_of(const char *option)
{
	struct found f = { option, NULL };

	opt_each(find, &f);
	return f.arg;
}

static void
add_as_of(struct text *t)
{
	char day[DATE_SIZE];
	const char *given = argument_of("as-of");

	if (given == NULL && as_of == DATE_NONE)
		return;
	given = given ? given : date_text(as_of, day);
	text_add(t, "; as of ", 8);
	text_add(t, given, strlen(given));
}

static void
add_input(struct text *t, const struct cite_input *c)
{
	const char *params = argument_of("params"), *shared = share_name(c->name);
	const char *role = params && strcmp(params, c->name) == 0 ? "model" : shared ? "shared" :
	    "input";
	char shell[PATH_MAX], *part;
	const char *name = text_shell(shared ? shared : c->name, shell, sizeof shell);

	if (c->state == NULL) {
		part = mem_print("; store %s content=%016jx", name, (uintmax_t)c->digest);
	} else {
		const XXH128_hash_t h = XXH3_128bits_digest(c->state);

		part = mem_print("; %s %s xxh128=%016jx%016jx", role, name, (uintmax_t)h.high64,
		    (uintmax_t)h.low64);
	}
	text_add(t, part, strlen(part));
	free(part);
}

static char *
footer(void)
{
	struct text t = { 0 };
	char *begin = mem_print("custkit %s: %s", CUSTKIT_VERSION, opt_tool()->name);

	text_add(&t, begin, strlen(begin));
	free(begin);
	opt_each(take, &t);
	add_as_of(&t);
	for (const struct cite_input *c = inputs; c; c = c->next)
		if (*c->name)
			add_input(&t, c);
	text_add(&t, "", 1);
	text_tidy(t.s);
	return t.s;
}

/* The last line of the output, or a line on standard error. */
static void
print(void)
{
	char *line = footer();
	const bool md = form.format == PUT_MD && !form.aligned;

	if (strcmp(form.cite, "stderr") == 0)
		fprintf(stderr, "%s\n", line);
	else if (md)
		printf("\n<!-- %s -->\n", line);
	else
		printf("# %s\n", line);
	free(line);
}

void
cite_begin(const struct put_opts *o)
{
	cite_check(o);
	if (o->cite == NULL || begun)
		return;
	begun = true;
	form = *o;
	opt_before_leaving(print);
}
