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

static enum alert_word
say(struct alert *c, enum alert_word word, enum alert_state then)
{
	c->state = then;
	c->told = c->day;
	c->stills = word == ALERT_NEW ? 0 : c->stills + (word == ALERT_STILL);
	return word;
}

/* Below clear every case has ended. */
static enum alert_word
ended(struct alert *c, bool silent)
{
	if (c->state == ALERT_CALM)
		return ALERT_QUIET;
	if (c->state != ALERT_GIVEN_UP && !silent)
		return say(c, ALERT_RESOLVED, ALERT_CALM);
	c->state = c->state == ALERT_GIVEN_UP ? ALERT_CALM : ALERT_CLEARED;
	return ALERT_QUIET;
}

static enum alert_word
without_case(struct alert *c, double risk, const struct alert_limits *l)
{
	if (risk >= l->raise)
		return say(c, ALERT_NEW, risk >= l->worse ? ALERT_WORSENED : ALERT_RAISED);
	return c->state == ALERT_CLEARED ? say(c, ALERT_RESOLVED, ALERT_CALM) : ALERT_QUIET;
}

static enum alert_word
goes_on(struct alert *c, double risk, const struct alert_limits *l)
{
	if (c->state == ALERT_RAISED && risk >= l->worse)
		return say(c, ALERT_WORSE, ALERT_WORSENED);
	if ((int64_t)c->day - c->told < l->repeat)
		return ALERT_QUIET;
	if (c->stills >= l->give_up)
		return say(c, ALERT_LOST, ALERT_GIVEN_UP);
	return say(c, ALERT_STILL, c->state);
}

enum alert_word
alert_next(struct alert *c, double risk, int32_t day, const struct alert_limits *l, bool silent)
{
	if (day <= c->day)
		return ALERT_QUIET;
	c->day = day;
	if (risk < l->clear)
		return ended(c, silent);
	if (silent || c->state == ALERT_GIVEN_UP)
		return ALERT_QUIET;
	if (c->state == ALERT_CALM || c->state == ALERT_CLEARED)
		return without_case(c, risk, l);
	return goes_on(c, risk, l);
}

void
alert_begin(struct alert *c, double risk, int32_t day, const struct alert_limits *l)
{
	*c = (struct alert){ risk >= l->raise ? ALERT_GIVEN_UP : ALERT_CALM, day, day, 0 };
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
