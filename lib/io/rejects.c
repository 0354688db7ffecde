#include "lib/io/rejects.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/io/put.h"
#include "lib/io/table.h"

struct rejects {
	const char *path;
	struct put *out;	/* NULL: not opened yet */
};

static const char header_end[] = "file,line,column,reason";

struct rejects *
rejects_new(const char *path)
{
	struct rejects *r = mem_new(1, sizeof *r);

	r->path = path;
	return r;
}

static bool
same_file(const char *input, const char *path)
{
	struct stat a, b;
	const bool is = strcmp(input, "-") == 0 ? fstat(STDIN_FILENO, &a) == 0
	    : stat(input, &a) == 0;

	return is && stat(path, &b) == 0 && S_ISREG(b.st_mode) && a.st_dev == b.st_dev &&
	    a.st_ino == b.st_ino;
}

static void
check_input(const struct rejects *r, const char *file)
{
	if (same_file(file, r->path))
		fail("%s: is an input file; choose another --rejects file", r->path);
}

void
rejects_check(const struct rejects *r, char *const *files)
{
	if (*files == NULL)
		check_input(r, "-");
	for (; *files; files++)
		check_input(r, *files);
	put_check_file(r->path, header_end);
}

static void
open_once(struct rejects *r, const struct table *t)
{
	if (r->out)
		return;
	r->out = put_open_file(r->path, header_end);
	for (size_t i = 0; i < table_width(t); i++)
		put_column(r->out, table_name(t, i), PUT_TEXT);
	for (const char *const *name = table_marks; *name; name++)
		put_column(r->out, *name, PUT_TEXT);
}

void
rejects_add(void *ctx, const struct table *t, const struct table_reject *bad)
{
	struct rejects *r = ctx;

	open_once(r, t);
	put_raw(r->out, bad->csv, table_width(t));
	put_text(r->out, bad->file);
	put_int(r->out, (int64_t)bad->line);
	put_text(r->out, bad->column);
	put_text(r->out, bad->reason);
	put_end(r->out);
}

void
rejects_free(struct rejects *r, const struct table *t)
{
	open_once(r, t);
	put_close(r->out);
	free(r);
}
