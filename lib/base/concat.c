#include "lib/base/concat.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"

/* The column of a piece that is a text. */
#define TEXT SIZE_MAX

struct piece {
	size_t column;		/* or TEXT */
	size_t from, n;		/* the text, in concat.texts */
};

struct concat {
	struct piece *piece;
	size_t n, room;
	struct text texts;
};

/* Reads a text in quotes. Returns the first byte after it, or NULL if it has no end. */
static const char *
read_text(struct concat *c, const char *s, struct piece *to)
{
	*to = (struct piece){ .column = TEXT, .from = c->texts.n };
	for (s++; *s != '"' || s[1] == '"'; s++) {
		if (*s == '\0')
			return NULL;
		s += *s == '"';
		text_add(&c->texts, s, 1);
	}
	to->n = c->texts.n - to->from;
	return s + 1;
}

static const char *
skip_blanks(const char *s)
{
	return s + strspn(s, " ");
}

/* Reads one piece. Returns the first byte after it, or NULL if there is none: *why says so. */
static const char *
read_piece(struct concat *c, const char *s, formula_find *find, const void *ctx, const char **why)
{
	struct piece piece = { 0 };
	const char *end = NULL;

	*why = SAY("needs a column or a text in quotes");
	if (*s == '"') {
		end = read_text(c, s, &piece);
		*why = SAY("lacks a \"");
	} else {
		const size_t n = find(ctx, s, &piece.column);

		end = n > 0 ? s + n : NULL;
	}
	c->piece = mem_grow(c->piece, c->n + 1, &c->room, sizeof *c->piece);
	c->piece[c->n++] = piece;
	return end;
}

struct concat *
concat_new(const char *text, formula_find *find, const void *ctx, const char **why,
    const char **rest)
{
	struct concat *c = mem_new(1, sizeof *c);
	const char *s = skip_blanks(text), *end;

	while ((end = read_piece(c, s, find, ctx, why)) != NULL) {
		s = skip_blanks(end);
		if (*s == '\0')
			return c;
		*why = SAY("needs &");
		if (*s != '&')
			break;
		s = skip_blanks(s + 1);
	}
	*rest = s;
	concat_free(c);
	return NULL;
}

void
concat_free(struct concat *c)
{
	if (c == NULL)
		return;
	free(c->piece);
	text_free(&c->texts);
	free(c);
}

bool
concat_copies(const struct concat *c, size_t *at)
{
	if (c->n != 1 || c->piece->column == TEXT)
		return false;
	*at = c->piece->column;
	return true;
}

/* Is there a column, and is the cell of each empty? */
static bool
is_nothing(const struct concat *c, char *const *cell)
{
	bool columns = false;

	for (size_t i = 0; i < c->n; i++) {
		const size_t at = c->piece[i].column;

		columns |= at != TEXT;
		if (at != TEXT && *cell[at])
			return false;
	}
	return columns;
}

void
concat_value(const struct concat *c, char *const *cell, struct text *to)
{
	if (is_nothing(c, cell))
		return;
	for (size_t i = 0; i < c->n; i++) {
		const struct piece *p = &c->piece[i];

		if (p->column == TEXT && p->n > 0)
			text_add(to, c->texts.s + p->from, p->n);
		else if (p->column != TEXT)
			text_add(to, cell[p->column], strlen(cell[p->column]));
	}
}
