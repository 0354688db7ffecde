#define _GNU_SOURCE
#include "lib/base/say.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/catalogue.h"

enum { CONTEXT_END = '\004', KEY_MAX = 256 };

static struct catalogue catalogues[2];

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
	if (!catalogue_valid(&c)) {
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
	const char *found = key && *key ? catalogue_format(&catalogues[where], key) : NULL;

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
	const char *found = catalogue_find(&catalogues[where], key);

	return found ? found : word;
}

const char *
say_typed(const char *context, const char *word, char *to, size_t n)
{
	const char *said = say_word(SAY_MESSAGE, context, word);

	snprintf(to, n, strcmp(said, word) == 0 ? "%s" : "%s (%s)", said, word);
	return to;
}

const char *
say_comma(size_t i)
{
	return i == 0 ? "" : say(", ");
}

const char *
say_or(size_t i, size_t n)
{
	return i > 0 && i + 1 == n ? say(" or ") : say_comma(i);
}

const char *
say_and(size_t i, size_t n)
{
	return i > 0 && i + 1 == n ? say(" and ") : say_comma(i);
}

const char *
say_plural(enum say_where where, bool one)
{
	return one || say_translates(where) ? "" : "s";
}
