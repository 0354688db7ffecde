#define _GNU_SOURCE
#include "lib/io/xlsx_own.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"

enum {
	OTHERS = 20,		/* other worksheets that are looked at, to name them */
	PEEKED = 32 << 20,	/* bytes of worksheets that are looked at */
	NOT_YET = -1,
};

struct xlsx {
	struct xlsx_zip *zip;
	struct xlsx_book *book;
	const struct xlsx_tab *tab;
	int *look;		/* per tab: enum xlsx_look, or NOT_YET */
	uint64_t peeked;
	struct xlsx_sheet *sheet;
	size_t at;		/* of the text that the sheet has ready */
	bool ended;
};

/* 'a', 'b' (hidden) */
static char *
names(const struct xlsx_book *b)
{
	struct text t = { 0 };

	for (size_t i = 0; i < b->n; i++) {
		char *one = mem_print("%s'%s'%s", say_comma(i), b->tab[i].name,
		    b->tab[i].hidden ? say(" (hidden)") : "");

		text_add(&t, one, strlen(one));
		free(one);
	}
	text_add(&t, "", 1);
	return t.s;
}

static const struct xlsx_tab *
find(const struct xlsx_book *b, const char *sheet)
{
	int64_t n;

	for (size_t i = 0; i < b->n; i++)
		if (strcmp(b->tab[i].name, sheet) == 0)
			return &b->tab[i];
	for (size_t i = 0; i < b->n; i++)
		if (strcasecmp(b->tab[i].name, sheet) == 0)
			return &b->tab[i];
	return num_count(sheet, &n) && n > 0 && (uint64_t)n <= b->n ? &b->tab[n - 1] : NULL;
}

/* --sheet. */
static const struct xlsx_tab *
named(const struct xlsx *x, const char *sheet)
{
	const struct xlsx_tab *tab = find(x->book, sheet);

	if (tab && tab->worksheet)
		return tab;
	if (tab)
		xlsx_bad(x->zip, "'%s' is a chart, not a worksheet", tab->name);
	xlsx_bad(x->zip, "no worksheet '%s'; the workbook has %s", sheet, names(x->book));
}

static int
look(struct xlsx *x, size_t i)
{
	const struct xlsx_tab *tab = &x->book->tab[i];

	if (x->look[i] != NOT_YET)
		return x->look[i];
	if (x->peeked > PEEKED)
		xlsx_bad(x->zip, "too many worksheets begin without a table; use --sheet=NAME");
	x->look[i] = XLSX_EMPTY;
	if (tab->worksheet && !tab->hidden)
		x->look[i] = (int)xlsx_peek(x->zip, tab->path, &x->peeked);
	return x->look[i];
}

/* The first worksheet with a table; without one, the first of those that look most like it. */
static const struct xlsx_tab *
best(struct xlsx *x)
{
	const struct xlsx_tab *tab = NULL;
	int most = XLSX_EMPTY;

	for (size_t i = 0; i < x->book->n && most < XLSX_TABLE; i++) {
		const int has = look(x, i);

		if (has > most || (tab == NULL && x->book->tab[i].worksheet)) {
			most = has;
			tab = &x->book->tab[i];
		}
	}
	return tab;
}

const char *
xlsx_other(struct xlsx *x, size_t nth)
{
	for (size_t i = 0; i < x->book->n && i < OTHERS; i++) {
		const struct xlsx_tab *tab = &x->book->tab[i];

		if (tab != x->tab && look(x, i) > XLSX_EMPTY && nth-- == 0)
			return tab->name;
	}
	return NULL;
}

/* Names the other visible worksheets that have rows. */
static void
name_others(struct xlsx *x)
{
	struct text t = { 0 };
	const char *other;

	for (size_t n = 0; (other = xlsx_other(x, n)) != NULL; n++) {
		char *one = mem_print("%s'%s'", say_comma(n), other);

		text_add(&t, one, strlen(one));
		free(one);
	}
	if (t.n == 0)
		return;
	text_add(&t, "", 1);
	opt_note("%s: reading worksheet '%s', not %s (--sheet=NAME reads another)",
	    xlsx_zip_name(x->zip), x->tab->name, t.s);
	text_free(&t);
}

struct xlsx *
xlsx_open(int fd, const char *name, const char *sheet)
{
	struct xlsx *x = mem_new(1, sizeof *x);

	x->zip = xlsx_zip_open(fd, name);
	x->book = xlsx_book_read(x->zip);
	x->look = mem_new(x->book->n, sizeof *x->look);
	for (size_t i = 0; i < x->book->n; i++)
		x->look[i] = NOT_YET;
	x->tab = sheet ? named(x, sheet) : best(x);
	if (sheet == NULL)
		name_others(x);
	x->sheet = xlsx_sheet_open(x->zip, x->book, x->tab);
	return x;
}

void
xlsx_skip(struct xlsx *x, uint64_t n)
{
	xlsx_sheet_rows(x->sheet)->skip = n;
}

size_t
xlsx_read(struct xlsx *x, char *to, size_t room)
{
	struct text *out = &xlsx_sheet_rows(x->sheet)->out;

	if (x->at == out->n)
		x->at = out->n = 0;
	while (out->n == 0 && !x->ended)
		x->ended = !xlsx_sheet_step(x->sheet);
	const size_t n = out->n - x->at < room ? out->n - x->at : room;

	if (n > 0)
		memcpy(to, out->s + x->at, n);
	x->at += n;
	return n;
}

const char *
xlsx_sheet(const struct xlsx *x)
{
	return x->tab->name;
}

uint64_t
xlsx_at(const struct xlsx *x)
{
	return xlsx_xml_at(xlsx_sheet_xml(x->sheet));
}

void
xlsx_close(struct xlsx *x)
{
	xlsx_sheet_close(x->sheet);
	xlsx_book_free(x->book);
	xlsx_zip_close(x->zip);
	free(x->look);
	free(x);
}
