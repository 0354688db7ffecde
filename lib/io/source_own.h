/*
 * source_own - the layers of source (program).
 *
 *	source_bytes	the file, unpacked if it is gzip
 *	source_decode	bytes of another encoding become UTF-8
 *	source		which of them a file needs, and the ends of its lines; a workbook is
 *			read by xlsx instead
 */
#ifndef SOURCE_OWN_H
#define SOURCE_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of a file.  FILE is a path, or "-" for standard input. */
struct source_bytes;
struct source_bytes *source_bytes_open(const char *file);
const char *source_bytes_name(const struct source_bytes *);	/* "standard input" for "-" */

/* The next bytes, fewer than ROOM only at the end.  A file that is cut off ends the tool. */
size_t source_bytes_read(struct source_bytes *, char *to, size_t room);

/*
 * Before the first read: the file will be read again, with source_bytes_again.  If it is not a
 * regular file, it is copied to a file without a name in TMPDIR, if it is large.
 */
void source_bytes_keep(struct source_bytes *);
void source_bytes_again(struct source_bytes *);

/* Before the first read: a regular file, at its beginning, of the bytes as they are. */
int source_bytes_fd(struct source_bytes *);

bool source_bytes_is_packed(const struct source_bytes *);
bool source_bytes_is_workbook(struct source_bytes *);	/* before the first read */
uint64_t source_bytes_at(const struct source_bytes *);		/* read of the file so far */
void source_bytes_close(struct source_bytes *);

/* From an encoding that iconv knows to UTF-8. */
struct source_decode;
struct source_decode *source_decode_new(const char *encoding);	/* NULL: iconv does not know it */

/*
 * Decodes from *IN, *N bytes, and advances both; returns the number of bytes written.  ROOM is at
 * least SOURCE_ROOM.  What is not valid becomes a byte FF, which is not UTF-8, so that its row is
 * bad.  A character that is not whole is left in *IN, but not in the LAST bytes of the file.
 */
enum { SOURCE_ROOM = 64 };
size_t source_decode(struct source_decode *, const char **in, size_t *n, char *to, size_t room,
    bool last);
void source_decode_free(struct source_decode *);

#endif
