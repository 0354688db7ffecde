#define _GNU_SOURCE
#include "lib/io/xlsx_own.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "late.h"
#include "lib/base/fail.h"
#include "lib/base/late.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"

struct xlsx_zip {
	zip_t *zip;
	const char *name;
	int fd;
	zip_uint64_t at, size;
	zip_error_t error;
};

struct xlsx_part {
	struct xlsx_zip *zip;
	zip_file_t *file;
	char *path;
};

#define CALLS(X) \
	X(zip_open_from_source) X(zip_discard) X(zip_source_function_create) \
	X(zip_source_make_command_bitmap) X(zip_source_seek_compute_offset) \
	X(zip_error_init) X(zip_error_set) X(zip_error_strerror) X(zip_error_to_data) \
	X(zip_strerror) X(zip_file_strerror) X(zip_name_locate) X(zip_get_name) \
	X(zip_stat_init) X(zip_stat_index) X(zip_fopen_index) X(zip_fread) X(zip_fclose)

static struct {
#define POINTER(f) __typeof__(f) *f;
	CALLS(POINTER)
} lib;

static void
load(void)
{
	static const struct late_symbol symbols[] = {
#define SYMBOL(f) { #f, &lib.f },
		CALLS(SYMBOL)
		{ 0 }
	};

	if (lib.zip_open_from_source == NULL)
		late_load(say("workbooks"), LATE_ZIP, symbols);
}

void
xlsx_bad(const struct xlsx_zip *z, const char *fmt, ...)
{
	char what[XLSX_REASON];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, say(fmt), ap);
	va_end(ap);
	text_tidy(what);
	fail("%s: %s", z->name, what);
}

static zip_int64_t
read_at(struct xlsx_zip *z, void *to, zip_uint64_t room)
{
	const ssize_t n = pread(z->fd, to, room, (off_t)z->at);

	if (n == -1)
		lib.zip_error_set(&z->error, ZIP_ER_READ, errno);
	else
		z->at += (zip_uint64_t)n;
	return n;
}

static zip_int64_t
seek(struct xlsx_zip *z, void *data, zip_uint64_t n)
{
	const zip_int64_t at = lib.zip_source_seek_compute_offset(z->at, z->size, data, n,
	    &z->error);

	if (at < 0)
		return -1;
	z->at = (zip_uint64_t)at;
	return 0;
}

static zip_int64_t
tell_size(const struct xlsx_zip *z, zip_stat_t *to)
{
	lib.zip_stat_init(to);
	to->valid = ZIP_STAT_SIZE;
	to->size = z->size;
	return sizeof *to;
}

/* How libzip reads the file. */
static zip_int64_t
serve(void *ctx, void *data, zip_uint64_t n, zip_source_cmd_t command)
{
	struct xlsx_zip *z = ctx;

	switch (command) {
	case ZIP_SOURCE_OPEN:
		z->at = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return read_at(z, data, n);
	case ZIP_SOURCE_SEEK:
		return seek(z, data, n);
	case ZIP_SOURCE_TELL:
		return (zip_int64_t)z->at;
	case ZIP_SOURCE_STAT:
		return tell_size(z, data);
	case ZIP_SOURCE_ERROR:
		return lib.zip_error_to_data(&z->error, data, n);
	case ZIP_SOURCE_SUPPORTS:
		return lib.zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
		    ZIP_SOURCE_CLOSE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_STAT,
		    ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	case ZIP_SOURCE_CLOSE: case ZIP_SOURCE_FREE:
		return 0;
	default:
		lib.zip_error_set(&z->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

struct xlsx_zip *
xlsx_zip_open(int fd, const char *name)
{
	struct xlsx_zip *z = mem_new(1, sizeof *z);
	struct stat st;
	zip_error_t error;

	load();
	if (fstat(fd, &st) == -1)
		fail_errno("%s", name);
	z->name = name;
	z->fd = fd;
	z->size = (zip_uint64_t)st.st_size;
	lib.zip_error_init(&z->error);
	lib.zip_error_init(&error);
	zip_source_t *source = lib.zip_source_function_create(serve, z, &error);

	if (source)
		z->zip = lib.zip_open_from_source(source, ZIP_RDONLY, &error);
	if (z->zip == NULL)
		xlsx_bad(z, "the workbook is cut off or damaged (%s); get it again",
		    lib.zip_error_strerror(&error));
	return z;
}

const char *
xlsx_zip_name(const struct xlsx_zip *z)
{
	return z->name;
}

/* Some programs write names in other cases than those of the references to them. */
static zip_int64_t
locate(const struct xlsx_zip *z, const char *path)
{
	const zip_int64_t i = lib.zip_name_locate(z->zip, path, ZIP_FL_ENC_GUESS);

	return i >= 0 ? i : lib.zip_name_locate(z->zip, path, ZIP_FL_NOCASE);
}

bool
xlsx_zip_has(const struct xlsx_zip *z, const char *path)
{
	return locate(z, path) >= 0;
}

const char *
xlsx_zip_path(const struct xlsx_zip *z, uint64_t i)
{
	return lib.zip_get_name(z->zip, i, ZIP_FL_ENC_GUESS);
}

void
xlsx_zip_close(struct xlsx_zip *z)
{
	lib.zip_discard(z->zip);
	free(z);
}

struct xlsx_part *
xlsx_part_open(struct xlsx_zip *z, const char *path)
{
	const zip_int64_t i = locate(z, path);
	zip_stat_t st;

	if (i < 0)
		xlsx_bad(z, "the workbook is damaged: it has no part %s", path);
	if (lib.zip_stat_index(z->zip, (zip_uint64_t)i, 0, &st) == -1)
		xlsx_bad(z, "%s: %s", path, lib.zip_strerror(z->zip));
	if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
		xlsx_bad(z, "the archive is encrypted; save the workbook without a password");
	struct xlsx_part *p = mem_new(1, sizeof *p);

	p->zip = z;
	p->path = mem_text(path);
	p->file = lib.zip_fopen_index(z->zip, (zip_uint64_t)i, 0);
	if (p->file == NULL)
		xlsx_bad(z, "%s cannot be read: %s", path, lib.zip_strerror(z->zip));
	return p;
}

size_t
xlsx_part_read(struct xlsx_part *p, char *to, size_t room)
{
	const zip_int64_t n = lib.zip_fread(p->file, to, room);

	if (n < 0)
		xlsx_bad(p->zip, "%s is damaged: %s", p->path, lib.zip_file_strerror(p->file));
	return (size_t)n;
}

void
xlsx_part_close(struct xlsx_part *p)
{
	lib.zip_fclose(p->file);
	free(p->path);
	free(p);
}
