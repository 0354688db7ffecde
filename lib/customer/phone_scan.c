#include "lib/customer/phone_scan.h"

#include <stdint.h>
#include <string.h>

#include "lib/base/text.h"

/*
 * First the cell becomes plain ASCII: full-width characters, the many hyphens and blanks, and the
 * few Chinese words that have a meaning here. Then the damages are looked for. Then the digits are
 * read from left to right, until an extension begins (struct reader).
 */
enum { ROOM = 64, SHORTEST = 7, EXTENDED = 5 };

/* In the plain text these characters have a special meaning. */
#define MARK "#"	/* an extension follows */
#define MASK "*"	/* digits are covered */
#define SPLIT "/"	/* another number may follow */
#define WRONG "!"

/* The plain text for each character of a range. */
static const struct {
	uint32_t first, last;
	const char *plain;
} plains[] = {
	{ 0xa0, 0xa0, " " }, { 0xad, 0xad, "" }, { 0xd7, 0xd7, MASK },
	{ 0x2000, 0x200a, " " }, { 0x200b, 0x200f, "" }, { 0x2010, 0x2015, "-" },
	{ 0x2022, 0x2022, MASK }, { 0x202a, 0x202e, "" }, { 0x202f, 0x202f, " " },
	{ 0x205f, 0x205f, " " }, { 0x2060, 0x2069, "" }, { 0x2212, 0x2212, "-" },
	{ 0x2217, 0x2217, MASK }, { 0x25cf, 0x25cf, MASK }, { 0x3000, 0x3000, " " },
	{ 0x3001, 0x3001, SPLIT },	/* 、 */
	{ 0x30fc, 0x30fc, "-" },
	{ 0x5206, 0x5206, MARK },	/* 分 of 分机 */
	{ 0x548c, 0x548c, SPLIT },	/* 和 */
	{ 0x6216, 0x6216, SPLIT },	/* 或 */
	{ 0x63a5, 0x63a5, "" },		/* 接 of 转接 */
	{ 0x673a, 0x673a, "" }, { 0x6a5f, 0x6a5f, "" },	/* 机 */
	{ 0x8f49, 0x8f49, MARK }, { 0x8f6c, 0x8f6c, MARK },	/* 转 */
	{ 0xfeff, 0xfeff, "" },
};

static const char *
plain_of(uint32_t code, char one[static 2])
{
	if (code >= 0xff01 && code <= 0xff5e)	/* the full width of ASCII */
		code -= 0xff01 - '!';
	if (code < 0x80) {
		*one = (char)(code >= 'A' && code <= 'Z' ? code + 'a' - 'A' : code);
		return one;
	}
	for (size_t i = 0; i < sizeof plains / sizeof *plains; i++)
		if (code >= plains[i].first && code <= plains[i].last)
			return plains[i].plain;
	return WRONG;
}

/* The cell as plain ASCII in lower case without blanks around it; WRONG if it is too long. */
static void
make_plain(const char *cell, char to[static ROOM])
{
	size_t n = 0;

	for (struct text_char c; *cell && n < ROOM - 1; cell += c.bytes) {
		char one[2] = { 0 };

		c = text_char(cell);
		const char *plain = plain_of(c.code, one);
		/* 转分机 is one mark */
		const bool again = plain != one && n > 0 && to[n - 1] == *plain;

		if (*plain && !again && (n > 0 || strchr(" \t\r\n'", *plain) == NULL))
			to[n++] = *plain;
	}
	if (*cell)
		n = (size_t)(stpcpy(to, WRONG) - to);
	while (n > 0 && strchr(" \t\r\n", to[n - 1]))
		n--;
	to[n] = '\0';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *
skip(const char *s, const char *set)
{
	return s + strspn(s, set);
}

#define DIGITS "0123456789"

/* 1.38001e+10 */
static bool
is_scientific(const char *s)
{
	const char *p = skip(s, DIGITS);

	if (p == s)
		return false;
	if (*p == '.' || *p == ',')
		p = skip(p + 1, DIGITS);
	if (*p != 'e')
		return false;
	p += 1 + (p[1] == '+');
	return is_digit(*p) && *skip(p, DIGITS) == '\0';
}

/* 138****8000, also with 138xxxx8000 and 138????8000 */
static bool
is_masked(const char *s)
{
	return strstr(s, MASK) || strstr(s, "xx") || strstr(s, "##") || strstr(s, "??");
}

/* Cuts the .0 of a number that a spreadsheet took for a decimal. */
static bool
cut_float(char *s)
{
	char *dot = s + (*s == '+');

	dot += strspn(dot, DIGITS);
	if (dot - s < SHORTEST || *dot != '.' || dot[1] != '0' || *skip(dot + 1, "0") != '\0')
		return false;
	*dot = '\0';
	return true;
}

static size_t
count_digits(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += is_digit(*s);
	return n;
}

struct reader {
	struct phone_scan *to;
	const char *at;
	size_t n;	/* digits read so far, including those that TO has no room for */
};

/* The rest of the text must be an extension. */
static void
read_extension(struct reader *r)
{
	static const char between[] = " .:=-" MARK;
	const char *first = skip(r->at, between), *end = skip(first, DIGITS);
	const size_t n = (size_t)(end - first);

	if (*skip(end, " )]") != '\0' || n >= PHONE_EXTENSION || r->n < EXTENDED)
		r->to->reason = PHONE_NOT_A_NUMBER;
	else
		memcpy(r->to->extension, first, n);
	r->at = "";
}

/*
 * After a comma, semicolon or slash: another number, an extension, or nothing. An extension that is
 * named, ";ext=1234567" (RFC 3966), may have as many digits as a number; read_letters reads it.
 */
static void
read_split(struct reader *r, char c)
{
	const bool pause = c == ',' || c == ';';
	const size_t more = count_digits(r->at);

	if (r->n < SHORTEST && c == '/')	/* 030/1234567 */
		return;
	if (r->n < SHORTEST)
		r->to->reason = PHONE_NOT_A_NUMBER;
	else if (pause && strncmp(skip(r->at, " "), "ext", 3) == 0)
		return;
	else if (more >= SHORTEST || (more > 0 && !pause))
		r->to->reason = PHONE_SEVERAL;
	else if (more > 0)
		read_extension(r);
}

static void
read_letters(struct reader *r, char c)
{
	if (c == 'e' && strncmp(r->at, "xt", 2) == 0)
		r->at = skip(r->at, "xtension");
	else if (c != 'x' && c != *MARK) {
		r->to->reason = PHONE_NOT_A_NUMBER;
		return;
	}
	read_extension(r);
}

static void
read_plus(struct reader *r)
{
	if (r->n > 0 || r->to->plus)
		r->to->reason = r->n < SHORTEST ? PHONE_NOT_A_NUMBER : PHONE_SEVERAL;
	r->to->plus = true;
}

static void
read_char(struct reader *r, char c)
{
	if (is_digit(c)) {
		if (r->n < PHONE_SCAN_DIGITS)
			r->to->digits[r->n] = c;
		r->n++;
	} else if (c == '-')
		r->to->group = r->n;
	else if (c == '+')
		read_plus(r);
	else if (strchr("/\\,;|&\n", c))
		read_split(r, c);
	else if (strchr(" \t().[]_", c) == NULL)
		read_letters(r, c);
}

bool
phone_scan(const char *cell, struct phone_scan *to)
{
	char plain[ROOM];

	*to = (struct phone_scan){ 0 };
	make_plain(cell, plain);
	if (*plain == '\0')
		return false;
	const bool is_float = cut_float(plain);
	struct reader r = { to, plain, 0 };

	if (is_scientific(plain) || is_masked(plain)) {
		to->reason = is_masked(plain) ? PHONE_MASKED : PHONE_EXCEL_SCIENTIFIC;
		return true;
	}
	if (strncmp(r.at, "tel:", 4) == 0)
		r.at += 4;
	while (*r.at && to->reason == PHONE_NO_REASON)
		read_char(&r, *r.at++);
	if (to->reason == PHONE_NO_REASON && r.n == 0)
		to->reason = PHONE_NOT_A_NUMBER;
	else if (to->reason == PHONE_NO_REASON && r.n > PHONE_SCAN_DIGITS)
		to->reason = PHONE_BAD_LENGTH;
	else if (to->reason == PHONE_NO_REASON && is_float)
		to->reason = PHONE_EXCEL_FLOAT;
	return true;
}
