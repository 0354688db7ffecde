/*
 * measure: runs a command and appends its cost to a file: elapsed seconds, processor seconds, peak
 * memory in MiB.
 *
 * usage: measure FILE COMMAND [ARGUMENT ...]   (returns the status of the command; a command that
 * fails is not recorded)
 */
#include <err.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void note(const char *path, double wall, const struct rusage *use)
{
	FILE *f = fopen(path, "a");

	if (!f || fprintf(f, "%.4f %.4f %.1f\n", wall,
	    seconds(use->ru_utime) + seconds(use->ru_stime),
			(double)use->ru_maxrss / 1024) < 0 || fclose(f))
		err(2, "%s", path);
}

int main(int argc, char **argv)
{
	struct rusage use;
	double start = now();
	int status, error;
	pid_t pid;

	if (argc < 3)
		errx(2, "usage: measure FILE COMMAND [ARGUMENT ...]");
	if ((error = posix_spawnp(&pid, argv[2], NULL, NULL, argv + 2, environ)))
		errx(2, "%s: %s", argv[2], strerror(error));
	if (wait4(pid, &status, 0, &use) < 0)
		err(2, "%s", argv[2]);
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		note(argv[1], now() - start, &use);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
