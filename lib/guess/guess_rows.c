#include "lib/guess/guess_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/bag.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/shortened.h"
#include "lib/base/spelling.h"
#include "lib/base/split.h"
#include "lib/guess/values.h"

bool
guess_is_void(const char *s)
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
		"订单取消", "订单关闭", "已作废", "作废", "等待付款", "待买家付款", "(取消)", "(删除)",
		"(删除)等待付款", "(删除)锁定", "(锁定)取消",	/* of 京东 */
		"\xd0\xbe\xd1\x82\xd0\xbc\xd0\xb5\xd0\xbd\xd1\x91\xd0\xbd",
		"\xd0\xbe\xd1\x82\xd0\xbc\xd0\xb5\xd0\xbd\xd0\xb5\xd0\xbd" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	return false;
}

static bool
is_nobody(const char *s)
{
	return *s == '\0' || column_is_nothing(s);
}

static void
add_word(struct text *t, const char *word)
{
	const size_t n = strlen(word);

	if (t->n > 0 && split_has(t->s, ',', word))
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

	for (size_t i = 0; c && i < values_count(c->values); i++) {
		const char *s = values_text(c->values, i);

		empty |= is_nobody(s);
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
	leave_out(g, "status", guess_is_void);
	leave_out(g, "customer_id", NULL);
}

/* The words for nothing that a column has. */
static void
add_nothing(struct guess *g, const struct column *c)
{
	for (size_t i = 0; i < values_count(c->values); i++) {
		const char *s = values_text(c->values, i);

		if (column_is_nothing(s) && !(guess_is(c, "score") && is_skipped(s)))
			add_word(&g->nothing, s);
	}
}

static void
find_nothing(struct guess *g)
{
	for (size_t i = 0; i < g->layout.width; i++)
		if ((g->column[i].role || g->column[i].person) && g->column[i].nothing > 0)
			add_nothing(g, &g->column[i]);
}

static bool
is_void_text(const struct guess *g, const char *s)
{
	(void)g;
	return guess_is_void(s);
}

static bool
is_nobody_text(const struct guess *g, const char *s)
{
	(void)g;
	return is_nobody(s);
}

static bool
is_amount_text(const struct guess *g, const char *s)
{
	enum spelling_currency currency;
	char number[SPELLING_SIZE];

	return spelling_read(s, g->decimal, number, &currency) == SPELLING_OK;
}

static bool
is_id_text(const struct guess *g, const char *s)
{
	(void)g;
	return shortened_why(s) == NULL;
}

static bool
is_date_text(const struct guess *g, const char *s)
{
	for (size_t f = 0; f < g->formats; f++)
		if (column_reads(g->format[f], s))
			return true;
	return false;
}

static bool
is_kind_text(const struct guess *g, const char *s)
{
	return g->tool != GUESS_FEEDBACK || guess_words_know("kind", s);
}

static bool
is_severity_text(const struct guess *g, const char *s)
{
	return g->tool != GUESS_FEEDBACK || guess_words_know("severity", s);
}

static bool
is_channel_text(const struct guess *g, const char *s)
{
	return g->tool != GUESS_FEEDBACK || guess_words_know("channel", s);
}

/* Empty if it was not answered. The kind of each row may have another scale. */
static bool
is_score_text(const struct guess *g, const char *s)
{
	const bool csat = g->kind && strcmp(g->kind, "csat") == 0;
	char digits[NUM_SIZE];
	int64_t n;

	return g->tool != GUESS_FEEDBACK || is_nobody(s) ||
	    (csat && guess_words_know("csat", s)) ||
	    (num_narrow(s, digits) && num_count(digits, &n) && n <= (csat ? 5 : 10));
}

/* A number, without the separators and the currency of an amount. */
static bool
is_quantity_text(const struct guess *g, const char *s)
{
	char digits[NUM_SIZE], *comma;
	double x;

	if (is_nobody(s))
		return true;
	if (!num_narrow(s, digits) || (g->decimal == ',' && strchr(digits, '.')))
		return false;
	if (g->decimal == ',' && (comma = strchr(digits, ',')) != NULL)
		*comma = '.';
	return num_parse(digits, &x);
}

/* Of each text of a column, if there is that column, whether it is something. */
struct known {
	const struct column *column;
	bool *is;
};

static struct known
know(const struct guess *g, const char *role, bool (*is)(const struct guess *, const char *))
{
	struct known k = { .column = guess_column(g, role) };
	const size_t n = k.column ? values_count(k.column->values) : 0;

	k.is = mem_new(n, sizeof *k.is);
	for (size_t i = 0; i < n; i++)
		k.is[i] = is(g, values_text(k.column->values, i));
	return k;
}

/* NONE: if there is no such column. */
static bool
known(const struct known *k, size_t row, bool none)
{
	return k->column ? k->is[values_of_row(k->column->values, row)] : none;
}

/* Rows that the tool will reject: of another width, or with a cell that it cannot read. */
static void
count_bad(struct guess *g)
{
	enum { STATUS, CUSTOMER, DATE, CELLS };		/* from CELLS on any tool reads them */
	struct known k[] = { know(g, "status", is_void_text),
		know(g, "customer_id", is_nobody_text), know(g, "date", is_date_text),
		know(g, "amount", is_amount_text), know(g, "kind", is_kind_text),
		know(g, "channel", is_channel_text), know(g, "score", is_score_text),
		know(g, "severity", is_severity_text), know(g, "quantity", is_quantity_text),
		know(g, "customer_id", is_id_text), know(g, "order_id", is_id_text) };
	size_t kept = 0;

	for (size_t r = g->layout.first; r < g->layout.end; r++) {
		const bool whole = guess_is_whole(g, r);

		if (whole && known(&k[STATUS], r, false))
			continue;
		if (whole && known(&k[CUSTOMER], r, false)) {
			g->nobodys++;
			continue;
		}
		bool good = whole && (g->tool == GUESS_CUSTOMERS || known(&k[DATE], r, true));

		for (size_t i = CELLS; i < sizeof k / sizeof *k; i++)
			good = good && known(&k[i], r, true);

		g->bad += !good;
		kept++;
	}
	for (size_t i = 0; i < sizeof k / sizeof *k; i++)
		free(k[i].is);
	if (g->bad * 10 >= kept * 9)
		guess_doubt(g, "rows: %zu of %zu can be read (see --rejects)", kept - g->bad,
		    g->layout.end - g->layout.first);
}

/* What the columns with a role have; "" if the row has no number of its order, or is left out. */
static void
key_of(const struct guess *g, const struct column *order, size_t r, struct text *key)
{
	const struct column *status = guess_column(g, "status");

	key->n = 0;
	if (is_nobody(column_text(order, r)) || guess_is_void(column_text(status, r)) ||
	    is_nobody(column_text(guess_column(g, "customer_id"), r)))
		return;
	for (size_t i = 0; i < g->layout.width; i++) {
		const struct column *c = &g->column[i];
		const uint64_t value = values_of_row(c->values, r);

		if (c->role && c != status)
			text_add(key, (const char *)&value, sizeof value);
	}
}

/* Rows that are equal to another row of their order: pieces that were sold twice, or mistakes. */
static void
count_doubles(struct guess *g)
{
	const struct column *order = guess_column(g, "order_id");
	struct bag *seen = bag_new(0);
	struct text key = { 0 };
	bool is_new;

	for (size_t r = g->layout.first; order && r < g->layout.end; r++) {
		key_of(g, order, r, &key);
		if (key.n == 0)
			continue;
		bag_at(seen, key.s, key.n, &is_new);
		g->doubles += !is_new;
	}
	text_free(&key);
	bag_free(seen);
}

void
guess_rows(struct guess *g)
{
	find_left_out(g);
	find_nothing(g);
	count_bad(g);
	if (g->tool == GUESS_ORDERS)
		count_doubles(g);
}
