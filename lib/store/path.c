#include "lib/store/path.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"

bool
path_is_named(void)
{
	const char *env = getenv("CUSTKIT_DB");

	return env && *env;
}

const char *
path_default(void)
{
	static char path[4096];
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	int n;

	if (path_is_named())
		return getenv("CUSTKIT_DB");
	if (data && *data == '/')	/* the XDG standard says to ignore a relative path */
		n = snprintf(path, sizeof path, "%s/custkit/custkit.db", data);
	else if (home && *home)
		n = snprintf(path, sizeof path, "%s/.local/share/custkit/custkit.db", home);
	else
		fail("no store; name one with -d FILE or CUSTKIT_DB");
	if (n < 0 || (size_t)n >= sizeof path)
		fail("the path of the default store is too long");
	return path;
}

void
path_make_folders(const char *path)
{
	char *s = mem_text(path);

	for (char *p = s + 1; (p = strchr(p, '/')) != NULL; p++) {
		*p = '\0';
		if (mkdir(s, 0700) == -1 && errno != EEXIST)
			fail_errno("%s", s);
		*p = '/';
	}
	free(s);
}

bool
path_is_missing(const char *path)
{
	struct stat st;

	if (stat(path, &st) == -1) {
		if (errno != ENOENT && errno != ENOTDIR)
			fail_errno("%s", path);
		return true;
	}
	if (!S_ISREG(st.st_mode))
		fail("%s: not a regular file", path);
	return false;
}

bool
path_is_empty(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == 0;
}

bool
path_has_journal(const char *path)
{
	char *journal = mem_print("%s-journal", path);
	const bool has = access(journal, F_OK) == 0;

	free(journal);
	return has;
}
