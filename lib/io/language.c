#include "lib/io/language.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/io/charset.h"
#include "lib/io/share.h"

#define CHINESE "zh_CN"			/* the catalogue for all of zh */

enum { NAME_SIZE = 32 };	/* of a locale: zh_CN.UTF-8 */

static char *of_messages;		/* the path of their catalogue; NULL: English */
static bool cells_are_chinese;

/* Messages in the language of this locale; false if it has no catalogue. */
static bool
use(const char *name)
{
	char *path = share_catalogue(name);
	const bool found = path && say_use(SAY_MESSAGE, path);

	if (found)
		of_messages = path;
	else
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

/* zh_CN.UTF-8 is zh_CN, else zh, for which CHINESE is taken; English needs no catalogue. */
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
		if (strcmp(name, "en") == 0 || use(name))
			return true;
		if (strcmp(name, "zh") == 0)
			return use(CHINESE);
	} while (without(name, '@') || without(name, '_'));
	return false;
}

/* The locale of CATEGORY, LC_MESSAGES or another. */
static const char *
user_locale(const char *category)
{
	const char *const names[] = { "LC_ALL", category, "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *s = getenv(names[i]);

		if (s && *s)
			return s;
	}
	return "C";
}

/* Chooses the catalogue of messages. */
static void
choose(void)
{
	const char *locale = user_locale("LC_MESSAGES"), *list = getenv("LANGUAGE");
	size_t n;

	if (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		return;
	for (const char *s; (s = split_ended(&list, ':', &n)) != NULL;)
		if (use_locale(s, n))
			return;
	use_locale(locale, strlen(locale));
}

static bool
is_chinese(const char *path)
{
	return path && strstr(path, "/" CHINESE "/");
}

bool
language_is_chinese(void)
{
	return is_chinese(of_messages);
}

void
language_start(void)
{
	choose();
	/* this text has characters that no set for another language has */
	if (of_messages && !charset_use(user_locale("LC_CTYPE"),
	    say("unrecognized option '%.*s'"))) {
		say_use(SAY_MESSAGE, NULL);
		of_messages = NULL;
	}
}

bool
language_of_cells_is_chinese(void)
{
	return cells_are_chinese;
}

void
language_cells(const char *language)
{
	char *chinese = language && strcmp(language, "zh") == 0 ? share_catalogue(CHINESE) : NULL;

	cells_are_chinese = is_chinese(language ? chinese : of_messages);
	say_use(SAY_CELL, language ? chinese : of_messages);
	free(chinese);
}
