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

int
main(void)
{
	test_sentences();
	test_cells();
	test_periods();
	test_labels();
	return done();
}
