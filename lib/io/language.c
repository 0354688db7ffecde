#define _GNU_SOURCE
#include "lib/io/language.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/share.h"

enum { NAME_SIZE = 32 };	/* of a locale: zh_CN.UTF-8 */

static const char chinese[] = "zh_CN";

static bool
use(enum say_where where, const char *name)
{
	char *path = share_catalogue(name);
	const bool found = path && say_use(where, path);

	free(path);
	return found;
}

/* Removes the last part that begins with MARK, if there is one. */
static bool
without(char *name, char mark)
{
	char *s = strrchr(name, mark);

	if (s)
		*s = '\0';
	return s != NULL;
}

/* zh_CN.UTF-8 is zh_CN, else zh; English needs no catalogue. */
static bool
use_locale(const char *locale, size_t n)
{
	char name[NAME_SIZE];

	if (n == 0 || n >= sizeof name || memchr(locale, '/', n))
		return false;
	memcpy(name, locale, n);
	name[n] = '\0';
	without(name, '.');
	do {
		if (strcmp(name, "en") == 0 || use(SAY_MESSAGE, name))
			return true;
	} while (without(name, '@') || without(name, '_'));
	return false;
}

static const char *
user_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *s = getenv(names[i]);

		if (s && *s)
			return s;
	}
	return "C";
}

void
language_start(void)
{
	const char *locale = user_locale(), *list = getenv("LANGUAGE");

	if (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		return;
	setlocale(LC_MESSAGES, "");			/* for strerror */
	bind_textdomain_codeset("libc", "UTF-8");
	for (const char *s = list ? list : ""; *s; s += *s == ':') {
		const size_t n = strcspn(s, ":");

		if (use_locale(s, n))
			return;
		s += n;
	}
	use_locale(locale, strlen(locale));
}

void
language_cells(enum language_name language)
{
	if (language == LANGUAGE_ZH || (language == LANGUAGE_USER && say_translates(SAY_MESSAGE)))
		use(SAY_CELL, chinese);
}
