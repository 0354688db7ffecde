/*
 * xlsx_own - what the files xlsx*.c share: a workbook being read (program).
 *
 * A workbook is a zip archive of XML parts.  xlsx_zip.c inflates a part (libzip), xlsx_xml.c parses
 * it (expat) and refuses what only a zip bomb does.  xlsx_book.c reads which worksheets there are,
 * xlsx_peek.c looks whether one has rows, xlsx_styles.c and xlsx_strings.c read what the cells
 * point to, xlsx_cell.c makes text of a cell, xlsx_row.c text of a row, and xlsx_sheet.c reads
 * all rows.  xlsx.c puts them together.
 *
 * Names of elements are compared without their prefix and namespace: strict OOXML has others.
 */
#ifndef XLSX_OWN_H
#define XLSX_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/text.h"
#include "lib/io/serial.h"
#include "lib/io/xlsx.h"

enum {
	XLSX_COLUMNS = 16384,		/* what a worksheet holds: A to XFD */
	XLSX_ROWS = 1048576,
	XLSX_CELL = 32767,		/* characters of a cell, in UTF-16 */
	XLSX_SPELLED = 7 * XLSX_CELL,	/* bytes of it in the part: _x000D_ is one character */
	XLSX_RUN = 1 << 20,		/* bytes of a tag, of a text, of what is between two tags */
	XLSX_SMALL = 16 << 20,		/* inflated bytes of a part other than sheets and strings */
	XLSX_LARGE = 1 << 30,		/* memory for strings */
	XLSX_NAME = 255,		/* bytes of the name of a worksheet */
	XLSX_REASON = 400,		/* the most bytes of a message */
	XLSX_PARSER = 64 << 20,		/* memory for tags within tags, and for their names */
};

/* xlsx_zip.c: an archive and its parts.  Whatever is wrong ends the tool. */

struct xlsx_zip;
struct xlsx_part;

struct xlsx_zip *xlsx_zip_open(int fd, const char *name);
const char *xlsx_zip_name(const struct xlsx_zip *);
bool xlsx_zip_has(const struct xlsx_zip *, const char *path);
const char *xlsx_zip_path(const struct xlsx_zip *, uint64_t i);	/* NULL after the last part */
void xlsx_zip_close(struct xlsx_zip *);

struct xlsx_part *xlsx_part_open(struct xlsx_zip *, const char *path);
size_t xlsx_part_read(struct xlsx_part *, char *to, size_t room);	/* 0 at the end */
void xlsx_part_close(struct xlsx_part *);

/* Names the file and what is wrong with it, and ends the tool. */
_Noreturn void xlsx_bad(const struct xlsx_zip *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* xlsx_xml.c: a part as a stream of tags and texts. */

struct xlsx_tags {		/* NULL: nothing is called */
	void (*start)(void *ctx, const char *name, const char **attribute);
	void (*end)(void *ctx, const char *name);
	void (*text)(void *ctx, const char *s, size_t n);
};

struct xlsx_xml;

/* MOST: how many bytes the part may have; 0: any number. */
struct xlsx_xml *xlsx_xml_open(struct xlsx_zip *, const char *path, uint64_t most,
    const struct xlsx_tags *, void *ctx);
bool xlsx_xml_step(struct xlsx_xml *);		/* parses some more; false at the end */
void xlsx_xml_stop(struct xlsx_xml *);		/* from within a call: that is enough */
uint64_t xlsx_xml_at(const struct xlsx_xml *);
void xlsx_xml_close(struct xlsx_xml *);

/* All of a small part. */
void xlsx_xml_read(struct xlsx_zip *, const char *path, const struct xlsx_tags *, void *ctx);

bool xlsx_is(const char *name, const char *local);	/* x:row is row */
const char *xlsx_attribute(const char **attribute, const char *local);	/* NULL: not there */
bool xlsx_true(const char *);				/* an attribute: 1, true; NULL is not */

/* xlsx_book.c: where the parts are, and the worksheets in the order of their tabs. */

struct xlsx_tab {
	char *name;
	char *path;		/* of the part */
	bool hidden, worksheet;	/* not a chart */
};

struct xlsx_book {
	struct xlsx_tab *tab;
	size_t n, room;
	char *strings, *styles;		/* paths; NULL: there are none */
	bool from_1904;
};

struct xlsx_book *xlsx_book_read(struct xlsx_zip *);
void xlsx_book_free(struct xlsx_book *);

/* xlsx_peek.c: what the beginning of a worksheet has. */

enum xlsx_look { XLSX_EMPTY, XLSX_CELLS, XLSX_LINE, XLSX_TABLE };	/* the more the better */
/* Adds to PEEKED how many bytes it has read. */
enum xlsx_look xlsx_peek(struct xlsx_zip *, const char *path, uint64_t *peeked);

/* xlsx_styles.c: the number format of each style. */

struct xlsx_styles;
struct xlsx_styles *xlsx_styles_read(struct xlsx_zip *, const char *path);	/* NULL: none */
struct serial_format xlsx_styles_format(const struct xlsx_styles *, size_t style);
void xlsx_styles_free(struct xlsx_styles *);

/* xlsx_strings.c: the texts that cells point to. */

struct xlsx_strings;
struct xlsx_strings *xlsx_strings_read(struct xlsx_zip *, const char *path);	/* NULL: none */
/* Its N bytes; NULL if there is no such string. */
const char *xlsx_strings_at(const struct xlsx_strings *, size_t i, size_t *n);
void xlsx_strings_free(struct xlsx_strings *);

/* Appends S, in which _x000D_ stands for a character that XML cannot hold. */
void xlsx_unescape(struct text *, const char *s, size_t n);
/* More than a cell may have? */
bool xlsx_too_long(const char *s, size_t n);

/* xlsx_cell.c: the value of a cell as text. */

enum xlsx_type {
	XLSX_NUMBER, XLSX_STRING, XLSX_INLINE, XLSX_FORMULA, XLSX_TRUTH, XLSX_FAULT, XLSX_ISO,
};

enum xlsx_type xlsx_cell_type(const char *t);	/* of an attribute; NULL: a number */

/* Appends the value that is SPELLED in the part.  False: it points to no text. */
bool xlsx_cell_add(struct text *, enum xlsx_type, struct text *spelled,
    const struct xlsx_strings *, struct serial_format, bool from_1904);

/* xlsx_row.c: rows of cells as CSV. */

struct xlsx_cell {
	size_t at, n;		/* in the text of the row */
	bool there;		/* also if it is empty */
};

struct xlsx_rows {
	struct text out;	/* not yet read */
	uint64_t row;		/* of the worksheet, the last one in the text */
	uint64_t skip;		/* rows that are left out: the header is below them */
	size_t first, width;	/* of the table; WIDTH is 0 before the header */
};

/* A row of N cells whose bytes are in TEXT, the last not empty. */
void xlsx_rows_add(struct xlsx_rows *, uint64_t row, const struct xlsx_cell *, size_t n,
    const char *text);

/* xlsx_sheet.c */

struct xlsx_sheet;
struct xlsx_sheet *xlsx_sheet_open(struct xlsx_zip *, const struct xlsx_book *,
    const struct xlsx_tab *);
struct xlsx_rows *xlsx_sheet_rows(struct xlsx_sheet *);
bool xlsx_sheet_step(struct xlsx_sheet *);	/* adds rows; false at the end */
const struct xlsx_xml *xlsx_sheet_xml(const struct xlsx_sheet *);
void xlsx_sheet_close(struct xlsx_sheet *);

#endif
