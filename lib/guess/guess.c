/*
 * The columns get roles by their names (names.h), then by their cells: a date must be one. Of two
 * columns of a role the surer name wins; if both are as sure, that is a doubt. Roles decide the
 * tool. Then the cells decide the decimal mark and the formats of dates.
 */
#include "lib/guess/guess.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/spelling.h"
#include "lib/guess/names.h"

enum { CSAT = 5 };	/* the best score of csat; that of nps is 10 */

void
guess_doubt(struct guess *g, const char *fmt, ...)
{
	va_list ap;

	if (g->doubts == GUESS_DOUBTS)
		return;
	va_start(ap, fmt);
	g->doubt[g->doubts++] = mem_vprint(fmt, ap);
	va_end(ap);
}

static bool
is_role(const struct column *c, const char *role)
{
	return c->role && strcmp(c->role, role) == 0;
}

static bool
is_one_role(const struct column *c, const char *const *roles)
{
	while (*roles && !is_role(c, *roles))
		roles++;
	return *roles != NULL;
}

bool
guess_holds_dates(const struct column *c)
{
	return is_one_role(c, (const char *const[]){ "date", "acquired", "birthday", NULL });
}

bool
guess_holds_numbers(const struct column *c)
{
	return is_one_role(c, (const char *const[]){ "amount", "price", "refund", "quantity",
	    "cost", NULL });
}

const struct column *
guess_column(const struct guess *g, const char *role)
{
	for (size_t i = 0; i < g->layout.width; i++)
		if (is_role(&g->column[i], role))
			return &g->column[i];
	return NULL;
}

char *
guess_name(const struct column *c)
{
	return c->same > 1 ? mem_print("%s[%zu]", c->head, c->nth) : mem_text(c->head);
}

/* The cell of a row, "" if the row is short. */
static const char *
cell_of(const struct guess *g, size_t row, const struct column *c)
{
	const struct sheet_row *r = &g->layout.sheet.row[row];
	const size_t at = (size_t)(c - g->column);

	return at < r->n ? r->cell[at] : "";
}

static void
name_columns(struct guess *g, const struct names *names)
{
	const struct layout *l = &g->layout;
	const struct sheet_row *head = &l->sheet.row[l->header];

	for (size_t i = 0; i < l->width; i++) {
		struct column *c = &g->column[i];

		c->head = l->has_header && i < head->n ? head->cell[i] : "";
		c->role = l->has_header ? names_role(names, c->head, &c->weight) : NULL;
		for (size_t k = 0; k < head->n && l->has_header; k++) {
			c->same += strcmp(head->cell[k], c->head) == 0;
			c->nth += k <= i && strcmp(head->cell[k], c->head) == 0;
		}
	}
}

/* Are most filled cells numbers, with the decimal mark that fits more of them? */
static bool
is_number(const struct column *c)
{
	const size_t most = c->point > c->comma ? c->point : c->comma;

	return c->filled > 0 && most * 10 >= c->filled * 7;
}

static bool
is_date(const struct column *c)
{
	size_t most = 0;

	for (size_t f = 0; column_format(f); f++)
		most += c->fits[f];	/* of several formats together */
	return c->filled > 0 && most * 10 >= c->filled * 3;
}

/* A column that cannot be what its name says has no role. */
static void
check_role(struct column *c)
{
	bool fits = c->filled > 0 || is_role(c, "refund");

	if (guess_holds_numbers(c))
		fits = fits && (c->filled == 0 || is_number(c));
	if (guess_holds_dates(c))
		fits = fits && is_date(c);
	if (is_role(c, "score"))
		fits = fits && is_number(c);
	if (is_role(c, "email"))
		fits = fits && !is_number(c);
	if (!fits)
		c->role = NULL;
}

/* Do all cells read as a date that is not just a number? */
static bool
is_clear_date(const struct column *c)
{
	size_t most = c->fits[0];

	for (size_t f = 1; column_format(f) && strcmp(column_format(f), "unix") != 0; f++)
		most = c->fits[f] > most ? c->fits[f] : most;
	return c->filled > 0 && most == c->filled;
}

/* Amounts have decimals or a currency, ids may have zeros at the front. */
static bool
is_like_amount(const struct column *c)
{
	return is_number(c) && c->whole < c->filled && c->zeros == 0;
}

enum { LIKE_ID = 4 };	/* words or numbers with zeros that come back */

/* How much the cells look like ids of customers, who come back. */
static int
like_customer(const struct column *c)
{
	const bool back = c->distinct < c->filled;

	if (c->filled == 0 || c->distinct < 2 || is_clear_date(c) || is_like_amount(c))
		return 0;
	if (c->zeros == 0 && is_number(c))
		return back && c->high >= 1000 ? 2 : 0;
	return back ? LIKE_ID : LIKE_ID - 1;
}

/* The column without a role that looks the most like it, the first of equals; NULL: none. */
static struct column *
find_like(struct guess *g, int (*like)(const struct column *))
{
	struct column *best = NULL;
	int most = 0;

	for (struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (c->role == NULL && like(c) > most) {
			most = like(c);
			best = c;
		}
	return best;
}

static int
like_date(const struct column *c)
{
	return is_clear_date(c);
}

static int
like_amount(const struct column *c)
{
	return is_like_amount(c) && !is_clear_date(c);
}

static int
like_quantity(const struct column *c)
{
	return c->filled > 0 && is_number(c) && c->zeros == 0 && c->high < 1000;
}

/* Gives a role that no column has by its name to one that looks like it, which is a doubt. */
static void
fill_role(struct guess *g, const char *role, int (*like)(const struct column *))
{
	struct column *c = guess_column(g, role) ? NULL : find_like(g, like);

	if (c) {
		c->role = role;
		c->weight = 1;
	}
}

/* The roles of an order that the names do not say, by the cells. */
static void
name_by_cells(struct guess *g)
{
	fill_role(g, "date", like_date);
	fill_role(g, "amount", like_amount);
	fill_role(g, "customer_id", like_customer);
}

/* Without a header the cells alone decide. */
static void
name_all_by_cells(struct guess *g)
{
	name_by_cells(g);
	fill_role(g, "quantity", like_quantity);
	for (size_t i = 0; i < g->layout.width; i++)
		g->column[i].weight = 2;	/* one doubt is enough */
	guess_doubt(g, "names: there is no header; the columns are named by their cells"
	    " (--names=NAME,...)");
}

/* Keeps the surest column of each role. */
static void
choose_columns(struct guess *g)
{
	for (size_t i = 0; i < g->layout.width; i++) {
		struct column *a = &g->column[i];

		for (size_t k = i + 1; k < g->layout.width && a->role; k++) {
			struct column *b = &g->column[k];

			if (!is_role(b, a->role))
				continue;
			if (a->weight == b->weight && strcmp(a->role, "text") != 0) {
				char *one = guess_name(a), *two = guess_name(b);

				guess_doubt(g, "%s: '%s' or '%s' (--rename='%s=%s')", a->role, one,
				    two, two, a->role);
				free(one);
				free(two);
			}
			if (b->weight > a->weight) {
				a->role = NULL;
				break;
			}
			b->role = NULL;
		}
	}
}

static void
doubt_vague(struct guess *g, const char *role)
{
	const struct column *c = guess_column(g, role);

	if (c && c->weight == 1)
		guess_doubt(g, "%s: is it '%s'? (--rename=COLUMN=%s)", role, c->head, role);
}

static void
drop_role(struct guess *g, const char *role)
{
	for (size_t i = 0; i < g->layout.width; i++)
		if (is_role(&g->column[i], role))
			g->column[i].role = NULL;
}

static bool
has(const struct guess *g, const char *role)
{
	return guess_column(g, role) != NULL;
}

static bool
are_orders(const struct guess *g)
{
	return has(g, "date") && has(g, "customer_id") &&
	    (has(g, "amount") || (has(g, "price") && has(g, "quantity")));
}

/* Has the table a customer several times? A table of customers has not. */
static bool
come_back(const struct guess *g)
{
	const struct column *id = guess_column(g, "customer_id");

	return id && id->distinct * 10 < id->filled * 9;
}

static enum guess_tool
tool_of(const struct guess *g)
{
	const bool person = has(g, "name") || has(g, "phone") || has(g, "email");

	if (are_orders(g))
		return GUESS_ORDERS;
	if (has(g, "score") || (has(g, "text") && has(g, "date")))
		return GUESS_FEEDBACK;
	if (has(g, "customer_id") && !come_back(g) && (person || has(g, "acquired") ||
	    has(g, "birthday")))
		return GUESS_CUSTOMERS;
	return GUESS_NOTHING;
}

/* What says who bought, if nothing else does. */
static void
take_contact(struct guess *g)
{
	static const char *const contacts[] = { "phone", "email", "name", NULL };

	for (const char *const *role = contacts; *role && !has(g, "customer_id"); role++)
		for (struct column *c = g->column; c < g->column + g->layout.width; c++)
			if (is_role(c, *role)) {
				c->role = "customer_id";
				c->weight = 1;
				break;
			}
}

static void
measure_all(struct guess *g)
{
	const struct layout *l = &g->layout;

	for (size_t i = 0; i < l->width; i++)
		if (g->column[i].role == NULL) {
			struct column *c = &g->column[i];

			*c = (struct column){ .head = c->head, .nth = c->nth, .same = c->same };
			column_measure(c, &l->sheet, i, l->first, l->end, true);
		}
}

/* If the names say too little for any tool, it may be a table of orders by its cells. */
static void
guess_orders(struct guess *g)
{
	struct column *before = mem_new(g->layout.width, sizeof *before);

	memcpy(before, g->column, g->layout.width * sizeof *before);
	measure_all(g);
	take_contact(g);
	name_by_cells(g);
	if (are_orders(g))
		g->tool = GUESS_ORDERS;
	else
		memcpy(g->column, before, g->layout.width * sizeof *before);
	free(before);
}

/* The scale of the scores says what was asked. */
static const char *
kind_of(const struct guess *g)
{
	const struct column *score = guess_column(g, "score");

	return score == NULL ? "question" : score->high > CSAT || score->low < 1 ? "nps" : "csat";
}

static void
choose_tool(struct guess *g)
{
	g->tool = tool_of(g);
	if (g->tool == GUESS_NOTHING && g->layout.has_header)
		guess_orders(g);
	g->kind = kind_of(g);
}

static const char *const *
roles_of(enum guess_tool tool)
{
	static const char *const orders[] = { "customer_id", "date", "amount", "order_id", "sku",
		"quantity", "cost", "price", "refund", "status", "currency", NULL },
	    *const customers[] = { "customer_id", "name", "email", "phone", "birthday", "gender",
		"country", "region", "city", "acquired", NULL },
	    *const feedback[] = { "customer_id", "date", "score", "text", NULL };
	static const char *const *const all[] = { orders, customers, feedback, orders };

	return all[tool];
}

/* Ids of customers who come back, but not a handful of words, such as shops. */
static bool
is_anyone(const struct column *c)
{
	return c->role == NULL && like_customer(c) == LIKE_ID && c->distinct * 5 >= c->filled;
}

/* Answers that seem to be anonymous: who gave them may be in a column after all. */
static void
doubt_anonymous(struct guess *g)
{
	const struct column *c = guess_column(g, "email");

	if (c == NULL)
		c = guess_column(g, "phone");
	for (size_t i = 0; c == NULL && i < g->layout.width; i++)
		if (is_anyone(&g->column[i]))
			c = &g->column[i];
	if (c)
		guess_doubt(g, "customer_id: there is none; is it '%s'?"
		    " (--rename='%s=customer_id')", c->head, c->head);
}

/* What the tool needs beside the columns that decided for it. */
static void
complete_tool(struct guess *g)
{
	for (struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (g->tool == GUESS_CUSTOMERS && is_role(c, "date") && !has(g, "acquired"))
			c->role = "acquired";
	if (g->tool == GUESS_FEEDBACK && !has(g, "date"))
		guess_doubt(g, "date: there is no column of dates (--date=DATE)");
	if (g->tool == GUESS_FEEDBACK && !has(g, "customer_id"))
		doubt_anonymous(g);
}

/* Roles that the tool has no column for. */
static void
drop_others(struct guess *g)
{
	for (size_t i = 0; i < g->layout.width; i++) {
		bool wanted = false;

		for (const char *const *role = roles_of(g->tool); *role; role++)
			wanted |= is_role(&g->column[i], *role);
		if (!wanted)
			g->column[i].role = NULL;
	}
}

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
		guess_doubt(g, "decimal: amounts such as '%s' have one separator, which may be of"
		    " thousands (--decimal=%c) or of decimals (--decimal=%c)",
		    g->decimal == '.' ? "1,234" : "1.234", g->decimal,
		    g->decimal == '.' ? ',' : '.');
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
		const size_t n = column_formats(c, &g->layout.sheet, i, g->layout.first,
		    g->layout.end, GUESS_FORMATS, format, &other);

		for (size_t k = 0; k < n; k++) {
			bool there = false;

			for (size_t j = 0; j < g->formats; j++)
				there |= g->format[j] == format[k];
			if (!there && g->formats < GUESS_FORMATS)
				g->format[g->formats++] = format[k];
		}
		if (n > 0 && column_format(other))
			guess_doubt(g, "%s: both %s and %s fit '%s' (--date-format=%s)", c->role,
			    column_format(format[0]), column_format(other), c->head,
			    column_format(other));
	}
	g->reads_iso = g->formats == 1 && g->format[0] == 0;
}

/* Is it a word for an order that was cancelled or never paid? */
static bool
is_void(const char *s)
{
	static const char *const words[] = { "cancelled", "canceled", "cancel", "void", "voided",
		"closed", "failed", "unpaid", "expired", "abandoned", "storniert", "annul\xc3\xa9",
		"annul\303\251e", "cancelado", "annullato", "anulowane", "iptal",
		"\xe4\xba\xa4\xe6\x98\x93\xe5\x85\xb3\xe9\x97\xad",	/* 交易关闭 */
		"\xe7\xad\x89\xe5\xbe\x85\xe4\xb9\xb0\xe5\xae\xb6\xe4\xbb\x98\xe6\xac\xbe",
		"\xe5\xb7\xb2\xe5\x8f\x96\xe6\xb6\x88",			/* 已取消 */
		"\xe5\xb7\xb2\xe5\x85\xb3\xe9\x97\xad",			/* 已关闭 */
		"\xe6\x9c\xaa\xe4\xbb\x98\xe6\xac\xbe",			/* 未付款 */
		"\xe6\x9c\xaa\xe6\x94\xaf\xe4\xbb\x98",			/* 未支付 */
		"\xe5\xbe\x85\xe4\xbb\x98\xe6\xac\xbe",			/* 待付款 */
		"\xe5\xbe\x85\xe6\x94\xaf\xe4\xbb\x98",			/* 待支付 */
		"\xe4\xba\xa4\xe6\x98\x93\xe5\xa4\xb1\xe8\xb4\xa5",	/* 交易失败 */
		"\xd0\xbe\xd1\x82\xd0\xbc\xd0\xb5\xd0\xbd\xd1\x91\xd0\xbd",
		"\xd0\xbe\xd1\x82\xd0\xbc\xd0\xb5\xd0\xbd\xd0\xb5\xd0\xbd" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	return false;
}

static void
add_word(struct text *t, const char *word)
{
	const size_t n = strlen(word);

	if (t->n > 0 && text_lists(t->s, word, n))
		return;
	if (t->n > 0)
		t->s[t->n - 1] = ',';	/* instead of the NUL */
	text_add(t, word, n + 1);
}

/* Leaves out the rows with these words in a column. */
static void
leave_words(struct guess *g, const struct column *c, const char *words)
{
	if (g->leaves == sizeof g->leave_out / sizeof *g->leave_out)
		return;
	char *name = guess_name(c);
	char *option = mem_print("%s=%s", name, words);

	text_add(&g->leave_out[g->leaves++], option, strlen(option) + 1);
	free(option);
	free(name);
}

/* The rows to leave out for what stands in a column: words that LEAVE says, or nothing. */
static void
leave_out(struct guess *g, const char *role, bool (*leave)(const char *))
{
	const struct column *c = guess_column(g, role);
	struct text words = { 0 };
	bool empty = false;

	for (size_t r = g->layout.first; c && r < g->layout.end; r++) {
		const char *s = cell_of(g, r, c);

		empty |= *s == '\0' || column_is_nothing(s);
		if (*s && leave && leave(s) && strchr(s, ',') == NULL)
			add_word(&words, s);
	}
	if (leave == NULL && empty)
		leave_words(g, c, "");
	if (words.n > 0)
		leave_words(g, c, words.s);
	text_free(&words);
}

static bool
is_skipped(const char *s)
{
	return strcmp(s, "(\xe8\xb7\xb3\xe8\xbf\x87)") == 0 || strcmp(s, "(\xe7\xa9\xba)") == 0;
}

static void
find_left_out(struct guess *g)
{
	if (g->tool == GUESS_FEEDBACK) {
		leave_out(g, "score", is_skipped);
		return;
	}
	leave_out(g, "status", is_void);
	leave_out(g, "customer_id", NULL);
}

static void
find_nothing(struct guess *g)
{
	for (size_t i = 0; i < g->layout.width; i++) {
		const struct column *c = &g->column[i];

		for (size_t r = g->layout.first; c->role && c->nothing > 0 && r < g->layout.end;
		    r++) {
			const char *s = cell_of(g, r, c);

			if (column_is_nothing(s) && !(is_role(c, "score") && is_skipped(s)))
				add_word(&g->nothing, s);
		}
	}
}

/* Amounts of two currencies are never added. */
static void
check_currency(struct guess *g)
{
	const struct column *c = guess_column(g, "currency"), *amount = guess_column(g, "amount");
	enum spelling_currency one = SPELLING_NO_CURRENCY, sign;
	char number[SPELLING_SIZE];

	for (size_t r = g->layout.first; (c || amount) && r < g->layout.end; r++) {
		sign = c ? spelling_of_code(cell_of(g, r, c)) : SPELLING_NO_CURRENCY;
		if (c == NULL && spelling_read(cell_of(g, r, amount), g->decimal, number, &sign) !=
		    SPELLING_OK)
			continue;
		if (sign == SPELLING_CURRENCIES || spelling_join(&one, sign))
			continue;
		free(g->refusal);
		g->refusal = mem_print("amounts in two currencies, %s and %s; load each from a file"
		    " of its own", spelling_name(one), spelling_name(sign));
		return;
	}
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
		drop_role(g, "refund");
	if (amount)
		drop_role(g, "price");
}

static bool
is_left_out(const struct guess *g, size_t row)
{
	const struct column *status = guess_column(g, "status");
	const struct column *id = guess_column(g, "customer_id");

	const char *who = id ? cell_of(g, row, id) : "?";

	return (status && is_void(cell_of(g, row, status))) || *who == '\0' ||
	    column_is_nothing(who);
}

/* Rows that the tool will reject: of another width, or whose date or amount cannot be read. */
static void
count_bad(struct guess *g)
{
	const struct column *amount = guess_column(g, "amount"), *date = guess_column(g, "date");
	size_t kept = 0;

	for (size_t r = g->layout.first; r < g->layout.end; r++) {
		enum spelling_currency currency;
		char number[SPELLING_SIZE];
		bool good = g->layout.sheet.row[r].n == g->layout.width;

		if (is_left_out(g, r))
			continue;
		if (amount)
			good = good && spelling_read(cell_of(g, r, amount), g->decimal, number,
			    &currency) == SPELLING_OK;
		bool dated = date == NULL || g->tool != GUESS_ORDERS;

		for (size_t f = 0; f < g->formats && !dated; f++)
			dated = column_reads(g->format[f], cell_of(g, r, date));
		g->bad += !good || !dated;
		kept++;
	}
	if (g->bad * 10 >= kept * 9)
		guess_doubt(g, "rows: %zu of %zu can be read (see --rejects)", kept - g->bad,
		    g->layout.end - g->layout.first);
}

struct guess
guess_text(const struct names *names, const char *file, const char *text, size_t n, bool made)
{
	struct guess g = { .file = file, .layout = layout_find(names, text, n, made) };
	const struct layout *l = &g.layout;

	if (l->sheet.rows == 0 || l->width < 2 || l->first == l->end) {
		g.refusal = mem_text(l->sheet.rows == 0 ? "it is empty" : l->width < 2 ?
		    "no separator makes columns of it" : "it has no rows below its header");
		g.tool = GUESS_NOTHING;
		return g;
	}
	g.column = mem_new(l->width, sizeof *g.column);
	name_columns(&g, names);
	for (size_t i = 0; i < l->width; i++) {
		struct column *c = &g.column[i];

		column_measure(c, &l->sheet, i, l->first, l->end,
		    guess_holds_dates(c) || !l->has_header);
		check_role(c);
	}
	if (!l->has_header)
		name_all_by_cells(&g);
	if (l->separator_doubt)
		guess_doubt(&g, "separator: '%c' fits as well (--separator)", l->other);
	choose_tool(&g);
	complete_tool(&g);
	drop_others(&g);
	choose_columns(&g);
	if (g.tool == GUESS_NOTHING)
		guess_doubt(&g, "tool: no columns were found for orders, customers or feedback"
		    " (--rename=COLUMN=NAME)");
	doubt_vague(&g, "customer_id");
	doubt_vague(&g, "date");
	doubt_vague(&g, "amount");
	find_decimal(&g);
	find_formats(&g);
	if (g.tool == GUESS_ORDERS) {
		find_formula(&g);
		check_currency(&g);
	}
	find_left_out(&g);
	find_nothing(&g);
	count_bad(&g);
	for (const char *s = text; (s = memchr(s, '\0', n - (size_t)(s - text))) != NULL; s++)
		g.bad++;	/* at most one per NUL */
	return g;
}

void
guess_free(struct guess *g)
{
	for (size_t i = 0; i < g->doubts; i++)
		free(g->doubt[i]);
	for (size_t i = 0; i < g->leaves; i++)
		text_free(&g->leave_out[i]);
	text_free(&g->nothing);
	free(g->refusal);
	free(g->column);
	layout_free(&g->layout);
}
