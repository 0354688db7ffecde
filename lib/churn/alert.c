#include "lib/churn/alert.h"

#include <string.h>

static const char *const words[ALERT_WORDS] = {
	[ALERT_QUIET] = "", [ALERT_NEW] = "NEW", [ALERT_WORSE] = "WORSE", [ALERT_STILL] = "STILL",
	[ALERT_RESOLVED] = "RESOLVED", [ALERT_LOST] = "LOST",
};

static const char *const states[ALERT_STATES] = {
	[ALERT_CALM] = "calm", [ALERT_RAISED] = "raised", [ALERT_WORSENED] = "worsened",
	[ALERT_CLEARED] = "cleared", [ALERT_GIVEN_UP] = "given_up",
};

static bool
is_calm(const struct alert_facts *f, const struct alert_limits *l)
{
	return (int64_t)f->day - f->bought < l->calm;
}

double
alert_risk(const struct alert_facts *f, const struct alert_limits *l)
{
	return is_calm(f, l) ? 0 : f->risk;
}

bool
alert_at_risk(const struct alert_facts *f, const struct alert_limits *l)
{
	const bool late = (double)f->day - f->bought >= l->late;

	return alert_risk(f, l) >= (late ? l->raise_late : l->raise);
}

static enum alert_word
say(struct alert *c, enum alert_word word, enum alert_state then)
{
	c->state = then;
	c->told = c->day;
	if (word == ALERT_NEW || word == ALERT_WORSE)
		c->changed = c->day;
	return word;
}

/*
 * The risk is below clear, so the case is closed. A case that was given up stays so if only calm
 * days, and no purchase since it opened, set the risk to 0: the rule before reported such customers
 * earlier.
 */
static enum alert_word
ended(struct alert *c, const struct alert_facts *f, const struct alert_limits *l)
{
	if (c->state == ALERT_CALM)
		return ALERT_QUIET;
	if (c->state == ALERT_GIVEN_UP) {
		if (f->risk < l->clear || f->bought > c->bought)
			c->state = ALERT_CALM;
		return ALERT_QUIET;
	}
	if (!f->silent)
		return say(c, ALERT_RESOLVED, ALERT_CALM);
	c->state = ALERT_CLEARED;
	return ALERT_QUIET;
}

static enum alert_word
without_case(struct alert *c, const struct alert_facts *f, const struct alert_limits *l)
{
	if (!alert_at_risk(f, l))
		return c->state == ALERT_CLEARED ? say(c, ALERT_RESOLVED, ALERT_CALM) : ALERT_QUIET;
	c->bought = f->bought;
	return say(c, ALERT_NEW, f->risk >= l->worse ? ALERT_WORSENED : ALERT_RAISED);
}

/* Whether DAYS have passed since that day; DAYS 0: never. */
static bool
passed(const struct alert *c, int32_t since, int64_t days)
{
	return days > 0 && (int64_t)c->day - since >= days;
}

static enum alert_word
goes_on(struct alert *c, const struct alert_facts *f, const struct alert_limits *l)
{
	if (c->state == ALERT_RAISED && f->risk >= l->worse)
		return say(c, ALERT_WORSE, ALERT_WORSENED);
	if (passed(c, c->changed, l->give_up))
		return say(c, ALERT_LOST, ALERT_GIVEN_UP);
	if (passed(c, c->told, l->repeat))
		return say(c, ALERT_STILL, c->state);
	return ALERT_QUIET;
}

enum alert_word
alert_next(struct alert *c, const struct alert_facts *f, const struct alert_limits *l)
{
	if (f->day <= c->day)
		return ALERT_QUIET;
	c->day = f->day;
	if (alert_risk(f, l) < l->clear)
		return ended(c, f, l);
	if (f->silent || c->state == ALERT_GIVEN_UP)
		return ALERT_QUIET;
	if (c->state == ALERT_CALM || c->state == ALERT_CLEARED)
		return without_case(c, f, l);
	return goes_on(c, f, l);
}

static void
know(struct alert *c, const struct alert_facts *f, bool known)
{
	const enum alert_state state = known ? ALERT_GIVEN_UP : ALERT_CALM;

	*c = (struct alert){ state, f->day, f->day, f->day, f->bought };
}

void
alert_begin(struct alert *c, const struct alert_facts *f, const struct alert_limits *l)
{
	know(c, f, alert_at_risk(f, l));
}

void
alert_succeed(struct alert *c, const struct alert_facts *f, const struct alert_limits *l)
{
	const bool told = c->state != ALERT_CALM && c->state != ALERT_CLEARED &&
	    f->bought <= c->told;

	know(c, f, alert_at_risk(f, l) || (told && f->risk >= l->clear));
}

const char *
alert_word_name(enum alert_word word)
{
	return words[word];
}

const char *
alert_state_name(enum alert_state state)
{
	return states[state];
}

int
alert_state_of(const char *name)
{
	for (int s = 0; s < ALERT_STATES; s++)
		if (strcmp(states[s], name) == 0)
			return s;
	return -1;
}
