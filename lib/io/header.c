#include "lib/io/header.h"

#include <string.h>

#include "lib/base/say.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The name without the blanks around it. Sets *n to its length. */
static const char *
trim(const char *s, size_t *n)
{
	while (is_blank(*s))
		s++;
	*n = strlen(s);
	while (*n > 0 && is_blank(s[*n - 1]))
		--*n;
	return s;
}

static int
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static bool
is_same(const char *a, const char *b, int (*like)(char))
{
	size_t n, m;

	a = trim(a, &n);
	b = trim(b, &m);
	for (size_t i = 0; n == m && i < n; i++)
		if (like(a[i]) != like(b[i]))
			return false;
	return n == m;
}

bool
header_same_case(const char *a, const char *b)
{
	return is_same(a, b, lower);
}

static int
lower_joined(char c)
{
	return c == ' ' || c == '-' ? '_' : lower(c);
}

bool
header_same(const char *a, const char *b)
{
	return is_same(a, b, lower_joined);
}

/* The next byte of a name that counts: blanks and punctuation do not. */
static const char *
next_letter(const char *s)
{
	return s + strspn(s, " \t_-.#:/");
}

static bool
is_alias(const char *name, const char *alias)
{
	name = next_letter(name);
	alias = next_letter(alias);
	while (*name && lower(*name) == lower(*alias)) {
		name = next_letter(name + 1);
		alias = next_letter(alias + 1);
	}
	return *name == '\0' && *alias == '\0';
}

/* Those of presets/aliases.csv that are sure, after what only messages may suggest. */
static const struct {
	const char *ours, *alias;
} aliases[] = {
	{ "amount", "price" }, { "amount", "monetary value" }, { "order_id", "order num" },
	{ "sku", "product sku" }, { "quantity", "count" }, { "email", "customer email" },
	{ "email", "contact email" }, { "first_date", "first date" },
	{ "first_date", "first order date" }, { "first_date", "first purchase" },
	{ "first_date", "first purchase date" }, { "last_date", "last date" },
	{ "last_date", "last order date" }, { "last_date", "last purchase" },
	{ "last_date", "last purchase date" }, { "score", "nps rating" }, { "kind", "type" },
	{ "kind", "category" },
#include "aliases.h"
};

const char *
header_alias(const char *name)
{
	if (*next_letter(name) == '\0')
		return NULL;
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (is_alias(name, aliases[i].alias))
			return aliases[i].ours;
	return NULL;
}

const char *
header_fault(char *const *name, size_t n)
{
	if (n == 0)
		return NULL;
	if (strncmp(name[0], "<<<<<<<", 7) == 0 || strncmp(name[0], "=======", 7) == 0 ||
	    strncmp(name[0], ">>>>>>>", 7) == 0)
		return SAY("the first line is the mark of a merge conflict; resolve it");
	if (n == 1 && strchr(name[0], ';'))
		return SAY("the columns are separated by ';', not ','");
	if (n == 1 && strchr(name[0], '\t'))
		return SAY("the columns are separated by tabs, not ','");
	if (n == 1 && strchr(name[0], '|'))
		return SAY("the columns are separated by '|', not ','");
	return NULL;
}
