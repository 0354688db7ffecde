#define _GNU_SOURCE
#include "lib/base/say.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A catalogue: five numbers, then two tables of the lengths and offsets of the texts, in the order
 * of the first. "The Format of GNU MO Files" in the manual of gettext.
 */
enum { MAGIC, REVISION, N, TEXTS, TRANSLATIONS, NUMBERS };
enum { CONTEXT_END = '\004', KEY_MAX = 256 };
static const uint32_t magic = 0x950412de;

static struct catalogue {
	const char *bytes;	/* NULL: none */
	size_t size;
} catalogues[2];

static uint32_t
number(const struct catalogue *c, size_t offset)
{
	uint32_t x;

	memcpy(&x, c->bytes + offset, sizeof x);
	return x;
}

/* Are the numbers, the tables, and all texts within the file, and does each text end? */
static bool
valid(const struct catalogue *c)
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

/* The translation of KEY; NULL if there is none. */
static const char *
look_up(const struct catalogue *c, const char *key)
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

bool
say_use(enum say_where where, const char *path)
{
	struct catalogue c = { 0 };
	struct stat st;
	const int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;

	if (path == NULL) {
		catalogues[where] = c;
		return true;
	}
	if (fd == -1)
		return false;
	if (fstat(fd, &st) == 0 && st.st_size > 0) {
		c.size = (size_t)st.st_size;
		c.bytes = mmap(NULL, c.size, PROT_READ, MAP_PRIVATE, fd, 0);
	}
	close(fd);
	if (c.bytes == NULL || c.bytes == MAP_FAILED)
		/* cppcheck-suppress memleak ; nothing is mapped */
		return false;
	if (!valid(&c)) {
		munmap((void *)(uintptr_t)c.bytes, c.size);
		/* cppcheck-suppress memleak */
		return false;
	}
	catalogues[where] = c;
	return true;
}

bool
say_translates(enum say_where where)
{
	return catalogues[where].bytes != NULL;
}

static const char *
translated(enum say_where where, const char *key)
{
	const char *found = key && *key ? look_up(&catalogues[where], key) : NULL;

	return found ? found : key;
}

const char *
say(const char *key)
{
	return translated(SAY_MESSAGE, key);
}

const char *
say_cell(const char *key)
{
	return translated(SAY_CELL, key);
}

const char *
say_word(enum say_where where, const char *context, const char *word)
{
	char key[KEY_MAX];

	if (!say_translates(where) || *word == '\0' || (size_t)snprintf(key, sizeof key, "%s%c%s",
	    context, CONTEXT_END, word) >= sizeof key)
		return word;
	const char *found = look_up(&catalogues[where], key);

	return found ? found : word;
}

const char *
say_plural(enum say_where where, bool one)
{
	return one || say_translates(where) ? "" : "s";
}
