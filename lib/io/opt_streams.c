#define _GNU_SOURCE
#include "lib/io/opt_own.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/io/charset.h"

enum { MESSAGE_MAX = 64 << 10 };

/* If descriptor 1 were closed, the next file to be opened, such as the store, would get it. */
static void
occupy_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			_exit(EXIT_TROUBLE);
}

static void
default_sigpipe(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGPIPE);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_IGN);	/* a size limit is an error of write, as a full disk is */
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/*
 * Removes control characters, because a message quotes cells, names of files and options, and must
 * not act on the terminal. Allocates nothing, because the message may be "out of memory". The lock
 * of the stream protects the buffer.
 */
static ssize_t
write_tidy(void *ctx, const char *s, size_t n)
{
	static char text[MESSAGE_MAX + 1];
	(void)ctx;

	if (n > MESSAGE_MAX)
		n = MESSAGE_MAX;
	memcpy(text, s, n);
	for (size_t i = 0; i < n; i++)
		text[i] = text[i] == '\0' ? '?' : text[i] == '\t' ? ' ' : text[i];
	text[n] = '\0';
	for (char *line = text, *lf; line; line = lf) {	/* an LF ends a message */
		lf = strchr(line, '\n');
		if (lf)
			*lf++ = '\0';
		text_tidy(line);
		size_t bytes = strlen(line);

		if (lf)
			line[bytes++] = '\n';
		charset_write(STDERR_FILENO, line, bytes);
	}
	return (ssize_t)n;
}

static void
tidy_stderr(void)
{
	static char buf[MESSAGE_MAX];
	FILE *f = fopencookie(NULL, "w", (cookie_io_functions_t){ .write = write_tidy });

	if (f == NULL)
		fail_errno(NULL);
	setvbuf(f, buf, _IOLBF, sizeof buf);
	stderr = f;
}

void
opt_streams(void)
{
	occupy_descriptors();
	default_sigpipe();
	tidy_stderr();
}
