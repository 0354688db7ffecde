#include "lib/io/opt_own.h"

#include <string.h>

#include "lib/base/date.h"
#include "lib/base/duration.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/io/our_word.h"
#include "lib/io/outlet.h"

/* The number of ARG among the words of the option; -1: it is none of them. */
static int
find_choice(const struct opt *o, const char *arg)
{
	return split_find(o->arg, '|', arg, strlen(arg));
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

/* A file beside the table that the tool prints. */
static void
output(const struct opt *o, const char *arg)
{
	if (outlet_is_stdout(arg))
		opt_misuse("--%s=%s: standard output is for the table that the tool prints"
		    " (use --%s=/dev/stderr or a file)", o->name, arg, o->name);
	*(const char **)o->to = arg;
}

static void
store_word(const struct opt *o, const char *arg)
{
	const int i = choice(o, &arg);

	if (o->type == OPT_CHOICE)
		*(int *)o->to = i;
	else
		*(const char **)o->to = arg;
}

static void
store_quantity(const struct opt *o, const char *arg)
{
	switch (o->type) {
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
	default:
		break;
	}
}

void
opt_store(const struct opt *o, const char *arg)
{
	switch (o->type) {
	case OPT_FLAG:
		*(bool *)o->to = true;
		break;
	case OPT_TEXT:
	case OPT_FILE:
		*(const char **)o->to = arg;
		break;
	case OPT_OUTPUT:
		output(o, arg);
		break;
	case OPT_MAYBE:
		*(const char **)o->to = arg ? arg : "";
		break;
	case OPT_MANY:
		many(o, arg);
		break;
	case OPT_WORD:
	case OPT_CHOICE:
		store_word(o, arg);
		break;
	case OPT_GONE:
		opt_misuse("%s", say(o->help));
	default:
		store_quantity(o, arg);
	}
}
