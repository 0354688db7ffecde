/*
 * source - the text of a file in UTF-8, whatever its encoding, unpacked if it is gzip (program).
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
	/* --sheet: name or number of a worksheet; NULL: the first visible one with a table */
	const char *sheet;
	uint64_t skip;		/* --skip-lines: rows above the header of a worksheet */
	bool rejects;		/* it may be a file of rejects, see rejected.h */
	/*
	 * With "auto", if the encoding is not sure: takes the best, and says here what else it may
	 * be; the caller frees it. NULL: such a file ends the tool.
	 */
	char **doubt;
};

struct source;

/* FILE is a path, or "-" for standard input.  Ends the tool if it cannot be read. */
struct source *source_open(const char *file, const struct source_opts *);

/* The next bytes of text, without a byte order mark; 0 at the end.  Ends the tool on an error. */
size_t source_read(struct source *, char *to, size_t room);

/*
 * The encoding of the file, for messages; NULL: UTF-8.  Where its bytes are not valid in another
 * encoding the text has a byte FF, so that the row is not UTF-8 and thus bad.
 */
const char *source_encoding(const struct source *);

/*
 * The text is made by the source (a worksheet): the separator is a comma, and quotes follow
 * RFC 4180.
 */
bool source_is_made(const struct source *);

/*
 * Does the file probably come from a spreadsheet program: is it a workbook, not in UTF-8, or does
 * it have a byte order mark? Such a program reads UTF-8 as such only by a mark.
 */
bool source_has_mark(const struct source *);

/* The separator of a file of rejects, with source_opts.rejects; 0: it is another file. */
char source_rejected(const struct source *);

/* The name of the worksheet; NULL: not a workbook. */
const char *source_sheet(const struct source *);

/* The names of the other worksheets (xlsx_other); NULL after the last. */
const char *source_other_sheet(const struct source *, size_t nth);

/* For progress: how many bytes of the file are read. */
uint64_t source_at(const struct source *);

void source_close(struct source *);

#endif
