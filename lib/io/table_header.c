/*
 * Each file begins here: what stands before the header is left out, the header is read, and a
 * recipe is made from it. Further files must have the same header.
 */
#define _GNU_SOURCE
#include "lib/io/table_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/reading.h"
#include "lib/io/recipe.h"
#include "lib/io/unguard.h"
#include "lib/io/vcard.h"

static _Noreturn void
refuse_empty(const struct table *t)
{
	fail("%s: empty input, no header%s", t->file,
	    strcmp(t->file, say("standard input")) == 0 ? opt_hinted() : "");
}

/* How many of the N at the end are NAMES, which ends with NULL; 0 unless it is all of them. */
static size_t
left_out(const char *const *names, char *const *name, size_t n)
{
	size_t k = 0;

	while (names && names[k])
		k++;
	for (size_t i = 0; i < k; i++)
		if (n <= k || strcmp(name[n - k + i], names[i]) != 0)
			return 0;
	return k;
}

static void
take_names(struct table *t, char *const *name, size_t n)
{
	t->width = n;
	t->head = mem_new(n, sizeof *t->head);
	for (size_t i = 0; i < n; i++)
		t->head[i] = mem_text(name[i]);
	t->marks = left_out(t->opts.leave_out, name, n);
	t->recipe = recipe_new(t->opts.reading, t->file, name, n - t->marks);
	t->columns = recipe_columns(t->recipe);
	t->noted = mem_new(t->columns, sizeof *t->noted);
	if (t->converted && t->marks > 0)
		recipe_marks(t->recipe, n - t->marks);
}

/* The names of the first file are those of the table. */
static void
take_header(struct table *t, uint64_t line, char *const *name, size_t n)
{
	if (t->head == NULL) {
		take_names(t, name, n);
		return;
	}
	if (n != t->width)
		table_stop(t->file, line, "%zu column%s but the first file has %zu", n,
		    TEXT_PLURAL(n), t->width);
	for (size_t i = 0; i < n; i++)
		if (strcmp(name[i], t->head[i]) != 0)
			table_stop(t->file, line, "column '%s' but the first file has '%s'",
			    name[i], t->head[i]);
}

/* The separator that occurs most often in the header, outside quotes. */
static char
find_separator(const struct table *t, const char *s, size_t n)
{
	static const char all[] = ",;\t|";
	size_t count[sizeof all] = { 0 }, best = 0;
	bool inside = false, tie = false;

	for (size_t i = 0; i < n; i++) {
		const char *at = s[i] && !inside ? strchr(all, s[i]) : NULL;

		inside ^= s[i] == '"';
		if (at)
			count[at - all]++;
	}
	for (size_t k = 1; k < sizeof all - 1; k++) {
		tie = count[k] == count[best] ? count[k] > 0 : tie && count[k] < count[best];
		best = count[k] > count[best] ? k : best;
	}
	if (tie)
		fail("%s: the header does not tell the separator"
		    " (use --separator=CHAR)", t->file);
	return all[best];
}

/* The end of the first row that is not blank; 0 if the bytes end before it. */
static size_t
first_row(const char *s, size_t n, bool all)
{
	bool inside = false;
	size_t i = 0;

	while (i < n && (s[i] == '\n' || s[i] == '\r'))
		i++;
	for (; i < n; i++)
		if (s[i] == '"')
			inside = !inside;
		else if (s[i] == '\n' && !inside)
			return i + 1;
	return all ? n : 0;
}

/* Reads until the carry has a whole row that is not blank. Returns where it ends. */
static size_t
need_row(struct table *t)
{
	size_t end;

	while ((end = first_row(t->carry, t->ncarry, t->ended)) == 0 && !t->ended) {
		if (t->ncarry > TABLE_MAX_ROW)
			fail("%s:%ju: the header is larger than 64 MiB", t->file,
			    (uintmax_t)t->first_line);
		table_fill(t, t->ncarry * 2);
	}
	return end;
}

/* A row of a worksheet is one line, whatever is in its cells. */
static void
drop(struct table *t, size_t n)
{
	const bool rows = source_is_made(t->source);
	bool inside = false;

	for (size_t i = 0; i < n; i++) {
		inside ^= rows && t->carry[i] == '"';
		t->first_line += !inside && t->carry[i] == '\n';
	}
	memmove(t->carry, t->carry + n, t->ncarry - n);
	t->ncarry -= n;
}

/* Leaves out a line without splitting it, because a preamble is not CSV. */
static void
drop_line(struct table *t)
{
	const char *lf;

	while ((lf = memchr(t->carry, '\n', t->ncarry)) == NULL && !t->ended &&
	    t->ncarry <= TABLE_MAX_ROW)
		table_fill(t, t->ncarry * 2);
	drop(t, lf ? (size_t)(lf + 1 - t->carry) : t->ncarry);
}

/* A line "sep=;" is a note to Excel; it names the separator. */
static char
take_note(struct table *t)
{
	const char *s = t->carry;

	if (t->ncarry < 6 || strncasecmp(s, "sep=", 4) != 0 || (s[5] != '\n' && s[5] != '\r'))
		return '\0';
	const char separator = s[4];

	drop_line(t);
	return separator;
}

/* The N bytes S of the carry that may hold the header, split as rows are. */
static struct block *
split_header(const struct table *t, const char *s, size_t n, char separator)
{
	const bool guarded = t->opts.reading && t->opts.reading->unguard;
	struct block *b = block_new();

	b->file = t->file;
	b->encoding = source_encoding(t->source);
	b->utf8_only = t->opts.reading == NULL && t->converted == NULL;
	b->buf = mem_new(n + 1, 1);
	b->n = n;
	b->separator = separator;
	b->guarded = guarded;
	b->numbered = source_is_made(t->source);
	memcpy(b->buf, s, n);
	block_split(b);
	for (size_t i = 0; guarded && b->rows == 1 && i < b->cells; i++)
		b->piece[i] = unguard_cell(b->piece[i]);
	return b;
}

static void
read_header(struct table *t, size_t n)
{
	struct block *b = split_header(t, t->carry, n, t->separator);

	if (b->nbad > 0)
		table_stop(t->file, t->first_line + b->bad[0].line, "%s", b->bad[0].reason);
	if (b->framing)
		table_framing_error(b, t->first_line);
	if (b->rows == 0)
		refuse_empty(t);
	take_header(t, t->first_line + b->line[0], b->piece, b->cells);
	block_free(b);
}

/* Are these N bytes the header of the layout? */
static bool
is_header(const struct table *t, const char *s, size_t n, char separator)
{
	const struct reading_layout *layout = t->opts.reading->layout;
	struct block *b = split_header(t, s, n, separator);
	const bool is = b->rows == 1 && !b->framing && b->nbad == 0 &&
	    layout->is_header(layout->ctx, b->piece, b->cells);

	block_free(b);
	return is;
}

/*
 * Drops what stands before the header of the layout, and finds the separator: the one given, else
 * that with which the names are found. Without such a header, nothing is dropped.
 */
static void
find_header(struct table *t)
{
	const char given[] = { reading_separator(t->opts.reading), '\0' };
	const char *const tries = source_is_made(t->source) ? "," :
	    t->opts.reading->separator && *given ? given : ",;\t|";
	size_t at = 0;

	for (int line = 0; line < TABLE_PREAMBLE && at < t->ncarry; line++) {
		const char *s = t->carry + at, *lf = memchr(s, '\n', t->ncarry - at);
		const size_t n = first_row(s, t->ncarry - at, true);

		for (const char *c = tries; *c; c++)
			if (is_header(t, s, n, *c)) {
				t->separator = *c;
				drop(t, at);
				return;
			}
		at = lf ? (size_t)(lf + 1 - t->carry) : t->ncarry;
	}
}

/* Takes --names for the header. */
static void
read_names(struct table *t, const char *names)
{
	char *copy = mem_text(names), *name[TABLE_NAMES_MAX];
	size_t n = 0;

	for (char *s = copy; s; ) {
		if (n == TABLE_NAMES_MAX)
			opt_misuse("--names has more than %d names", TABLE_NAMES_MAX);
		/* cppcheck-suppress arrayIndexOutOfBoundsCond ; misuse ends the tool */
		name[n++] = strsep(&s, ",");
	}
	take_header(t, 0, name, n);
	free(copy);
}

/* A file of contacts becomes CSV as a whole. */
static bool
take_vcards(struct table *t)
{
	struct text csv = { 0 };

	if (!vcard_is(t->carry, t->ncarry))
		return false;
	while (!t->ended && t->ncarry <= TABLE_MAX_ROW)
		table_fill(t, t->ncarry * 2);
	if (t->ncarry > TABLE_MAX_ROW)
		fail("%s: the vCards are larger than 64 MiB", t->file);
	vcard_csv(t->carry, t->ncarry, &csv);
	free(t->carry);
	t->carry = csv.s;
	t->ncarry = csv.n;
	t->carry_room = csv.room;
	return true;
}

/* The form of a file of rejects is custkit's own; only a layout wants to see the header. */
static void
read_rejects(struct table *t)
{
	const struct reading *r = t->opts.reading;
	const size_t end = need_row(t);

	t->separator = t->rejected;
	if (r && r->layout && r->layout->is_header)
		is_header(t, t->carry, end, t->separator);
	read_header(t, end);
	drop(t, end);
}

void
table_read_header(struct table *t)
{
	const struct reading *r = t->opts.reading;
	const bool made = take_vcards(t) || source_is_made(t->source);
	size_t end;

	t->first_line = 1;
	if (t->rejected) {
		read_rejects(t);
		return;
	}
	for (int64_t i = 0; r && i < r->skip_lines && t->ncarry > 0; i++)
		drop_line(t);
	const char note = take_note(t);

	if (t->ncarry == 0)
		refuse_empty(t);
	end = need_row(t);
	t->separator = made || !r || (!r->separator && !note) ? ',' :
	    !r->separator ? note : reading_separator(r);
	if (r && r->layout && r->layout->is_header && !r->names) {
		find_header(t);
		end = need_row(t);
	}
	if (t->separator == '\0')
		t->separator = find_separator(t, t->carry, end);
	if (r && r->names) {
		read_names(t, r->names);
	} else {
		read_header(t, end);
		drop(t, end);
	}
	for (int64_t i = 0; r && i < r->skip_rows && t->ncarry > 0; i++)
		drop(t, need_row(t));
}
