/* One row: the cells of the file are cleaned, then tested, then they become cells of the table. */
#define _GNU_SOURCE
#include "lib/preset/plan_own.h"

#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/shortened.h"
#include "lib/customer/email.h"

enum { OPERANDS = 32, WORD = 128 };

static char empty[1];

struct work {
	struct plan *p;
	char **from;		/* cells of the file */
	struct plan_row *row;
	plan_note *note;
	void *ctx;
};

static bool
fits_word(const char *word, const char *cell)
{
	double a, b;

	if (fnmatch(word, cell, FNM_CASEFOLD) == 0)
		return true;
	return *word >= '0' && *word <= '9' && num_parse(word, &a) && num_parse(cell, &b) &&
	    !(a < b) && !(a > b);
}

bool
plan_fits(const char *words, size_t n, const char *cell)
{
	const char *end = words + n;
	char one[WORD];

	for (const char *s = words;; s++) {
		const char *bar = memchr(s, '|', (size_t)(end - s));
		const size_t length = (size_t)((bar ? bar : end) - s);

		if (length == 0 && *cell == '\0')
			return true;
		if (length > 0) {
			snprintf(one, sizeof one, "%.*s", (int)length, s);
			if (fits_word(one, cell))
				return true;
		}
		if (bar == NULL)
			return false;
		s += length;
	}
}

static bool
holds(const struct plan_when *when, char *const *from)
{
	for (size_t i = 0; i < when->n; i++) {
		const struct plan_match *m = &when->match[i];

		if (plan_fits(m->words, m->n, from[m->at]) == m->not)
			return false;
	}
	return true;
}

static bool
is_null(const struct plan *p, size_t at, const char *s)
{
	for (size_t i = 0; i < p->nulls; i++)
		if ((p->null[i].at == (size_t)PLAN_NONE || p->null[i].at == at) &&
		    strcmp(s, p->null[i].word) == 0)
			return true;
	return false;
}

static void
clean(struct plan *p, char **from)
{
	for (size_t i = 0; i < p->width; i++) {
		from[i] = cell_trim(from[i]);
		if (is_null(p, i, from[i]))
			from[i] = empty;
	}
}

static void
remember(struct text *to, const char *s)
{
	to->n = 0;
	text_add(to, s, strlen(s) + 1);
}

/* Fills empty cells of a row whose key is that of the row before. */
static void
carry(struct plan *p, char **from)
{
	struct plan_carry *c = &p->carry;

	if (c->n == 0)
		return;
	const bool same = c->last[0].n > 0 && strcmp(c->last[0].s, from[c->key]) == 0;

	remember(&c->last[0], from[c->key]);
	for (size_t i = 0; i < c->n; i++) {
		char **cell = &from[c->at[i]];

		if (same && **cell == '\0')
			*cell = arena_text(&p->made, c->last[i + 1].s, strlen(c->last[i + 1].s));
		else
			remember(&c->last[i + 1], *cell);
	}
}

/* The reason to leave the row out; NULL to keep it. */
static const char *
left_out(const struct plan *p, char *const *from)
{
	for (size_t i = 0; i < p->tests; i++) {
		const struct plan_test *t = &p->test[i];
		const bool is = holds(&t->when, from);

		if (t->word == PRESET_TAKE && is)
			return NULL;
		if (t->word != PRESET_TAKE && is == (t->word != PRESET_KEEP))
			return t->reason ? t->reason : from[t->reason_at];
	}
	return NULL;
}

__attribute__((format(printf, 3, 4))) static bool
bad(struct work *w, const char *column, const char *fmt, ...)
{
	va_list ap;

	if (w->row->why)
		return false;	/* the first one is said */
	va_start(ap, fmt);
	vsnprintf(w->p->why, sizeof w->p->why, say(fmt), ap);
	va_end(ap);
	w->row->why = w->p->why;
	w->row->column = column;
	return false;
}

/* The amounts of a file are in one currency. */
static bool
take_currency(struct work *w, const char *column, const char *s, enum spelling_currency c)
{
	struct plan *p = w->p;

	return spelling_join(&p->money, c) ||
	    bad(w, column, "%s '%.60s' is in %s, but amounts before it are in %s", column, s,
	    spelling_name(c), spelling_name(p->money));
}

/* The plain decimal of an amount or number; NULL if it is none. */
static const char *
plain(struct work *w, const char *column, const char *s, char to[static SPELLING_SIZE])
{
	enum spelling_currency c;

	if (*s == '\0' || (w->p->o.decimal == '.' && spelling_is_plain(s)))
		return s;
	const enum spelling_result r = spelling_read(s, w->p->o.decimal, to, &c);

	if (r != SPELLING_OK) {
		bad(w, column, "%s '%.60s' %s", column, s,
		    spelling_why(r, w->p->o.decimal));
		return NULL;
	}
	return take_currency(w, column, s, c) ? to : NULL;
}

static char *
compute(struct work *w, const struct plan_column *c, const struct formula *f)
{
	const size_t n = formula_columns(f);
	const char *cell[OPERANDS];
	char text[OPERANDS][SPELLING_SIZE], to[FORMULA_SIZE];
	size_t at;

	for (size_t i = 0; i < n; i++)
		if ((cell[i] = plain(w, c->name, w->from[formula_column(f, i)], text[i])) == NULL)
			return empty;
	if (!formula_value(f, cell, to, &at)) {
		bad(w, c->name, "%s cannot be computed from '%.60s'", c->name,
		    at < n ? cell[at] : "");
		return empty;
	}
	return arena_text(&w->p->made, to, strlen(to));
}

/* The Nth of the words of a cell; "" if there are fewer. */
static char *
nth_word(struct plan *p, const char *s, size_t n)
{
	for (; n > 1; n--) {
		s += strcspn(s, " ");
		s += strspn(s, " ");
	}
	return arena_text(&p->made, s, strcspn(s, " "));
}

/* The last word of a name, or the words before it. */
static char *
part_of_name(struct plan *p, const char *s, bool last)
{
	const char *blank = strrchr(s, ' ');

	if (last)
		return arena_text(&p->made, blank ? blank + 1 : s, strlen(blank ? blank + 1 : s));
	return arena_text(&p->made, s, blank ? (size_t)(blank - s) : 0);
}

/* The first of several values. */
static char *
first_value(struct plan *p, const struct plan_column *c, const char *s)
{
	const char *end = p->first && !c->attr ? strstr(s, p->first) : NULL;

	return arena_text(&p->made, s, end ? (size_t)(end - s) : strlen(s));
}

/* The e-mail address by which a customer is known; as it is if it is not an address. */
static char *
email_key(struct plan *p, char *s)
{
	char key[EMAIL_SIZE];

	return email_read(s, key) == EMAIL_VALID ? arena_text(&p->made, key, strlen(key)) : s;
}

/* A telephone number that cannot be read is emptied, and noted; a damaged id makes the row bad. */
static char *
guarded(struct work *w, const struct plan_column *c, const struct plan_source *from, char *s)
{
	enum cell_result r = CELL_OK;

	if (from->how & HOW_PHONE)
		r = c->customer ? cell_phone_key(s) : cell_phone(s);
	else if (c->phone)
		r = cell_phone(s);
	else if (from->how & HOW_PLAIN && cell_is_masked(s))
		r = CELL_MASKED;
	else if (c->kind == TARGET_ID && shortened_why(s))
		r = CELL_DAMAGED;
	if (from->how & HOW_EMAIL && c->customer)
		return email_key(w->p, s);
	if (r == CELL_OK || *s == '\0')
		return s;
	if (c->customer)
		w->row->customer_emptied = true;
	else if (c->kind == TARGET_ID)
		bad(w, c->name, "%s '%.60s' %s", c->name, s, cell_why(r));
	else
		w->note(w->ctx, c->name, r);
	return empty;
}

static char *
source_text(struct work *w, const struct plan_column *c, const struct plan_source *from)
{
	char *s;

	if (!holds(&from->when, w->from))
		return empty;
	if (from->how & HOW_CONSTANT)
		return arena_text(&w->p->made, from->text, strlen(from->text));
	if (from->how & HOW_FORMULA)
		return compute(w, c, from->formula);
	if (*w->from[from->at] == '\0')
		return empty;
	s = first_value(w->p, c, w->from[from->at]);
	if (from->how & HOW_WORD)
		s = nth_word(w->p, s, from->word);
	if (from->how & (HOW_LAST | HOW_REST))
		s = part_of_name(w->p, s, from->how & HOW_LAST);
	return guarded(w, c, from, s);
}

/* The first source that is not empty, with those that are joined to it. */
static char *
gather(struct work *w, const struct plan_column *c, const struct plan_source **source)
{
	char *all = empty;
	bool found = false;	/* a source before, so that the next one must be joined */

	for (size_t i = 0; i < c->n; i++) {
		const bool join = c->source[i].how & HOW_JOIN;

		if (found && !join)
			break;
		char *s = source_text(w, c, &c->source[i]);

		if (*s == '\0')
			continue;
		*source = found ? *source : &c->source[i];
		char *both = found ? mem_print("%s %s", all, s) : NULL;

		all = both ? arena_text(&w->p->made, both, strlen(both)) : s;
		free(both);
		found = true;
	}
	return all;
}

static char *
change_words(const struct plan_column *c, char *s)
{
	for (size_t i = 0; i < c->nreplace; i++)
		if (plan_fits(c->replace[i].from, strlen(c->replace[i].from), s))
			return (char *)(uintptr_t)c->replace[i].to;
	return s;
}

static char *
spell_date(struct work *w, const struct plan_column *c, const struct plan_source *from, char *s)
{
	char to[DATE_TIME_SIZE];
	enum date_result why = DATE_BAD;
	const bool day = c->kind == TARGET_DAY || (from && from->how & HOW_DAY);
	struct plan_date *last = &w->p->last;

	if (from && last->source == from && strcmp(last->from, s) == 0)
		return last->to;	/* rows that follow one another often have the same date */
	const enum cell_result r = cell_date(&w->p->dates, s, day, from && from->how & HOW_UTC, to,
	    &why);

	if (r == CELL_OK && strcmp(c->name, "birthday") == 0)
		cell_past(s, to);
	if (r == CELL_OK && strlen(s) < sizeof last->from) {
		strcpy(last->from, s);
		strcpy(last->to, to);
		last->source = from;
	}
	if (r == CELL_OK)
		return arena_text(&w->p->made, to, strlen(to));
	if (!c->required && r != CELL_BAD) {
		w->note(w->ctx, c->name, r);
		return empty;
	}
	bad(w, c->name, "%s '%.60s' %s%s", c->name, s, r == CELL_BAD ? date_why(why) : cell_why(r),
	    r == CELL_AMBIGUOUS ? "; use --date-format" : "");
	return empty;
}

static char *
spell_number(struct work *w, const struct plan_column *c, char *s)
{
	char text[SPELLING_SIZE], to[NUM_SIZE];
	const char *decimal = plain(w, c->name, s, text);
	int64_t units;

	if (decimal == NULL)
		return empty;
	const enum money_result r = money_parse(decimal, &units);

	if (r != MONEY_OK) {
		bad(w, c->name, "%s '%.60s' %s", c->name, s, money_why(r));
		return empty;
	}
	return arena_text(&w->p->made, to, money_text(units, to));
}

static char *
spell(struct work *w, const struct plan_column *c)
{
	const struct plan_source *from = NULL;
	char *s = gather(w, c, &from);

	if (c->strip && strncmp(s, c->strip, strlen(c->strip)) == 0)
		s += strlen(c->strip);
	s = change_words(c, s);
	if (*s == '\0')
		return s;
	if (c->kind == TARGET_DAY || c->kind == TARGET_TIME)
		return spell_date(w, c, from, s);
	if (c->kind == TARGET_AMOUNT || c->kind == TARGET_NUMBER)
		return spell_number(w, c, s);
	return s;
}

/* The column of the currency says the same in each row. */
static void
check_currency(struct work *w)
{
	struct plan *p = w->p;
	const char *s = "";

	for (size_t i = 0; i < p->currencies && *s == '\0'; i++)
		s = w->from[p->currency[i]];
	if (*s == '\0')
		return;
	if (p->code == NULL)
		p->code = mem_text(s);
	else if (strcasecmp(p->code, s) != 0)
		bad(w, p->name[p->currency[0]], "the currency is %.20s, but that of rows before is"
		    " %.20s", s, p->code);
}

static enum plan_verdict
check_required(struct work *w)
{
	for (size_t i = 0; i < w->p->columns; i++) {
		const struct plan_column *c = &w->p->column[i];

		if (!c->required || *w->p->cell[i] != '\0')
			continue;
		if (c->customer && w->row->customer_emptied) {
			bad(w, c->name, "the id of the customer is masked or damaged");
		} else if (c->customer && w->p->o.anonymous) {
			continue;
		} else if (c->customer && !w->p->target->attrs && !w->p->order.inherit) {
			w->row->why = say("no customer");
			return PLAN_LEFT_OUT;
		} else if (!c->customer || w->p->target->attrs) {
			bad(w, c->name, "no %s", c->name);
		} else {
			continue;
		}
		return PLAN_BAD;
	}
	return PLAN_GOOD;
}

enum plan_verdict
plan_row(struct plan *p, char **from, struct plan_row *row, plan_note *note, void *ctx)
{
	struct work w = { p, from, row, note, ctx };

	*row = (struct plan_row){ .cell = p->cell };
	arena_clear(&p->made);
	clean(p, from);
	carry(p, from);
	if ((row->why = left_out(p, from)) != NULL)
		return PLAN_LEFT_OUT;
	for (size_t i = 0; i < p->columns; i++)
		p->cell[i] = spell(&w, &p->column[i]);
	check_currency(&w);
	return row->why ? PLAN_BAD : check_required(&w);
}
