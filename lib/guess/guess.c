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

	for (size_t i = 0; i < l->width; i++) {
		struct column *c = &g->column[i];

		c->head = l->has_header ? l->sheet.row[l->header].cell[i] : "";
		c->role = l->has_header ? names_role(names, c->head, &c->weight) : NULL;
		for (size_t k = 0; k < l->width && l->has_header; k++) {
			c->same += strcmp(l->sheet.row[l->header].cell[k], c->head) == 0;
			c->nth += k <= i && strcmp(l->sheet.row[l->header].cell[k], c->head) == 0;
		}
	}
}

/* Is the share of the filled cells that are numbers, in the better spelling, large? */
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
	if (is_role(c, "email"))
		fits = fits && !is_number(c);
	if (!fits)
		c->role = NULL;
}

/*
 * Without a header the cells alone decide: dates of one form; ids, which come back and may begin
 * with zeros; amounts, which have decimals; small whole numbers are quantities.
 */
static void
name_by_cells(struct guess *g)
{
	struct column *date = NULL, *id = NULL, *amount = NULL, *quantity = NULL;

	for (struct column *c = g->column; c < g->column + g->layout.width; c++) {
		size_t iso_or_compact = c->fits[0];

		for (size_t f = 1; column_format(f) && strcmp(column_format(f), "unix") != 0; f++)
			iso_or_compact = c->fits[f] > iso_or_compact ? c->fits[f] : iso_or_compact;
		if (date == NULL && c->filled > 0 && iso_or_compact == c->filled)
			date = c;
		else if (amount == NULL && is_number(c) && c->whole < c->filled)
			amount = c;
		else if (id == NULL && (c->zeros > 0 || !is_number(c)))
			id = c;
		else if (quantity == NULL && is_number(c) && c->high < 1000)
			quantity = c;
	}
	const struct { struct column *c; const char *role; } roles[] = { { date, "date" },
		{ id, "customer_id" }, { amount, "amount" }, { quantity, "quantity" } };

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (roles[i].c)
			roles[i].c->role = roles[i].role;
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

static void
choose_tool(struct guess *g)
{
	const bool amount = has(g, "amount") || (has(g, "price") && has(g, "quantity"));
	const bool person = has(g, "name") || has(g, "phone") || has(g, "email");

	g->tool = GUESS_NOTHING;
	if (has(g, "date") && amount && has(g, "customer_id"))
		g->tool = GUESS_ORDERS;
	else if (has(g, "score") || (has(g, "text") && has(g, "date")))
		g->tool = GUESS_FEEDBACK;
	else if (has(g, "customer_id") && (person || has(g, "acquired") || has(g, "birthday")))
		g->tool = GUESS_CUSTOMERS;
	g->kind = has(g, "score") ? "nps" : "question";
}

static const char *const *
roles_of(enum guess_tool tool)
{
	static const char *const orders[] = { "customer_id", "date", "amount", "order_id", "sku",
		"quantity", "cost", "price", "refund", "status", "currency", NULL },
	    *const customers[] = { "customer_id", "name", "email", "phone", "birthday", "gender",
		"country", "region", "city", "acquired", NULL },
	    *const feedback[] = { "customer_id", "date", "score", "text", NULL };
	static const char *const *const all[] = { orders, customers, feedback, feedback };

	return all[tool];
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

static void
find_decimal(struct guess *g)
{
	size_t point = 0, comma = 0, differ = 0;

	for (size_t i = 0; i < g->layout.width; i++) {
		const struct column *c = &g->column[i];

		if (!guess_holds_numbers(c))
			continue;
		point += c->point;
		comma += c->comma;
		differ += c->differ;
	}
	g->decimal = comma > point ? ',' : '.';
	if (point == comma && differ > 0)
		guess_doubt(g, "decimal: amounts such as '1,234' have one separator, which may be"
		    " of thousands (--decimal=.) or of decimals (--decimal=,)");
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

/* Words of orders that never were, or are no more. */
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
	}
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
		name_by_cells(&g);
	if (l->separator_doubt)
		guess_doubt(&g, "separator: '%c' fits as well (--separator)", l->other);
	choose_tool(&g);
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
