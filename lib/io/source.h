/*
 * source - the bytes of a file as UTF-8 CSV, whatever they are packed in (program).
 */
#ifndef SOURCE_H
#define SOURCE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct source_opts {
	/* of the text, as iconv names it, or "auto"; NULL: UTF-8 */
	const char *encoding;
	const char *sheet;	/* name or number of a worksheet; NULL: the first */
};

struct source;

/* FILE is a path, or "-" for standard input. Ends the tool if it cannot be read. */
struct source *source_open(const char *file, const struct source_opts *);

/* The next bytes, without a BOM; 0 at the end. Ends the tool on an error. */
size_t source_read(struct source *, char *to, size_t room);

/* The text is made from a worksheet: the separator is a comma. */
bool source_is_made(const struct source *);
void source_close(struct source *);

#endif
