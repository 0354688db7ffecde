#include "lib/base/catalogue.h"

#include <stdint.h>
#include <string.h>

#include "lib/base/directive.h"

enum { MAGIC, REVISION, N, TEXTS, TRANSLATIONS, NUMBERS };
static const uint32_t magic = 0x950412de;

static uint32_t
number(const struct catalogue *c, size_t offset)
{
	uint32_t x;

	memcpy(&x, c->bytes + offset, sizeof x);
	return x;
}

bool
catalogue_valid(const struct catalogue *c)
{
	if (c->size < NUMBERS * sizeof magic || number(c, 0) != magic || number(c,
	    REVISION * 4) != 0)
		return false;
	const size_t n = number(c, N * 4);

	for (int table = TEXTS; table <= TRANSLATIONS; table++) {
		const size_t at = number(c, (size_t)table * 4);

		if (n > c->size / 8 || at > c->size - 8 * n)
			return false;
		for (size_t i = 0; i < n; i++) {
			const size_t len = number(c, at + 8 * i), text = number(c, at + 8 * i + 4);

			if (text >= c->size || len >= c->size - text ||
			    c->bytes[text + len] != '\0')
				return false;
		}
	}
	return true;
}

static const char *
text(const struct catalogue *c, int table, size_t i)
{
	return c->bytes + number(c, number(c, (size_t)table * 4) + 8 * i + 4);
}

const char *
catalogue_find(const struct catalogue *c, const char *key)
{
	size_t low = 0, high = c->bytes ? number(c, N * 4) : 0;

	while (low < high) {
		const size_t i = low + (high - low) / 2;
		const int order = strcmp(key, text(c, TEXTS, i));

		if (order == 0)
			return text(c, TRANSLATIONS, i);
		if (order < 0)
			high = i;
		else
			low = i + 1;
	}
	return NULL;
}

const char *
catalogue_format(const struct catalogue *c, const char *key)
{
	const char *found = catalogue_find(c, key);

	return found && directive_same(key, found) ? found : NULL;
}
