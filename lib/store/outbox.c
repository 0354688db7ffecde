#define _GNU_SOURCE
#include "lib/store/outbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/store/connection.h"

enum { PRINTING_TENTHS = 250 /* of a second */ };

int
outbox_lock(struct store *store, const char *who, const char *what)
{
	const char *path = connection_path(store);
	const int fd = open(path, O_RDONLY | O_CLOEXEC);

	const struct timespec tenth = { .tv_nsec = 100000000 };
	int tries = 0;

	if (fd == -1)
		fail_errno("%s", path);
	while (flock(fd, LOCK_EX | LOCK_NB) == -1) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			fail_errno("%s", path);
		if (++tries > PRINTING_TENTHS)
			fail("%s: another %s is still printing; %s", path, who, what);
		nanosleep(&tenth, NULL);
	}
	return fd;
}

void
outbox_unlock(int lock)
{
	close(lock);
}

bool
outbox_delivered(void)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		return false;
	if (fdatasync(STDOUT_FILENO) == -1 && errno != EINVAL && errno != EROFS && errno != ENOTSUP)
		fail_errno("standard output");
	return true;
}
