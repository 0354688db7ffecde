#define _GNU_SOURCE
#include "lib/io/put_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/json.h"

enum { GAP = 2 };
enum { SHOWN_SIZE = 400 };	/* room for any double with two decimals */

static const char ellipsis[] = "\u2026";

/* Replaces control characters, which would break the lines or act on the terminal. */
static void
plain_text(struct text *t, const char *s, enum put_format format)
{
	struct text_char c;

	for (; *s; s += c.bytes) {
		c = text_char(s);
		if (format == PUT_MD && *s == '|')
			text_add(t, "\\", 1);
		if (!c.control)
			text_add(t, s, c.bytes);
		else
			text_add(t, strchr("\n\r\t", *s) ? " " : "?", 1);
	}
}

/* A name without control characters. The caller frees it. */
static char *
plain_name(const struct put *p, const char *name)
{
	struct text t = { 0 };

	plain_text(&t, name, p->format);
	text_add(&t, "", 1);
	return t.s;
}

void
put_aligned_column(struct put *p, struct put_column *c)
{
	char *shown = plain_name(p, put_said_name(c));

	c->width = text_width(shown, strlen(shown));
	free(shown);
}

static void
take(struct put *p, const char *s, bool number)
{
	const size_t from = p->buf.n;

	plain_text(&p->buf, s, p->format);
	struct put_column *c = &p->col[p->at++];
	const size_t width = text_width(p->buf.s + from, p->buf.n - from);

	text_add(&p->buf, "", 1);
	if (width > c->width)
		c->width = width;
	c->filled |= width > 0;
	c->number &= number || width == 0;
}

/* Removes the sign of a number that is rounded to 0: -0.001 becomes 0.00, not -0.00. */
static void
take_fixed(struct put *p, double x, int places, const char *unit)
{
	char buf[SHOWN_SIZE];

	snprintf(buf, sizeof buf, "%.*f%s", places, x, unit);
	take(p, buf[0] == '-' && buf[strspn(buf, "-0.")] == *unit ? buf + 1 : buf, true);
}

size_t
put_aligned_number(double x, char *to)
{
	return (size_t)snprintf(to, NUM_SIZE, "%.6g", x == 0 ? 0 : x);	/* not -0 */
}

static void
take_number(struct put *p, double x, enum put_style style)
{
	char buf[NUM_SIZE];

	if (style == PUT_MONEY && isfinite(x)) {
		/* 80.975, which no double is, becomes 80.98, as an amount does */
		take_fixed(p, nextafter(x, copysign(INFINITY, x)), 2, "");
	} else if (style == PUT_PERCENT && isfinite(x)) {
		take_fixed(p, 100 * x, 1, "%");
	} else if (style == PUT_POINTS && isfinite(x)) {
		take_fixed(p, x, 1, "");
	} else {
		put_aligned_number(x, buf);
		take(p, buf, true);
	}
}

void
put_aligned_real(struct put *p, enum put_kind kind, double x)
{
	take_number(p, x, put_style_of(&p->col[p->at], kind));
}

void
put_aligned_amount(struct put *p, int64_t i)
{
	const uint64_t size = i < 0 ? -(uint64_t)i : (uint64_t)i;
	const uintmax_t cents = size / 100 + (size % 100 >= 50);
	const char *sign = i < 0 && cents > 0 ? "-" : "";
	char buf[NUM_SIZE];

	snprintf(buf, sizeof buf, "%s%ju.%02ju", sign, cents / 100, cents % 100);
	take(p, buf, true);
}

/*
 * A number that came as text is rounded only if its column is known. A whole number is changed only
 * if the column has a unit: it gets two decimals, for example.
 */
void
put_aligned_text(struct put *p, const char *s)
{
	const struct put_column *c = &p->col[p->at];
	const bool number = json_is_number(s);
	const bool rounded = c->style == PUT_ROUNDED ? strpbrk(s, ".eE") != NULL
	    : c->style != PUT_AS_IS;

	if (number && c->maybe_number && rounded)
		take_number(p, strtod(s, NULL), c->style);
	else
		take(p, number ? s : put_said(c, s), number);
}

/* Printing. */

/* Writes the blanks before the text only now, so that no line ends with blanks. */
static void
print_text(struct put *p, const char *s, size_t n)
{
	if (n == 0)
		return;
	for (; p->blanks > 0; p->blanks--)
		putc_unlocked(' ', p->out);
	fwrite_unlocked(s, 1, n, p->out);
}

static void
print_cell(struct put *p, size_t i, const char *s)
{
	const struct put_column *c = &p->col[i];
	size_t n = strlen(s), width = text_width(s, n);
	const bool cut = c->cut > 0 && width > c->cut;

	if (c->hidden)
		return;
	if (cut) {
		n = text_fit(s, c->cut - 1);
		width = text_width(s, n) + 1;
	}
	const size_t space = (c->cut > 0 ? c->cut : c->width) - width;

	if (p->format == PUT_MD)
		print_text(p, "| ", 2);
	p->blanks += c->number ? space : 0;
	print_text(p, s, n);
	if (cut)
		print_text(p, ellipsis, strlen(ellipsis));
	p->blanks += (c->number ? 0 : space) + (p->format == PUT_MD ? 1 : GAP);
}

static void
print_name(struct put *p, size_t i)
{
	char *name = plain_name(p, put_said_name(&p->col[i]));

	print_cell(p, i, name);
	free(name);
}

static void
end_line(struct put *p)
{
	if (p->format == PUT_MD)
		print_text(p, "|", 1);
	p->blanks = 0;
	putc_unlocked('\n', p->out);
}

static void
rule(struct put *p)
{
	for (size_t i = 0; i < p->ncol; i++) {
		const struct put_column *c = &p->col[i];

		fputs("|-", p->out);
		for (size_t k = 1; k < c->width; k++)
			putc_unlocked('-', p->out);
		fputs(c->number ? "-:" : "--", p->out);
	}
	end_line(p);
}

void
put_aligned_print(struct put *p)
{
	const char *s = p->buf.s;

	if (p->fit > 0)
		put_fit(p, GAP);
	if (p->header || p->format == PUT_MD) {
		for (size_t i = 0; i < p->ncol; i++)
			print_name(p, i);
		end_line(p);
	}
	if (p->format == PUT_MD)
		rule(p);
	for (size_t row = 0; row < p->rows; row++) {
		for (size_t i = 0; i < p->ncol; i++, s += strlen(s) + 1)
			print_cell(p, i, s);
		end_line(p);
	}
}
