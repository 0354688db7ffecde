#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/duration.h"
#include "lib/base/num.h"
#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/io/json.h"
#include "lib/io/opt_own.h"
#include "version.h"

static const char *const types[] = {
	[OPT_FLAG] = "flag", [OPT_TEXT] = "text", [OPT_MAYBE] = "text", [OPT_MANY] = "text",
	[OPT_FILE] = "file", [OPT_OUTPUT] = "file", [OPT_COUNT] = "count",
	[OPT_NUMBER] = "number", [OPT_RATE] = "rate",
	[OPT_DATE] = "date", [OPT_DURATION] = "duration", [OPT_TIME] = "duration",
	[OPT_HORIZON] = "duration", [OPT_WORD] = "choice", [OPT_CHOICE] = "choice",
};

static void
print_string(const char *s)
{
	struct text t = { 0 };

	json_string(&t, s);
	printf("%.*s", (int)t.n, t.s);
	text_free(&t);
}

/* ,"NAME":"VALUE" */
static void
member(const char *name, const char *value)
{
	printf(",\"%s\":", name);
	print_string(value);
}

static void
print_choices(const char *words)
{
	const char *rest = words;
	char word[128];
	size_t n;

	printf(",\"choices\":[");
	for (const char *s; (s = split_next(&rest, '|', &n)) != NULL;) {
		snprintf(word, sizeof word, "%.*s", (int)n, s);
		printf("%s", s == words ? "" : ",");
		print_string(word);
	}
	printf("]");
}

/* The word of a choice; NULL if the option chooses none by default. */
static const char *
choice_word(const struct opt *o, char *word, size_t room)
{
	const char *words = o->arg, *s = NULL;
	size_t n = 0;

	for (int i = *(const int *)o->to; i >= 0; i--)
		s = split_next(&words, '|', &n);
	if (s == NULL || n == 0)
		return NULL;
	snprintf(word, room, "%.*s", (int)n, s);
	return word;
}

static void
print_number(double x)
{
	char text[NUM_SIZE];

	if (!isfinite(x))
		return;
	num_text(x, text);
	printf(",\"default\":%s", text);
}

/* A unit of '\0' means that it is not given. */
static void
print_duration(const struct duration *d)
{
	char text[NUM_SIZE + 2];

	if (d->unit == '\0')
		return;
	const size_t n = num_int(d->n, text);

	snprintf(text + n, sizeof text - n, "%c", d->unit);
	member("default", d->unit == 'i' ? "inf" : text);
}

/* What the target says before an option is stored: a number, a text, a word; else nothing. */
static void
print_default(const struct opt *o)
{
	char text[128];

	switch (o->type) {
	case OPT_TEXT:
	case OPT_FILE:
	case OPT_OUTPUT:
	case OPT_WORD:
		if (*(const char *const *)o->to)
			member("default", *(const char *const *)o->to);
		break;
	case OPT_COUNT:
		if (*(const int64_t *)o->to > 0)
			print_number((double)*(const int64_t *)o->to);
		break;
	case OPT_NUMBER:
	case OPT_RATE:
		print_number(*(const double *)o->to);
		break;
	case OPT_DURATION:
	case OPT_TIME:
	case OPT_HORIZON:
		print_duration(o->to);
		break;
	case OPT_CHOICE:
		if (choice_word(o, text, sizeof text))
			member("default", text);
		break;
	default:
		break;
	}
}

static void
print_option(const struct opt *o, const char *group, bool *first)
{
	printf("%s\n{\"long\":", *first ? "" : ",");
	print_string(o->name);
	*first = false;
	if (o->letter)
		member("short", (const char[2]){ (char)o->letter });
	member("type", types[o->type]);
	if (o->arg)
		member("argument", o->arg);
	if (o->type == OPT_CHOICE || o->type == OPT_WORD)
		print_choices(o->arg);
	if (o->type == OPT_MAYBE)
		printf(",\"argument_optional\":true");
	if (o->type == OPT_MANY)
		printf(",\"repeatable\":true");
	if (o->to)
		print_default(o);
	member("help", o->help);
	if (group)
		member("group", group);
	printf("}");
}

/* GROUP is the heading before the first option. */
static void
print_options(const struct opt *opts, const char *group, bool *first)
{
	for (const struct opt *o = opts; o->type; o++)
		if (o->type == OPT_HEAD)
			group = o->help;
		else if (o->type != OPT_GONE && o->type != OPT_MORE)
			print_option(o, group, first);
	for (const struct opt *o = opts; o->type; o++)
		if (o->type == OPT_MORE)
			print_options(o->to, o->help, first);
}

/* The sentence "Exit status: 0 on success; 1 if ...; 2 on error." as an object. */
static void
print_statuses(const char *notes)
{
	static const char begin[] = "Exit status: ";
	const char *s = notes ? strstr(notes, begin) : NULL;
	const char *comma = "";

	printf(",\"exit_status\":{");
	for (s = s ? s + strlen(begin) : ""; isdigit((unsigned char)*s);) {
		char words[512];
		size_t n = 0;
		const char status = *s;

		for (s += strspn(s, "0123456789 "); *s && !(s[0] == ';' && s[1] == ' ' &&
		    isdigit((unsigned char)s[2])) && n + 1 < sizeof words; s++)
			words[n++] = *s == '\n' ? ' ' : *s;
		while (n > 0 && strchr(" .", words[n - 1]))
			n--;
		words[n] = '\0';
		printf("%s\"%c\":", comma, status);
		print_string(words);
		comma = ",";
		s += *s ? 2 : 0;
	}
	printf("}");
}

void
opt_json(const struct tool *t, const struct opt *opts, const struct opt *always)
{
	bool first = true;

	printf("{\"tool\":");
	print_string(t->name);
	member("version", CUSTKIT_VERSION);
	member("operands", t->args);
	member("about", t->about);
	if (t->notes)
		member("notes", t->notes);
	print_statuses(t->notes);
	printf(",\"options\":[");
	print_options(opts, NULL, &first);
	print_options(always, NULL, &first);
	printf("\n]}\n");
}
