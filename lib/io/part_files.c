#include "lib/io/part_files.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/draft.h"
#include "lib/io/quote.h"

enum {
	OTHERS = 32,		/* files that are open besides those of the parts */
	BUFFERS = 64 << 20,	/* bytes of all buffers */
	MOST = 64 << 10, LEAST = 4 << 10,	/* bytes of one buffer */
};

struct part_files {
	uint32_t n;
	struct draft **draft;
	struct text *buf;	/* rows that are not written yet */
	size_t full;		/* a buffer is written when it has so many bytes */
};

/* Raises the limit of open files as far as needed; ends the tool if that is not allowed. */
static void
allow_files(uint32_t n)
{
	const rlim_t need = (rlim_t)n + OTHERS;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1)
		fail_errno(NULL);
	if (limit.rlim_cur >= need)
		return;
	if (limit.rlim_max < need)
		fail("%u parts need %ju open files, but the limit is %ju;"
		    " use fewer parts, or raise it: ulimit -n %ju", n, (uintmax_t)need,
		    (uintmax_t)limit.rlim_max, (uintmax_t)need);
	limit.rlim_cur = need;
	if (setrlimit(RLIMIT_NOFILE, &limit) == -1)
		fail_errno("ulimit -n %ju", (uintmax_t)need);
}

static char *
path_of(const char *prefix, uint32_t k)
{
	return mem_print("%s%u.csv", prefix, k);
}

/* Before anything is read or written: an existing file shows that the command ran before. */
static void
check_names(const char *prefix, uint32_t n)
{
	struct stat st;

	for (uint32_t k = 0; k < n; k++) {
		char *path = path_of(prefix, k);

		if (lstat(path, &st) == 0)
			fail("%s: file exists; remove it, or choose another PREFIX",
			    path);
		free(path);
	}
}

struct part_files *
part_files_open(const char *prefix, uint32_t n)
{
	struct part_files *p = mem_new(1, sizeof *p);
	const size_t share = BUFFERS / n;

	allow_files(n);
	check_names(prefix, n);
	p->n = n;
	p->full = share > MOST ? MOST : share < LEAST ? LEAST : share;
	p->draft = mem_new(n, sizeof(struct draft *));
	p->buf = mem_new(n, sizeof *p->buf);
	for (uint32_t k = 0; k < n; k++) {
		char *path = path_of(prefix, k);

		p->draft[k] = draft_open(path);
		free(path);
	}
	return p;
}

static void
flush(struct part_files *p, uint32_t k)
{
	struct text *buf = &p->buf[k];

	for (size_t done = 0; done < buf->n;) {
		const ssize_t n = write(draft_fd(p->draft[k]), buf->s + done, buf->n - done);

		if (n == -1)
			fail_errno("%s", draft_path(p->draft[k]));
		done += (size_t)n;
	}
	buf->n = 0;
}

void
part_files_add(struct part_files *p, uint32_t k, const char *const *cell, size_t n)
{
	struct text *buf = &p->buf[k];

	if (n == 1 && *cell[0] == '\0')
		text_add(buf, "\"\"", 2);	/* a reader ignores a blank line */
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			text_add(buf, ",", 1);
		quote_csv(buf, cell[i]);
	}
	text_add(buf, "\n", 1);
	if (buf->n >= p->full)
		flush(p, k);
}

void
part_files_add_all(struct part_files *p, const char *const *cell, size_t n)
{
	for (uint32_t k = 0; k < p->n; k++)
		part_files_add(p, k, cell, n);
}

void
part_files_close(struct part_files *p)
{
	for (uint32_t k = 0; k < p->n; k++) {
		flush(p, k);
		text_free(&p->buf[k]);
	}
	draft_keep_all(p->draft, p->n);
	free(p->draft);
	free(p->buf);
	free(p);
}
