#include "lib/guess/wording.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/base/text.h"
#include "lib/io/share.h"
#include "lib/io/table.h"

enum {
	NAME = 96,	/* bytes of a name that is looked at */
	MEANINGS = 8,	/* of one name */
};

struct wording {
	struct map *words;	/* plain, without blanks */
	char **means;		/* of each word; "": it says nothing */
	size_t room, longest;
};

static bool
is_between(uint32_t c)
{
	return c == 0x2019 || (c < 0x80 && strchr(" \t\r\n_-.,:;#/*'\"&?!", (int)c) != NULL);
}

char *
wording_plain(const char *name)
{
	size_t n = 0;
	uint8_t *s = u8_casefold((const uint8_t *)name, strlen(name), NULL, UNINORM_NFKD, NULL, &n);
	struct text t = { 0 };
	ucs4_t c;

	for (size_t i = 0; s && i < n; i += (size_t)u8_mbtouc(&c, s + i, n - i)) {
		u8_mbtouc(&c, s + i, n - i);
		if (is_between(c))
			text_add(&t, " ", t.n > 0 && t.s[t.n - 1] != ' ');
		else if (c == 0x131)	/* a Turkish i without its dot */
			text_add(&t, "i", 1);
		else if (uc_combining_class(c) == UC_CCC_NR)
			text_add(&t, (const char *)s + i, (size_t)u8_mblen(s + i, n - i));
	}
	t.n -= t.n > 0 && t.s[t.n - 1] == ' ';
	text_add(&t, "", 1);
	free(s);
	return t.s;
}

/* A name without the blanks between its words, and where each word begins. */
struct run {
	char s[NAME];
	bool begins[NAME + 1];
	size_t n;
};

/* False if it is too long. */
static bool
run_of(const char *plain, struct run *r)
{
	bool begins = true;

	*r = (struct run){ 0 };
	for (; *plain; plain++) {
		const bool between = strchr(" ()[]", *plain) != NULL;

		if (!between && r->n + 1 == NAME)
			return false;
		if (!between) {
			r->begins[r->n] = begins;
			r->s[r->n++] = *plain;
		}
		begins = between;
	}
	r->begins[r->n] = true;
	return true;
}

/* The word of N bytes at AT; false: it is none. A word that says nothing stands alone. */
static bool
find(const struct wording *w, const struct run *r, size_t at, size_t n, size_t *word)
{
	return map_find(w->words, r->s + at, n, word) &&
	    (*w->means[*word] != '\0' || (r->begins[at] && r->begins[at + n]));
}

/* Cuts the name into the fewest words: from[i] is the last of those before I. False: it cannot. */
static bool
cut(const struct wording *w, const struct run *r, size_t from[static NAME],
    size_t word[static NAME])
{
	size_t count[NAME + 1] = { 0 }, found;

	for (size_t at = 0; at < r->n; at++)
		for (size_t n = 1; n <= w->longest && at + n <= r->n &&
		    (at == 0 || count[at] > 0); n++) {
			const size_t end = at + n;

			if (!find(w, r, at, n, &found) ||
			    (count[end] > 0 && count[end] <= count[at] + 1))
				continue;
			count[end] = count[at] + 1;
			from[end] = at;
			word[end] = found;
		}
	return r->n > 0 && count[r->n] > 0;
}

/* The N words in order, each once, with a blank between them. */
static char *
join(char **word, size_t n)
{
	struct text t = { 0 };

	sort_texts(word, n);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && strcmp(word[i], word[i - 1]) == 0)
			continue;
		text_add(&t, " ", i > 0);
		text_add(&t, word[i], strlen(word[i]));
	}
	text_add(&t, "", 1);
	return t.s;
}

char *
wording_means(const struct wording *w, const char *plain)
{
	size_t from[NAME + 1], word[NAME + 1], n = 0;
	char *means[MEANINGS];
	struct run r;

	if (strpbrk(plain, "0123456789") || !run_of(plain, &r) || !cut(w, &r, from, word))
		return NULL;
	for (size_t end = r.n; end > 0 && n < MEANINGS; end = from[end])
		if (*w->means[word[end]])
			means[n++] = w->means[word[end]];
	return n > 0 && n < MEANINGS ? join(means, n) : NULL;
}

static void
add(struct wording *w, const char *word, const char *means)
{
	char *plain = wording_plain(word);
	struct run r;
	bool is_new;

	if (run_of(plain, &r)) {
		const size_t at = map_at(w->words, r.s, r.n, &is_new);

		w->longest = r.n > w->longest ? r.n : w->longest;
		w->means = mem_grow(w->means, at + 1, &w->room, sizeof *w->means);
		if (is_new)
			w->means[at] = mem_text(means);
	}
	free(plain);
}

struct wording *
wording_open(void)
{
	struct wording *w = mem_new(1, sizeof *w);
	char *path = share_path("presets/words.csv"), *files[] = { path, NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const size_t word = table_column(t, "word"), means = table_column(t, "means");

	w->words = map_new();
	for (char **cell; (cell = table_next(t)) != NULL;)
		add(w, cell[word], cell[means]);
	table_close(t);
	free(path);
	return w;
}

void
wording_close(struct wording *w)
{
	for (size_t i = 0; i < map_count(w->words); i++)
		free(w->means[i]);
	free(w->means);
	map_free(w->words);
	free(w);
}
