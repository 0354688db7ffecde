#define _GNU_SOURCE
#include "lib/io/vcard.h"

#include <ctype.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/quote.h"

enum field {
	UID, FN, FAMILY, GIVEN, ADDITIONAL, ORG, EMAIL, TEL, CITY, REGION, COUNTRY, BDAY, GENDER,
	CATEGORIES, NOTE, FIELDS
};

static const char header[] = "UID,FN,N.family,N.given,N.additional,ORG,EMAIL,TEL,ADR.city,"
    "ADR.region,ADR.country,BDAY,GENDER,CATEGORIES,NOTE\n";

struct reader {
	const char *s, *end;
	size_t line;		/* of the file, from 1, at s */
	struct text text;	/* the current line, unfolded, with a NUL */
	struct text *to;
	size_t written;		/* lines of CSV */
	char *field[FIELDS];	/* of the card; NULL: none yet */
	bool mobile;		/* of TEL */
	bool inside;
};

/* One of the properties that are read; PART is that of a value with ';', from 0. */
static const struct {
	const char *name;
	enum field field;
	int part;		/* -1: all of it */
} wanted[] = {
	{ "UID", UID, -1 }, { "FN", FN, -1 }, { "N", FAMILY, 0 }, { "N", GIVEN, 1 },
	{ "N", ADDITIONAL, 2 }, { "ORG", ORG, 0 }, { "EMAIL", EMAIL, -1 }, { "TEL", TEL, -1 },
	{ "ADR", CITY, 3 }, { "ADR", REGION, 4 }, { "ADR", COUNTRY, 6 }, { "BDAY", BDAY, -1 },
	{ "GENDER", GENDER, 0 }, { "CATEGORIES", CATEGORIES, -1 }, { "NOTE", NOTE, -1 },
};

bool
vcard_is(const char *s, size_t n)
{
	static const char begin[] = "BEGIN:VCARD";

	while (n > 0 && (*s == '\n' || *s == '\r')) {
		s++;
		n--;
	}
	return n >= sizeof begin - 1 && strncasecmp(s, begin, sizeof begin - 1) == 0;
}

/* Appends the next physical line without its end; false at the end of the file. */
static bool
add_line(struct reader *r)
{
	if (r->s >= r->end)
		return false;
	const char *lf = memchr(r->s, '\n', (size_t)(r->end - r->s)), *stop = lf ? lf : r->end;

	text_add(&r->text, r->s, (size_t)(stop - r->s));
	while (r->text.n > 0 && r->text.s[r->text.n - 1] == '\r')
		r->text.n--;
	r->s = lf ? lf + 1 : r->end;
	r->line++;
	return true;
}

static bool
is_folded(const struct reader *r)
{
	return r->s < r->end && (*r->s == ' ' || *r->s == '\t');
}

static bool
has_word(const char *s, const char *word)
{
	return strcasestr(s, word) != NULL;
}

/* Is the line quoted-printable, and continued by the next one? Drops the '=' at its end. */
static bool
is_broken(struct reader *r)
{
	text_add(&r->text, "", 1);
	const char *colon = strchr(r->text.s, ':');
	const bool is = colon && has_word(r->text.s, "QUOTED-PRINTABLE") && r->s < r->end &&
	    r->text.s[r->text.n - 2] == '=';

	r->text.n -= is ? 2 : 1;
	return is;
}

/* The next logical line: a line that begins with a blank continues, and so does "=" at its end. */
static bool
next_line(struct reader *r)
{
	r->text.n = 0;
	if (!add_line(r))
		return false;
	for (bool broken; (broken = is_broken(r)) || is_folded(r);) {
		r->s += !broken;	/* the blank of a fold */
		add_line(r);
	}
	text_add(&r->text, "", 1);
	return true;
}

static int
hexadecimal(char c)
{
	const char *digits = "0123456789ABCDEF";
	const char *at = c ? strchr(digits, toupper((unsigned char)c)) :
	    NULL;

	return at ? (int)(at - digits) : -1;
}

/* Decodes quoted-printable in place. */
static void
unquote(char *s)
{
	char *to = s;

	for (; *s; s++) {
		const int high = *s == '=' ? hexadecimal(s[1]) : -1;
		const int low = high >= 0 ? hexadecimal(s[2]) : -1;

		if (low < 0) {
			*to++ = *s;
			continue;
		}
		const int c = high * 16 + low;

		*to++ = c == 0 ? ' ' : (char)c;
		s += 2;
	}
	*to = '\0';
}

/* The value in UTF-8, if its encoding is known and it is valid; else as it is. Frees S. */
static char *
convert(char *s, const char *params)
{
	const char *charset = strcasestr(params, "CHARSET=");
	char name[32];

	if (charset == NULL || text_utf8(s, strlen(s)) == strlen(s))
		return s;
	snprintf(name, sizeof name, "%.*s", (int)strcspn(charset + 8, ";:"), charset + 8);
	const iconv_t cd = iconv_open("UTF-8", strcasecmp(name, "GB2312") == 0 ||
	    strcasecmp(name, "GBK") == 0 ? "GB18030" : name);

	if (cd == (iconv_t)-1)
		return s;
	size_t from = strlen(s), room = 4 * from;
	char *in = s, *all = mem_new(room + 1, 1), *out = all;
	const bool good = iconv(cd, &in, &from, &out, &room) != (size_t)-1;

	iconv_close(cd);
	free(good ? s : all);
	return good ? all : s;
}

/* Part N of a value that is divided by ';', or all of it if N is -1, without its escapes. */
static char *
part_of(const char *s, int n)
{
	char *all = mem_new(strlen(s) + 1, 1), *to = all;

	for (; *s && n != 0; s++) {	/* skips the parts before it; -1 skips none */
		if (n < 0)
			break;
		if (*s == '\\' && s[1])
			s++;
		else if (*s == ';')
			n--;
	}
	for (; *s && (n < 0 || *s != ';'); s++) {
		if (*s != '\\' || s[1] == '\0') {
			*to++ = (unsigned char)*s < ' ' ? ' ' : *s;
			continue;
		}
		s++;
		*to++ = *s == 'n' || *s == 'N' ? ' ' : *s;
	}
	*to = '\0';
	return all;
}

static void
set(struct reader *r, enum field f, char *value, bool mobile)
{
	const bool better = r->field[f] == NULL || *r->field[f] == '\0' ||
	    (f == TEL && mobile && !r->mobile);

	if (!better || *value == '\0') {
		free(value);
		return;
	}
	free(r->field[f]);
	r->field[f] = value;
	r->mobile = f == TEL ? mobile : r->mobile;
}

/* The ':' before the value, outside quotes. */
static char *
find_colon(char *s)
{
	for (bool quoted = false; *s; s++) {
		quoted ^= *s == '"';
		if (*s == ':' && !quoted)
			return s;
	}
	return NULL;
}

static void
read_property(struct reader *r, const char *name, const char *params, const char *value)
{
	const bool mobile = has_word(params, "CELL") || has_word(params, "MOBILE");
	char *text = mem_text(value);

	if (has_word(params, "QUOTED-PRINTABLE"))
		unquote(text);
	text = convert(text, params);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (strcasecmp(wanted[i].name, name) == 0)
			set(r, wanted[i].field, part_of(text, wanted[i].part), mobile);
	free(text);
}

static void
clear(struct reader *r)
{
	for (int i = 0; i < FIELDS; i++) {
		free(r->field[i]);
		r->field[i] = NULL;
	}
	r->mobile = false;
}

/* tel:+1-416-555-0101 of vCard 4.0 is a number, mailto: an address. */
static const char *
without_scheme(const char *s)
{
	if (strncasecmp(s, "tel:", 4) == 0)
		return s + 4;
	return strncasecmp(s, "mailto:", 7) == 0 ? s + 7 : s;
}

static void
write_card(struct reader *r)
{
	for (; r->written + 2 < r->line; r->written++)
		text_add(r->to, "\n", 1);
	for (int i = 0; i < FIELDS; i++) {
		text_add(r->to, ",", i > 0);
		quote_csv(r->to, r->field[i] ? without_scheme(r->field[i]) : "");
	}
	text_add(r->to, "\n", 1);
	r->written++;
	clear(r);
}

static void
read_line(struct reader *r)
{
	char *colon = find_colon(r->text.s), *name = r->text.s;

	if (colon == NULL)
		return;
	*colon = '\0';
	char *params = name + strcspn(name, ";");
	static char none[1];

	if (*params)
		*params++ = '\0';
	else
		params = none;
	if (strchr(name, '.'))	/* a group: item1.EMAIL */
		name = strchr(name, '.') + 1;
	if (strcasecmp(name, "BEGIN") == 0 && strcasecmp(colon + 1, "VCARD") == 0) {
		clear(r);
		r->inside = true;
	} else if (strcasecmp(name, "END") == 0 && r->inside) {
		write_card(r);
		r->inside = false;
	} else if (r->inside) {
		read_property(r, name, params, colon + 1);
	}
}

void
vcard_csv(const char *s, size_t n, struct text *to)
{
	struct reader r = { .s = s, .end = s + n, .line = 1, .to = to, .written = 1 };

	text_add(to, header, sizeof header - 1);
	while (next_line(&r))
		read_line(&r);
	if (r.inside)
		write_card(&r);
	clear(&r);
	text_free(&r.text);
}
