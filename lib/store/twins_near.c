#include "lib/store/twins_near.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <unistr.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/base/text.h"
#include "lib/base/twins.h"
#include "lib/store/query.h"

enum { SPELLINGS = 6, SIZE = 24, WIDE = 0xff01 - 0x21 };

/* The ways to write a character. */
struct letter {
	char as[SPELLINGS][SIZE];
	size_t n;
};

struct search {
	sqlite3_stmt *from;		/* the first id from a text on */
	struct letter *letter;		/* of the key of twins.h */
	size_t n;
	bool digits;			/* then ".0" may follow */
	struct text spelled;		/* so far */
	char **found;
	size_t nfound, room;
};

static void
add_spelling(struct letter *l, const uint8_t *s, size_t n)
{
	if (l->n == SPELLINGS || n == 0 || n >= SIZE)
		return;
	for (size_t i = 0; i < l->n; i++)
		if (strlen(l->as[i]) == n && memcmp(l->as[i], s, n) == 0)
			return;
	memcpy(l->as[l->n++], s, n);
}

/* The character, and what it is decomposed. */
static void
add_forms(struct letter *l, ucs4_t c)
{
	uint8_t s[SIZE], apart[SIZE];
	size_t n = SIZE;
	const int bytes = u8_uctomb(s, c, SIZE);

	if (bytes <= 0)
		return;
	add_spelling(l, s, (size_t)bytes);
	if (c >= 0x80 && u8_normalize(UNINORM_NFD, s, (size_t)bytes, apart, &n) == apart)
		add_spelling(l, apart, n);
}

static struct letter
letter_of(ucs4_t c)
{
	struct letter l = { .n = 0 };
	const ucs4_t upper = uc_toupper(c);

	add_forms(&l, c);
	add_forms(&l, upper);
	if (c > ' ' && c < 0x7f) {
		add_forms(&l, c + WIDE);
		add_forms(&l, upper + WIDE);
	}
	return l;
}

static void
read_key(struct search *s, const char *id)
{
	char *key = twins_key(id);
	const size_t n = strlen(key);

	s->digits = key[strspn(key, "0123456789")] == '\0';
	s->letter = mem_new(n, sizeof *s->letter);
	for (size_t i = 0; i < n;) {
		const struct text_char c = text_char(key + i);

		s->letter[s->n++] = letter_of(c.code);
		i += c.bytes;
	}
	free(key);
}

static void look(struct search *s, size_t at, bool zero);

static void
look_on(struct search *s, const char *with, size_t at, bool zero)
{
	const size_t n = s->spelled.n;

	text_add(&s->spelled, with, strlen(with));
	look(s, at, zero);
	s->spelled.n = n;
}

static void
look_past_blanks(struct search *s, size_t at, bool zero)
{
	static const char *const blanks[] = { " ", "\xc2\xa0", "\xe3\x80\x80" };

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		look_on(s, blanks[i], at, zero);
}

/* Goes on from what is spelled, AT letters of the key, if some id begins so; ZERO: ".0" is over. */
static void
look(struct search *s, size_t at, bool zero)
{
	text_add(&s->spelled, "", 1);
	s->spelled.n--;
	query_text(s->from, 1, s->spelled.s);
	char *id = mem_text(query_step(s->from) ? query_cell(s->from, 0) : "");

	sqlite3_reset(s->from);
	const bool begins = strncmp(id, s->spelled.s, s->spelled.n) == 0;
	const bool is = at == s->n && strcmp(id, s->spelled.s) == 0;

	if (is) {
		s->found = mem_grow(s->found, s->nfound + 1, &s->room, sizeof *s->found);
		s->found[s->nfound++] = id;
	} else {
		free(id);
	}
	if (!begins)
		return;
	if (at == 0 || at == s->n)
		look_past_blanks(s, at, at == s->n);
	for (size_t i = 0; at < s->n && i < s->letter[at].n; i++)
		look_on(s, s->letter[at].as[i], at + 1, false);
	if (at == s->n && s->digits && !zero)
		look_on(s, ".0", at, true);
}

struct twins *
twins_near(struct store *store, const char *id)
{
	struct search s = { .from = query_new(store, "SELECT customer_id FROM customer"
	    " WHERE customer_id >= coalesce(?, '') ORDER BY customer_id LIMIT 1") };
	struct twins *t = twins_new();

	read_key(&s, id);
	look(&s, 0, false);
	query_free(s.from);
	sort_texts(s.found, s.nfound);
	for (size_t i = 0; i < s.nfound; i++) {
		twins_add(t, s.found[i]);
		free(s.found[i]);
	}
	free(s.found);
	free(s.letter);
	text_free(&s.spelled);
	return t;
}
