#include "lib/base/twins.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"

enum { UPPER = 1, LOWER = 2, BLANK = 4, HIGH = 8, ZERO = 16 };
enum { ID = 256 };

struct twins {
	struct map *keys;
	struct text ids;		/* the first of each key, each NUL-terminated */
	size_t *at, room;		/* offset in ids, per key */
	size_t n;			/* number of twins */
	char *one, *other;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
digits(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	return i == n;
}

/* Whether it is only digits and then ".0". */
static bool
is_float(const char *s, size_t n)
{
	return n > 2 && memcmp(s + n - 2, ".0", 2) == 0 && digits(s, n - 2);
}

unsigned
twins_marks(const char *id)
{
	const size_t n = strlen(id);
	unsigned marks = is_blank(*id) || is_blank(id[n > 0 ? n - 1 : 0]) ? BLANK : 0;

	for (const char *p = id; *p; p++) {
		if (*p >= '0' && *p <= '9')
			continue;
		if (*p & 0x80)
			marks |= HIGH;
		else if (*p >= 'A' && *p <= 'Z')
			marks |= UPPER;
		else if (*p >= 'a' && *p <= 'z')
			marks |= LOWER;
	}
	return marks | (is_float(id, n) ? ZERO : 0);
}

bool
twins_possible(unsigned marks)
{
	return marks & (BLANK | HIGH | ZERO) || (marks & (UPPER | LOWER)) == (UPPER | LOWER);
}

/* The id after case folding and normalization by Unicode; NULL if that fails. */
static char *
fold(const char *id, size_t *n)
{
	uint8_t *s = u8_casefold((const uint8_t *)id, *n, NULL, UNINORM_NFKC, NULL, n);

	return (char *)s;
}

struct twins *
twins_new(void)
{
	struct twins *t = mem_new(1, sizeof *t);

	t->keys = map_new();
	return t;
}

void
twins_free(struct twins *t)
{
	map_free(t->keys);
	text_free(&t->ids);
	free(t->at);
	free(t->one);
	free(t->other);
	free(t);
}

/* Leaves out blanks around the folded id, and a ".0" after digits. Returns its new length. */
static size_t
trim(const char **key, size_t n)
{
	while (n > 0 && is_blank((*key)[n - 1]))
		n--;
	for (; n > 0 && is_blank(**key); ++*key)
		n--;
	return n - (is_float(*key, n) ? 2 : 0);
}

/* The id without case, in TO if it is ASCII, else allocated; *N is its length. */
static char *
fold_to(const char *id, char to[static ID], size_t *n)
{
	*n = strlen(id);
	char *folded = twins_marks(id) & HIGH ? fold(id, n) : NULL;

	if (folded)
		return folded;
	*n = *n < ID ? *n : ID;		/* an id has at most 64 bytes */
	for (size_t i = 0; i < *n; i++)
		to[i] = (char)(id[i] >= 'A' && id[i] <= 'Z' ? id[i] - 'A' + 'a' : id[i]);
	return to;
}

static void
take(struct twins *t, const char *key, size_t n, const char *id)
{
	bool is_new;
	const size_t at = map_at(t->keys, key, n, &is_new);

	if (is_new) {
		t->at = mem_grow(t->at, at + 1, &t->room, sizeof *t->at);
		t->at[at] = t->ids.n;
		text_add(&t->ids, id, strlen(id) + 1);
	} else if (t->n++ == 0) {
		t->one = mem_text(t->ids.s + t->at[at]);
		t->other = mem_text(id);
	}
}

void
twins_add(struct twins *t, const char *id)
{
	char ascii[ID];
	size_t n;
	char *folded = fold_to(id, ascii, &n);
	const char *key = folded;

	n = trim(&key, n);
	take(t, key, n, id);
	if (folded != ascii)
		free(folded);
}

char *
twins_key(const char *id)
{
	char ascii[ID];
	size_t n;
	char *folded = fold_to(id, ascii, &n);
	const char *key = folded;

	n = trim(&key, n);
	char *to = mem_print("%.*s", (int)n, key);

	if (folded != ascii)
		free(folded);
	return to;
}

size_t
twins_count(const struct twins *t, const char **one, const char **other)
{
	*one = t->one;
	*other = t->other;
	return t->n;
}
