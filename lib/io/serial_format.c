#include "lib/io/serial_own.h"

#include <string.h>
#include <strings.h>

/* The codes that custkit writes, which keep the spelling. Others quote or escape differently. */
static const struct {
	const char *code;
	struct serial_format format;
} own[] = {
	{ "yyyy-mm-dd", { .kind = SERIAL_DAY } },
	{ "yyyy-mm-dd\"T\"hh:mm", { .kind = SERIAL_DAY, .between = 'T' } },
	{ "yyyy-mm-dd\"T\"hh:mm:ss", { .kind = SERIAL_DAY, .between = 'T', .seconds = true } },
	{ "yyyy-mm-dd\" \"hh:mm", { .kind = SERIAL_DAY, .between = ' ' } },
	{ "yyyy-mm-dd\" \"hh:mm:ss", { .kind = SERIAL_DAY, .between = ' ', .seconds = true } },
	{ "0.0;-0.0", { .kind = SERIAL_PLACES, .digits = 1 } },
	{ "0.00;-0.00", { .kind = SERIAL_PLACES, .digits = 2 } },
	{ "0.000;-0.000", { .kind = SERIAL_PLACES, .digits = 3 } },
	{ "0.0000;-0.0000", { .kind = SERIAL_PLACES, .digits = 4 } },
};

_Static_assert(sizeof own / sizeof *own == SERIAL_DAY_CODES + SERIAL_PLACES_MOST, "own formats");

const char *
serial_code(int which)
{
	return own[which].code;
}

/* What the letters of a section say. */
struct letters {
	bool day, month, clock, span, number;
};

/* A bracket: [h] is a duration; [Red], [$-409], [<1] say nothing.  Returns its length. */
static size_t
bracket(const char *s, struct letters *l)
{
	const size_t n = strcspn(s, "]");
	const char first = s[1] >= 'a' ? s[1] : (char)(s[1] + ('a' - 'A'));

	if (n > 1 && (first == 'h' || first == 'm' || first == 's') &&
	    strspn(s + 1, (char[]){ s[1], '\0' }) == n - 1)
		l->span = true;
	return s[n] ? n + 1 : n;
}

static size_t
quoted(const char *s)
{
	const size_t n = 1 + strcspn(s + 1, "\"");

	return s[n] ? n + 1 : n;
}

/* The length of the token at S, which is not empty; *l learns what it says. */
static size_t
token(const char *s, struct letters *l)
{
	switch (*s >= 'A' && *s <= 'Z' ? *s + ('a' - 'A') : *s) {
	case '"':
		return quoted(s);
	case '[':
		return bracket(s, l);
	case '\\': case '_': case '*':	/* the next character is one to show */
		return s[1] ? 2 : 1;
	case 'g':
		if (strncasecmp(s, "general", 7) == 0) {
			l->number = true;
			return 7;
		}
		l->day = true;	/* an era */
		break;
	case 'e':
		if (s[1] == '+' || s[1] == '-')	/* scientific */
			return 2;
		l->day = true;
		break;
	case 'y': case 'd': case 'b':
		l->day = true;
		break;
	case 'm':
		l->month = true;
		break;
	case 'h': case 's':
		l->clock = true;
		break;
	case '0': case '#': case '?': case '@':
		l->number = true;
		break;
	}
	return 1;
}

/* Reads a section of the code; returns what follows it. */
static const char *
section(const char *s, struct letters *l)
{
	while (*s && *s != ';')
		s += token(s, l);
	return *s ? s + 1 : s;
}

struct serial_format
serial_format_of(const char *code)
{
	const size_t zeros = strspn(code, "0");

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strcmp(code, own[i].code) == 0)
			return own[i].format;
	if (zeros > 1 && code[zeros] == '\0' && zeros <= SERIAL_DIGITS)
		return (struct serial_format){ .kind = SERIAL_ZEROS, .digits = (int)zeros };
	while (*code) {		/* a section of words alone says nothing, as in "none";0 */
		struct letters l = { 0 };

		code = section(code, &l);
		if (l.day || (l.month && !l.clock && !l.span))
			return (struct serial_format){ .kind = SERIAL_DAY };
		if (l.span)
			return (struct serial_format){ .kind = SERIAL_SPAN };
		if (l.clock)
			return (struct serial_format){ .kind = SERIAL_CLOCK };
		if (l.number)
			break;
	}
	return (struct serial_format){ 0 };
}

struct serial_format
serial_format_builtin(unsigned id)
{
	/* 27-36, 50-58: East Asian; 71-81: Thai */
	if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) ||
	    (id >= 50 && id <= 58) || (id >= 71 && id <= 81))
		return (struct serial_format){ .kind = SERIAL_DAY };
	if ((id >= 18 && id <= 21) || id == 45 || id == 47)
		return (struct serial_format){ .kind = SERIAL_CLOCK };
	return (struct serial_format){ .kind = id == 46 ? SERIAL_SPAN : SERIAL_NUMBER };
}
