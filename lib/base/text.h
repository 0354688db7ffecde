/* text - checks of UTF-8 and other text, and a growing buffer of bytes (pure). */
#ifndef TEXT_H
#define TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "lib/base/mem.h"

/* The offset of the first byte that is not UTF-8; N if all of it is. */
size_t text_utf8(const char *, size_t n);

/* The columns that the text takes on a terminal: 客户 takes four. */
size_t text_width(const char *, size_t n);

/*
 * Prepares text for one line of a message: replaces control characters by ?, deletes bytes that are
 * not UTF-8.
 */
void text_tidy(char *);

/*
 * A character, and whether a terminal may act on it: C0, DEL, C1 (U+0080-9F), separators of lines
 * and bidirectional overrides and isolates (U+2028-2E, U+2066-69).  A byte that is not UTF-8
 * counts as a control with the code U+FFFD: alone it may be C1.
 */
struct text_char {
	uint32_t code;
	uint8_t bytes;
	bool control;
};
struct text_char text_char(const char *);	/* of a string that is not empty */

/* How many bytes at the beginning are printable ASCII other than quote and backslash. */
size_t text_plain(const char *);

/* How many bytes at the beginning take at most WIDTH columns on a terminal, in whole characters. */
size_t text_fit(const char *, size_t width);

/* A file name for a shell, in single quotes if it needs them. TO has room for N bytes. */
const char *text_shell(const char *, char *to, size_t n);

/* Is this a valid id of a customer or an order (1 to 64 bytes, no control characters)? */
bool text_is_id(const char *, size_t n);

/* Removes the blanks at both ends: returns where it begins, and ends it earlier. */
char *text_trim(char *);

/*
 * Why it cannot be the id of a customer or an order, as the end of a sentence; NULL if it can.
 * "NULL" is a valid id, but a word for no value; 1.2E+17 is one that a spreadsheet has damaged.
 * Whoever reads ids asks this.
 */
const char *text_id_why(const char *);

/*
 * A fast check for the many rows of a log: true only if text_id_why is NULL. It can be false for a
 * valid id that begins like a word for no value.
 */
bool text_is_usual_id(const char *, size_t n);

bool text_is_ascii(const char *);

/* Is this empty, or only blanks and tabs? */
bool text_is_blank(const char *);

/* Are the N cells empty? */
static inline bool
text_are_empty(char *const *cell, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (*cell[i] != '\0')
			return false;
	return true;
}

/* Are the N bytes of S, in which there is no NUL, this word? */
static inline bool
text_is(const char *word, const char *s, size_t n)
{
	return strlen(word) == n && memcmp(word, s, n) == 0;
}

/*
 * The plural ending of a noun after the number N, of any type, in a message: "1 row", "2 rows". It
 * is empty in a translation.
 */
#define TEXT_PLURAL(n) text_plural((n) == 1)
#define TEXT_PLURAL_CELL(n) text_plural_cell((n) == 1)	/* the same in a cell of a table */
const char *text_plural(bool one);
const char *text_plural_cell(bool one);

struct text {
	char *s;	/* not NUL-terminated; NULL before the first byte */
	size_t n, room;
};

void text_free(struct text *);

/*
 * Makes room for N more bytes and returns where to write them. The caller then adds to t->n what it
 * has written.
 */
static inline char *
text_room(struct text *t, size_t n)
{
	t->s = mem_grow(t->s, t->n + n + 1, &t->room, 1);	/* never NULL */
	return t->s + t->n;
}

static inline void
text_add(struct text *t, const char *s, size_t n)
{
	memcpy(text_room(t, n), s, n);
	t->n += n;
}

#endif
