#include "lib/guess/guess_own.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/spelling.h"
#include "lib/guess/values.h"

/*
 * All amounts look like 1,234. They are thousands if the currency has no decimals, or if smaller
 * amounts are whole and no larger one is without its separator.
 */
static bool
are_thousands(const struct guess *g)
{
	size_t small = 0, plain = 0, centless = 0;

	for (size_t i = 0; i < g->layout.width; i++) {
		const struct column *c = &g->column[i];

		if (!guess_holds_numbers(c) || c->differ == 0)
			continue;
		small += c->small;
		plain += c->plain;
		centless += c->centless;
	}
	return centless > 0 || (small > 0 && plain == 0);
}

static void
find_decimal(struct guess *g)
{
	size_t point = 0, comma = 0, differ = 0, commas = 0;

	for (size_t i = 0; i < g->layout.width; i++) {
		const struct column *c = &g->column[i];

		if (!guess_holds_numbers(c))
			continue;
		point += c->point;
		comma += c->comma;
		differ += c->differ;
		commas += c->commas;
	}
	g->decimal = comma > point ? ',' : '.';
	if (point != comma || differ == 0)
		return;
	g->decimal = commas * 2 < differ ? ',' : '.';	/* the more likely: thousands */
	if (!are_thousands(g))
		guess_doubt_file(g, "decimal: amounts such as '%s' have one separator, which may be"
		    " of thousands (--decimal=%c) or of decimals (--decimal=%c)",
		    g->decimal == '.' ? "1,234" : "1.234", g->decimal,
		    g->decimal == '.' ? ',' : '.');
}

/* Adds a format to those of all dates. */
static void
add_format(struct guess *g, size_t format)
{
	for (size_t i = 0; i < g->formats; i++)
		if (g->format[i] == format)
			return;
	if (g->formats < GUESS_FORMATS)
		g->format[g->formats++] = format;
}

/* The formats of all dates together. */
static void
find_formats(struct guess *g)
{
	for (size_t i = 0; i < g->layout.width; i++) {
		const struct column *c = &g->column[i];
		size_t format[GUESS_FORMATS], other;

		if (!guess_holds_dates(c))
			continue;
		const size_t n = column_formats(c, GUESS_FORMATS, format, &other);

		for (size_t k = 0; k < n; k++)
			add_format(g, format[k]);
		if (n > 0 && column_format(other))
			guess_doubt_file(g, "%s: both %s and %s fit '%s' (--date-format=%s)",
			    c->role, column_format(format[0]), column_format(other), c->head,
			    column_format(other));
	}
	g->reads_iso = g->formats == 1 && g->format[0] == 0;
}

/* The currency of a text of a column of currencies, or of amounts; none if it is not an amount. */
static enum spelling_currency
currency_of(const struct guess *g, bool code, const char *s)
{
	enum spelling_currency sign;
	char number[SPELLING_SIZE];

	if (code)
		return spelling_of_code(s);
	return spelling_read(s, g->decimal, number, &sign) == SPELLING_OK ? sign :
	    SPELLING_NO_CURRENCY;
}

/* Amounts of two currencies are never added. */
static void
check_currency(struct guess *g)
{
	const struct column *codes = guess_column(g, "currency");
	const struct column *c = codes ? codes : guess_column(g, "amount");
	enum spelling_currency one = SPELLING_NO_CURRENCY;

	for (size_t i = 0; c && i < values_count(c->values); i++) {
		const enum spelling_currency sign = currency_of(g, codes != NULL,
		    values_text(c->values, i));

		if (sign == SPELLING_CURRENCIES || spelling_join(&one, sign))
			continue;
		free(g->refusal);
		g->refusal = mem_print(say("amounts in two currencies, %s and %s; load each from a"
		    " file"
		    " of its own"), spelling_name(one), spelling_name(sign));
		return;
	}
}

/* The first cell of the column that is not a number. */
static const char *
first_words(const struct column *c)
{
	char number[SPELLING_SIZE];
	enum spelling_currency currency;
	size_t i = 0;

	while (i + 1 < values_count(c->values) && (*values_text(c->values, i) == '\0' ||
	    spelling_read(values_text(c->values, i), '.', number, &currency) == SPELLING_OK))
		i++;
	return values_text(c->values, i);
}

/* A refund that is not subtracted makes every sum too large, and nothing else shows it. */
static void
doubt_refund(struct guess *g, const char *amount)
{
	for (const struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (c->lost_refund)
			guess_doubt(g, "refund: '%s' is not subtracted, because it has words such"
			    " as '%s' (--null='%s' --set='amount=%s-%s')", c->head,
			    first_words(c), first_words(c), amount, c->head);
}

/* The amount: a column, or what a formula of columns gives. */
static void
find_formula(struct guess *g)
{
	const struct column *amount = guess_column(g, "amount");
	const struct column *refund = guess_column(g, "refund");
	const struct column *price = guess_column(g, "price"), *n = guess_column(g, "quantity");

	if (amount && refund) {
		g->amount = amount->head;
		g->refund = refund->head;
	} else if (amount == NULL && price && n)
		g->price = price->head;
	if (amount == NULL || refund == NULL)
		guess_roles_drop(g, "refund");
	if (amount) {
		g->beside = price;
		guess_roles_drop(g, "price");
	}
	if (amount && refund == NULL)
		doubt_refund(g, amount->head);
}

void
guess_cells(struct guess *g)
{
	find_decimal(g);
	find_formats(g);
	if (g->tool == GUESS_ORDERS) {
		find_formula(g);
		check_currency(g);
	}
}
