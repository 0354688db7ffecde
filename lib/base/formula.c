#include "lib/base/formula.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"

enum { PLACES = 18, DEPTH = 32 };	/* of a decimal; values or parentheses at a time */

__extension__ typedef __int128 wide;

struct decimal {
	wide units;
	int places;
	bool none;	/* an empty cell */
};

enum op { NUMBER, COLUMN, PLUS = '+', MINUS = '-', TIMES = '*', NEGATE = 'n' };

struct step {		/* in reverse Polish order */
	enum op op;
	struct decimal number;
	size_t k;	/* the column */
};

struct formula {
	struct step *step;
	size_t n, room;
	size_t *column, columns, column_room;
};

static bool
read_decimal(const char *s, const char **end, struct decimal *to)
{
	bool point = false, digit = false;

	*to = (struct decimal){ 0 };
	for (; (*s >= '0' && *s <= '9') || (*s == '.' && !point); s++) {
		if (*s == '.') {
			point = true;
			continue;
		}
		digit = true;
		if (to->units > INT64_MAX / 10 || to->places == PLACES)
			return false;
		to->units = to->units * 10 + (*s - '0');
		to->places += point;
	}
	*end = s;
	return digit;
}

struct parser {
	struct formula *f;
	formula_find *find;
	const void *ctx;
	const char *s, *why;
	int depth;
};

static void
add_step(struct formula *f, struct step step)
{
	f->step = mem_grow(f->step, f->n + 1, &f->room, sizeof *f->step);
	f->step[f->n++] = step;
}

static void
add_column(struct formula *f, size_t at)
{
	f->column = mem_grow(f->column, f->columns + 1, &f->column_room, sizeof *f->column);
	add_step(f, (struct step){ .op = COLUMN, .k = f->columns });
	f->column[f->columns++] = at;
}

static char
next(struct parser *p)
{
	while (*p->s == ' ')
		p->s++;
	return *p->s;
}

static bool parse_sum(struct parser *);

static bool
fail(struct parser *p, const char *why)
{
	p->why = p->why ? p->why : why;
	return false;
}

static bool
parse_operand(struct parser *p)
{
	struct step step = { .op = NUMBER };
	const char *end;
	size_t at = 0, n;

	if (next(p) == '(') {
		p->s++;
		if (++p->depth > DEPTH || !parse_sum(p))
			return fail(p, SAY("has too many parentheses"));
		p->depth--;
		if (next(p) != ')')
			return fail(p, SAY("lacks a )"));
		p->s++;
		return true;
	}
	if ((n = p->find(p->ctx, p->s, &at)) > 0) {
		p->s += n;
		add_column(p->f, at);
		return true;
	}
	if (!read_decimal(p->s, &end, &step.number))
		return fail(p, SAY("needs a column, a number or a text in quotes"));
	p->s = end;
	add_step(p->f, step);
	return true;
}

static bool
parse_factor(struct parser *p)
{
	const bool minus = next(p) == '-';

	p->s += minus;
	if (!parse_operand(p))
		return false;
	if (minus)
		add_step(p->f, (struct step){ .op = NEGATE });
	return true;
}

static bool
parse_product(struct parser *p)
{
	if (!parse_factor(p))
		return false;
	while (next(p) == '*') {
		p->s++;
		if (!parse_factor(p))
			return false;
		add_step(p->f, (struct step){ .op = TIMES });
	}
	return true;
}

static bool
parse_sum(struct parser *p)
{
	if (!parse_product(p))
		return false;
	for (char c; (c = next(p)) == '+' || c == '-';) {
		p->s++;
		if (!parse_product(p))
			return false;
		add_step(p->f, (struct step){ .op = c == '+' ? PLUS : MINUS });
	}
	return true;
}

size_t
formula_longest(const char *text, char *const *name, size_t n, size_t *at)
{
	size_t best = 0;

	for (size_t i = 0; i < n; i++) {
		const size_t length = name[i] ? strlen(name[i]) : 0;

		if (length > best && strncmp(text, name[i], length) == 0) {
			best = length;
			*at = i;
		}
	}
	return best;
}

struct formula *
formula_new(const char *text, formula_find *find, const void *ctx, const char **why,
    const char **rest)
{
	struct parser p = { .f = mem_new(1, sizeof *p.f), .find = find, .ctx = ctx, .s = text };

	if (parse_sum(&p) && next(&p) == '\0' && p.f->n <= DEPTH)
		return p.f;
	*why = p.why ? p.why : *p.s ? SAY("needs + - or *") : SAY("is too long");
	*rest = p.s;
	formula_free(p.f);
	return NULL;
}

void
formula_free(struct formula *f)
{
	if (f == NULL)
		return;
	free(f->step);
	free(f->column);
	free(f);
}

size_t
formula_columns(const struct formula *f)
{
	return f->columns;
}

size_t
formula_column(const struct formula *f, size_t k)
{
	return f->column[k];
}

static bool
read_cell(const char *s, struct decimal *to)
{
	const bool minus = *s == '-';
	const char *end = s;

	*to = (struct decimal){ .none = *s == '\0' };
	if (to->none)
		return true;
	if (!read_decimal(s + (minus || *s == '+'), &end, to) || *end != '\0')
		return false;
	to->units = minus ? -to->units : to->units;
	return true;
}

/* Gives the decimal PLACES places; false if it has too many digits then. */
static bool
extend(struct decimal *d, int places)
{
	for (; d->places < places; d->places++)
		if (__builtin_mul_overflow(d->units, (wide)10, &d->units))
			return false;
	return true;
}

/* Drops zeros at the end, so that products stay short. */
static void
shorten(struct decimal *d)
{
	while (d->places > 0 && d->units % 10 == 0) {
		d->units /= 10;
		d->places--;
	}
}

static bool
combine(enum op op, struct decimal *a, struct decimal b)
{
	if (op == TIMES) {
		a->none |= b.none;
		a->places += b.places;
		if (__builtin_mul_overflow(a->units, b.units, &a->units))
			return false;
		shorten(a);
		return a->places <= PLACES;
	}
	const int places = a->places > b.places ? a->places : b.places;

	a->none &= b.none;
	if (!extend(a, places) || !extend(&b, places))
		return false;
	return op == PLUS ? !__builtin_add_overflow(a->units, b.units, &a->units) :
	    !__builtin_sub_overflow(a->units, b.units, &a->units);
}

static void
write_decimal(struct decimal d, char to[static FORMULA_SIZE])
{
	char digits[FORMULA_SIZE];
	int n = 0, k = 0;
	const bool minus = d.units < 0;

	shorten(&d);
	for (wide u = minus ? -d.units : d.units; u > 0 || n <= d.places; u /= 10)
		digits[n++] = (char)('0' + (int)(u % 10));
	if (minus)
		to[k++] = '-';
	while (n > 0) {
		to[k++] = digits[--n];
		if (n == d.places && n > 0)
			to[k++] = '.';
	}
	to[k] = '\0';
}

bool
formula_value(const struct formula *f, const char *const *cell, char to[static FORMULA_SIZE],
    size_t *bad)
{
	struct decimal stack[DEPTH] = { { .none = true } };
	size_t n = 0;

	for (const struct step *step = f->step; step < f->step + f->n; step++) {
		*bad = step->op == COLUMN ? step->k : f->columns;
		if (step->op == NUMBER)
			stack[n++] = step->number;
		else if (step->op == COLUMN && !read_cell(cell[step->k], &stack[n++]))
			return false;
		else if (step->op == NEGATE)
			stack[n - 1].units = -stack[n - 1].units;
		else if (step->op != COLUMN && (n--, !combine(step->op, &stack[n - 1], stack[n])))
			return false;
	}
	to[0] = '\0';
	if (!stack[0].none)
		write_decimal(stack[0], to);
	return true;
}
