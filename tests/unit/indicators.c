/*
 * indicators: numbers worked by hand, the sentences, and unknown facts.
 *
 * With an operand it prints the rules of that file ("": the installed rules), for rules.bats.
 */
#include "lib/churn/indicators.h"

#include <math.h>
#include <string.h>

#include "lib/churn/indicators_rows.h"
#include "lib/io/opt.h"
#include "tests/unit/tap.h"

static const double TOL = 1e-6;

static const struct indicators_rules usual = { {
	[INDICATORS_RHYTHM] = { 35, 2, 0, 4 }, [INDICATORS_PURCHASES] = { 25, .05, .5, .01 },
	[INDICATORS_CONTACTS] = { 5, .05, .5, .01 }, [INDICATORS_COMPLAINTS] = { 10, .25, 0, .5 },
	[INDICATORS_SCORE] = { 10, 6, 10, 0 }, [INDICATORS_PROMISES] = { 5, 1, 0, 2 },
	    [INDICATORS_CASES] = { 10, 1, 0, 2 },
} };

static const struct indicators_facts nothing = INDICATORS_UNKNOWN;

static void
says(const struct indicators_facts *f, enum indicators_kind i, const char *want)
{
	const struct indicators in = indicators_measure(f, &usual);
	char got[200];

	ok(indicators_sentence(i, f, &in, got, sizeof got) == strlen(want) &&
	    strcmp(got, want) == 0, want);
	if (strcmp(got, want) != 0)
		printf("# got %s\n", got);
}

static struct indicator
one(const struct indicators_facts *f, enum indicators_kind i)
{
	return indicators_measure(f, &usual).of[i];
}

static void
test_rhythm(void)
{
	int32_t day[] = { 1000, 1030, 1058, 1093, 1124, 1214 }, even[] = { 5, 8, 15 };
	struct indicators_facts f = nothing;

	f.gap = indicators_gap(day, 6);
	f.idle = 75;
	near(f.gap, 31, TOL, "the median of 30, 28, 35, 31, 90 is 31");
	near(one(&f, INDICATORS_RHYTHM).measure, 75. / 31, TOL, "   75 days: 2.4194 times");
	ok(fabs(one(&f, INDICATORS_RHYTHM).measure - 2.4194) <= .00005, "   to the printed digits");
	ok(one(&f, INDICATORS_RHYTHM).value == 75 && one(&f, INDICATORS_RHYTHM).baseline == 31,
	    "   value and baseline");
	ok(one(&f, INDICATORS_RHYTHM).raised, "   raised at 2");
	says(&f, INDICATORS_RHYTHM,
	    "no purchase for 75 days; the customer usually returns within 31 days"
	    " (2.4 times as long)");
	f.idle = 62;
	ok(one(&f, INDICATORS_RHYTHM).raised, "62 days are");
	says(&f, INDICATORS_RHYTHM,
	    "no purchase for 62 days; the customer usually returns within 31 days"
	    " (2 times as long)");
	f.idle = 61;
	ok(!one(&f, INDICATORS_RHYTHM).raised, "   61 are not");
	f.idle = 1;
	says(&f, INDICATORS_RHYTHM,
	    "no purchase for 1 day; the customer usually returns within 31 days (0 times as long)");
	f.idle = 100, f.gap = NAN, f.usual_gap = 42.5;
	near(one(&f, INDICATORS_RHYTHM).measure, 100 / 42.5, TOL,
	    "no gap of one's own: that of all");
	says(&f, INDICATORS_RHYTHM,
	    "no purchase for 100 days; customers usually return within 43 days"
	    " (2.4 times as long)");
	near(indicators_gap(even, 3), 5, TOL, "an even number of gaps: 3 and 7");
	ok(isnan(indicators_gap(even, 1)) && isnan(indicators_gap(even, 0)),
	    "one purchase has no gap");
	f.usual_gap = NAN;
	ok(isnan(one(&f, INDICATORS_RHYTHM).measure) && !one(&f, INDICATORS_RHYTHM).raised,
	    "nobody has one: not known");
	says(&f, INDICATORS_RHYTHM, "");
}

/*
 * Tails of the Poisson distribution by hand: exp(-3), 4 exp(-3), 7 exp(-6), 25 exp(-6), exp(-2.5).
 */
static void
test_drop(void)
{
	static const struct {
		int64_t before, before_days, recent;
		double usual, tail, printed;
		bool raised;
		const char *says;
	} drop[] = {
		{ 9, 270, 0, 3, 0.049787068367863944, .049787, true,
		    "no purchase in the last 90 days, 3 are usual" },
		{ 9, 270, 1, 3, 0.19914827347145578, .199148, false,
		    "1 purchase in the last 90 days, 3 are usual" },
		{ 18, 270, 1, 6, 0.017351265236664508, .017351, true,
		    "1 purchase in the last 90 days, 6 are usual" },
		{ 18, 270, 2, 6, 0.0619688044166590, .061969, false,
		    "2 purchases in the last 90 days, 6 are usual" },
		{ 5, 180, 0, 2.5, 0.0820849986238988, .082085, false,
		    "no purchase in the last 90 days, 2.5 are usual" },
	};

	for (size_t i = 0; i < sizeof drop / sizeof *drop; i++) {
		struct indicators_facts f = nothing;

		f.purchases = (struct indicators_past){ drop[i].before, drop[i].before_days,
		    drop[i].recent, 90 };
		const struct indicator x = one(&f, INDICATORS_PURCHASES);

		near(x.measure, drop[i].tail, TOL, "the tail of Poisson");
		ok(fabs(x.measure - drop[i].printed) <= 5e-7, "   to the printed digits");
		ok(x.baseline == drop[i].usual && x.value == (double)drop[i].recent,
		    "   what is usual, and what there was");
		ok(x.raised == drop[i].raised, drop[i].raised ? "   raised at .05" :
		    "   not raised at .05");
		says(&f, INDICATORS_PURCHASES, drop[i].says);
	}
	struct indicators_facts f = nothing;

	f.contacts = (struct indicators_past){ 4, 360, 0, 90 };
	near(one(&f, INDICATORS_CONTACTS).measure, exp(-1), TOL, "contacts likewise");
	says(&f, INDICATORS_CONTACTS, "no contact in the last 90 days, 1 is usual");
	ok(isnan(one(&f, INDICATORS_PURCHASES).measure), "   and apart from purchases");
	f.contacts.before_days = 89;
	ok(isnan(one(&f, INDICATORS_CONTACTS).measure),
	    "a past shorter than what is compared with it says nothing");
	f.contacts = (struct indicators_past){ 0, 360, 5, 90 };
	ok(isnan(one(&f, INDICATORS_CONTACTS).measure), "   nor an empty one");
	f.contacts = (struct indicators_past){ 4, 90, INT64_MAX, 90 };
	ok(one(&f, INDICATORS_CONTACTS).measure == 1, "more than can be counted: certain");
}

static void
test_complaints(void)
{
	struct indicators_facts f = nothing;

	f.complaints = 3, f.complained_of = 20, f.usual_complaints = .02;
	const struct indicator x = one(&f, INDICATORS_COMPLAINTS);

	near(x.value, .15, TOL, "3 of 20 are 15 %");
	ok(fabs(x.measure - .052369) <= 5e-7, "   Wilson's lower limit 5.2369 %");
	ok(x.baseline == .02 && !x.raised, "   not raised at 25 %");
	says(&f, INDICATORS_COMPLAINTS, "3 complaints about 20 purchases: 5 % or more");
	f.complaints = f.complained_of = 1;
	ok(fabs(one(&f, INDICATORS_COMPLAINTS).measure - .206549) <= 5e-7,
	    "1 of 1 has, after Wilson, 20.6549 %");
	ok(!one(&f, INDICATORS_COMPLAINTS).raised, "   and does not scream");
	says(&f, INDICATORS_COMPLAINTS, "1 complaint about 1 purchase: 20 % or more");
	f.complaints = 10, f.complained_of = 10;	/* 72.2467 %, by Wilson */
	ok(fabs(one(&f, INDICATORS_COMPLAINTS).measure - .722467) <= 5e-7 &&
	    one(&f, INDICATORS_COMPLAINTS).raised, "10 of 10 does");
	f.complained_of = 4;
	ok(fabs(one(&f, INDICATORS_COMPLAINTS).measure - .722467) <= 5e-7,
	    "10 about 4 are as many as 10 about 10");
	says(&f, INDICATORS_COMPLAINTS, "10 complaints about 4 purchases: 72 % or more");
	f.complaints = 0, f.complained_of = 0;
	ok(isnan(one(&f, INDICATORS_COMPLAINTS).measure), "nothing to complain of: not known");
	f.complained_of = 5;
	ok(one(&f, INDICATORS_COMPLAINTS).measure == 0, "no complaint: 0");
}

static void
test_counts(void)
{
	struct indicators_facts f = nothing;

	f.score = 6;
	ok(one(&f, INDICATORS_SCORE).raised && one(&f, INDICATORS_SCORE).value == 6,
	    "a 6 is a detractor's");
	says(&f, INDICATORS_SCORE, "the latest score is 6 (detractor)");
	f.score = 7;
	ok(!one(&f, INDICATORS_SCORE).raised, "a 7 is not");
	says(&f, INDICATORS_SCORE, "the latest score is 7");
	f.score = 0;
	ok(one(&f, INDICATORS_SCORE).raised, "a 0 is known");
	f.broken = 0, f.cases = 0;
	ok(!one(&f, INDICATORS_PROMISES).raised && !one(&f, INDICATORS_CASES).raised,
	    "nothing broken, nothing unresolved");
	ok(one(&f, INDICATORS_PROMISES).measure == 0, "   which is known");
	f.broken = 1, f.cases = 1, f.case_days = 12;
	ok(one(&f, INDICATORS_PROMISES).raised && one(&f, INDICATORS_CASES).raised,
	    "one of each is enough");
	says(&f, INDICATORS_PROMISES, "1 promise broken");
	says(&f, INDICATORS_CASES, "1 case not resolved for 12 days");
	f.broken = 2, f.cases = 3, f.case_days = 1;
	says(&f, INDICATORS_PROMISES, "2 promises broken");
	says(&f, INDICATORS_CASES, "3 cases not resolved, the oldest for 1 day");
	f.case_days = -1;
	says(&f, INDICATORS_CASES, "3 cases not resolved");
}

static void
test_unknown(void)
{
	const struct indicators in = indicators_measure(&nothing, &usual);
	const struct scorecard s = indicators_risk(&in, &usual);
	bool any = false;
	char text[100] = "x";

	for (int i = 0; i < INDICATORS; i++)
		any = any || !isnan(in.of[i].measure) || in.of[i].raised;
	ok(!any, "nothing known: no indicator, none raised");
	ok(isnan(s.score) && s.coverage == 0 && s.n == 0, "   no score, of no coverage");
	ok(indicators_reasons(&nothing, &in, &usual, text, sizeof text) == 0 && text[0] == '\0',
	    "   no reason");
}

/*
 * By hand: weights 40, 30, 30; values 80, 50 and either none or 20. The indicators are scores from
 * 0 to 100.
 */
static void
test_risk(void)
{
	struct indicators_rules r = { { [INDICATORS_PROMISES] = { 40, 1, 0, 100 },
	    [INDICATORS_CASES] = { 30, 1, 0, 100 },
		[INDICATORS_SCORE] = { 30, 1, 0, 100 } } };
	struct indicators_facts f = nothing;

	f.broken = 80, f.cases = 50;
	struct indicators in = indicators_measure(&f, &r);

	near(indicators_risk(&in, &r).score, 4700. / 70, TOL, "80, 50 and nothing: 67.1429");
	ok(fabs(indicators_risk(&in, &r).score - 67.1429) <= .00005, "   to the printed digits");
	near(indicators_risk(&in, &r).coverage, .7, TOL, "   of a coverage of 70 %");
	f.score = 20;
	in = indicators_measure(&f, &r);
	near(indicators_risk(&in, &r).score, 53, TOL, "   and 20: 53");
	ok(indicators_risk(&in, &r).coverage == 1, "   of all");
	in = indicators_measure(&nothing, &r);
	ok(isnan(indicators_risk(&in, &r).score), "   nothing at all: none");
	f.broken = 200, f.cases = 0, f.score = -1;
	in = indicators_measure(&f, &r);
	near(indicators_risk(&in, &r).score, 4000. / 70, TOL,
	    "beyond full there are no more points");
	f.idle = 1000, f.gap = 1;
	in = indicators_measure(&f, &r);
	near(indicators_risk(&in, &r).score, 4000. / 70, TOL, "what has no weight has no part");
	ok(indicators_risk(&in, &r).coverage == .7, "   nor in the coverage");
	/* 35 of 4 times: 75/31/4; the tail of no purchase where 3 are usual: (.5 - .0498) / .49 */
	f = nothing;
	f.idle = 75, f.gap = 31, f.purchases = (struct indicators_past){ 9, 270, 0, 90 };
	in = indicators_measure(&f, &usual);
	near(indicators_risk(&in, &usual).score, (35 * 100 * 75. / 31 / 4 +
	    25 * 100 * (.5 - 0.049787068367863944) / .49) / 60, TOL,
	    "rising and falling measures");
	near(indicators_risk(&in, &usual).coverage, .6, TOL, "   60 of 100");
}

static void
test_reasons(void)
{
	struct indicators_facts f = nothing;
	char text[200];

	f.idle = 75, f.gap = 31, f.broken = 1, f.score = 9, f.cases = 2, f.case_days = 30,
	    f.complaints = 0, f.complained_of = 9;
	struct indicators in = indicators_measure(&f, &usual);
	static const char want[] = "no purchase for 75 days; the customer usually returns within "
	    "31 days (2.4 times as long); 2 cases not resolved, the oldest for 30 days;"
	    " 1 promise broken";

	ok(indicators_reasons(&f, &in, &usual, text, sizeof text) == sizeof want - 1 &&
	    strcmp(text, want) == 0,
	    "the reasons: what is raised, by weight");
	bool cut = true;
	for (size_t n = 1; n < sizeof want; n++) {
		char small[200];

		memset(small, 'x', sizeof small);
		const size_t len = indicators_reasons(&f, &in, &usual, small, n);

		cut = cut && len == strlen(small) && len < n && small[n] == 'x' &&
		    strncmp(small, want, len) == 0;
	}
	ok(cut, "   cut to any length");
	struct indicators_rules r = usual;

	r.of[INDICATORS_PROMISES].weight = 99;
	r.of[INDICATORS_CASES].threshold = NAN;
	in = indicators_measure(&f, &r);
	indicators_reasons(&f, &in, &r, text, sizeof text);
	ok(strcmp(text, "1 promise broken; no purchase for 75 days; the customer usually returns "
	    "within 31 days (2.4 times as long)") == 0, "   other weights and thresholds");
}

static int
print_rules(int argc, char *argv[])
{
	static const struct tool tool = { "rules", "FILE", "Print the rules.", NULL };
	char **operands = opt_parse(&tool, (const struct opt[]){ { 0 } }, argc, argv);
	const struct indicators_rules r = indicators_rows_read(*operands[0] ? operands[0] : NULL);

	for (int i = 0; i < INDICATORS; i++)
		printf("%s %g %g %g %g\n", indicators_name((enum indicators_kind)i), r.of[i].weight,
		    r.of[i].threshold, r.of[i].none, r.of[i].full);
	return opt_leave();
}

int
main(int argc, char *argv[])
{
	bool all = true;

	if (argc > 1)
		return print_rules(argc, argv);
	test_rhythm();
	test_drop();
	test_complaints();
	test_counts();
	test_unknown();
	test_risk();
	test_reasons();
	for (int i = 0; i < INDICATORS; i++)
		all = all && indicators_find(indicators_name((enum indicators_kind)i)) == i;
	ok(all && indicators_find("weather") == -1, "the indicators by their names");
	return done();
}
