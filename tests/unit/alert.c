/*
 * alert: two sequences of nights worked by hand, every limit, silences, and properties of any
 * sequence.
 */
#include "lib/churn/alert.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

enum { DAYS = 400, CASES = 3000, SOAK_CASES = 300000 };

/* LOST after five weeks. The last purchase does not matter: all are long ago, and calm is 0. */
static const struct alert_limits usual = {
	.raise = 70, .raise_late = 70, .late = 135, .worse = 85, .clear = 60,
	.repeat = 7, .give_up = 35,
};

static enum alert_word
next(struct alert *c, double risk, int32_t day, const struct alert_limits *l, bool silent)
{
	return alert_next(c, &(struct alert_facts){ risk, day, -1000, silent }, l);
}

/*
 * The words of evaluations from day 1, STEP days apart: "d2 NEW, d6 WORSE". A risk below 0 means a
 * silence.
 */
static const char *
told(const double *risk, int n, int step, const struct alert_limits *l)
{
	static char to[1024];
	struct alert c = { .day = DATE_NONE };
	size_t at = 0;

	to[0] = '\0';
	for (int i = 0; i < n; i++) {
		const int32_t day = 1 + i * step;
		const enum alert_word w = next(&c, fabs(risk[i]), day, l, signbit(risk[i]));

		if (w != ALERT_QUIET)
			at += (size_t)snprintf(to + at, sizeof to - at, "%sd%d %s", at > 0 ? ", "
			    : "", day, alert_word_name(w));
	}
	return to;
}

static void
tells(const char *want, const char *name, const struct alert_limits *l, int step,
    const double *risk, size_t n)
{
	const char *got = told(risk, (int)n, step, l);

	ok(strcmp(got, want) == 0, name);
	if (strcmp(got, want) != 0)
		printf("# got %s\n", got);
}

#define TOLD(want, name, limits, step, ...) \
	tells(want, name, limits, step, (const double[]){ __VA_ARGS__ }, \
	    sizeof (const double[]){ __VA_ARGS__ } / sizeof (double))

static void
test_nights(void)
{
	TOLD("d2 NEW, d6 WORSE, d13 STILL, d14 RESOLVED",
	    "a rise, WORSE, a week of silence, the end", &usual, 1,
	    50, 72, 75, 65, 71, 88, 88, 88, 88, 88, 88, 88, 88, 55, 40);
	TOLD("d1 NEW, d3 RESOLVED, d6 NEW, d13 STILL", "closed below --clear, and raised again",
	    &usual, 1,
	    80, 80, 59, 62, 69, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70);
	TOLD("", "a day twice says nothing the second time", &usual, 0, 59, 80, 80, 88);
	TOLD("d1 NEW", "   nor the third", &usual, 0, 80, 59, 88);
	struct alert c = { .day = DATE_NONE };

	next(&c, 80, 10, &usual, false);
	const struct alert before = c;

	ok(next(&c, 10, 9, &usual, false) == ALERT_QUIET && memcmp(&c, &before, sizeof c) == 0,
	    "   nor does a day before, and it changes nothing");
	ok(next(&c, 10, 11, &usual, false) == ALERT_RESOLVED, "   the next day does");
}

static void
test_limits(void)
{
	struct alert_limits l = usual;

	TOLD("", "69.999 is no case", &usual, 1, 69.999, 69.999);
	TOLD("d1 NEW", "70 is one", &usual, 1, 70, 84.999);
	TOLD("d1 NEW, d2 WORSE", "85 is worse", &usual, 1, 70, 85, 85, 100);
	TOLD("d1 NEW", "a case that begins at 85 is NEW and never WORSE", &usual, 1, 85, 100, 75,
	    100);
	TOLD("d1 NEW, d2 WORSE", "worse comes once a case", &usual, 1, 70, 90, 75, 90);
	TOLD("d1 NEW, d2 WORSE, d3 RESOLVED, d4 NEW, d5 WORSE", "   and again in the next",
	    &usual, 1, 70, 90, 0, 70, 90);
	TOLD("d1 NEW", "60 does not end it", &usual, 1, 70, 60);
	TOLD("d1 NEW, d2 RESOLVED", "59.999 does", &usual, 1, 70, 59.999, 59);
	TOLD("d1 NEW, d8 STILL", "STILL also between clear and raise", &usual, 1, 70, 65, 65, 65,
	    65, 65, 65, 65, 65);
	TOLD("d1 NEW, d7 WORSE, d14 STILL",
	    "STILL seven days after the last word, whichever it was", &usual, 1,
	    70, 70, 70, 70, 70, 70, 90, 90, 90, 90, 90, 90, 90, 90, 90);
	TOLD("d1 NEW, d8 WORSE, d15 STILL", "WORSE goes before STILL", &usual, 1,
	    70, 70, 70, 70, 70, 70, 70, 90, 90, 90, 90, 90, 90, 90, 90);
	l.raise = l.raise_late = 30, l.worse = 40, l.clear = 30;
	TOLD("d1 NEW, d2 RESOLVED, d3 NEW, d4 WORSE", "other limits, two of them alike", &l, 1,
	    30, 29, 39, 40);
	l.worse = 30;
	TOLD("d1 NEW", "   all of them alike: never WORSE", &l, 1, 30, 100);
	l = usual, l.raise_late = 65;
	TOLD("d1 NEW", "65 is enough if the last purchase is long ago", &l, 1, 65, 65);
	l = usual, l.repeat = 1, l.give_up = 3;
	TOLD("d1 NEW, d2 STILL, d3 STILL, d4 LOST", "STILL every day, given up after three", &l,
	    1, 70, 70, 70, 70, 70, 100);
	TOLD("d1 NEW, d2 STILL, d3 WORSE, d4 STILL, d5 STILL, d6 LOST", "   three after WORSE",
	    &l, 1, 70, 70, 90, 70, 70, 70, 100);
	l.give_up = 1;
	TOLD("d1 NEW, d2 LOST", "given up at once", &l, 1, 70, 70, 70, 70);
	l.give_up = 0;
	TOLD("d1 NEW, d2 STILL, d3 STILL, d4 STILL", "never given up", &l, 1, 70, 70, 70, 70);
	l.repeat = 0;
	TOLD("d1 NEW", "never repeated", &l, 1000000, 70, 70, 70);
}

static void
test_lost(void)
{
	double risk[60];

	for (int i = 0; i < 60; i++)
		risk[i] = i == 45 ? 59 : i == 46 ? 60 : i == 50 ? 86 : i > 46 ? 69 : i == 40 ? 99
		    : 80;
	tells("d1 NEW, d8 STILL, d15 STILL, d22 STILL, d29 STILL, d36 LOST, d51 NEW, d58 STILL",
	    "four STILLs, LOST, silence also at 99 and below clear, then NEW again", &usual, 1,
	    risk, 60);
	TOLD("d1 NEW, d8 STILL, d15 STILL, d22 STILL, d29 STILL, d36 LOST",
	    "LOST once, a year on", &usual, 7,
	    80, 80, 80, 80, 80, 80, 80, 80, 80, 80, 80, 80, 80, 80, 80, 80, 80, 80, 80, 80, 80,
	    80, 80, 80, 80, 80, 80, 80, 80, 80);
}

static void
test_missed_nights(void)
{
	TOLD("d1 NEW, d10 STILL, d19 STILL",
	    "every third night: STILL at the first one seven days on", &usual, 3,
	    70, 70, 70, 70, 70, 70, 70);
	TOLD("d1 NEW, d4 RESOLVED, d7 NEW, d10 WORSE, d19 STILL", "   the rest as it comes",
	    &usual, 3, 70, 20, 70, 85, 85, 85, 85);
	TOLD("d1 NEW, d31 STILL, d61 LOST", "a gap of thirty nights is one STILL", &usual, 30,
	    70, 70, 70, 70, 70);
}

/* A risk below 0: an attempt to win the customer back is open. */
static void
test_silence(void)
{
	TOLD("", "silent: neither NEW", &usual, 1, -90, -90, -90);
	TOLD("d3 NEW", "   which comes when the silence ends", &usual, 1, -90, -90, 90, 90);
	TOLD("", "   if it is still so", &usual, 1, -90, -90, 69, 69);
	TOLD("d1 NEW, d4 WORSE", "   nor WORSE", &usual, 1, 70, -90, -90, 90, 90);
	TOLD("d1 NEW", "   which is not said of what has passed", &usual, 1, 70, -90, -90, 80);
	TOLD("d1 NEW, d10 STILL, d17 STILL", "   nor STILL", &usual, 1,
	    70, -70, -70, -70, -70, -70, -70, -70, -70, 70, 70, 70, 70, 70, 70, 70, 70);
	TOLD("d1 NEW, d4 RESOLVED", "   nor RESOLVED", &usual, 1, 70, -20, -20, 20, 20);
	TOLD("d1 NEW, d4 RESOLVED", "   which is owed also where the risk is half up again",
	    &usual, 1, 70, -20, -65, 65, 65);
	TOLD("d1 NEW, d4 NEW, d11 STILL",
	    "   a case that ended in silence and began again is a new one", &usual, 1,
	    70, -20, -90, 90, 90, 90, 90, 90, 90, 90, 90);
	TOLD("d1 NEW, d4 NEW", "   which began at worse", &usual, 1, 70, -20, -20, 90, 90);
	TOLD("", "   no case before, none after", &usual, 1, -90, -20, 69);
	struct alert_limits l = usual;

	l.repeat = 1, l.give_up = 2;
	TOLD("d1 NEW, d2 STILL, d3 LOST, d6 NEW",
	    "one given up who was below clear in silence is new", &l, 1, 70, 70, 70, -50, -80, 80);
	TOLD("d1 NEW, d2 STILL, d3 LOST", "   and one who was not stays given up", &l, 1, 70, 70,
	    70, -60, -80, 80);
	TOLD("d1 NEW, d2 STILL, d5 LOST", "no LOST in a silence, but after it", &l, 1, 70, 70,
	    -70, -70, 70);
}

static void
test_begin(void)
{
	struct alert c;

	alert_begin(&c, &(struct alert_facts){ 70, 5, -1000, false }, &usual);
	bool quiet = true;
	for (int32_t day = 6; day < 400; day++)
		quiet = quiet && next(&c, 99, day, &usual, false) == ALERT_QUIET;
	ok(quiet, "who was at risk when the records began is not told of");
	ok(next(&c, 59, 400, &usual, false) == ALERT_QUIET && next(&c, 70, 401, &usual,
	    false) == ALERT_NEW,
	    "   until below clear and up again");
	alert_begin(&c, &(struct alert_facts){ 69, 5, -1000, false }, &usual);
	ok(next(&c, 70, 5, &usual, false) == ALERT_QUIET && next(&c, 70, 6, &usual,
	    false) == ALERT_NEW,
	    "the others are, from the next day on");
}

/* The default rule for a horizon of 90 days: 70 after 90 days, 55 after 135 days. */
static const struct alert_limits shipped = {
	.raise = 70, .raise_late = 55, .late = 135, .worse = 85, .clear = 45,
	.calm = 90, .give_up = 90,
};

/* The facts of day 1000, IDLE days after the last purchase. */
static struct alert_facts
after(int32_t idle, double risk)
{
	return (struct alert_facts){ risk, 1000, 1000 - idle, false };
}

static bool
at_risk(int32_t idle, double risk)
{
	const struct alert_facts f = after(idle, risk);

	return alert_at_risk(&f, &shipped);
}

static void
test_idle(void)
{
	ok(!at_risk(0, 100) && !at_risk(89, 100), "within the horizon nobody is at risk");
	ok(at_risk(90, 70) && !at_risk(90, 69.9) && at_risk(134, 70) && !at_risk(134, 69.9),
	    "from there on at 70");
	ok(at_risk(135, 55) && !at_risk(135, 54.9), "   from one and a half on at 55");
	struct alert_limits l = shipped;
	const struct alert_facts fresh = after(0, 70);

	l.calm = 0;
	ok(alert_at_risk(&fresh, &l), "   calm can be switched off");
}

/*
 * The state on day 1001 after a change of the rule. Before, the state was STATE, reported on day
 * 900 for a customer who had bought on day 800.
 */
static enum alert_state
succeeds(enum alert_state state, int32_t idle, double risk, enum alert_word *word)
{
	struct alert c = { state, 999, 900, 900, DATE_NONE };
	struct alert_facts f = after(idle, risk);

	alert_succeed(&c, &f, &shipped);
	f.day++;
	*word = alert_next(&c, &f, &shipped);
	return c.state;
}

static void
test_succeed(void)
{
	enum alert_word w;

	ok(succeeds(ALERT_RAISED, 200, 80, &w) == ALERT_GIVEN_UP && w == ALERT_QUIET,
	    "a case of the old rule is closed silently");
	ok(succeeds(ALERT_WORSENED, 60 + 50, 60, &w) == ALERT_GIVEN_UP && w == ALERT_QUIET,
	    "   also below the new limits");
	ok(succeeds(ALERT_GIVEN_UP, 200, 80, &w) == ALERT_GIVEN_UP && w == ALERT_QUIET,
	    "   also one given up");
	ok(succeeds(ALERT_RAISED, 20, 80, &w) == ALERT_CALM && w == ALERT_QUIET,
	    "   with a purchase since, nothing is left");
	ok(succeeds(ALERT_RAISED, 110, 40, &w) == ALERT_CALM && w == ALERT_QUIET,
	    "   nor below clear");
	ok(succeeds(ALERT_CLEARED, 110, 69, &w) == ALERT_CALM && w == ALERT_QUIET,
	    "   one that had ended is no case");
	ok(succeeds(ALERT_CALM, 200, 80, &w) == ALERT_GIVEN_UP && w == ALERT_QUIET,
	    "   who is at risk is known");
	/*
	 * The old rule reported it on day 995, after 80 days. The new rule must not report it again
	 * on day 1006.
	 */
	struct alert c = { ALERT_RAISED, 999, 995, 995, DATE_NONE };
	struct alert_facts f = after(84, 80);
	bool quiet = true;

	alert_succeed(&c, &f, &shipped);
	for (; f.day < 1300; f.day++)
		quiet = quiet && alert_next(&c, &f, &shipped) == ALERT_QUIET;
	ok(quiet && c.state == ALERT_GIVEN_UP, "   nobody is told of twice for one absence");
	f = (struct alert_facts){ 30, 1301, 1300, false };
	quiet = alert_next(&c, &f, &shipped) == ALERT_QUIET && c.state == ALERT_CALM;
	f = (struct alert_facts){ 70, 1390, 1300, false };
	ok(quiet && alert_next(&c, &f, &shipped) == ALERT_NEW,
	    "   after the next purchase all is as always");
}

static uint32_t seed;

static double
uniform(void)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) / 16777216.;
}

/* The state of a case, derived only from the words so far. */
struct rounds {
	bool open, worse, lost;
	int32_t last, changed;
	bool below;	/* the risk was below clear since the last word or silence */
};

/* Whether W is the word that the rule requires, without silences. */
static bool
due(struct rounds *r, double risk, int32_t day, const struct alert_limits *l, enum alert_word w)
{
	enum alert_word want = ALERT_QUIET;

	r->below = r->below || risk < l->clear;
	if (r->open && risk < l->clear)
		want = ALERT_RESOLVED;
	else if (!r->open && risk >= l->raise && (!r->lost || r->below))
		want = ALERT_NEW;
	else if (r->open && !r->worse && risk >= l->worse)
		want = ALERT_WORSE;
	else if (r->open && l->give_up > 0 && day - r->changed >= l->give_up)
		want = ALERT_LOST;
	else if (r->open && l->repeat > 0 && day - r->last >= l->repeat)
		want = ALERT_STILL;
	if (w == ALERT_QUIET)
		return want == w;
	*r = (struct rounds){
		.open = w != ALERT_RESOLVED && w != ALERT_LOST,
		.worse = w == ALERT_WORSE || (w == ALERT_NEW ? risk >= l->worse : r->worse),
		.lost = w == ALERT_LOST, .last = day,
		.changed = w == ALERT_NEW || w == ALERT_WORSE ? day : r->changed,
	};
	return want == w;
}

static struct alert_limits
some_limits(void)
{
	struct alert_limits l;

	l.clear = floor(uniform() * 80);
	l.raise = l.clear + floor(uniform() * (100 - l.clear));
	l.raise_late = l.raise;
	l.late = 0;
	l.calm = 0;
	l.worse = l.raise + floor(uniform() * (101 - l.raise));
	l.repeat = (int64_t)(uniform() * 10);
	l.give_up = (int64_t)(uniform() * 50);
	return l;
}

static double
wander(double risk)
{
	const double x = uniform() < .05 ? uniform() * 100 : risk + (uniform() - .5) * 20;

	return x < 0 ? 0 : x > 100 ? 100 : floor(x);
}

static void
test_any(long cases)
{
	bool all = true;

	for (long i = 0; i < cases; i++) {
		const struct alert_limits l = i % 3 == 0 ? usual : some_limits();
		struct alert c = { .day = DATE_NONE };
		struct rounds r = { .below = true };
		double risk = uniform() * 100;

		seed = (uint32_t)i + 1;
		for (int32_t day = 0; day < DAYS; day += 1 + (int32_t)(uniform() * 1.5)) {
			risk = wander(risk);
			all = all && due(&r, risk, day, &l, next(&c, risk, day, &l, false));
		}
	}
	ok(all, "any sequence: every word is due, and what is due is said");
}

/* With silences: whether the words still form cases and are true. */
static bool
sound(struct rounds *r, double risk, int32_t day, const struct alert_limits *l,
    enum alert_word w, bool silent)
{
	const bool was_open = r->open;

	r->below = r->below || risk < l->clear;
	if (w == ALERT_QUIET)
		return true;
	if (silent)
		return false;
	switch (w) {
	case ALERT_NEW:
		if (risk < l->raise || (was_open && !r->below) || (r->lost && !r->below))
			return false;
		*r = (struct rounds){ true, risk >= l->worse, false, day, day, false };
		return true;
	case ALERT_WORSE:
		if (!was_open || r->worse || risk < l->worse)
			return false;
		r->worse = true;
		r->changed = day;
		break;
	case ALERT_RESOLVED:
		if (!was_open || !r->below || risk >= l->raise)
			return false;
		r->open = false;
		break;
	case ALERT_STILL:
	case ALERT_LOST:
		if (!was_open || risk < l->clear || (l->give_up > 0 &&
		    day - r->changed >= l->give_up) != (w == ALERT_LOST) ||
		    (w == ALERT_STILL && (l->repeat == 0 || day - r->last < l->repeat)))
			return false;
		r->open = w == ALERT_STILL;
		r->lost = w == ALERT_LOST;
		break;
	case ALERT_QUIET:
	case ALERT_WORDS:
		return false;
	}
	r->last = day;
	r->below = false;
	return true;
}

static void
test_any_silence(long cases)
{
	bool all = true, agree = true;

	for (long i = 0; i < cases; i++) {
		const struct alert_limits l = i % 3 == 0 ? usual : some_limits();
		struct alert c = { .day = DATE_NONE };
		struct rounds r = { .below = true };
		double risk = 50;
		bool silent = false;

		seed = (uint32_t)i + 99;
		for (int32_t day = 0; day < DAYS; day++) {
			risk = wander(risk);
			silent = uniform() < .05 ? !silent : silent;
			all = all && sound(&r, risk, day, &l, next(&c, risk, day, &l, silent),
			    silent);
			/* A reader of the words knows who is at risk, except in a silence. */
			if (!silent && !r.lost)
				agree = agree && (risk < l.raise || r.open) &&
				    (risk >= l.clear || !r.open);
		}
	}
	ok(all, "with silences: no word in them, each word is true, and they make cases");
	ok(agree, "   and after each evaluation the reader knows who is at risk");
}

static void
test_names(void)
{
	bool all = true;

	for (int s = 0; s < ALERT_STATES; s++)
		all = all && alert_state_of(alert_state_name((enum alert_state)s)) == s;
	ok(all && alert_state_of("NEW") == -1, "the states by their names");
}

int
main(void)
{
	const long cases = getenv("SOAK") ? SOAK_CASES : CASES;

	test_nights();
	test_limits();
	test_lost();
	test_missed_nights();
	test_silence();
	test_begin();
	test_idle();
	test_succeed();
	test_any(cases);
	test_any_silence(cases);
	test_names();
	return done();
}
