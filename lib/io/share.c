#define _GNU_SOURCE
#include "lib/io/share.h"

#include <err.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

char *
share_path(const char *name)
{
	static const char *const places[] = { "/../share/custkit/", "/../../share/" };
	const char *given = getenv("CUSTKIT_SHARE");

	if (given && *given)
		return mem_print("%s/%s", given, name);
	char *path = find(places, sizeof places / sizeof *places, name);

	if (path == NULL)
		errx(EXIT_TROUBLE,
		    "%s: not found; set CUSTKIT_SHARE to the folder of installed data", name);
	return path;
}

char *
share_plugin(const char *name)
{
	static const char *const places[] = { "/../lib/custkit/" };

	return find(places, 1, name);
}

char *
share_program(const char *name)
{
	static const char *const places[] = { "/" };

	return find(places, 1, name);
}
