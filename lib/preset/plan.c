/*
 * From rules and the names of columns to a plan: for each column of the table, the sources that the
 * file has. A rule about a column that the file does not have is left out.
 */
#define _GNU_SOURCE
#include "lib/preset/plan_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/base/text.h"

static size_t
find(const struct plan *p, const char *from)
{
	const size_t at = preset_find(from, p->name, p->width, 0, p->fold);

	return at < p->width ? at : (size_t)PLAN_NONE;
}

_Noreturn static void
wrong(const struct plan *p, const struct preset_rule *r, const char *why, const char *what)
{
	fail("%s:%ju: %s '%s'", p->preset->path, (uintmax_t)r->line, why, what);
}

static struct plan_when
read_when(const struct plan *p, const struct preset_rule *r)
{
	struct plan_when when = { 0 };
	const char *rest = r->when;
	size_t room = 0, n;

	for (const char *s; (s = split_ended(&rest, ';', &n)) != NULL;) {
		const char *equals = memchr(s, '=', n);

		if (equals == NULL || equals == s)
			wrong(p, r, say("when must be COLUMN=WORD|WORD, not"), s);
		/* wrong() ends the tool */
		/* cppcheck-suppress nullPointerRedundantCheck */
		const bool not = equals[-1] == '!';
		/* cppcheck-suppress nullPointerArithmeticRedundantCheck */
		char *from = mem_print("%.*s", (int)(equals - s - not), s);

		when.match = mem_grow(when.match, when.n + 1, &room, sizeof *when.match);
		/* cppcheck-suppress nullPointerArithmeticRedundantCheck */
		const char *words = equals + 1;

		when.match[when.n] = (struct plan_match){ find(p, from), not, words,
			n - (size_t)(words - s) };
		when.none |= when.match[when.n++].at == (size_t)PLAN_NONE;
		free(from);
	}
	return when;
}

static unsigned
read_how(const struct plan *p, const struct preset_rule *r, size_t *word)
{
	static const char *const names[] = { "join", "constant", "formula", "phone", "email",
		"plain", "day", "utc", "below", "word", "last", "rest" };
	const char *words = r->how;
	unsigned how = 0;
	size_t n;

	for (const char *s; (s = split_ended(&words, ' ', &n)) != NULL;) {
		size_t i = 0;

		while (i < sizeof names / sizeof *names && !text_is(names[i], s, n))
			i++;
		if (i < sizeof names / sizeof *names)
			how |= 1U << i;
		else if (how & HOW_WORD && *s >= '1' && *s <= '9' && n == 1)
			*word = (size_t)(*s - '0');
		else
			wrong(p, r, say("how is not known:"), r->how);
	}
	return how;
}

static size_t
find_operand(const void *ctx, const char *text, size_t *at)
{
	const struct plan *p = ctx;

	return formula_longest(text, p->name, p->width, at);
}

static size_t
find_below(const struct plan *p, const char *from)
{
	const size_t at = p->below ? preset_find(from, p->below, p->width, 0, p->fold) : p->width;

	return at < p->width ? at : (size_t)PLAN_NONE;
}

/* False if the file does not have what the source needs. */
static bool
read_source(const struct plan *p, const struct preset_rule *r, struct plan_source *to)
{
	const char *why, *rest;

	*to = (struct plan_source){ .text = r->from, .when = read_when(p, r) };
	to->how = read_how(p, r, &to->word);
	if (to->how & HOW_FORMULA)
		to->formula = formula_new(r->from, find_operand, p, &why, &rest);
	else if (!(to->how & HOW_CONSTANT))
		to->at = to->how & HOW_BELOW ? find_below(p, r->from) : find(p, r->from);
	const bool there = to->how & HOW_FORMULA ? to->formula != NULL :
	    to->at != (size_t)PLAN_NONE;

	if (there && !to->when.none)
		return true;
	if (to->formula)
		formula_free(to->formula);
	free(to->when.match);
	return false;
}

static struct plan_column *
add_column(struct plan *p, const char *name, enum target_kind kind)
{
	p->column = mem_grow(p->column, p->columns + 1, &p->column_room, sizeof *p->column);
	p->column[p->columns] = (struct plan_column){ .name = name, .kind = kind,
		.customer = strcmp(name, "customer_id") == 0, .phone = strcmp(name, "phone") == 0 };
	return &p->column[p->columns++];
}

static void
add_source(struct plan_column *c, struct plan_source source)
{
	c->source = mem_grow(c->source, c->n + 1, &c->room, sizeof *c->source);
	c->source[c->n++] = source;
}

static bool
is_for(const struct plan *p, const struct preset_rule *r)
{
	return *r->as == '\0' || strcmp(r->as, p->target->name) == 0;
}

static void
take_rules(struct plan *p, struct plan_column *c)
{
	for (size_t i = 0; i < p->preset->n; i++) {
		const struct preset_rule *r = &p->preset->rule[i];
		struct plan_source source;

		if (!is_for(p, r) || strcmp(r->name, c->name) != 0)
			continue;
		if (r->word == PRESET_COLUMN && read_source(p, r, &source))
			add_source(c, source);
		if (r->word == PRESET_STRIP)
			c->strip = r->from;
		if (r->word == PRESET_REPLACE) {
			c->replace = mem_grow(c->replace, c->nreplace + 1, &c->replace_room,
			    sizeof *c->replace);
			c->replace[c->nreplace++] = (struct plan_replace){ r->from, r->how };
		}
	}
}

/* The columns of the table that the file can fill; a column of the file of this name is first. */
static void
take_columns(struct plan *p)
{
	for (size_t i = 0; i < p->target->n; i++) {
		const struct target_column *t = &p->target->column[i];
		struct plan_column *c = add_column(p, t->name, t->kind);
		size_t at = 0;

		c->required = t->required;
		while (at < p->width && strcmp(p->name[at], t->name) != 0)
			at++;
		if (at < p->width)
			add_source(c, (struct plan_source){ .at = at,
			    .how = c->phone ? HOW_PHONE : 0 });
		take_rules(p, c);
		if (c->n == 0)
			p->columns--;
	}
}

/* Columns that are kept under their own names, or under NAME. */
static void
take_attr(struct plan *p, const struct preset_rule *r)
{
	for (size_t at = 0; (at = preset_find(r->from, p->name, p->width, at, p->fold)) < p->width;
	    at++) {
		const char *name = *r->name ? r->name : p->name[at];

		if (plan_at(p, name) < p->columns)
			continue;
		struct plan_column *c = add_column(p, name, TARGET_TEXT);

		c->attr = true;
		add_source(c, (struct plan_source){ .at = at });
	}
}

static void
take_test(struct plan *p, const struct preset_rule *r)
{
	struct plan_test *t = &p->test[p->tests];
	const bool is_cell = *r->name == '=';

	if (r->word == PRESET_UNPAID && !p->o.paid_only)
		return;
	*t = (struct plan_test){ .word = r->word, .reason = is_cell ? NULL : r->name,
		.when = read_when(p, r) };
	if (is_cell)
		t->reason_at = find(p, r->name + 1);
	if (t->when.none || (is_cell && t->reason_at == (size_t)PLAN_NONE))
		free(t->when.match);
	else
		p->tests++;
}

static void
take_carry(struct plan *p, const struct preset_rule *r)
{
	const size_t key = find(p, r->name), at = find(p, r->from);

	if (key == (size_t)PLAN_NONE || at == (size_t)PLAN_NONE)
		return;
	p->carry.key = key;
	p->carry.at[p->carry.n++] = at;
}

static void
take_null(struct plan *p, const struct preset_rule *r)
{
	const size_t at = *r->from ? find(p, r->from) : (size_t)PLAN_NONE;

	if (*r->from == '\0' || at != (size_t)PLAN_NONE)
		p->null[p->nulls++] = (struct plan_null){ r->name, at };
}

static void
take_date(struct plan *p, const struct preset_rule *r)
{
	if (p->o.dates.formats.n == 0 && p->dates.formats.n < OPT_MANY_MAX)
		p->dates.formats.word[p->dates.formats.n++] = r->name;
}

static void
set_once(size_t *to, size_t at)
{
	if (*to == (size_t)PLAN_NONE)
		*to = at;
}

static void
take_rule(struct plan *p, const struct preset_rule *r)
{
	switch (r->word) {
	case PRESET_ATTR:
		take_attr(p, r);
		break;
	case PRESET_DROP: case PRESET_KEEP: case PRESET_TAKE: case PRESET_UNPAID:
		take_test(p, r);
		break;
	case PRESET_CARRY:
		take_carry(p, r);
		break;
	case PRESET_NULL:
		take_null(p, r);
		break;
	case PRESET_FIRST:
		p->first = r->name;
		break;
	case PRESET_DATE:
		take_date(p, r);
		break;
	case PRESET_CURRENCY:
		if (find(p, r->from) != (size_t)PLAN_NONE)
			p->currency[p->currencies++] = find(p, r->from);
		break;
	case PRESET_SHARE:
		set_once(&p->order.discount, find(p, r->from));
		break;
	case PRESET_SCALE:
		set_once(&p->order.total, find(p, r->from));
		break;
	case PRESET_REFUND:
		set_once(&p->order.refund, find(p, r->from));
		break;
	case PRESET_INHERIT:
		p->order.inherit = true;
		break;
	default:
		break;
	}
}

/* The names without outer blanks; a second column of a name is not found. */
static void
take_names(struct plan *p, char *const *name)
{
	p->name = mem_new(p->width, sizeof *p->name);
	for (size_t i = 0; i < p->width; i++) {
		char *copy = mem_text(name[i]);

		p->name[i] = mem_text(cell_trim(copy));
		free(copy);
	}
}

/* Ends the tool if a column that every row needs cannot be made. */
static void
check(const struct plan *p, const char *file)
{
	for (size_t i = 0; i < p->target->n; i++) {
		const struct target_column *t = &p->target->column[i];
		const bool customer = strcmp(t->name, "customer_id") == 0;

		if (!t->required || plan_at(p, t->name) < p->columns ||
		    (customer && p->o.anonymous))
			continue;
		fail("%s: no column of '%s' can be '%s'; name it with"
		    " --rename=COLUMN=%s%s", file, p->preset->name, t->name, t->name,
		    customer && !p->target->attrs && strcmp(p->target->name, "orders") != 0 ?
		    say(", or use --anonymous") : "");
	}
}

struct plan *
plan_new(const struct preset *preset, const struct target *target, const struct plan_opts *o,
    const char *file, char *const *name, char *const *below, size_t n)
{
	struct plan *p = mem_new(1, sizeof *p);

	*p = (struct plan){ .preset = preset, .target = target, .o = *o, .dates = o->dates,
		.below = below, .width = n, .fold = preset_text(preset, PRESET_FOLD) != NULL,
		.order = { (size_t)PLAN_NONE, (size_t)PLAN_NONE, (size_t)PLAN_NONE, false } };
	p->test = mem_new(preset->n, sizeof *p->test);
	p->null = mem_new(preset->n, sizeof *p->null);
	p->carry.at = mem_new(preset->n, sizeof *p->carry.at);
	p->currency = mem_new(preset->n, sizeof *p->currency);
	take_names(p, name);
	take_columns(p);
	for (size_t i = 0; i < preset->n; i++)
		if (is_for(p, &preset->rule[i]))
			take_rule(p, &preset->rule[i]);
	check(p, file);
	p->carry.last = mem_new(p->carry.n + 1, sizeof *p->carry.last);
	p->cell = mem_new(p->columns, sizeof *p->cell);
	return p;
}

static void
free_column(struct plan_column *c)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->source[i].formula)
			formula_free(c->source[i].formula);
		free(c->source[i].when.match);
	}
	free(c->source);
	free(c->replace);
}

void
plan_free(struct plan *p)
{
	for (size_t i = 0; i < p->columns; i++)
		free_column(&p->column[i]);
	for (size_t i = 0; i < p->tests; i++)
		free(p->test[i].when.match);
	for (size_t i = 0; i <= p->carry.n; i++)
		text_free(&p->carry.last[i]);
	for (size_t i = 0; i < p->width; i++)
		free(p->name[i]);
	free(p->column);
	free(p->test);
	free(p->null);
	free(p->carry.at);
	free(p->carry.last);
	free(p->currency);
	free(p->name);
	free(p->cell);
	free(p->code);
	arena_free(&p->made);
	free(p);
}

size_t
plan_columns(const struct plan *p)
{
	return p->columns;
}

const char *
plan_name(const struct plan *p, size_t column)
{
	return p->column[column].name;
}

size_t
plan_at(const struct plan *p, const char *name)
{
	size_t i = 0;

	while (i < p->columns && strcmp(p->column[i].name, name) != 0)
		i++;
	return i;
}

const struct plan_order *
plan_order(const struct plan *p)
{
	return &p->order;
}
