#define _GNU_SOURCE
#include "lib/chart/svg_plain.h"

#include <string.h>

#include "lib/base/text.h"

/* The value of the variable whose name has N bytes: that of its first definition; NULL: none. */
static const char *
value_of(const char *svg, const char *name, size_t n, size_t *size)
{
	for (const char *s = svg; (s = memmem(s, strlen(s), name, n)); s += n)
		if (s[n] == ':') {
			s += n + 1;
			*size = strcspn(s, ";}");
			return s;
		}
	return NULL;
}

/* A file has no page to inherit from. Both words have as many bytes. */
static void
replace_font(struct text *t)
{
	char *s = memmem(t->s, t->n, "family:inherit", 14);

	if (s)
		memcpy(s, "family:Sans   ", 14);
}

void
svg_plain(struct text *t)
{
	static const char begin[] = "var(";
	struct text to = { 0 };

	replace_font(t);
	text_add(t, "", 1);
	for (const char *s = t->s, *next; *s; s = next) {
		const char *var = strstr(s, begin), *name = var ? var + sizeof begin - 1 : NULL;
		const size_t n = name ? strcspn(name, ")") : 0;
		size_t size = 0;
		const char *value = name ? value_of(t->s, name, n, &size) : NULL;

		if (value == NULL) {
			text_add(&to, s, strlen(s));
			break;
		}
		text_add(&to, s, (size_t)(var - s));
		text_add(&to, value, size);
		next = name + n + 1;
	}
	text_free(t);
	*t = to;
}
