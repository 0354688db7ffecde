#define _GNU_SOURCE
#include "lib/preset/preset.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/split.h"
#include "lib/io/share.h"
#include "lib/io/table.h"

static const char *const words[PRESET_WORDS] = {
	"title", "confidence", "alias", "note", "need", "refuse", "beside", "encoding", "decimal",
	"footer", "subheader", "fold", "null", "first", "date", "carry", "column", "attr", "strip",
	"replace", "drop", "keep", "take", "unpaid", "currency", "share", "scale", "refund",
	"inherit",
};

enum { AS, NAME, FROM, HOW, WHEN, CELLS };

static const char *const cells[CELLS] = { "as", "name", "from", "how", "when" };

/* The presets that were opened, the last one first: to the end of the tool. */
static struct preset *presets;

static enum preset_word
find_word(struct table *t, const char *s)
{
	for (int i = 0; i < PRESET_WORDS; i++)
		if (strcmp(words[i], s) == 0)
			return (enum preset_word)i;
	table_bad(t, "rule", "rule '%s' is not known; see custkit-presets(5)", s);
	return PRESET_WORDS;	/* not reached: a bad row of a preset ends the tool */
}

static const char *
keep_text(struct preset *p, const char *s)
{
	return arena_text(&p->texts, s, strlen(s));
}

static struct preset_rule
read_rule(struct preset *p, struct table *t, char **row, size_t rule,
    const size_t at[static CELLS])
{
	return (struct preset_rule){ .word = find_word(t, row[rule]),
		.as = keep_text(p, row[at[AS]]), .name = keep_text(p, row[at[NAME]]),
		.from = keep_text(p, row[at[FROM]]), .how = keep_text(p, row[at[HOW]]),
		.when = keep_text(p, row[at[WHEN]]), .line = table_line(t) };
}

/* "shopify_orders" of "share/presets/shopify_orders.csv" */
static const char *
name_of(struct preset *p, const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	const char *dot = strrchr(base, '.');

	return arena_text(&p->texts, base, dot ? (size_t)(dot - base) : strlen(base));
}

struct preset *
preset_read(const char *path)
{
	char *file = mem_text(path), *files[] = { file, NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	struct preset *p = mem_new(1, sizeof *p);
	struct preset_rule *rule = NULL;
	size_t room = 0, at[CELLS];

	p->name = name_of(p, path);
	p->path = keep_text(p, path);
	for (int i = 0; i < CELLS; i++)
		at[i] = table_column(t, cells[i]);
	const size_t word = table_column(t, "rule");

	for (char **row; (row = table_next(t)) != NULL;) {
		rule = mem_grow(rule, p->n + 1, &room, sizeof *rule);
		rule[p->n++] = read_rule(p, t, row, word, at);
	}
	p->rule = rule;
	table_close(t);
	free(file);
	return p;
}

void
preset_free(struct preset *p)
{
	arena_free(&p->texts);
	free(p->rule);
	free(p);
}

static const struct preset *
read_to_keep(const char *path)
{
	struct preset *p = preset_read(path);

	p->next = presets;
	return presets = p;
}

const char *
preset_text(const struct preset *p, enum preset_word word)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->rule[i].word == word)
			return p->rule[i].name;
	return NULL;
}

const char *
preset_makes(const struct preset *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->rule[i].word == PRESET_COLUMN && *p->rule[i].as)
			return p->rule[i].as;
	return NULL;
}

bool
preset_can_make(const struct preset *p, const char *as)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->rule[i].word == PRESET_COLUMN && strcmp(p->rule[i].as, as) == 0)
			return true;
	return false;
}

/* The other files of the folder are vocabularies. */
static int
is_preset(const struct dirent *e)
{
	static const char *const others[] = { "aliases.csv", "values.csv", "words.csv" };
	const char *dot = strrchr(e->d_name, '.');

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(e->d_name, others[i]) == 0)
			return false;
	return dot && strcmp(dot, ".csv") == 0;
}

static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

const struct preset *const *
preset_all(size_t *n)
{
	static const struct preset **all;
	static size_t count;
	char *folder = share_path("presets");
	struct dirent **entry;
	int found = 0;

	if (all == NULL && (found = scandir(folder, &entry, is_preset, by_bytes)) == -1)
		fail_errno("%s", folder);
	if (all == NULL)
		all = mem_new((size_t)found, sizeof *all);
	for (int i = 0; i < found; i++) {
		char *path = mem_print("%s/%s", folder, entry[i]->d_name);

		all[count++] = read_to_keep(path);
		free(path);
		free(entry[i]);
	}
	if (found > 0)
		free(entry);
	free(folder);
	*n = count;
	return all;
}

/* Are the two names of a preset the same? '-' is '_', and case does not matter. */
static bool
same_name(const char *a, const char *b)
{
	for (; *a && *b; a++, b++) {
		const char x = *a == '-' || *a == ' ' ? '_' : *a;
		const char y = *b == '-' || *b == ' ' ? '_' : *b;

		if (strncasecmp(&x, &y, 1) != 0)
			return false;
	}
	return *a == *b;
}

static bool
is_called(const struct preset *p, const char *name)
{
	if (same_name(p->name, name))
		return true;
	for (size_t i = 0; i < p->n; i++)
		if (p->rule[i].word == PRESET_ALIAS && same_name(p->rule[i].name, name))
			return true;
	return false;
}

const struct preset *
preset_open(const char *name)
{
	const size_t n = strlen(name);
	size_t count;

	if (strchr(name, '/') || (n > 4 && strcmp(name + n - 4, ".csv") == 0))
		return read_to_keep(name);
	const struct preset *const *all = preset_all(&count);

	for (size_t i = 0; i < count; i++)
		if (is_called(all[i], name))
			return all[i];
	fail("no preset '%s' (table-convert --list-presets lists them)", name);
}

const struct preset *
preset_system(const char *name)
{
	char *file = mem_print("systems/%s.csv", name), *path = share_path(file);
	const struct preset *p = read_to_keep(path);

	free(path);
	free(file);
	return p;
}

/* The name without outer blanks and the mark of a required field. */
static size_t
trim_name(const char **name)
{
	static const char *const marks[] = { "\xef\xbc\x88\xe5\xbf\x85\xe5\xa1\xab\xef\xbc\x89",
		"(\xe5\xbf\x85\xe5\xa1\xab)" };
	size_t n;

	*name += strspn(*name, " \t");
	n = strlen(*name);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		while (n > 0 && strchr(" \t", (*name)[n - 1]))
			n--;
		if (n > strlen(marks[i]) && memcmp(*name + n - strlen(marks[i]), marks[i],
		    strlen(marks[i])) == 0)
			n -= strlen(marks[i]);
	}
	return n;
}

static bool
is_same(const char *from, size_t n, const char *name, bool fold)
{
	if (strlen(from) == n)
		if ((fold ? strncasecmp(from, name, n) : strncmp(from, name, n)) == 0)
			return true;
	if (strchr(from, '*') == NULL)
		return false;
	char *copy = mem_print("%.*s", (int)n, name);
	const bool is = fnmatch(from, copy, FNM_CASEFOLD) == 0;

	free(copy);
	return is;
}

size_t
preset_find(const char *from, char *const *name, size_t n, size_t start, bool fold)
{
	size_t length;
	for (size_t i = start; i < n; i++) {
		const char *s = name[i];

		length = trim_name(&s);
		if (length > 0 && is_same(from, length, s, fold))
			return i;
	}
	return n;
}

static bool
has(const struct preset *p, const char *from, char *const *name, size_t n)
{
	const bool fold = preset_text(p, PRESET_FOLD) != NULL;
	size_t length;

	for (const char *s; (s = split_ended(&from, '|', &length)) != NULL;) {
		char *one = mem_print("%.*s", (int)length, s);
		const bool found = preset_find(one, name, n, 0, fold) < n;

		free(one);
		if (found)
			return true;
	}
	return false;
}

static size_t
count_needs(const struct preset *p, char *const *name, size_t n, size_t *found)
{
	size_t need = 0;

	*found = 0;
	for (size_t i = 0; i < p->n; i++)
		if (p->rule[i].word == PRESET_NEED) {
			need++;
			*found += has(p, p->rule[i].from, name, n);
		}
	return need;
}

/* Of two that have the same share of their names, the one that has more names. */
const struct preset *
preset_best(char *const *name, size_t n, size_t *need, size_t *found)
{
	const struct preset *best = NULL;
	size_t count;
	const struct preset *const *all = preset_all(&count);

	*need = 4;
	*found = 3;
	for (size_t i = 0; i < count; i++) {
		size_t there;
		const size_t all_names = count_needs(all[i], name, n, &there);
		const size_t a = there * *need, b = *found * all_names;

		if (all_names > 0 && (a > b || (a == b && there >= *found))) {
			best = all[i];
			*need = all_names;
			*found = there;
		}
	}
	return best;
}

const char *
preset_lacks(const struct preset *p, char *const *name, size_t n)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->rule[i].word == PRESET_NEED && !has(p, p->rule[i].from, name, n))
			return p->rule[i].from;
	return NULL;
}
