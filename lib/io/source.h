/*
 * source - the bytes of a file as UTF-8 text, whatever it is (program).
 *
 * A file of another kind ends the tool, with a message that names the kind.
 */
#ifndef SOURCE_H
#define SOURCE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct source_opts {
	/* --encoding: NULL is strict UTF-8; "auto"; or a name that iconv knows */
	const char *encoding;
	const char *sheet;	/* --sheet: name or number of a worksheet; NULL:
	    the first visible */
};

struct source;

/* FILE is a path, or "-" for standard input.  Ends the tool if it cannot be read. */
struct source *source_open(const char *file, const struct source_opts *);

/* The next bytes of text, without a byte order mark; 0 at the end.  Ends the tool on an error. */
size_t source_read(struct source *, char *to, size_t room);

/*
 * The text is made by the source (a worksheet): the separator is a comma, and quotes follow
 * RFC 4180.
 */
bool source_is_made(const struct source *);

/* For progress: how many bytes of the file are read, and its size (0: not known). */
uint64_t source_at(const struct source *);
uint64_t source_size(const struct source *);

void source_close(struct source *);

#endif
