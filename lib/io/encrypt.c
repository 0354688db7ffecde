#define _GNU_SOURCE
#include "lib/io/encrypt.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/exit.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"

extern char **environ;

enum { NOT_FOUND = 127 };

/*
 * Runs age with FROM and TO as its standard input and output. Returns its exit status, or
 * NOT_FOUND. age prints its own messages; QUIET: none.
 */
static int
run(const char *recipient, int from, int to, bool quiet)
{
	char name[] = "age", encrypt[] = "--encrypt", option[] = "--recipient";
	char *key = mem_text(recipient), *const argv[] = { name, encrypt, option, key, NULL };
	posix_spawn_file_actions_t files;
	pid_t child;
	int status;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, from, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, to, STDOUT_FILENO);
	if (quiet)
		posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	const int result = posix_spawnp(&child, "age", &files, NULL, argv, environ);

	posix_spawn_file_actions_destroy(&files);
	free(key);
	if (result == ENOENT)
		return NOT_FOUND;
	errno = result;
	if (result != 0)
		fail_errno("age");
	while (waitpid(child, &status, 0) == -1)
		if (errno != EINTR)
			fail_errno("age");
	return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_TROUBLE;
}

void
encrypt_check(const char *recipient)
{
	const int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null == -1)
		fail_errno("/dev/null");
	const int status = run(recipient, null, null, true);

	close(null);
	if (status == NOT_FOUND)
		fail("--encrypt-to requires age (Debian: apt-get install age)");
	if (status != 0)
		fail("--encrypt-to: '%s' is not a public key of age (age-keygen makes"
		    " a pair of keys)", recipient);
}

void
encrypt_file(const char *recipient, int from, int to, const char *what)
{
	if (lseek(from, 0, SEEK_SET) == -1)
		fail_errno("%s", what);
	if (run(recipient, from, to, false) != 0)
		fail("%s: age could not encrypt it", what);
}
