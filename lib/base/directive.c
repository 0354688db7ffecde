#include "lib/base/directive.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* More than any message has: fail() of a report of counts takes 12. */
enum { ARGUMENTS = 24, SPEC = 24 };

/* How each argument is taken: "s", "*", ".40s", "jd"; "": it is not. */
struct taken {
	char as[ARGUMENTS][SPEC];
	size_t n;		/* the largest number */
};

/* The argument NUMBER is taken so; false if it is taken in two ways, or is too much. */
static bool
take(struct taken *t, size_t number, const char *as, size_t n)
{
	if (number == 0 || number > ARGUMENTS || n >= SPEC)
		return false;
	char *to = t->as[number - 1];

	if (*to != '\0' && (strlen(to) != n || memcmp(to, as, n) != 0))
		return false;
	memcpy(to, as, n);
	if (number > t->n)
		t->n = number;
	return true;
}

/* Reads "2$" as 2 and moves S past it. Returns 0 if S does not begin so. */
static size_t
position(const char **s)
{
	const size_t digits = strspn(*s, "0123456789");

	if (digits == 0 || digits > 2 || (*s)[digits] != '$')
		return 0;
	const size_t number = (size_t)strtol(*s, NULL, 10);

	if (number > 0)
		*s += digits + 1;
	return number;
}

/* Reads the directive after its "%". NEXT is the next argument. Returns NULL if it is not valid. */
static const char *
directive(const char *s, size_t *next, struct taken *t)
{
	char as[SPEC];
	size_t n = 0;
	const size_t number = position(&s);

	for (; *s && strchr("-+#0123456789.*hljzt", *s); s++) {
		if (n == SPEC - 1)
			return NULL;
		as[n++] = *s;
		if (*s != '*')
			continue;
		const char *behind = s + 1;
		const size_t width = position(&behind);

		if (!take(t, width > 0 ? width : (*next)++, "*", 1))
			return NULL;
		s = behind - 1;
	}
	if (*s == '\0' || strchr("diouxXcsaAeEfFgGpm", *s) == NULL)
		return NULL;
	as[n++] = *s;
	if (*s != 'm' && !take(t, number > 0 ? number : (*next)++, as, n))
		return NULL;
	return s + 1;
}

/* Returns false if S is not a valid format. */
static bool
read_format(const char *s, struct taken *t)
{
	size_t next = 1;

	*t = (struct taken){ 0 };
	while (s && (s = strchr(s, '%')) != NULL) {
		s = s[1] == '%' ? s + 2 : directive(s + 1, &next, t);
		if (s == NULL)
			return false;
	}
	return true;
}

bool
directive_same(const char *format, const char *translation)
{
	struct taken a, b;

	if (strchr(format, '%') == NULL && strchr(translation, '%') == NULL)
		return true;
	if (!read_format(format, &a))
		return true;
	return read_format(translation, &b) && a.n == b.n && memcmp(a.as, b.as, sizeof a.as) == 0;
}
