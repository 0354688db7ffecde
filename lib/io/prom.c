#include "lib/io/prom.h"

#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"

char *
prom_label(const char *s)
{
	char *to = mem_new(2 * strlen(s) + 1, 1), *p = to;

	while (*s) {
		const size_t n = strlen(s), good = text_utf8(s, n);

		for (size_t i = 0; i < good; i++) {
			if (strchr("\\\"\n", s[i]))
				*p++ = '\\';
			*p++ = s[i] == '\n' ? 'n' : s[i];
		}
		s += good;
		if (good < n)
			*p++ = '?', s++;
	}
	return to;
}
