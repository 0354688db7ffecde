#include "lib/report/translated.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

static bool
is(const char *english, const char *chinese)
{
	char *s = translated(english, LANGUAGE_ZH);
	const bool same = strcmp(s, chinese) == 0;

	if (!same)
		printf("# %s\n", s);
	free(s);
	return same;
}

int
main(void)
{
	char *same = translated("1 promise broken", LANGUAGE_EN);

	ok(strcmp(same, "1 promise broken") == 0, "English stays");
	free(same);
	ok(is("", ""), "nothing");
	ok(is("1 promise broken", "1 项承诺未兑现"), "one");
	ok(is("2 promises broken", "2 项承诺未兑现"), "several");
	ok(is("no purchase for 120 days; the customer usually returns within 31 days "
	    "(3.9 times as long)", "120 天未购买；该客户通常 31 天内再次购买（3.9 倍）"),
	    "a sentence with a semicolon");
	ok(is("2 promises broken; the latest score is 3 (detractor); the latest score is 7",
	    "2 项承诺未兑现；最近评分为 3（贬损者）；最近评分为 7"), "several sentences");
	ok(is("something else; 1 promise broken; x", "something else；1 项承诺未兑现；x"),
	    "what has no translation stays");
	ok(is("cust-segment: left out 220 customers first seen after 2026-03-31\nunknown\n",
	    "cust-segment：不含 2026-03-31 之后首次购买的客户 220 位\nunknown\n"), "lines of notes");
	ok(is("promise broken", "promise broken"), "a star is not empty");
	char *notes = translated_notes("clv-calc: all customers drop out alike in these data; "
	    "using the geometric limit\ncohort-calc: periods without a new customer: 15\n",
	    LANGUAGE_ZH);

	ok(strcmp(notes, "cohort-calc：没有新客户的期数：15") == 0, "a note about a method is left out");
	free(notes);
	return done();
}
