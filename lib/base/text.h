/* text - UTF-8, and a growing buffer of bytes (the buffer: program; the rest: pure). */
#ifndef TEXT_H
#define TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "lib/base/mem.h"

/* Where the first byte that is not UTF-8 stands; N if there is none. */
size_t text_utf8(const char *, size_t n);

/* Is it valid GB18030? */
bool text_gb18030(const char *, size_t n);

/* What bytes that are not UTF-8 are, for iconv: "GB18030", "WINDOWS-1252"; NULL if neither fits. */
const char *text_encoding(const char *, size_t n);

/* Columns on a terminal: 客户 takes four. */
size_t text_width(const char *, size_t n);

/* One line of UTF-8 for people: a control character becomes a ?, what is no UTF-8 goes. */
void text_tidy(char *);

/* A file's name as a shell reads it, in single quotes where it must be; TO has room for N bytes. */
const char *text_shell(const char *, char *to, size_t n);

/* A customer id, an order id: 1 to 64 bytes without control characters. */
bool text_is_id(const char *, size_t n);

/* Why it cannot stand for a customer or an order, as the end of a sentence; NULL if it can: "NULL" is an id, but nobody's. */
const char *text_id_why(const char *);

/* Nothing, or nothing but blanks and tabs. */
bool text_is_blank(const char *);

/* What a noun ends with after the number N, of whatever type: "1 row", "2 rows". */
#define TEXT_PLURAL(n) ((n) == 1 ? "" : "s")

struct text {
	char *s;	/* not NUL-terminated; NULL while nothing was added */
	size_t n, room;
};

void text_free(struct text *);

/* Where N more bytes may be written; then t->n += what was. */
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
