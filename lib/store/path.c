#include "lib/store/path.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"

enum { PATH_SIZE = 4096 };

bool
path_is_named(void)
{
	const char *env = getenv("CUSTKIT_DB");

	return env && *env;
}

/* The default store without CUSTKIT_DB; the length of the path, -1 if there is none. */
static int
home_store(char *path, size_t size)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (data && *data == '/')	/* the XDG standard says to ignore a relative path */
		return snprintf(path, size, "%s/custkit/custkit.db", data);
	if (home && *home)
		return snprintf(path, size, "%s/.local/share/custkit/custkit.db", home);
	return -1;
}

const char *
path_default(void)
{
	static char path[PATH_SIZE];

	if (path_is_named())
		return getenv("CUSTKIT_DB");
	const int n = home_store(path, sizeof path);

	if (n < 0)
		fail("no store; name one with -d FILE or CUSTKIT_DB");
	if ((size_t)n >= sizeof path)
		fail("the path of the default store is too long");
	return path;
}

static bool
has_folder(const char *path)
{
	const char *end = strrchr(path, '/');
	char *folder = end ? mem_text(path) : mem_text(".");
	struct stat st;

	if (end)
		folder[end - path + (end == path)] = '\0';
	const bool has = stat(folder, &st) == 0 && S_ISDIR(st.st_mode);

	free(folder);
	return has;
}

char *
path_create(const char *path)
{
	char standard[PATH_SIZE], shell[PATH_SIZE];

	if (!path_is_named() && home_store(standard, sizeof standard) >= 0 &&
	    strcmp(path, standard) == 0)
		return mem_text("cust-init");
	return has_folder(path) ?
	    mem_print("cust-init -d %s", text_shell(path, shell, sizeof shell)) : NULL;
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
