#define _GNU_SOURCE
#include "lib/io/put_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/say_list.h"
#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/io/lexicon.h"
#include "lib/io/opt.h"

static _Noreturn void
no_column(const struct put *p, const char *option, const char *name, size_t n)
{
	struct text all = { 0 };

	if (memmem(name, n, "\xef\xbc\x8c", 3) || memmem(name, n, "\xe3\x80\x81", 3))	/* ，、 */
		opt_misuse("--%s: columns are separated by an ASCII comma, ','; not as in '%.*s'",
		    option, (int)n, name);
	if (p->lacks) {
		char *text = mem_print("%.*s", (int)n, name);

		p->lacks(p->lacks_ctx, option, text);
		free(text);
	}
	for (size_t i = 0; i < p->ncol; i++)
		say_list(&all, p->col[i].name);
	text_add(&all, "", 1);
	opt_misuse("--%s: no column '%.*s' in the output; it has %s", option, (int)n, name, all.s);
}

/*
 * The column whose name is these N bytes, or else whose name in the language of the cells or of the
 * messages. Misuse if there is none.
 */
static size_t
find(const struct put *p, const char *option, const char *name, size_t n)
{
	for (size_t i = 0; i < p->ncol; i++)
		if (text_is(p->col[i].name, name, n))
			return i;
	for (size_t i = 0; i < p->ncol; i++) {
		const struct put_column *c = &p->col[i];

		if (text_is(put_said_name(c), name, n) ||
		    text_is(say_word(SAY_MESSAGE, c->context, c->name), name, n))
			return i;
	}
	no_column(p, option, name, n);
}

static void
choose(struct put *p)
{
	const char *names = p->opts.columns;
	size_t n;

	p->chosen = mem_new((names ? strlen(names) : p->ncol) + 1, sizeof *p->chosen);
	for (size_t i = 0; names == NULL && i < p->ncol; i++)
		p->chosen[p->nchosen++] = i;
	for (const char *s; (s = split_next(&names, ',', &n)) != NULL;)
		p->chosen[p->nchosen++] = find(p, "columns", s, n);
}

static void
choose_keys(struct put *p)
{
	const char *names = p->opts.sort;
	size_t id, n;

	p->key = mem_new((names ? strlen(names) : 0) + 1, sizeof *p->key);
	if (names == NULL && put_veil_sorts(p, &id))
		p->key[p->nkeys++] = (struct put_key){ .column = id, .bytes = true };
	for (const char *s; (s = split_next(&names, ',', &n)) != NULL;) {
		const bool descending = *s == '-';
		const size_t at = find(p, "sort", s + descending, n - descending);
		const bool bytes = lexicon_is_text(lexicon_find(p->col[at].name));

		p->key[p->nkeys++] = (struct put_key){ at, descending, bytes };
	}
}

/* Opens the second table, when all columns are known. */
static void
open_chosen(struct put *p)
{
	if (p->to)
		return;
	choose(p);
	choose_keys(p);
	if (p->veil)
		put_veil_plan(p);
	if (p->bars)
		p->bars_at = find(p, p->bars_option, p->bars_column, strlen(p->bars_column));
	p->to = put_new(p->out, p->format, p->header);
	p->to->fit = p->fit;
	p->to->opts.sheets = p->opts.sheets;
	for (size_t i = 0; i < p->nchosen; i++)
		put_column_in(p->to, p->col[p->chosen[i]].name, p->col[p->chosen[i]].kind,
		    p->col[p->chosen[i]].context);
}

static bool
is_barred(const struct put *p, const struct put_rows *from, size_t row)
{
	enum put_kind kind;

	if (p->bars == NULL)
		return false;
	const struct value v = put_rows_cell(from, row, p->bars_at, &kind);

	return !v.none && p->bars(p->bars_ctx, v.s);
}

/* The rows as they are to be seen: without those left out, and with keyed ids. */
static const struct put_rows *
see(struct put *p, const struct put_rows *from)
{
	if (p->bars == NULL && p->veil == NULL)
		return from;
	if (p->seen == NULL)
		p->seen = put_rows_new(p->ncol);
	put_rows_clear(p->seen);
	for (size_t row = 0; row < put_rows_count(from); row++)
		for (size_t i = 0; i < p->ncol && (i > 0 || !is_barred(p, from, row)); i++) {
			enum put_kind kind;
			struct value v = put_rows_cell(from, row, i, &kind);

			if (p->veil)
				v = put_veil_cell(p, i, kind, v);
			put_rows_add(p->seen, kind, &v);
		}
	return p->seen;
}

static void
pass(struct put *p, const struct put_rows *from, size_t row)
{
	if (p->limit >= 0 && p->passed >= p->limit)
		return;
	p->passed++;
	for (size_t i = 0; i < p->nchosen; i++) {
		enum put_kind kind;
		const struct value v = put_rows_cell(from, row, p->chosen[i], &kind);

		put_cell_of(p->to, kind, &v);
	}
	put_cell_end(p->to);
}

enum { SPARE = 1 << 14 };	/* rows that are kept beyond --limit, until they are sorted */

/*
 * With --limit only the first rows of the order are kept: so a million rows need little memory, and
 * are never sorted all together. Equal rows stay in the order in which they came.
 */
static void
keep_first(struct put *p)
{
	const size_t most = (size_t)p->limit;

	if (p->limit < 0 || p->bars || p->veil ||
	    put_rows_count(p->held) < 2 * most + SPARE)
		return;
	struct put_rows *first = put_rows_new(p->ncol);
	size_t *order = put_rows_order(p->held, p->key, p->nkeys);

	for (size_t i = 0; i < most; i++)
		for (size_t k = 0; k < p->ncol; k++) {
			enum put_kind kind;
			const struct value v = put_rows_cell(p->held, order[i], k, &kind);

			put_rows_add(first, kind, &v);
		}
	free(order);
	put_rows_free(p->held);
	p->held = first;
}

void
put_chosen_pass(struct put *p, struct put_rows *from)
{
	open_chosen(p);
	if (p->nkeys == 0) {
		const struct put_rows *seen = see(p, from);

		for (size_t i = 0; i < put_rows_count(seen); i++)
			pass(p, seen, i);
	} else if (from == p->held) {
		keep_first(p);
		return;
	} else {
		put_rows_append(p->held, from);
		keep_first(p);
	}
	put_rows_clear(from);
}

bool
put_chosen_columns(struct put *p, size_t *n)
{
	if (p->opts.columns == NULL || p->opts.sort || p->limit >= 0 || p->veil || p->bars)
		return false;
	open_chosen(p);
	*n = p->nchosen;
	return true;
}

static void
pass_sorted(struct put *p)
{
	const struct put_rows *seen = see(p, p->held);
	size_t *order = put_rows_order(seen, p->key, p->nkeys);

	for (size_t i = 0; i < put_rows_count(seen); i++)
		pass(p, seen, order[i]);
	free(order);
}

void
put_chosen_close(struct put *p)
{
	open_chosen(p);
	if (p->nkeys > 0)
		pass_sorted(p);
	put_cell_finish(p->to);
	put_free(p->to);
	free(p->chosen);
	free(p->key);
}
