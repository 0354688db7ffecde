#include "lib/base/spelling.h"

#include <string.h>

#include "lib/base/say.h"
#include "lib/base/text.h"

enum { WORK = 96 };	/* bytes of a cell that may be an amount */

/* Longer signs come before their beginnings. The first of a currency is its name. */
static const struct {
	const char *sign;
	enum spelling_currency currency;
} signs[] = {
	{ "CNY", SPELLING_CNY }, { "RMB", SPELLING_CNY }, { "CN\xc2\xa5", SPELLING_CNY },
	{ "\xe4\xba\xba\xe6\xb0\x91\xe5\xb8\x81", SPELLING_CNY },	/* 人民币 */
	{ "\xe5\x85\x83", SPELLING_CNY },				/* 元 */
	{ "\xc2\xa5", SPELLING_YEN },					/* ¥ */
	{ "JPY", SPELLING_JPY }, { "\xe5\x86\x86", SPELLING_JPY },	/* 円 */
	{ "USD", SPELLING_USD }, { "US$", SPELLING_USD },
	{ "HK$", SPELLING_HKD }, { "NT$", SPELLING_TWD }, { "NZ$", SPELLING_NZD },
	{ "MX$", SPELLING_MXN },
	{ "C$", SPELLING_CAD }, { "CA$", SPELLING_CAD }, { "A$", SPELLING_AUD },
	{ "AU$", SPELLING_AUD }, { "S$", SPELLING_SGD }, { "R$", SPELLING_BRL },
	{ "$", SPELLING_DOLLAR },
	{ "EUR", SPELLING_EUR }, { "\xe2\x82\xac", SPELLING_EUR },	/* € */
	{ "GBP", SPELLING_GBP }, { "\xc2\xa3", SPELLING_GBP },		/* £ */
	{ "HKD", SPELLING_HKD }, { "TWD", SPELLING_TWD }, { "NTD", SPELLING_TWD },
	{ "KRW", SPELLING_KRW }, { "\xe2\x82\xa9", SPELLING_KRW },	/* ₩ */
	{ "\xec\x9b\x90", SPELLING_KRW },				/* 원 */
	{ "INR", SPELLING_INR }, { "\xe2\x82\xb9", SPELLING_INR },	/* ₹ */
	{ "Rs.", SPELLING_INR }, { "Rs", SPELLING_INR },
	{ "RUB", SPELLING_RUB }, { "\xe2\x82\xbd", SPELLING_RUB },	/* ₽ */
	{ "\xd1\x80\xd1\x83\xd0\xb1.", SPELLING_RUB },			/* руб. */
	{ "\xd1\x80\xd1\x83\xd0\xb1", SPELLING_RUB },
	{ "TRY", SPELLING_TRY }, { "\xe2\x82\xba", SPELLING_TRY },	/* ₺ */
	{ "TL", SPELLING_TRY }, { "CHF", SPELLING_CHF }, { "Fr.", SPELLING_CHF },
	{ "CAD", SPELLING_CAD }, { "AUD", SPELLING_AUD }, { "SGD", SPELLING_SGD },
	{ "BRL", SPELLING_BRL }, { "PLN", SPELLING_PLN }, { "z\xc5\x82", SPELLING_PLN },
	{ "SEK", SPELLING_SEK }, { "VND", SPELLING_VND }, { "\xe2\x82\xab", SPELLING_VND },
	{ "THB", SPELLING_THB }, { "\xe0\xb8\xbf", SPELLING_THB },	/* ฿ */
	{ "AED", SPELLING_AED }, { "kr.", SPELLING_KRONE }, { "kr", SPELLING_KRONE },
	{ "NOK", SPELLING_NOK }, { "DKK", SPELLING_DKK },
	{ "CZK", SPELLING_CZK }, { "K\xc4\x8d", SPELLING_CZK },		/* Kč */
	{ "HUF", SPELLING_HUF }, { "Ft", SPELLING_HUF },
	{ "RON", SPELLING_RON }, { "lei", SPELLING_RON },
	{ "UAH", SPELLING_UAH }, { "\xe2\x82\xb4", SPELLING_UAH },	/* ₴ */
	{ "\xd0\xb3\xd1\x80\xd0\xbd.", SPELLING_UAH },			/* грн. */
	{ "\xd0\xb3\xd1\x80\xd0\xbd", SPELLING_UAH },
	{ "BGN", SPELLING_BGN },
	{ "\xd0\xbb\xd0\xb2.", SPELLING_BGN }, { "\xd0\xbb\xd0\xb2", SPELLING_BGN },	/* лв */
	{ "IDR", SPELLING_IDR }, { "Rp.", SPELLING_IDR }, { "Rp", SPELLING_IDR },
	{ "MYR", SPELLING_MYR }, { "RM", SPELLING_MYR },
	{ "PHP", SPELLING_PHP }, { "\xe2\x82\xb1", SPELLING_PHP },	/* ₱ */
	{ "MXN", SPELLING_MXN }, { "NZD", SPELLING_NZD }, { "ZAR", SPELLING_ZAR },
	{ "ILS", SPELLING_ILS }, { "\xe2\x82\xaa", SPELLING_ILS },	/* ₪ */
};

enum { SIGNS = sizeof signs / sizeof *signs };

/* Characters that are written as one ASCII character: blanks, minus signs, apostrophes. */
static char
simple(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)		/* full width */
		return (char)(c - 0xff01 + '!');
	switch (c) {
	case 0xa0: case 0x2007: case 0x2009: case 0x202f: case 0x3000: case '\t':
		return ' ';
	case 0x2212: case 0xfe63: case 0x2010: case 0x2011: case 0x2012: case 0x2013:
		return '-';
	case 0x2019:
		return '\'';
	}
	return c < 0x80 ? (char)c : '\0';
}

/* The cell in simple characters; false if it is too long for an amount or not UTF-8. */
static bool
simplify(const char *s, char to[static WORK])
{
	size_t n = 0;

	while (*s) {
		const struct text_char c = text_char(s);
		const bool yen = c.code == 0xffe5, won = c.code == 0xffe6;
		const char one = simple(c.code);

		if (n + 5 > WORK || (c.control && c.code != '\t'))
			return false;
		if (yen || won)		/* full-width signs, as the narrow ones */
			n += (size_t)(stpcpy(to + n, yen ? "\xc2\xa5" : "\xe2\x82\xa9") -
			    (to + n));
		else if (one)
			to[n++] = one;
		else
			memcpy(to + n, s, c.bytes), n += c.bytes;
		s += c.bytes;
	}
	to[n] = '\0';
	return true;
}

struct span {
	const char *s;
	size_t n;
};

static void
trim(struct span *p)
{
	while (p->n > 0 && *p->s == ' ')
		p->s++, p->n--;
	while (p->n > 0 && p->s[p->n - 1] == ' ')
		p->n--;
}

static bool
take_front(struct span *p, const char *what)
{
	if (p->n == 0 || *p->s != *what)
		return false;
	const size_t n = strlen(what);

	if (p->n < n || memcmp(p->s, what, n) != 0)
		return false;
	p->s += n;
	p->n -= n;
	trim(p);
	return true;
}

static bool
take_back(struct span *p, const char *what)
{
	const size_t n = strlen(what);

	if (p->n < n || memcmp(p->s + p->n - n, what, n) != 0)
		return false;
	p->n -= n;
	trim(p);
	return true;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* No sign of a currency begins or ends with a digit. */
static bool
is_bare(const struct span *p)
{
	return p->n == 0 || (is_digit(p->s[0]) && is_digit(p->s[p->n - 1]));
}

/* Takes the signs of currencies off both ends; false if two of them contradict each other. */
static bool
take_currency(struct span *p, enum spelling_currency *currency)
{
	for (size_t i = 0; i < SIGNS && !is_bare(p); i++) {
		if (!take_front(p, signs[i].sign) && !take_back(p, signs[i].sign))
			continue;
		if (!spelling_join(currency, signs[i].currency))
			return false;
		i = (size_t)-1;		/* "¥12元" has two: look again */
	}
	return true;
}

/* Takes a sign or parentheses off; false if there are two. */
static bool
take_minus(struct span *p, bool *minus)
{
	const bool brackets = p->n > 1 && *p->s == '(' && p->s[p->n - 1] == ')';
	int found = brackets;

	if (brackets) {
		p->s++, p->n -= 2;
		trim(p);
	}
	const bool front = take_front(p, "-");

	found += front + (!front && !brackets && take_front(p, "+") ? 2 : 0);
	if (take_back(p, "-"))
		found++;
	if (found == 1)
		*minus = true;
	return found <= 2 && !(found == 2 && front);
}

static size_t
digits(const struct span *p, size_t at)
{
	size_t n = 0;

	while (at + n < p->n && is_digit(p->s[at + n]))
		n++;
	return n;
}

/*
 * The groups of digits that SEPARATOR divides: the first has 1 to 3, the last has 3, those between
 * have 3 each, or 2 each as in India. Returns where they end; 0 if they are not such groups.
 */
static size_t
groups(const struct span *p, char separator, char *to, size_t *n)
{
	size_t at = digits(p, 0), middle = 0, last = at;

	if (at == 0 || at > 3)
		return 0;
	memcpy(to, p->s, at);
	*n = at;
	while (at < p->n && p->s[at] == separator) {
		const size_t group = digits(p, at + 1);

		if ((group != 2 && group != 3) || *n + group >= SPELLING_SIZE - 2 ||
		    (middle && last != middle))
			return 0;
		middle = middle ? middle : group;
		memcpy(to + *n, p->s + at + 1, group);
		*n += group;
		at += 1 + group;
		last = group;
	}
	return last == 3 ? at : 0;
}

static bool
is_unit(const struct span *p)
{
	static const char *const units[] = { "\xe4\xb8\x87", "\xe5\x8d\x83", "\xe7\x99\xbe",
		"\xe4\xba\xbf", "k", "K", "m", "M", "%" };	/* 万 千 百 亿 */

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strlen(units[i]) == p->n && memcmp(units[i], p->s, p->n) == 0)
			return true;
	return false;
}

/* Digits with separators and a decimal mark, without a sign. */
static enum spelling_result
read_number(const struct span *p, char decimal, char *to)
{
	size_t n = digits(p, 0), at = n;
	const char separator = at < p->n ? p->s[at] : '\0';

	if (p->n == 0 || p->n >= SPELLING_SIZE - 2)
		return SPELLING_BAD;
	memcpy(to, p->s, n);
	if (separator && separator != decimal && strchr(",.' ", separator) &&
	    (at = groups(p, separator, to, &n)) == 0)
		return SPELLING_GROUPS;
	if (at < p->n && p->s[at] == decimal) {
		const size_t places = digits(p, at + 1);

		if (n + places == 0)
			return SPELLING_BAD;
		if (n == 0)
			to[n++] = '0';
		if (places > 0)
			to[n++] = '.';
		memcpy(to + n, p->s + at + 1, places);
		n += places;
		at += 1 + places;
	}
	to[n] = '\0';
	if (at == p->n)
		return n > 0 ? SPELLING_OK : SPELLING_BAD;
	if (n == 0)
		return SPELLING_BAD;
	return strchr(",.' ", p->s[at]) && p->s[at + 1] != '\0' ? SPELLING_GROUPS :
	    is_unit(&(struct span){ p->s + at, p->n - at }) ? SPELLING_UNIT : SPELLING_BAD;
}

enum spelling_result
spelling_read(const char *s, char decimal, char to[static SPELLING_SIZE],
    enum spelling_currency *currency)
{
	char work[WORK];
	bool minus = false;

	*currency = SPELLING_NO_CURRENCY;
	if (!simplify(s, work) || strpbrk(work, "0123456789") == NULL)
		return SPELLING_BAD;
	struct span p = { work, strlen(work) };

	trim(&p);
	if (!take_currency(&p, currency) || !take_minus(&p, &minus) || !take_currency(&p, currency))
		return SPELLING_BAD;
	to[0] = '-';
	return read_number(&p, decimal, to + minus);
}

const char *
spelling_why(enum spelling_result r, char decimal)
{
	switch (r) {
	case SPELLING_UNIT:
		return say("has a unit; write the number in full");
	case SPELLING_GROUPS:
		return decimal == ',' ?
		    say("has separators that do not fit a decimal comma (see --decimal)") :
		    say("has separators that do not fit a decimal point"
		    " (use --decimal=, if it is a comma)");
	case SPELLING_OK:
	case SPELLING_BAD:
		break;
	}
	return say("is not a number");
}

enum spelling_currency
spelling_of_code(const char *s)
{
	char work[WORK];

	if (!simplify(s, work))
		return SPELLING_CURRENCIES;
	struct span p = { work, strlen(work) };

	trim(&p);
	if (p.n == 0)
		return SPELLING_NO_CURRENCY;
	for (size_t i = 0; i < SIGNS; i++)
		if (strlen(signs[i].sign) == p.n && strncasecmp(signs[i].sign, p.s, p.n) == 0)
			return signs[i].currency;
	return SPELLING_CURRENCIES;
}

const char *
spelling_name(enum spelling_currency c)
{
	for (size_t i = 0; i < SIGNS; i++)
		if (signs[i].currency == c)
			return signs[i].sign;
	return "";
}

bool
spelling_fits(enum spelling_currency a, enum spelling_currency b)
{
	static const enum spelling_currency dollars[] = { SPELLING_USD, SPELLING_HKD, SPELLING_TWD,
		SPELLING_CAD, SPELLING_AUD, SPELLING_SGD, SPELLING_MXN, SPELLING_NZD };

	if (a == b || a == SPELLING_NO_CURRENCY || b == SPELLING_NO_CURRENCY)
		return true;
	if (a > b)
		return spelling_fits(b, a);
	if (a == SPELLING_YEN || b == SPELLING_YEN)
		return a == SPELLING_CNY || b == SPELLING_JPY;
	if (b == SPELLING_KRONE || a == SPELLING_KRONE)
		return a == SPELLING_SEK || b == SPELLING_NOK || b == SPELLING_DKK;
	for (size_t i = 0; a == SPELLING_DOLLAR && i < sizeof dollars / sizeof *dollars; i++)
		if (b == dollars[i])
			return true;
	return false;
}

bool
spelling_join(enum spelling_currency *all, enum spelling_currency c)
{
	const bool open = *all == SPELLING_NO_CURRENCY || *all == SPELLING_YEN ||
	    *all == SPELLING_DOLLAR || *all == SPELLING_KRONE;

	if (!spelling_fits(*all, c))
		return false;
	if (open && c != SPELLING_NO_CURRENCY)
		*all = c;
	return true;
}
