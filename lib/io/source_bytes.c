/* The bytes of a file: read, unpacked if they are gzip, and read again. */
#define _GNU_SOURCE
#include "lib/io/source_own.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/cite.h"
#include "lib/io/file_kind.h"

enum {
	FIRST = 4 << 10,	/* bytes by which gzip is known; the others are not copied */
	RAW = 128 << 10,	/* bytes read at once to unpack */
};

struct source_bytes {
	const char *name;
	int fd;
	bool regular, whole;	/* it can be read again: from its beginning, or from raw */
	bool ended;
	uint64_t at;
	char *raw;		/* as the file has them: the first, or to unpack */
	size_t n, next;
	z_stream *gzip;
	struct cite_input *cite;	/* of --cite; NULL */
	bool member;		/* within a member of a gzip file */
};

static size_t
read_fd(struct source_bytes *b, char *to, size_t room)
{
	ssize_t got;

	while ((got = read(b->fd, to, room)) == -1)
		if (errno != EINTR)
			fail_errno("%s", b->name);
	b->ended = got == 0;
	if (b->cite)
		cite_input_add(b->cite, b->at, to, (size_t)got);
	b->at += (size_t)got;
	return (size_t)got;
}

/* Reads until raw has N bytes, or the file ends; at its end raw stays as it is. */
static void
read_raw(struct source_bytes *b, size_t n)
{
	if (b->ended)
		return;
	memmove(b->raw, b->raw + b->next, b->n - b->next);
	b->n -= b->next;
	b->next = 0;
	while (b->n < n && !b->ended)
		b->n += read_fd(b, b->raw + b->n, n - b->n);
}

static void
fill_raw(struct source_bytes *b)
{
	read_raw(b, RAW);
}

static void
begin(struct source_bytes *b)
{
	b->ended = false;
	b->at = b->n = b->next = 0;
	read_raw(b, FIRST);
}

struct source_bytes *
source_bytes_open(const char *file)
{
	struct source_bytes *b = mem_new(1, sizeof *b);
	struct stat st;

	b->name = file;
	if (strcmp(file, "-") == 0)
		b->name = say("standard input");
	else if ((b->fd = open(file, O_RDONLY | O_CLOEXEC)) == -1)
		fail_errno("%s", file);
	if (fstat(b->fd, &st) == 0 && S_ISREG(st.st_mode))
		b->regular = lseek(b->fd, 0, SEEK_CUR) == 0;
	b->raw = mem_resize(NULL, RAW, 1);
	b->cite = cite_input_new(strcmp(file, "-") == 0 ? "standard input" : file);
	begin(b);
	if (file_kind_is_gzip(b->raw, b->n)) {
		b->gzip = mem_new(1, sizeof *b->gzip);
		if (inflateInit2(b->gzip, MAX_WBITS + 16) != Z_OK)	/* + 16: gzip */
			fail("%s: %s", b->name, say(strerror(ENOMEM)));
		b->member = true;
	}
	return b;
}

const char *
source_bytes_name(const struct source_bytes *b)
{
	return b->name;
}

/* False at the end of the file. */
static bool
next_member(struct source_bytes *b)
{
	for (;; b->next++) {	/* after the last, zeros may fill a block of a tape */
		if (b->next == b->n)
			fill_raw(b);
		if (b->next == b->n)
			return false;
		if (b->raw[b->next] != '\0')
			break;
	}
	if (b->n - b->next < 2)
		fill_raw(b);
	if (!file_kind_is_gzip(b->raw + b->next, b->n - b->next))
		fail("%s: other bytes follow the gzip data at byte %ju", b->name,
		    (uintmax_t)(b->at - (b->n - b->next) + 1));
	inflateReset(b->gzip);
	return true;
}

static void
check_inflate(const struct source_bytes *b, int result)
{
	if (result == Z_MEM_ERROR)
		fail("%s: %s", b->name, say(strerror(ENOMEM)));
	if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
		fail("%s: the gzip data are damaged (%s)", b->name,
		    b->gzip->msg ? b->gzip->msg : say("a dictionary is missing"));
}

static size_t
unpack(struct source_bytes *b, char *to, size_t room)
{
	z_stream *z = b->gzip;

	z->next_out = (Bytef *)to;
	z->avail_out = (uInt)(room < UINT_MAX ? room : UINT_MAX);
	while (z->avail_out > 0 && (b->member || next_member(b))) {
		if (b->next == b->n)
			fill_raw(b);
		z->next_in = (Bytef *)b->raw + b->next;
		z->avail_in = (uInt)(b->n - b->next);
		const int result = inflate(z, Z_NO_FLUSH);

		check_inflate(b, result);
		b->next = b->n - z->avail_in;
		b->member = result != Z_STREAM_END;
		if (b->member && b->next == b->n && b->ended && z->avail_out > 0)
			fail("%s: the gzip data are cut off; get the file again",
			    b->name);
	}
	return (size_t)((char *)z->next_out - to);
}

size_t
source_bytes_read(struct source_bytes *b, char *to, size_t room)
{
	size_t n = b->n - b->next;

	if (b->gzip)
		return unpack(b, to, room);
	if (n > room)
		n = room;
	memcpy(to, b->raw + b->next, n);
	b->next += n;
	while (n < room && !b->ended)
		n += read_fd(b, to + n, room - n);
	return n;
}

static int
nameless_file(void)
{
	const char *folder = getenv("TMPDIR");
	char *path = mem_print("%s/custkit.XXXXXX", folder && *folder ? folder : "/tmp");
	const int fd = mkostemp(path, O_CLOEXEC);	/* mode 0600 */

	if (fd == -1)
		fail_errno("%s (TMPDIR says where)", path);
	unlink(path);
	free(path);
	return fd;
}

static void
write_all(const struct source_bytes *b, int fd, const char *s, size_t n)
{
	while (n > 0) {
		const ssize_t put = write(fd, s, n);

		if (put == -1 && errno != EINTR)
			fail_errno("a copy of %s in TMPDIR", b->name);
		s += put > 0 ? put : 0;
		n -= put > 0 ? (size_t)put : 0;
	}
}

static void
spool(struct source_bytes *b)
{
	const int fd = nameless_file();

	for (; b->n > 0; fill_raw(b)) {
		write_all(b, fd, b->raw, b->n);
		b->n = 0;
	}
	if (b->fd != STDIN_FILENO)
		close(b->fd);
	b->fd = fd;
}

int
source_bytes_fd(struct source_bytes *b)
{
	if (!b->regular)
		spool(b);
	else if (b->cite)	/* it is read by others */
		cite_input_rest(b->cite, b->fd);
	b->regular = true;
	if (lseek(b->fd, 0, SEEK_SET) == -1)
		fail_errno("%s", b->name);
	return b->fd;
}

void
source_bytes_keep(struct source_bytes *b)
{
	fill_raw(b);
	b->whole = b->ended;
	if (b->whole || b->regular)
		return;
	source_bytes_fd(b);
	begin(b);
}

void
source_bytes_again(struct source_bytes *b)
{
	b->next = 0;
	if (!b->whole) {
		source_bytes_fd(b);
		begin(b);
	}
	if (b->gzip)
		inflateReset(b->gzip);
	b->member = b->gzip != NULL;
}

bool
source_bytes_is_workbook(struct source_bytes *b)
{
	if (!file_kind_is_zip(b->raw, b->n))
		return false;
	fill_raw(b);
	return file_kind_is_workbook(b->raw, b->n);
}

bool
source_bytes_is_packed(const struct source_bytes *b)
{
	return b->gzip != NULL;
}

uint64_t
source_bytes_at(const struct source_bytes *b)
{
	return b->at;
}

void
source_bytes_close(struct source_bytes *b)
{
	if (b->gzip)
		inflateEnd(b->gzip);
	free(b->gzip);
	if (b->cite && b->regular)
		cite_input_rest(b->cite, b->fd);
	if (b->fd != STDIN_FILENO)
		close(b->fd);
	free(b->raw);
	free(b);
}
