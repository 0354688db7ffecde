#include "lib/report/phrase.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "tests/unit/made.h"
#include "tests/unit/tap.h"

static bool
is(char *got, const char *want)
{
	const bool same = got && strcmp(got, want) == 0;

	if (!same)
		printf("# %s\n", got ? got : "(null)");
	free(got);
	return same;
}

/* Words go to the text; a number with its exact cell: 1,234.57=1234.5678. */
static void
words(void *ctx, const char *s, size_t n)
{
	text_add(ctx, s, n);
}

static void
number(void *ctx, const char *shown, const char *exact, const struct result *from)
{
	text_add(ctx, shown, strlen(shown));
	text_add(ctx, "=", 1);
	text_add(ctx, exact, strlen(exact));
	if (from != &made_result)
		text_add(ctx, "?", 1);
}

static void
plain_number(void *ctx, const char *shown, const char *exact, const struct result *from)
{
	(void)from;
	number(ctx, shown, exact, &made_result);
}

static char *
cell(enum language l, size_t row, size_t column)
{
	const struct report r = made_report(l);
	struct text t = { 0 };

	phrase_cell(&r, &made_part, row, &made_columns[column],
	    &(struct phrase){ &t, words, number });
	text_add(&t, "", 1);
	return t.s;
}

static void
test_sentences(void)
{
	struct report r = made_report(LANGUAGE_EN);

	ok(is(phrase_text(&r, &made_part, &made_block.sentence), "First 1,234.57, last 7.00, "
	    "ok 20.00; not high, <b>; –; until 2026-06-30."), "every kind of braces");
	r.language = LANGUAGE_ZH;
	ok(is(phrase_text(&r, &made_part, &made_block.sentence),
	    "首 1,234.57，末 7.00，低 20.00；非 高、<b>；–；至 2026-06-30。"), "in Chinese");
	ok(is(phrase_text(&r, NULL, &(struct said){ { "x", "乙" } }), "乙"), "without a part");
}

static void
test_cells(void)
{
	ok(is(cell(LANGUAGE_EN, 0, 0), "high"), "a word");
	ok(is(cell(LANGUAGE_ZH, 1, 0), "低"), "a word in Chinese");
	ok(is(cell(LANGUAGE_EN, 0, 1), "1,234.57=1234.5678"), "a number, and its exact cell");
	ok(is(cell(LANGUAGE_EN, 1, 2), "10.00=10 to 30.00=30"), "an interval");
	ok(is(cell(LANGUAGE_ZH, 1, 2), "10.00=10 至 30.00=30"), "an interval in Chinese");
	ok(is(cell(LANGUAGE_EN, 2, 2), "–"), "no interval");
}

static void
test_periods(void)
{
	const struct report en = made_report(LANGUAGE_EN), zh = made_report(LANGUAGE_ZH);

	ok(is(phrase_period(&en, "2026-04-30"), "2026-04"), "a month");
	ok(is(phrase_period(&zh, "2026-04-30"), "2026 年 4 月"), "a month in Chinese");
	ok(is(phrase_period(&zh, "2026-Q2"), "2026 年第 2 季度"), "a quarter in Chinese");
	ok(is(phrase_period(&zh, "x"), "x"), "no period");
}

static void
test_labels(void)
{
	static const struct column range[] = { { "low", "high", SHOWN_RANGE, { { "", "" } } },
		{ 0 } };
	const struct block b = { .id = "b", .command = "tool", .columns = range };
	struct part p = made_part;
	const struct report en = made_report(LANGUAGE_EN), zh = made_report(LANGUAGE_ZH);

	ok(is(phrase_label(&en, &p, 0, "flag"), "high"), "a word");
	ok(phrase_label(&en, &p, 0, "none") == NULL, "no such column");
	p.block = &b;
	ok(is(phrase_label(&en, &p, 1, "low"), "10 to 30"), "a range");
	ok(is(phrase_label(&zh, &p, 1, "low"), "10 至 30"), "a range in Chinese");
	static const char *const open[] = { "x", "1", "50", "" };
	struct cells g = { MADE_COLUMNS, 1, MADE_TEXTS(made_name), MADE_TEXTS(open) };
	const struct result last = { .cells = &g };

	p.result = &last;
	ok(is(phrase_label(&en, &p, 0, "low"), "50 and more"), "a range without an end");
	ok(phrase_is_number(&made_columns[1]) && !phrase_is_number(&made_columns[0]),
	    "numbers and words");
	ok(phrase_find(&made_block, "high") == &made_columns[2] &&
	    phrase_find(&made_block, "none") == NULL, "a column by either of its names");
}

static void
test_conditions(void)
{
	const struct report r = made_report(LANGUAGE_EN);
	const struct cells *g = r.part->result->cells;
	size_t row;

	ok(cells_meets(g, 0, NULL) && cells_meets(g, 0, "flag=ok,alert") &&
	    !cells_meets(g, 0, "flag!=ok,alert"), "a list of words");
	ok(cells_meets(g, 0, "clv>1000") && !cells_meets(g, 0, "clv<1000"), "numbers in order");
	ok(cells_meets(g, 0, "clv<@high&clv>@low") && !cells_meets(g, 0, "clv<@high&clv<@low"),
	    "two conditions, with other columns");
	ok(!cells_meets(g, 2, "low<5") && !cells_meets(g, 2, "low>5") && cells_meets(g, 2, "low="),
	    "an empty cell is no number");
	ok(!cells_meets(g, 0, "none=x") && !cells_meets(g, 0, "clv=@none") &&
	    !cells_meets(g, 0, "clv<@none"), "no such column");
	ok(cells_find(g, "clv<10", &row) && row == 2, "the row that meets a condition");
}

static void
test_clauses(void)
{
	static const struct clause clauses[] = {
		{ "flag=ok&clv>10", { { "Some.", "有。" } } }, { "flag=none", { { "No.", "否。" } } },
		{ "!flag=none", { { "None.", "无。" } } }, { "$flag=ok", { { "Bad.", "误。" } } },
		{ "#some", { { "2 of {#}.", "{#} 之 2。" } } }, { "#all", { { "All.", "全。" } } },
		{ 0 } };
	struct report en = made_report(LANGUAGE_EN), zh = made_report(LANGUAGE_ZH);
	const struct block b = { .id = "b", .command = "tool", .columns = made_columns, .most = 2,
		.clauses = clauses };
	struct part p = made_part;
	struct text t = { 0 };

	p.block = &b;
	ok(phrase_has(&en, &p), "a part with clauses only");
	phrase_sentences(&en, &p, &(struct phrase){ &t, words, number });
	text_add(&t, "", 1);
	ok(strcmp(t.s, "Some. None. 2 of 3.") == 0, "those that are given, with blanks");
	text_free(&t);
	t = (struct text){ 0 };
	phrase_sentences(&zh, &p, &(struct phrase){ &t, words, number });
	text_add(&t, "", 1);
	ok(strcmp(t.s, "有。无。3 之 2。") == 0, "in Chinese without");
	text_free(&t);
}

/* A row of a standard, and what is shown in each column. */
static void
test_standards(void)
{
	static const char *const name[] = { "metric", "scope", "within", "difference", "worst",
		"date", "calendar", "measure" };
	static const char *const cell[] = {
		"resolution", "kind=complaint", "4h", "-0.0437", "12:50.4 7:3.28",
		"1998-04-02T13:45:00", "around the clock", "bought",
		"resolution", "", "1d", "2.5", "9:50.4", "1998-04-02", "cn.csv", "spend",
		"reopened", "", "x", "", "9", "", "cn.csv", "spend" };
	enum { COLUMNS = 8 };
	static const struct column columns[] = {
		{ "metric", NULL, SHOWN_WORD, { { "", "" } } },
		{ "scope", NULL, SHOWN_SCOPE, { { "", "" } } },
		{ "within", NULL, SHOWN_LIMIT, { { "", "" } } },
		{ "difference", NULL, SHOWN_GAP_OF_MEASURE, { { "", "" } } },
		{ "worst", NULL, SHOWN_WORST, { { "", "" } } },
		{ "date", NULL, SHOWN_TIME, { { "", "" } } }, { 0 } };
	static const char *const want[][6] = {
		{ "resolution", "complaint", "4 hours", "−4.4 points=-0.0437",
		    "12 (2 days=50.4), 7 (3.3 hours=3.28)", "1998-04-02 13:45" },
		{ "resolution", "all", "1 day", "2.50=2.5", "9 (50.4 hours=50.4)", "1998-04-02" },
		{ "reopened", "all", "x", "–", "9", "–" } };
	struct cells g = { COLUMNS, 3, MADE_TEXTS(name), MADE_TEXTS(cell) };
	struct result from = { .cells = &g };
	const struct block b = { .id = "b", .command = "tool", .columns = columns };
	const struct part p = { .block = &b, .result = &from };
	const struct report en = made_report(LANGUAGE_EN), zh = made_report(LANGUAGE_ZH);

	for (size_t row = 0; row < 3; row++)
		for (size_t i = 0; i < 6; i++) {
			struct text t = { 0 };

			from.cells = &g;
			phrase_cell(&en, &p, row, &columns[i],
			    &(struct phrase){ &t, words, plain_number });
			text_add(&t, "", 1);
			ok(is(t.s, want[row][i]), columns[i].name);
		}
	ok(is(phrase_label(&en, &p, 0, "metric"), "resolution (complaint)"), "a label, its scope");
	ok(is(phrase_label(&zh, &p, 1, "metric"), "解决（全部）"), "that of all, in Chinese");
	ok(is(phrase_label(&en, &p, 2, "metric"), "reopened"), "one without other scopes");
}

int
main(void)
{
	test_conditions();
	test_clauses();
	test_standards();
	test_sentences();
	test_cells();
	test_periods();
	test_labels();
	return done();
}
