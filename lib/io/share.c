#define _GNU_SOURCE
#include "lib/io/share.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"

/* The folder of the program; empty if the system does not say. */
static void
find_folder(char to[static PATH_MAX])
{
	const ssize_t n = readlink("/proc/self/exe", to, PATH_MAX - 1);

	to[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(to, '/');

	if (slash)
		*slash = '\0';
}

/* The first of the places, from the folder of the program, that has the file; else NULL. */
static char *
find(const char *const *place, size_t n, const char *name)
{
	char folder[PATH_MAX];

	find_folder(folder);
	for (size_t i = 0; i < n; i++) {
		char *path = mem_print("%s%s%s", folder, place[i], name);

		if (access(path, R_OK) == 0)
			return path;
		free(path);
	}
	return NULL;
}

static const char *const places[] = { "/../share/custkit/", "/../../share/" };

const char *
share_name(const char *path)
{
	const char *given = getenv("CUSTKIT_SHARE");
	char folder[PATH_MAX];

	find_folder(folder);
	const size_t n = strlen(folder);

	if (given && *given && strncmp(path, given, strlen(given)) == 0)
		return path + strlen(given) + (path[strlen(given)] == '/');
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (strncmp(path, folder, n) == 0 &&
		    strncmp(path + n, places[i], strlen(places[i])) == 0)
			return path + n + strlen(places[i]);
	return NULL;
}

char *
share_path(const char *name)
{
	const char *given = getenv("CUSTKIT_SHARE");

	if (given && *given)
		return mem_print("%s/%s", given, name);
	char *path = find(places, sizeof places / sizeof *places, name);

	if (path == NULL)
		fail("%s: not found; set CUSTKIT_SHARE to the folder of installed data", name);
	return path;
}

char *
share_plugin(const char *name)
{
	static const char *const plugins[] = { "/../lib/custkit/" };

	return find(plugins, 1, name);
}

char *
share_catalogue(const char *locale)
{
	static const char *const catalogues[] = { "/../share/locale/" };
	char *name = mem_print("%s/LC_MESSAGES/custkit.mo", locale), *path = find(catalogues, 1,
	    name);

	free(name);
	return path;
}

char *
share_program(const char *name)
{
	static const char *const beside[] = { "/" };

	return find(beside, 1, name);
}
