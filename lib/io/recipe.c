#define _GNU_SOURCE
#include "lib/io/recipe_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/io/header.h"

/*
 * From the header and the options to columns: first each cell of the header gets a column, unless
 * it is ignored or has no name; then --rename changes names; then --set adds columns, or takes over
 * those of the same name. Options name columns as they stand in the file, and --set also as they
 * are renamed.
 */
struct header {
	const char *file;
	char *const *name;
	size_t n;
	bool *ignored;
	char **renamed;		/* NULL: as it is */
};

/* NAME is the name of cell AT, or NAME[2] its second of this name. */
static bool
is_named(const struct header *h, size_t at, const char *name, size_t n)
{
	size_t nth = 0, length = strlen(h->name[at]);

	if (length == n && memcmp(h->name[at], name, n) == 0)
		return true;
	if (n < length + 3 || memcmp(h->name[at], name, length) != 0 || name[length] != '[' ||
	    length + 1 + strspn(name + length + 1, "0123456789") != n - 1 || name[n - 1] != ']')
		return false;
	for (size_t i = 0; i <= at; i++)
		nth += strcmp(h->name[i], h->name[at]) == 0;
	return strtoul(name + length + 1, NULL, 10) == nth;
}

/* The first cell of this name, exactly or but for case and blanks; h->n: there is none. */
static size_t
cell_named(const struct header *h, const char *name, size_t n)
{
	size_t at = 0;

	while (at < h->n && !is_named(h, at, name, n))
		at++;
	if (at < h->n)
		return at;
	char *copy = mem_print("%.*s", (int)n, name);

	for (at = 0; at < h->n && !header_same(h->name[at], copy);)
		at++;
	free(copy);
	return at;
}

/* The size of OLD in OLD=NEW, or of the whole. */
static size_t
name_size(const char *item, size_t n)
{
	const char *equals = memrchr(item, '=', n);

	return equals ? (size_t)(equals - item) : n;
}

/*
 * Calls TAKE for each item of a list: for the word as a whole if it names a column, because names
 * may have commas; else for each text between its commas. TAKE returns false if there is no such
 * column.
 */
static void
each_item(struct header *h, const char *option, const char *word,
    bool (*take)(struct header *, const char *, size_t))
{
	if (take(h, word, strlen(word)))
		return;
	size_t n;

	for (const char *item; (item = split_next(&word, ',', &n)) != NULL;)
		if (!take(h, item, n))
			fail("%s: --%s: no column '%.*s'", h->file, option,
			    (int)name_size(item, n), item);
}

static bool
take_ignored(struct header *h, const char *item, size_t n)
{
	const size_t at = cell_named(h, item, n);

	if (at < h->n)
		h->ignored[at] = true;
	return at < h->n;
}

static bool
take_rename(struct header *h, const char *item, size_t n)
{
	const char *equals = memrchr(item, '=', n);

	if (equals == NULL || equals == item || equals + 1 == item + n)
		opt_misuse("--rename must be OLD=NEW, not '%.*s'", (int)n, item);
	/* cppcheck-suppress nullPointerArithmeticRedundantCheck ; misuse ends the tool */
	const size_t at = cell_named(h, item, (size_t)(equals - item));

	if (at == h->n)
		return false;
	free(h->renamed[at]);
	h->renamed[at] = mem_print("%.*s", (int)(n - (size_t)(equals + 1 - item)), equals + 1);
	return true;
}

static const char *
name_of(const struct header *h, size_t at)
{
	return h->renamed[at] ? h->renamed[at] : h->name[at];
}

/* The last name, or several names, may be missing: these cells are no columns and must be empty. */
static void
find_nameless(struct recipe *r, const struct header *h)
{
	size_t n = 0;

	if (r->how && r->how->layout)
		return;
	for (size_t i = 0; i < h->n; i++)
		n += text_is_blank(name_of(h, i));
	if (n == 0 || n == h->n || (n == 1 && !text_is_blank(name_of(h, h->n - 1))))
		return;
	r->nameless = mem_new(n, sizeof *r->nameless);
	for (size_t i = 0; i < h->n; i++)
		if (text_is_blank(name_of(h, i)))
			r->nameless[r->nnameless++] = i;
}

static void
add_column(struct recipe *r, const char *name, size_t from)
{
	r->moves |= from != r->columns;
	r->from[r->columns] = from;
	r->name[r->columns++] = mem_text(name);
}

static void
take_cells(struct recipe *r, const struct header *h)
{
	size_t k = 0;

	for (size_t i = 0; i < h->n; i++)
		if (k < r->nnameless && r->nameless[k] == i)
			k++;
		else if (!h->ignored[i]) {
			r->old[r->columns] = h->renamed[i] ? mem_text(h->name[i]) : NULL;
			add_column(r, name_of(h, i), i);
		}
	r->moves |= r->columns != h->n;
}

/* The operand of a formula: the longest name, in the file or of --rename, that begins the text. */
static size_t
find_operand(const void *ctx, const char *text, size_t *at)
{
	const struct header *h = ctx;
	size_t at_new;
	const size_t old = formula_longest(text, h->name, h->n, at);
	const size_t new = formula_longest(text, h->renamed, h->n, &at_new);

	if (new > old || (new > 0 && new == old && at_new < *at))
		*at = at_new;
	return new > old ? new : old;
}

/* An expression is a text, or else a number. If it is neither, the longer beginning counts. */
static void
read_set(struct recipe_set *set, const struct header *h, const char *word, const char *expression)
{
	const char *why[2], *rest[2];

	set->concat = concat_new(expression, find_operand, h, &why[0], &rest[0]);
	if (set->concat)
		return;
	set->formula = formula_new(expression, find_operand, h, &why[1], &rest[1]);
	if (set->formula)
		return;
	const bool number = *expression != '"' && rest[1] >= rest[0];

	fail("%s: --set=%s %s at '%s'", h->file, word, say(why[number]), rest[number]);
}

static void
take_set(struct recipe *r, const struct header *h, const char *word)
{
	const char *equals = strchr(word, '=');
	char *name = mem_print("%.*s", (int)(equals - word), word);
	size_t at = 0;

	while (at < r->columns && strcmp(r->name[at], name) != 0)
		at++;
	if (at == r->columns)
		add_column(r, name, (size_t)RECIPE_MADE);
	r->from[at] = (size_t)RECIPE_MADE;
	r->moves = true;
	r->set[r->sets].column = at;
	read_set(&r->set[r->sets++], h, word, equals + 1);
	free(name);
}

/* A column as the file names it, or --rename. */
static size_t
cell_called(const struct header *h, const char *name, size_t n)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->renamed[i] && text_is(h->renamed[i], name, n))
			return i;
	return cell_named(h, name, n);
}

static void
take_leave(struct recipe *r, const struct header *h, const char *word)
{
	const char *equals = strrchr(word, '=');
	const size_t at = cell_called(h, word, (size_t)(equals - word));

	if (at == h->n)
		fail("%s: --leave-out: no column '%.*s'", h->file,
		    (int)(equals - word), word);
	r->leave[r->leaves++] = (struct recipe_leave){ at, equals + 1,
		mem_print("--leave-out=%s", word) };
}

static void
take_none(struct recipe *r, const char *word)
{
	size_t n;

	for (const char *item; (item = split_next(&word, ',', &n)) != NULL;) {
		if (r->none.n == OPT_MANY_MAX)
			opt_misuse("--null has more than %d words", OPT_MANY_MAX);
		r->none_cell[r->none.n] = mem_new(n + 2, 1);
		memcpy(r->none_cell[r->none.n] + 1, item, n);
		r->none.word[r->none.n] = r->none_cell[r->none.n] + 1;
		r->none.n++;
	}
}

static void
take_options(struct recipe *r, struct header *h)
{
	for (size_t i = 0; i < r->how->ignore.n; i++)
		each_item(h, "ignore", r->how->ignore.word[i], take_ignored);
	for (size_t i = 0; i < r->how->rename.n; i++)
		each_item(h, "rename", r->how->rename.word[i], take_rename);
	for (size_t i = 0; i < r->how->none.n; i++)
		take_none(r, r->how->none.word[i]);
	r->leave = mem_new(r->how->leave_out.n, sizeof *r->leave);
	for (size_t i = 0; i < r->how->leave_out.n; i++)
		take_leave(r, h, r->how->leave_out.word[i]);
}

struct recipe *
recipe_new(const struct reading *how, const char *file, char *const *name, size_t n)
{
	struct recipe *r = mem_new(1, sizeof *r);
	const size_t sets = how ? how->set.n : 0;
	struct header h = { .file = file, .name = name, .n = n };

	*r = (struct recipe){ .how = how, .width = n, .decimal = how ? reading_decimal(how) : '.' };
	h.ignored = mem_new(n, sizeof *h.ignored);
	h.renamed = mem_new(n, sizeof *h.renamed);
	r->name = mem_new(n + sets, sizeof *r->name);
	r->old = mem_new(n + sets, sizeof *r->old);
	r->from = mem_new(n + sets, sizeof *r->from);
	r->set = mem_new(sets, sizeof *r->set);
	if (how)
		take_options(r, &h);
	find_nameless(r, &h);
	take_cells(r, &h);
	for (size_t i = 0; i < sets; i++)
		take_set(r, &h, how->set.word[i]);
	for (size_t i = 0; i < n; i++)
		free(h.renamed[i]);
	free(h.renamed);
	free(h.ignored);
	return r;
}

void
recipe_free(struct recipe *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->columns; i++) {
		free(r->name[i]);
		free(r->old[i]);
	}
	for (size_t i = 0; i < r->sets; i++) {
		concat_free(r->set[i].concat);
		formula_free(r->set[i].formula);
	}
	for (size_t i = 0; i < r->none.n; i++)
		free(r->none_cell[i]);
	free(r->name);
	free(r->old);
	free(r->from);
	free(r->nameless);
	free(r->op);
	free(r->set);
	for (size_t i = 0; i < r->leaves; i++)
		free(r->leave[i].option);
	free(r->leave);
	free(r);
}

size_t
recipe_columns(const struct recipe *r)
{
	return r->columns;
}

const char *
recipe_name(const struct recipe *r, size_t column)
{
	return r->name[column];
}

void
recipe_reads(struct recipe *r, size_t column, enum recipe_kind kind)
{
	const bool dates = r->how && r->how->dates.n > 0;

	if (kind == RECIPE_DATE && !dates)
		return;
	if (kind == RECIPE_NUMBER && r->decimal == '.')
		return;
	for (size_t i = 0; i < r->ops; i++)
		if (r->op[i].column == column)
			return;
	r->op = mem_grow(r->op, r->ops + 1, &r->ops_room, sizeof *r->op);
	r->op[r->ops++] = (struct recipe_op){ column, kind, RECIPE_NO_COLUMN };
}

/* The cell of the file that is this column; RECIPE_MADE: none is. */
static size_t
cell_of(const struct recipe *r, const char *name)
{
	for (size_t i = 0; i < r->columns; i++)
		if (header_same(r->name[i], name))
			return r->from[i];
	return (size_t)RECIPE_MADE;
}

bool
recipe_copies(const struct recipe *r, const char *name, const char *of)
{
	const size_t cell = cell_of(r, of);
	size_t at;

	for (size_t i = 0; i < r->sets && cell != (size_t)RECIPE_MADE; i++)
		if (r->set[i].concat && header_same(r->name[r->set[i].column], name))
			return concat_copies(r->set[i].concat, &at) && at == cell;
	return false;
}

const char *
recipe_shown(const struct recipe *r, const char *cell)
{
	for (size_t i = 0; i < r->none.n && *cell == '\0'; i++)
		if (cell == r->none_cell[i])
			return r->none.word[i];
	return cell;
}

const char *
recipe_old_name(const struct recipe *r, const char *name)
{
	for (size_t i = 0; i < r->columns; i++)
		if (r->from[i] != (size_t)RECIPE_MADE && r->old[i] && header_same(r->name[i], name))
			return r->old[i];
	return NULL;
}

static bool
reads_lunar(const struct recipe *r)
{
	for (size_t i = 0; r->how && i < r->how->dates.n; i++)
		if (strcmp(r->how->dates.word[i], "lunar") == 0)
			return true;
	return false;
}

bool
recipe_lunar(struct recipe *r, size_t date, size_t *mark)
{
	if (!reads_lunar(r))
		return false;
	if (*mark == RECIPE_NO_COLUMN) {
		*mark = r->mark = r->columns;
		r->moves = true;
	}
	recipe_reads(r, date, RECIPE_DATE);
	for (size_t i = 0; i < r->ops; i++)
		if (r->op[i].column == date)
			r->op[i].mark = *mark;
	return true;
}

void
recipe_marks(struct recipe *r, size_t at)
{
	r->marks = at;
}

size_t
recipe_stride(const struct recipe *r)
{
	const size_t columns = r->columns + (r->mark > 0);

	return columns > r->width ? columns : r->width;
}

bool
recipe_is_trivial(const struct recipe *r)
{
	return r->ops == 0 && recipe_keeps_cells(r);
}
