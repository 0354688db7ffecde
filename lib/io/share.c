#define _GNU_SOURCE
#include "lib/io/share.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/io/opt.h"

char *
share_path(const char *name)
{
	static const char *const places[] = { "/../share/custkit/", "/../../share/" };
	const char *given = getenv("CUSTKIT_SHARE");
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);

	if (given && *given)
		return mem_print("%s/%s", given, name);
	exe[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(exe, '/');

	if (slash)
		*slash = '\0';
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		char *path = mem_print("%s%s%s", exe, places[i], name);

		if (access(path, R_OK) == 0)
			return path;
		free(path);
	}
	errx(EXIT_TROUBLE, "%s: not found; set CUSTKIT_SHARE to the folder of installed data",
	    name);
}
